"""What holds where no list is known: ordinary law, or a rule that was not read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from opposable.law.cellule import Certitude, Rangee


class Effet(StrEnum):
    """What the absence of a list means: ordinary law, or that nothing can be answered."""

    DROIT_COMMUN = "droit_commun"
    INCONNU = "inconnu"


@enregistrement(frozen=True, slots=True, kw_only=True)
class Silence:
    """What holds for some nationals over a period of examination on which no list is known.

    Attributes:
        regime: Regime concerned.
        nationalites: Nationalities it is limited to; empty where it is not.
        du: First day of examination; `date.min` where nothing bounds it.
        au: Last day of examination; `date.max` where nothing bounds it.
        effet: What holds.
        ancre: Place in the texts.
        certitude: How sure it is.
        source: Where it was read.
    """

    regime: Regime
    nationalites: frozenset[str]
    du: date
    au: date
    effet: Effet
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Silence:
        """Read a row of `silences.csv`."""
        return cls(
            regime=rangee.parmi("regime", Regime),
            nationalites=frozenset(rangee.mots("nationalites")),
            du=rangee.jour("du") or date.min,
            au=rangee.jour("au") or date.max,
            effet=rangee.parmi("effet", Effet),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
        )

    def vaut(self, regime: Regime, nationalite: str, jour: date) -> bool:
        """Tell whether it holds for a national on a day of examination."""
        concerne = not self.nationalites or nationalite in self.nationalites
        return concerne and regime is self.regime and self.du <= jour <= self.au


def silence(
    silences: tuple[Silence, ...], regime: Regime, nationalite: str, jour: date
) -> Silence | None:
    """Return what holds without a list: the first row that does, in the order of the data."""
    return next((s for s in silences if s.vaut(regime, nationalite, jour)), None)
