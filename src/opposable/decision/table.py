"""The decision table: its axes, its cells, and how an application finds its own.

Most occupations are answered alike in most places, and most regimes alike in most of those: what
is the same is kept once, on two levels.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import axes
from opposable.decision.axes import AxeMetier, AxeStatut, Calendrier, Cas, Periode
from opposable.decision.couverture import MASTER
from opposable.decision.reponse import FAVEUR, Attente

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.decision.recu import Recu
    from opposable.law.nomenclature import Nomenclature
    from opposable.law.regle import SituationEmploi

IMPOSSIBLE = 0
"""Cell of a regime that no nationality has over the period."""


class AutreLecture(NamedTuple):
    """A reading attached, and what it would answer the other way round."""

    lecture: str
    situation_emploi: SituationEmploi
    attente: Attente


class Cellule(NamedTuple):
    """An answer of the table; `manque` are the facts to ask for."""

    situation_emploi: SituationEmploi
    regle: str
    liste: str | None
    fondement: str | None
    autorite: str | None
    attente: Attente
    lectures: tuple[AutreLecture, ...]
    manque: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Every answer. Axes, outermost first: occupation, territory, regime, kind, period.

    An occupation seen from a place has a block; a block has a board for each regime; a board has
    a cell for each kind and period: `cellules[planches[blocs[m, t], s], c, p]`.

    Attributes:
        recu: With which law it was built.
        metiers: Axis of occupations.
        territoires: Axis of territories: region codes, and None where not said.
        statuts: Axis of regimes.
        cas: Axis of kinds.
        periodes: Axis of periods.
        blocs: Rank of the block, for each occupation and territory.
        planches: Rank of the board, for each block and regime.
        cellules: Rank of the answer in `reponses`, for each board, kind and period. These three
            are flat views of 16-bit integers that nobody can write to.
        reponses: The distinct answers; the first is the impossible one, never looked up.
        statut_de: For each nationality (None: not said), its place by period; then the same
            with a French master's diploma.
        autres: What stands on the axis of occupations for a code that no list names.
        horizon: Last day of examination it answers for.
    """

    recu: Recu
    metiers: tuple[AxeMetier, ...]
    territoires: tuple[str | None, ...]
    statuts: tuple[AxeStatut, ...]
    cas: tuple[Cas, ...]
    periodes: tuple[Periode, ...]
    blocs: memoryview[int]
    planches: memoryview[int]
    cellules: memoryview[int]
    reponses: tuple[Cellule | None, ...]
    statut_de: Mapping[str | None, tuple[Sequence[int], Sequence[int]]]
    autres: Mapping[str, Nomenclature]
    horizon: date

    @property
    def forme(self) -> tuple[int, int, int, int, int]:
        """Lengths of the axes, outermost first."""
        return (
            len(self.metiers),
            len(self.territoires),
            len(self.statuts),
            len(self.cas),
            len(self.periodes),
        )

    @cached_property
    def reperage(self) -> Reperage:
        """Where each value stands on its axis."""
        return Reperage(self)

    def rang(self, faits: Faits, nationalite: str | None) -> int:
        """Return the rank in `reponses` of the answer for one nationality."""
        return self.cellules[self.reperage.rang(faits, nationalite)]

    def frequences(self) -> list[int]:
        """Return how many cells hold each answer, the impossible one included."""
        _, _, statuts, cas, periodes = self.forme
        pas, combien = cas * periodes, [0] * len(self.reponses)
        fois: Counter[int] = Counter()
        for bloc, nombre in Counter(self.blocs).items():
            for planche in self.planches[bloc * statuts : (bloc + 1) * statuts]:
                fois[planche] += nombre
        for planche, nombre in fois.items():
            for rang in self.cellules[planche * pas : (planche + 1) * pas]:
                combien[rang] += nombre
        return combien

    def tient(self, faits: Faits) -> bool:
        """Tell whether it holds the answer: others are asked of the rule."""
        return (
            faits.examine_le <= self.horizon
            and self.reperage.place(faits) is not None
            and not faits.hors_des_axes
        )

    def chercher(self, faits: Faits) -> Cellule:
        """Return the answer, for the nationality treated best (reading, step 11).

        Raises:
            KeyError: The table does not hold it (see `tient`).
        """
        if len(faits.nationalites) <= 1:
            unique = self.reponses[self.rang(faits, next(iter(faits.nationalites), None))]
            assert unique is not None  # noqa: S101 - only impossible cells hold none
            return unique
        cellules = [self.reponses[self.rang(faits, code)] for code in faits.nationalites]
        return meilleure([c for c in cellules if c is not None])


class Reperage:
    """Finds a cell: each axis turned into offsets.

    Args:
        table: The table.
    """

    __slots__ = (
        "_autres",
        "_blocs",
        "_calendrier",
        "_cas",
        "_metiers",
        "_pas",
        "_planches",
        "_statut_de",
        "_statuts",
        "_territoires",
    )

    def __init__(self, table: Table) -> None:
        _, t, self._statuts, c, p = table.forme
        self._pas = c * p
        self._blocs, self._planches = table.blocs, table.planches
        self._metiers = {tuple(m): i * t for i, m in enumerate(table.metiers)}
        self._autres = table.autres
        self._territoires = {t_: i for i, t_ in enumerate(table.territoires)}
        self._cas = {cas: i * p for i, cas in enumerate(table.cas)}
        self._calendrier = Calendrier(table.periodes)
        self._statut_de = table.statut_de

    def rang(self, faits: Faits, nationalite: str | None) -> int:
        """Return the rank of the cell for one nationality."""
        periode = self._calendrier.rang(faits.depose_le, faits.examine_le)
        statut = self._statut_de[nationalite][faits.diplome == MASTER][periode]
        metier = self._metier(faits.metier, faits.activite)
        bloc = self._blocs[metier + self._territoires[faits.region]]
        planche = self._planches[bloc * self._statuts + statut]
        return planche * self._pas + axes.rang_du_cas(faits, self._cas) + periode

    def _metier(self, metier: str | None, activite: str | None) -> int:
        """Offset of an occupation; the activity counts only where a restriction is printed."""
        place = self._metiers.get((metier, activite))
        if place is None:
            place = self._metiers.get((metier, None))
        if place is None:
            place = self._metiers[axes.autre_code(metier or "", self._autres) or "", None]
        return place

    def place(self, faits: Faits) -> int | None:
        """Return where the occupation and the place stand, None where either has no place."""
        try:
            return self._metier(faits.metier, faits.activite) + self._territoires[faits.region]
        except KeyError:
            return None


def meilleure(cellules: Sequence[Cellule]) -> Cellule:
    """Return the best of the answers for several nationalities, its readings worked out again.

    A reading is kept when turning it changes the best answer: each nationality then answers
    what the reading says, or what it said before where the reading does not touch it.
    """
    choisie = min(cellules, key=lambda c: FAVEUR[c.situation_emploi])
    identifiants = dict.fromkeys(a.lecture for c in cellules for a in c.lectures)
    lectures = (_autre(cellules, identifiant) for identifiant in identifiants)
    ici = (choisie.situation_emploi, choisie.attente)
    return choisie._replace(
        lectures=tuple(a for a in lectures if (a.situation_emploi, a.attente) != ici)
    )


def _autre(cellules: Sequence[Cellule], identifiant: str) -> AutreLecture:
    reponses = [
        next(
            ((a.situation_emploi, a.attente) for a in c.lectures if a.lecture == identifiant),
            (c.situation_emploi, c.attente),
        )
        for c in cellules
    ]
    return AutreLecture(identifiant, *min(reponses, key=lambda r: FAVEUR[r[0]]))
