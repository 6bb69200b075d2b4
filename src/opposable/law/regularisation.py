"""Exceptional admission by work: what being on a list opens besides, told and never decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.nationalite import Regime
from opposable.law.procedure import commun

if TYPE_CHECKING:
    from datetime import date

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True, kw_only=True)
class Regularisation:
    """One condition, or one trait, of the admission by work over a period.

    Attributes:
        rang: Rank among those of the period.
        id: Identifier.
        du: First day of the admission.
        au: Last day of the admission.
        regimes: Regimes it is told to; empty for all whom the common list is written for.
        texte: Words, in both languages.
        source: Where it was read.
    """

    rang: int
    id: str
    du: date
    au: date
    regimes: frozenset[Regime]
    texte: Bilingue
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Regularisation:
        """Read a row of `regularisation.csv`."""
        regimes = frozenset(rangee.parmi_mots("regimes", Regime))
        return cls(**commun(rangee), regimes=regimes, source=rangee.texte("source"))
