"""Occupations: a code and its canonical label; the domains they stand under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opposable.law.cellule import Rang


@dataclass(frozen=True, slots=True)
class Metier:
    """An occupation named by a text of the corpus; the printed labels stay in the lists."""

    code: str
    intitule: str
    domaine: str

    @classmethod
    def lire(cls, rang: Rang) -> Metier:
        """Read a row of `metiers.csv`."""
        return cls(rang.texte("code"), rang.texte("intitule"), rang.optionnel("domaine") or "")


@dataclass(frozen=True, slots=True)
class Domaine:
    """A professional domain: the heading as printed, its usual name, the one it is counted with."""

    imprime: str
    nom: str
    compte_avec: str

    @classmethod
    def lire(cls, rang: Rang) -> Domaine:
        """Read a row of `domaines.csv`."""
        return cls(rang.texte("imprime"), rang.texte("nom"), rang.optionnel("compte_avec") or "")
