"""Provisions of the texts, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rang


@dataclass(frozen=True, slots=True)
class Disposition:
    """A provision: its anchor, what it says, and whether it decides an answer."""

    ancre: str
    instrument: str
    titre: str
    resume: Bilingue
    decide: bool
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Disposition:
        """Read a row of `dispositions.csv`."""
        return cls(
            rang.ancre(),
            rang.texte("instrument"),
            rang.francais("titre"),
            rang.bilingue("resume", "summary"),
            rang.booleen("decide"),
            rang.certitude(),
        )
