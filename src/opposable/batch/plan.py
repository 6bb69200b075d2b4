"""The decision table made ready for whole columns: smaller, and flat.

Each distinct block of answers is kept once, so that what a batch reads fits the cache of a
processor. The regimes of a nationality over time are unrolled into the block: one sum of offsets
finds a cell.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from opposable.decision import axes
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from opposable.decision.table import Table

EPOQUE = np.datetime64(0, "D").item().toordinal()
"""Day 0 of Arrow and NumPy, as `date.toordinal` counts."""
PREMIER_JOUR = date.min.toordinal() - EPOQUE
DERNIER_JOUR = date.max.toordinal() - EPOQUE
HORS_TABLE = -(1 << 30)
"""Code of a value that the rule reads and the table has no place for."""


def rang_du_jour(jour: date) -> int:
    """Return a day as Arrow counts them: days since 1970-01-01."""
    return jour.toordinal() - EPOQUE


class Plan:
    """The compact table and the maps that lead to a cell.

    The cell of a row is `cellules[bloc_de[metier * T + territoire] + classe + cas + periode]`
    where T is the number of territories, and each term is an offset read from a map.

    Args:
        table: The decision table.

    Attributes:
        cellules: Ranks of answers, uint16, one block after the other.
        bloc_de: Offset of the block of each (occupation, territory), flat.
        classe_de: For each nationality (None: not said), the rank of its pair of rows.
        paires: For each pair, offset of its row without and with a master's, shape (N, 2).
        places: Place on the axis of regimes of each row and period, shape (rows, periods).
        cas: Offset of each kind by type (0: not said) and first occupation (0: not said,
            1: the same, 2: another), shape (types + 1, 3).
        metiers: For each code (None: not said), its place on the axis of occupations.
        autre: Place of a code that no list names; `autres`, by nomenclature.
        activites: Place once the activity is known, shape (occupations, activities + 1).
        territoires: Place of each region (None: not said).
        calendrier: Finds the period of two days.
    """

    def __init__(self, table: Table) -> None:
        *_, cas, periodes = table.forme
        rangees, self.classe_de, paires = _classes(table)
        self.places = np.array(rangees, dtype=np.int32)
        self.cellules = _derouler(table, self.places).ravel()
        self.bloc_de = np.array(table.blocs, dtype=np.int32) * (len(rangees) * cas * periodes)
        self.paires = np.array(paires, dtype=np.int32) * (cas * periodes)
        self.pas_de_classe = cas * periodes
        self.types = {t: i for i, t in enumerate(dict.fromkeys(c.type for c in table.cas))}
        self.cas = _cas(table, self.types) * periodes
        self.periodes = periodes
        self.autres = table.autres
        self.metiers, self.autre, self.activites, self.activite_de = _metiers(table)
        self.territoires = {t: i for i, t in enumerate(table.territoires)}
        self.calendrier = Calendrier(table.periodes)
        self.horizon = rang_du_jour(table.horizon)

    def metier(self, code: str | None) -> int:
        """Return the place of a code on the axis of occupations, `HORS_TABLE` where it has none."""
        if code in self.metiers:
            return self.metiers[code]
        autre = axes.autre_code(code or "", self.autres)
        return HORS_TABLE if autre is None else self.metiers[autre]

    def lieu(self, region: str | None) -> int:
        """Return the place of a region said, `HORS_TABLE` where it is wider or has none."""
        return HORS_TABLE if region is None else self.territoires.get(region, HORS_TABLE)


def _classes(
    table: Table,
) -> tuple[list[list[int]], dict[str | None, int], list[tuple[int, int]]]:
    """Number the distinct rows of regimes over time, and the distinct pairs of rows."""
    rangees: dict[bytes, int] = {}
    paires: dict[tuple[int, int], int] = {}
    classe_de: dict[str | None, int] = {}
    for code, deux in table.statut_de.items():
        sans, avec = (rangees.setdefault(bytes(r), len(rangees)) for r in deux)
        classe_de[code] = paires.setdefault((sans, avec), len(paires))
    return [list(r) for r in rangees], classe_de, list(paires)


def _derouler(table: Table, places: NDArray[np.int32]) -> NDArray[np.uint16]:
    """Return the answers of each block, row of regimes over time, kind and period."""
    *_, statuts, cas, periodes = table.forme
    planches = np.frombuffer(table.planches, dtype=np.uint16).reshape(-1, statuts)
    cellules = np.frombuffer(table.cellules, dtype=np.uint16).reshape(-1, cas, periodes)
    de_la_rangee = planches[:, places]  # block, row, period
    deroules = cellules[de_la_rangee, :, np.arange(periodes)]  # block, row, period, kind
    return np.ascontiguousarray(deroules.transpose(0, 1, 3, 2))


def _cas(table: Table, types: dict[str | None, int]) -> NDArray[np.int32]:
    initiaux = {axes.NON_DIT: 0, axes.MEME: 1, axes.CHANGE: 2}
    rangs = np.zeros((len(types), len(initiaux)), dtype=np.int32)
    for rang, cas in enumerate(table.cas):
        if cas.type == RENOUVELLEMENT:
            rangs[types[cas.type], initiaux[cas.metier_initial]] = rang
        else:
            rangs[types[cas.type], :] = rang
    return rangs


def _metiers(
    table: Table,
) -> tuple[dict[str | None, int], int, NDArray[np.int32], dict[str | None, int]]:
    nus = {m.metier: i for i, m in enumerate(table.metiers) if m.activite is None}
    autre = nus[axes.AUTRE_CODE]
    activites = {None: 0} | {
        a: i for i, a in enumerate(sorted({m.activite for m in table.metiers if m.activite}), 1)
    }
    metiers = np.arange(len(table.metiers), dtype=np.int32)
    places = np.repeat(metiers[:, None], len(activites), axis=1)
    for rang, metier in enumerate(table.metiers):
        if metier.activite:
            places[nus[metier.metier], activites[metier.activite]] = rang
    return nus, autre, places, activites


class Calendrier:
    """Finds the periods of whole columns of days, by tables of one cell a day.

    Args:
        periodes: The periods of the decision table, in order.
    """

    def __init__(self, periodes: Sequence[axes.Periode]) -> None:
        examens = sorted({p.examine_du for p in periodes})
        depots = sorted({p.depose_du for p in periodes})
        self._examens, self._premier_examen = _par_jour(examens, len(depots))
        self._depots, self._premier_depot = _par_jour(depots, 1)
        exact = axes.Calendrier(periodes)
        rangs = [exact.rang(depot, examen) for examen in examens for depot in depots]
        self._rangs = np.array(rangs, dtype=np.int32)

    def rangs(
        self, depose_le: NDArray[np.int32], examine_le: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Return the ranks of the periods; days are counted from 1970-01-01."""
        rangs = self._examens.take(examine_le - self._premier_examen, mode="clip")
        if len(self._depots) > 1:
            rangs = rangs + self._depots.take(depose_le - self._premier_depot, mode="clip")
        return self._rangs.take(rangs)


def _par_jour(debuts: list[date], pas: int) -> tuple[NDArray[np.int32], int]:
    """One cell a day from the eve of the first cut: rank of its interval, times `pas`."""
    coupes = np.array([rang_du_jour(jour) for jour in debuts[1:]], dtype=np.int32)
    if not len(coupes):
        return np.zeros(1, dtype=np.int32), 0
    premier = int(coupes[0]) - 1
    jours = np.arange(premier, int(coupes[-1]) + 1, dtype=np.int32)
    return np.searchsorted(coupes, jours, side="right").astype(np.int32) * pas, premier
