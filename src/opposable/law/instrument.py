"""Legal instruments: circular and orders, with their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from datetime import date

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True)
class Instrument:
    """A legal text that holds lists.

    Attributes:
        id: Identifier.
        nature: `circulaire`, `arrete`, `projet`…
        nor: NOR number, None for a draft.
        nor_variantes: Other prints of the number.
        titre: Its title.
        signe_le: Day of signature.
        publie_le: Day of publication.
        ancre: Place in the text that states when it applies.
        certitude: How sure the signature is.
        certitude_publication: How sure the publication is.
    """

    id: str
    nature: str
    nor: str | None
    nor_variantes: tuple[str, ...]
    titre: Bilingue
    signe_le: date | None
    publie_le: date | None
    ancre: str
    certitude: Certitude
    certitude_publication: Certitude

    @classmethod
    def lire(
        cls, rangee: Rangee, signe_le: date | None = None, publie_le: date | None = None
    ) -> Instrument:
        """Read the head of an `instrument.toml`, with the days that the ledger gives.

        A draft, which has no row in the ledger, gives its own.
        """
        signe_le = signe_le or rangee.jour("signe_le")
        publie_le = publie_le or rangee.jour("publie_le")
        if signe_le and publie_le and publie_le < signe_le:
            raise rangee.erreur(
                "publie_le", f"publié ({publie_le}) avant d'être signé ({signe_le})"
            )
        return cls(
            rangee.texte("id"),
            rangee.texte("nature"),
            rangee.optionnel("nor"),
            rangee.mots("nor_variantes"),
            rangee.bilingue("titre", "title"),
            signe_le,
            publie_le,
            rangee.ancre(),
            rangee.certitude(),
            rangee.certitude("certitude_publication"),
        )
