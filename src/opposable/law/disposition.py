"""Provisions of the texts, in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True)
class Disposition:
    """A provision: its anchor, what it says, and whether it decides an answer."""

    ancre: str
    instrument: str
    titre: str
    resume: Bilingue
    decide: bool
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Disposition:
        """Read a row of `dispositions.csv`."""
        return cls(
            rangee.ancre(),
            rangee.texte("instrument"),
            rangee.francais("titre"),
            rangee.bilingue("resume", "summary"),
            rangee.booleen("decide"),
            rangee.certitude(),
        )
