"""Counts taken as Poisson: their quantiles, and the exact chance that a ratio passes a threshold.

A count of a mean above `GRANDE` is taken for the normal it has become, a thousandth of spread
away; below, every probability is that of the law, to eight spreads of the mean.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Entiers = NDArray[np.int64]
    Reels = NDArray[np.float64]

GRANDE = 1_000_000
"""Mean above which a Poisson is taken for the normal it has become."""
PLUS_HAUT = Fraction(4 * GRANDE)
"""Threshold that no ratio passes; finer fractions are read to a millionth of a millionth."""
EXTREME = 1e-12
NORMALE = NormalDist()
PAR_BLOC = 256
"""Cells summed at once: the terms of a block stay in the cache of a core."""


class Poisson:
    """The Poisson laws of some counts: each mean is worked out once, whatever cells share it.

    Args:
        moyennes: Means, one a cell (flat).
    """

    def __init__(self, moyennes: Entiers) -> None:
        self.distinctes, self.rangs = np.unique(moyennes, return_inverse=True)
        bornees = np.minimum(self.distinctes, GRANDE)
        self._ecarts = (8 * np.sqrt(bornees)).astype(np.int64) + 30
        self.debuts = np.maximum(bornees - self._ecarts, 0)
        self.largeurs = bornees + self._ecarts + 1 - self.debuts
        self.places = np.concatenate([[0], np.cumsum(self.largeurs)])
        self.masses = self._masses()
        self.survies = self._survies()

    def _masses(self) -> Reels:
        """Probability of each count of each law, one law after the other from its `places`."""
        logs = np.log(np.arange(1, int((self.debuts + self.largeurs).max(initial=1))))
        factorielles = np.concatenate([[0.0], np.cumsum(logs)])
        lois = zip(self.distinctes.tolist(), self.debuts.tolist(), self.largeurs, strict=True)
        return np.concatenate(
            [np.zeros(0), *(_masses(m, d, int(n), factorielles) for m, d, n in lois)]
        )

    def _survies(self) -> Reels:
        """Probability of more than each count, laid out as `masses`."""
        bornes = zip(self.places, self.places[1:], strict=False)
        lois = (1 - np.cumsum(self.masses[a:b]) for a, b in bornes)
        survies: Reels = np.maximum(np.concatenate([np.zeros(0), *lois]), 0.0)
        return survies

    def quantiles(self, uniformes: Reels) -> NDArray[np.float32]:
        """Return the quantiles of each law (laws × draws); a law is drawn by inversion."""
        lignes = [self._quantiles(rang, uniformes) for rang in range(len(self.distinctes))]
        return np.array(lignes, dtype=np.float32).reshape(len(lignes), len(uniformes))

    def _quantiles(self, rang: int, uniformes: Reels) -> Reels:
        moyenne = int(self.distinctes[rang])
        if moyenne > GRANDE:
            dits = [NORMALE.inv_cdf(min(max(u, EXTREME), 1 - EXTREME)) for u in uniformes.tolist()]
            return np.asarray(np.rint(moyenne + float(moyenne) ** 0.5 * np.array(dits)), np.float64)
        cumul = np.cumsum(self.masses[self.places[rang] : self.places[rang + 1]])
        trouves = np.searchsorted(cumul / cumul[-1], uniformes)
        return np.asarray(trouves + self.debuts[rang], dtype=np.float64)


def _masses(moyenne: int, debut: int, largeur: int, factorielles: Reels) -> Reels:
    if not moyenne or moyenne > GRANDE:
        return np.asarray(np.eye(1, largeur)[0], dtype=np.float64)
    k = np.arange(debut, debut + largeur)
    masses = np.exp(k * np.log(moyenne) - moyenne - factorielles[k])
    return np.asarray(masses / masses.sum(), dtype=np.float64)


def chances(offres: Poisson, demandeurs: Poisson, seuil: Fraction, *, strict: bool) -> Reels:
    """Return the probability, cell by cell, that offers to seekers pass a threshold.

    It is the sum, over every count of seekers but none, of that of enough offers.

    Args:
        offres: Laws of the offers.
        demandeurs: Laws of the seekers, of the same cells.
        seuil: The threshold.
        strict: Whether equality is not enough.
    """
    seuil = min(seuil, PLUS_HAUT).limit_denominator(GRANDE)
    trouvees = np.empty(len(offres.rangs))
    ordre = np.argsort(demandeurs.largeurs[demandeurs.rangs], kind="stable")
    for debut in range(0, len(ordre), PAR_BLOC):
        ou = ordre[debut : debut + PAR_BLOC]
        trouvees[ou] = _sommer(
            offres, offres.rangs[ou], demandeurs, demandeurs.rangs[ou], seuil, strict=strict
        )
    grandes = (
        np.maximum(offres.distinctes[offres.rangs], demandeurs.distinctes[demandeurs.rangs])
        > GRANDE
    )
    for rang in np.flatnonzero(grandes):
        o, d = offres.distinctes[offres.rangs[rang]], demandeurs.distinctes[demandeurs.rangs[rang]]
        trouvees[rang] = _normale(int(o), int(d), seuil)
    return np.asarray(np.minimum(trouvees, 1.0), dtype=np.float64)


def _sommer(
    offres: Poisson, o: Entiers, demandeurs: Poisson, d: Entiers, seuil: Fraction, *, strict: bool
) -> Reels:
    """Sum a block of cells, by the rank of their laws; where fewer seekers are likely, by zeros."""
    pas = np.arange(int(demandeurs.largeurs[d].max()))
    largeurs, debuts = demandeurs.largeurs[d][:, None], demandeurs.debuts[d][:, None]
    k = debuts + pas
    ou = demandeurs.places[d][:, None] + np.minimum(pas, largeurs - 1)
    poids = demandeurs.masses[ou] * ((pas < largeurs) & (k > 0))
    exiges = k * seuil.numerator // seuil.denominator
    if not strict:
        exiges = -(-k * seuil.numerator // seuil.denominator) - 1
    rangs = exiges - offres.debuts[o][:, None]
    dits = np.clip(rangs, 0, offres.largeurs[o][:, None] - 1)
    survies = offres.survies[offres.places[o][:, None] + dits]
    sommes: Reels = (poids * np.where(rangs < 0, 1.0, survies)).sum(axis=1)
    return sommes


def _normale(offres: int, demandeurs: int, seuil: Fraction) -> float:
    """Return the probability for counts so large that both are normal."""
    ecart = float(offres + seuil * seuil * demandeurs) ** 0.5
    return NORMALE.cdf(float(offres - seuil * demandeurs) / ecart)
