"""Digests of the law data: of all of it, of what is common, of each instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.tables import INSTRUMENTS, empreinte

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.law.tables import Tables

CONNUES = "empreintes.csv"
"""Digests of the law data of former versions. It decides nothing, and no digest counts it."""


@enregistrement(frozen=True, slots=True)
class Empreintes:
    """What names a law exactly.

    Attributes:
        tout: SHA-256 of all of it.
        communes: SHA-256 of the tables that are of no instrument.
        instruments: SHA-256 of the files of each instrument, by identifier.
    """

    tout: str
    communes: str
    instruments: Mapping[str, str]

    @classmethod
    def de(cls, contenus: Iterable[tuple[str, bytes]], tables: Tables) -> Empreintes:
        """Work them out from the files and the tables read from them."""
        tous = [(nom, octets) for nom, octets in contenus if nom != CONNUES]
        par_dossier: dict[str, list[tuple[str, bytes]]] = {}
        for nom, octets in tous:
            par_dossier.setdefault(_dossier(nom), []).append((nom, octets))
        communes = par_dossier.pop("", [])
        instruments = {
            _identifiant(dossier, tables): empreinte(siens)
            for dossier, siens in par_dossier.items()
        }
        return cls(empreinte(tous), empreinte(communes), instruments)

    def avec(self, contenus: Iterable[tuple[str, bytes]], tables: Tables) -> Empreintes:
        """Return the digests once files are added: those of a draft, or of a list changed."""
        ajoutes = Empreintes.de(contenus, tables)
        return Empreintes(
            empreinte([(self.tout, b""), (ajoutes.tout, b"")]),
            self.communes,
            {**self.instruments, **ajoutes.instruments},
        )


def _dossier(nom: str) -> str:
    """Folder of the instrument that a file is of, empty for a common table."""
    parties = nom.split("/")
    return "/".join(parties[:2]) if parties[0] == INSTRUMENTS else ""


def _identifiant(dossier: str, tables: Tables) -> str:
    lignes = tables.get(f"{dossier}/instrument.toml", ({},))
    return str(lignes[0].get("id") or dossier)
