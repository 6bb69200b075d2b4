"""The figures a list is drawn from: offers and job seekers, cell by cell.

A cell is an occupation in a territory over a period. Counts are whole numbers of a unit
(`unites` to one person or offer), so that every comparison with a threshold is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FRANCE = "FR"
"""Code of the whole country among the territories of a statement."""


class Etat(IntEnum):
    """What is known of a cell."""

    ABSENTE = 0
    SECRETE = 1
    ERRONEE = 2
    CONNUE = 3


@dataclass(frozen=True, eq=False)
class Releve:
    """Offers and job seekers by occupation × territory × period.

    Attributes:
        metiers: Codes, sorted: axis 0.
        territoires: Region codes, and `FR` where national figures are given, sorted: axis 1.
        periodes: Periods, sorted, such as `2006`: axis 2.
        offres: Offers (int64, shape M × T × P, in units of 1 / `unites`); 0 where not known.
        demandeurs: Job seekers, the same.
        etat: `Etat` of each cell (int8, same shape).
        unites: How many units make one: 1 for counts, 100 for figures with two decimals.
        mesure: Scale of the ratio, such as `anpe-2006`: thresholds of another do not apply.
        source: Name of the file, or how the figures were made.
        synthetique: Whether the figures were made up for a proof.
    """

    metiers: tuple[str, ...]
    territoires: tuple[str, ...]
    periodes: tuple[str, ...]
    offres: NDArray[np.int64]
    demandeurs: NDArray[np.int64]
    etat: NDArray[np.int8]
    unites: int = 1
    mesure: str = ""
    source: str = ""
    synthetique: bool = False

    @cached_property
    def connues(self) -> NDArray[np.bool_]:
        """Tell which cells are known (M × T × P)."""
        return np.asarray(self.etat == Etat.CONNUE)

    @cached_property
    def rang_metier(self) -> dict[str, int]:
        """Position of each occupation."""
        return {metier: i for i, metier in enumerate(self.metiers)}

    @cached_property
    def rang_territoire(self) -> dict[str, int]:
        """Position of each territory."""
        return {territoire: i for i, territoire in enumerate(self.territoires)}

    @property
    def regions(self) -> tuple[str, ...]:
        """Territories other than the whole country."""
        return tuple(t for t in self.territoires if t != FRANCE)

    def restreindre(self, periodes: Sequence[str]) -> Releve:
        """Keep some periods."""
        rangs = [self.periodes.index(p) for p in periodes]
        return replace(
            self,
            periodes=tuple(periodes),
            offres=self.offres[:, :, rangs],
            demandeurs=self.demandeurs[:, :, rangs],
            etat=self.etat[:, :, rangs],
        )

    def cumuler(self) -> Releve:
        """Add the periods up into one; a cell is known where it is known in all of them."""
        return replace(
            self,
            periodes=("+".join(self.periodes),),
            offres=self.offres.sum(axis=2, keepdims=True),
            demandeurs=self.demandeurs.sum(axis=2, keepdims=True),
            etat=self.etat.min(axis=2, keepdims=True),
        )

    def regrouper(self, region_de: Mapping[str, str]) -> Releve:
        """Add territories up into those that hold them, the others staying as they are.

        A sum of which some parts are not known is a lower bound; the cell is `CONNUE` where at
        least one part is.

        Args:
            region_de: Region of each territory to add up.
        """
        vers = [region_de.get(t, t) for t in self.territoires]
        territoires = tuple(sorted(set(vers)))
        places = [[i for i, v in enumerate(vers) if v == t] for t in territoires]

        def sommer(valeurs: NDArray[np.int64]) -> NDArray[np.int64]:
            connues = np.where(self.connues, valeurs, 0)
            return np.stack([connues[:, rangs].sum(axis=1) for rangs in places], axis=1)

        return replace(
            self,
            territoires=territoires,
            offres=sommer(self.offres),
            demandeurs=sommer(self.demandeurs),
            etat=np.stack([self.etat[:, rangs].max(axis=1) for rangs in places], axis=1),
        )

    def avec_france(self) -> Releve:
        """Add the whole country where it is not given: the sum of the regions known.

        A sum over regions of which some are hidden is a lower bound; the cell is `CONNUE`
        where at least one region is.
        """
        if FRANCE in self.territoires:
            return self
        territoires = tuple(sorted((*self.territoires, FRANCE)))
        place = territoires.index(FRANCE)
        connues = self.connues

        def inserer(valeurs: NDArray[np.int64]) -> NDArray[np.int64]:
            total = np.where(connues, valeurs, 0).sum(axis=1)
            return np.insert(valeurs, place, total, axis=1)

        etat = np.insert(self.etat, place, self.etat.max(axis=1), axis=1)
        return replace(
            self,
            territoires=territoires,
            offres=inserer(self.offres),
            demandeurs=inserer(self.demandeurs),
            etat=etat,
        )
