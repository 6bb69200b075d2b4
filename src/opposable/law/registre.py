"""The ledger: from the events known on a day, the periods of each list and the regimes.

Events are taken in the order in which they became known. Nothing else is kept of a list's days:
the last one is the effect of a later event.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from opposable.law.enregistrement import enregistrement
from opposable.law.evenement import Acte, Evenement

if TYPE_CHECKING:
    from collections.abc import Iterable

VEILLE = timedelta(days=1)


class Periode(NamedTuple):
    """Days of examination from `du` to `au`, both included."""

    du: date
    au: date


class Bascule(NamedTuple):
    """A change of regime: from `du`, a nationality is under `regime`; `par` is the event."""

    nationalite: str
    regime: str
    du: date
    par: Evenement


@enregistrement(frozen=True)
class Registre:
    """The ledger of the law, as known on some day.

    Attributes:
        evenements: Events, in the order of the data.
        projets: Events of drafts, known at all times and taken after all others.
    """

    evenements: tuple[Evenement, ...]
    projets: tuple[Evenement, ...] = ()

    def connu_le(self, jour: date) -> Registre:
        """Return the ledger as it was known on a day: later events are not there."""
        connus = tuple(e for e in self.evenements if e.connu(jour))
        return self if len(connus) == len(self.evenements) else Registre(connus, self.projets)

    @cached_property
    def periodes(self) -> dict[str, tuple[Periode, ...]]:
        """Periods of each list that governs some day, by its identifier, in the order of time."""
        tenue = _Tenue()
        for evenement in (*self._par_connaissance, *self.projets):
            tenue.porter(evenement)
        return {liste: tuple(sorted(p)) for liste, p in tenue.periodes.items() if p}

    @property
    def _par_connaissance(self) -> list[Evenement]:
        return sorted(self.evenements, key=lambda e: e.connu_le or date.min)

    @cached_property
    def bascules(self) -> tuple[Bascule, ...]:
        """Changes of regime, in the order of time."""
        bascules = (
            Bascule(nationalite, _regime(evenement), evenement.effet_le, evenement)
            for evenement in self.evenements
            for nationalite in evenement.nationalites
        )
        return tuple(sorted(bascules, key=lambda bascule: bascule.du))

    @cached_property
    def jours_de_connaissance(self) -> tuple[date, ...]:
        """Days on which something became known that acts on a list or a regime."""
        return tuple(sorted({e.connu_le for e in self.evenements if e.connu_le and _agit(e)}))

    def jour(self, acte: Acte, texte: str) -> date | None:
        """Return the day a text was signed or published, None where the ledger does not say."""
        jours = (e.effet_le for e in self.evenements if e.acte is acte and e.objet == texte)
        return next(jours, None)


def _agit(evenement: Evenement) -> bool:
    return evenement.acte not in (Acte.SIGNE, Acte.MODIFIE)


def _regime(evenement: Evenement) -> str:
    return "accord_en_vigueur" if evenement.acte is Acte.RATIFIE else evenement.cible


class _Tenue:
    """The ledger being kept: periods so far, and what each list took the place of."""

    def __init__(self) -> None:
        self.periodes: dict[str, list[Periode]] = {}
        self.remplacees: dict[str, list[str]] = {}

    def porter(self, evenement: Evenement) -> None:
        """Enter one event."""
        objet, cible, du = evenement.objet, evenement.cible, evenement.effet_le
        if evenement.acte in (Acte.OUVRE, Acte.REMPLACE, Acte.RATIFIE):
            self._ouvrir(objet, [Periode(du, date.max)])
        if evenement.acte is Acte.REMPLACE:
            self._fermer(cible, du)
            self.remplacees.setdefault(objet, []).append(cible)
        elif evenement.acte is Acte.ANNULE:
            rendues = self._fermer(cible, du)
            for remplacee in self.remplacees.get(cible, ()):
                self._ouvrir(remplacee, rendues)
        elif evenement.acte is Acte.CESSE and not evenement.sur_un_regime:
            self._fermer(objet, du)

    def _ouvrir(self, liste: str, periodes: Iterable[Periode]) -> None:
        self.periodes[liste] = _unir([*self.periodes.get(liste, ()), *periodes])

    def _fermer(self, liste: str, du: date) -> list[Periode]:
        """End a list from a day; return the periods it loses."""
        avant = self.periodes.get(liste, [])
        self.periodes[liste] = [Periode(p.du, min(p.au, du - VEILLE)) for p in avant if p.du < du]
        return [Periode(max(p.du, du), p.au) for p in avant if p.au >= du]


def _unir(periodes: list[Periode]) -> list[Periode]:
    """Join periods that touch or overlap."""
    unies: list[Periode] = []
    for periode in sorted(periodes):
        if unies and (unies[-1].au == date.max or periode.du <= unies[-1].au + VEILLE):
            unies[-1] = Periode(unies[-1].du, max(unies[-1].au, periode.au))
        else:
            unies.append(periode)
    return unies
