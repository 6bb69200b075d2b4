"""Occupations: a code and its canonical label; the domains they stand under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.nomenclature import CodeMetier

if TYPE_CHECKING:
    from opposable.law.cellule import Rangee


@enregistrement(frozen=True, slots=True)
class Metier:
    """An occupation named by a text of the corpus; the printed labels stay in the lists.

    Attributes:
        code: Code, in its nomenclature.
        intitule: Label.
        domaine: Heading it stands under; empty where it has none.
        nomenclature: Identifier of the nomenclature; empty where the row leaves it to the code.
        ecrit: Code as it is written anywhere: with its nomenclature where another claims it.
    """

    code: str
    intitule: str
    domaine: str
    nomenclature: str = ""
    ecrit: str = ""

    @property
    def cle(self) -> CodeMetier:
        """What it is, and no other: its nomenclature and its code."""
        return CodeMetier(self.nomenclature, self.code)

    @classmethod
    def lire(cls, rangee: Rangee) -> Metier:
        """Read a row of `metiers.csv`."""
        return cls(
            rangee.texte("code"),
            rangee.texte("intitule"),
            rangee.optionnel("domaine") or "",
            rangee.optionnel("nomenclature") or "",
        )


@enregistrement(frozen=True, slots=True)
class Domaine:
    """A professional domain: the heading as printed, its usual name, the one it is counted with."""

    imprime: str
    nom: str
    compte_avec: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Domaine:
        """Read a row of `domaines.csv`."""
        return cls(
            rangee.texte("imprime"), rangee.texte("nom"), rangee.optionnel("compte_avec") or ""
        )
