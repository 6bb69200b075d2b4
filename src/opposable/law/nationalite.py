"""Nationalities and the regime each falls under, by period (circular 1.1 to 1.4)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement, remplacer

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee
    from opposable.law.registre import Bascule


class Regime(StrEnum):
    """What a nationality makes of the lists."""

    FRANCAIS = "francais"
    LIBRE_CIRCULATION = "libre_circulation"
    UE_TRANSITOIRE = "ue_transitoire"
    PAYS_TIERS = "pays_tiers"
    ACCORD_EN_VIGUEUR = "accord_en_vigueur"
    EXCLU_PAR_ACCORD = "exclu_par_accord"


CONCERNES = frozenset({Regime.UE_TRANSITOIRE, Regime.PAYS_TIERS, Regime.ACCORD_EN_VIGUEUR})
"""Regimes whose nationals the common lists are written for."""


@enregistrement(frozen=True, slots=True)
class Statut:
    """The regime of a nationality from a day to a day, both included.

    Attributes:
        nationalite: Code the row is written for.
        regime: Regime over the period.
        listes: Whether the lists of occupations concern this national at all.
        du: First day; `date.min` where nothing bounds it.
        au: Last day; `date.max` where nothing bounds it.
        ancre: Place in the text.
        certitude: How sure the row is, its days included.
    """

    nationalite: str
    regime: Regime
    listes: bool
    du: date
    au: date
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Statut:
        """Read a row of `regimes.csv`."""
        du, au = rangee.jour("du") or date.min, rangee.jour("au") or date.max
        if du > au:
            raise rangee.erreur("au", f"la période finit ({au}) avant de commencer ({du})")
        return cls(
            rangee.texte("nationalite"),
            rangee.parmi("regime", Regime),
            rangee.booleen("listes"),
            du,
            au,
            rangee.ancre(),
            rangee.certitude(),
        )


def basculer(statuts: tuple[Statut, ...], bascule: Bascule, *, seule: bool) -> tuple[Statut, ...]:
    """Return the regimes of a nationality once another begins: the one before ends the eve.

    Args:
        statuts: Regimes so far, in the order of time.
        bascule: The change, from a day on.
        seule: Whether the list of its agreement stands alone.
    """
    regime = Regime(bascule.regime)
    suite = Statut(
        nationalite=bascule.nationalite,
        regime=regime,
        listes=regime in CONCERNES and not (seule and regime is Regime.ACCORD_EN_VIGUEUR),
        du=bascule.du,
        au=date.max,
        ancre=bascule.par.ancre,
        certitude=bascule.par.certitude,
    )
    veille = bascule.du - timedelta(days=1)
    avant = [remplacer(s, au=min(s.au, veille)) for s in statuts if s.du < bascule.du]
    return (*avant, suite)


@enregistrement(frozen=True, slots=True)
class Nationalite:
    """A code of nationality, its names, and its regimes in the order of time.

    Attributes:
        code: ISO 3166-1 alpha-3, or XXA, XXB, XXC, XXX.
        nom: Its name.
        de: Its name after « de », with its article: « du Maroc ».
        territoire: Whether the code is of a territory that is not a State.
        etat: The State it belongs to, for a territory.
        statuts: Regimes, in the order of time, without overlap.
    """

    code: str
    nom: Bilingue
    de: Bilingue
    territoire: bool
    etat: str | None
    statuts: tuple[Statut, ...]

    def statut(self, jour: date) -> Statut | None:
        """Return the regime on a day, None where the corpus knows none."""
        for statut in self.statuts:
            if statut.du <= jour <= statut.au:
                return statut
        return None
