"""What is kept: an occupation already open leaves only under a lower threshold (hysteresis)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.releve import FRANCE, Releve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.elaboration.methode.schema import Tirage

Cellules = frozenset[tuple[str, str]]
"""Occupations × territories."""
PARTOUT = "partout"
"""Zone of a row that opens everywhere, as the lists of the project write it."""


@dataclass(frozen=True, slots=True)
class Maintien:
    """What is already open, and how far under its threshold it may fall before it leaves.

    Attributes:
        marge: Distance between the threshold to enter and the one to leave; 0 for no difference.
        en_place: What is open by identifier of selection; under an empty identifier, what is
            open for every selection.
        source: Where that comes from: a list of the law, a folder, an earlier period.
    """

    marge: Fraction = Fraction()
    en_place: Mapping[str, Cellules] = field(default_factory=dict)
    source: str = ""

    def pour(self, tirage: Tirage, releve: Releve) -> Cellules:
        """Return what is in place for one selection, in its own territories.

        A national selection takes an occupation open in one region for open; a regional one
        takes an occupation open in the country for open in each region of the figures.
        """
        if not self.marge:
            return frozenset()
        cellules = self.en_place.get(tirage.id, self.en_place.get("", frozenset()))
        if not tirage.par_region:
            return frozenset((metier, FRANCE) for metier, _ in cellules)
        return frozenset(
            (metier, ou)
            for metier, lieu in cellules
            for ou in (releve.regions if lieu in {FRANCE, PARTOUT} else (lieu,))
        )


AUCUN = Maintien()
"""Nothing in place: one threshold to enter and to leave."""
