"""Platforms that receive applications on line since 2021, as far as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.procedure import periode

if TYPE_CHECKING:
    from datetime import date

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True, kw_only=True)
class Plateforme:
    """A platform and the places it is known to receive from.

    Attributes:
        id: Identifier.
        nom: Where it is.
        regions: Codes of regions it receives from, of the latest territories.
        departements: Codes of departments it receives from.
        saisonnier: Whether it receives seasonal work, from everywhere.
        texte: Words, in both languages.
        source: Where it was read.
    """

    id: str
    nom: str
    du: date
    au: date
    regions: frozenset[str]
    departements: frozenset[str]
    saisonnier: bool
    texte: Bilingue
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Plateforme:
        """Read a row of `plateformes.csv`."""
        du, au = periode(rangee)
        return cls(
            id=rangee.texte("id"),
            nom=rangee.texte("nom"),
            du=du,
            au=au,
            regions=frozenset(rangee.mots("regions")),
            departements=frozenset(rangee.mots("departements")),
            saisonnier=rangee.booleen("saisonnier"),
            texte=rangee.bilingue("texte", "text"),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
        )

    def recoit(self, departement: str | None, region: str | None) -> bool:
        """Tell whether it is known to receive from a place."""
        return departement in self.departements or region in self.regions
