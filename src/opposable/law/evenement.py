"""An event of the law: what happened, the day it became known, the day from which it acts."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from opposable.law.cellule import Certitude, Rangee

REGIME = "regime:"
"""How an object that is a regime of nationality begins; the codes follow, joined by `+`."""


class Acte(StrEnum):
    """What an event does."""

    SIGNE = "signe"
    PUBLIE = "publie"
    MODIFIE = "modifie"
    OUVRE = "ouvre"
    REMPLACE = "remplace"
    ANNULE = "annule"
    RATIFIE = "ratifie"
    ADHERE = "adhere"
    CESSE = "cesse"


CIBLES = frozenset({Acte.REMPLACE, Acte.ANNULE, Acte.RATIFIE, Acte.ADHERE})
"""Acts that reach something besides their object."""


@enregistrement(frozen=True, slots=True, kw_only=True)
class Evenement:
    """One row of the ledger.

    Attributes:
        id: Identifier.
        connu_le: Day it became known, None where it is known at all times.
        effet_le: First day of examination it acts on; for a signature or a publication, its day.
        acte: What it does.
        objet: A text, a list, or `regime:` and nationalities joined by `+`.
        cible: What it reaches: a list, a nationality, a regime; empty where nothing.
        ancre: Place in the texts.
        certitude: How sure its days are.
        source: Where it was read: a row of `sources.csv`.
    """

    id: str
    connu_le: date | None
    effet_le: date
    acte: Acte
    objet: str
    cible: str
    ancre: str
    certitude: Certitude
    source: str

    @property
    def nationalites(self) -> tuple[str, ...]:
        """Nationalities whose regime it changes; empty where it changes none."""
        if self.acte is Acte.RATIFIE:
            return (self.cible,)
        return tuple(self.objet.removeprefix(REGIME).split("+")) if self.sur_un_regime else ()

    @property
    def sur_un_regime(self) -> bool:
        """Whether its object is a regime of nationality."""
        return self.objet.startswith(REGIME)

    def connu(self, jour: date) -> bool:
        """Tell whether it is known on a day."""
        return self.connu_le is None or self.connu_le <= jour

    @classmethod
    def lire(cls, rangee: Rangee) -> Evenement:
        """Read a row of `evenements.csv`.

        Raises:
            LawDataError: A cell cannot be read, or an act lacks what it reaches.
        """
        effet_le = rangee.jour("effet_le")
        if effet_le is None:
            raise rangee.erreur("effet_le", "date AAAA-MM-JJ attendue : le jour où l'acte agit")
        evenement = cls(
            id=rangee.texte("id"),
            connu_le=rangee.jour("connu_le"),
            effet_le=effet_le,
            acte=rangee.parmi("acte", Acte),
            objet=rangee.texte("objet"),
            cible=rangee.optionnel("cible") or "",
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
        )
        if not evenement.cible and (evenement.acte in CIBLES or evenement.sur_un_regime):
            raise rangee.erreur("cible", f"« {evenement.acte} » demande ce qu'il atteint")
        return evenement


def annonces(rangee: Rangee, listes: Collection[object]) -> Iterator[Evenement]:
    """Yield what the head of a draft says of its own days, as events known at all times.

    Args:
        rangee: The head `[[liste]]`; one without `examine_du` takes its days from the ledger.
        listes: Identifiers of every list, which `remplace` may name.

    Raises:
        LawDataError: The days are not two, in order, or a list replaced does not exist.
    """
    du, au = rangee.jour("examine_du"), rangee.jour("examine_au")
    if du is None and au is None:
        return
    if du is None or au is None or du > au:
        raise rangee.erreur("examine_du", "une liste demande deux dates d'examen, dans l'ordre")
    yield _annonce(rangee, Acte.OUVRE, du)
    for ancienne in rangee.mots("remplace"):
        if ancienne not in listes:
            raise rangee.erreur("remplace", f"« {ancienne} » n'est pas une liste du corpus")
        yield _annonce(rangee, Acte.REMPLACE, du, ancienne)
    if au < date.max:
        yield _annonce(rangee, Acte.CESSE, au + timedelta(days=1))


def _annonce(rangee: Rangee, acte: Acte, effet_le: date, cible: str = "") -> Evenement:
    objet = rangee.texte("id")
    return Evenement(
        id=f"{objet} {acte}",
        connu_le=None,
        effet_le=effet_le,
        acte=acte,
        objet=objet,
        cible=cible,
        ancre=rangee.ancre(),
        certitude=rangee.certitude(),
        source="",
    )
