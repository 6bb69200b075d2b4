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
        masses: Whether the probability of each count is kept: that of seekers weighs a chance.
    """

    def __init__(self, moyennes: Entiers, *, masses: bool = False) -> None:
        self.distinctes, self.rangs = np.unique(moyennes, return_inverse=True)
        bornees = np.minimum(self.distinctes, GRANDE)
        self._ecarts = (8 * np.sqrt(bornees)).astype(np.int64) + 30
        self.debuts = np.maximum(bornees - self._ecarts, 0)
        self.largeurs = bornees + self._ecarts + 1 - self.debuts
        self.places = np.concatenate([[0], np.cumsum(self.largeurs)])
        self.cumuls = np.empty(self.places[-1])
        self.masses = np.empty(self.places[-1] if masses else 0)
        self._sommer()

    def _sommer(self) -> None:
        """Work out the laws, one after the other from its `places`.

        `masses` is the probability of each count, `cumuls` that of no more than each.
        """
        logs = np.log(np.arange(1, int((self.debuts + self.largeurs).max(initial=1))))
        factorielles = np.concatenate([[0.0], np.cumsum(logs)])
        brouillon = np.empty(int(self.largeurs.max(initial=0)))
        bornes = zip(self.places.tolist(), self.places[1:].tolist(), strict=False)
        lois = zip(self.distinctes.tolist(), self.debuts.tolist(), bornes, strict=True)
        for moyenne, debut, (de, a) in lois:
            masses = self.masses[de:a] if len(self.masses) else brouillon[: a - de]
            _masses(moyenne, debut, factorielles, masses)
            np.cumsum(masses, out=self.cumuls[de:a])

    def quantiles(self, uniformes: Reels) -> NDArray[np.float32]:
        """Return the quantiles of each law (laws × draws); a law is drawn by inversion."""
        ordre = np.argsort(uniformes)
        ranges, retour = uniformes[ordre], np.argsort(ordre)
        tires = np.empty((len(self.distinctes), len(uniformes)), dtype=np.float32)
        for rang in range(len(self.distinctes)):
            tires[rang] = self._quantiles(rang, ranges)[retour]
        return tires

    def _quantiles(self, rang: int, uniformes: Reels) -> Reels:
        """Return the quantiles of a law; those of draws in order are found together."""
        moyenne = int(self.distinctes[rang])
        if moyenne > GRANDE:
            dits = [NORMALE.inv_cdf(min(max(u, EXTREME), 1 - EXTREME)) for u in uniformes.tolist()]
            return np.asarray(np.rint(moyenne + float(moyenne) ** 0.5 * np.array(dits)), np.float64)
        cumul = self.cumuls[self.places[rang] : self.places[rang + 1]]
        trouves = np.searchsorted(cumul / cumul[-1], uniformes)
        return np.asarray(trouves + self.debuts[rang], dtype=np.float64)


def _masses(moyenne: int, debut: int, factorielles: Reels, masses: Reels) -> None:
    """Write the probabilities of a law, of the counts from the first that matters."""
    if not moyenne or moyenne > GRANDE:
        masses[:] = 0.0
        masses[0] = 1.0
        return
    k = np.arange(debut, debut + len(masses), dtype=np.float64)
    np.multiply(k, np.log(moyenne), out=masses)
    masses -= moyenne
    masses -= factorielles[debut : debut + len(masses)]
    np.exp(masses, out=masses)
    masses /= masses.sum()


def chances(offres: Poisson, demandeurs: Poisson, seuil: Fraction, *, strict: bool) -> Reels:
    """Return the probability, cell by cell, that offers to seekers pass a threshold.

    It is the sum, over every count of seekers but none, of that of enough offers.

    Args:
        offres: Laws of the offers.
        demandeurs: Laws of the seekers, of the same cells; their masses are kept.
        seuil: The threshold.
        strict: Whether equality is not enough.
    """
    seuil = min(seuil, PLUS_HAUT).limit_denominator(GRANDE)
    trouvees = np.empty(len(offres.rangs))
    ordre = np.argsort(demandeurs.largeurs[demandeurs.rangs], kind="stable")
    exiges = _exiges(demandeurs, seuil, strict=strict)
    for debut in range(0, len(ordre), PAR_BLOC):
        ou = ordre[debut : debut + PAR_BLOC]
        trouvees[ou] = _sommer(offres, offres.rangs[ou], demandeurs, demandeurs.rangs[ou], exiges)
    grandes = (
        np.maximum(offres.distinctes[offres.rangs], demandeurs.distinctes[demandeurs.rangs])
        > GRANDE
    )
    for rang in np.flatnonzero(grandes):
        o, d = offres.distinctes[offres.rangs[rang]], demandeurs.distinctes[demandeurs.rangs[rang]]
        trouvees[rang] = _normale(int(o), int(d), seuil)
    return np.asarray(np.minimum(trouvees, 1.0), dtype=np.float64)


def _sommer(offres: Poisson, o: Entiers, demandeurs: Poisson, d: Entiers, exiges: Entiers) -> Reels:
    """Sum a block of cells, by the rank of their laws; where fewer seekers are likely, by zeros."""
    pas = np.arange(int(demandeurs.largeurs[d].max()))
    largeurs, debuts = demandeurs.largeurs[d][:, None], demandeurs.debuts[d][:, None]
    k = debuts + pas
    poids = demandeurs.masses.take(demandeurs.places[d][:, None] + pas, mode="clip")
    poids *= (pas < largeurs) & (k > 0)
    rangs = exiges.take(k, mode="clip")
    rangs -= offres.debuts[o][:, None]
    rates = rangs < 0
    np.clip(rangs, 0, offres.largeurs[o][:, None] - 1, out=rangs)
    rangs += offres.places[o][:, None]
    survies = np.maximum(1 - offres.cumuls.take(rangs), 0.0)
    survies[rates] = 1.0
    survies *= poids
    sommes: Reels = survies.sum(axis=1)
    return sommes


def _exiges(demandeurs: Poisson, seuil: Fraction, *, strict: bool) -> Entiers:
    """Return the most offers that do not pass the threshold, by the count of seekers."""
    k = np.arange(int((demandeurs.debuts + demandeurs.largeurs).max(initial=1)))
    if strict:
        return np.asarray(k * seuil.numerator // seuil.denominator)
    return np.asarray(-(-k * seuil.numerator // seuil.denominator) - 1)


def _normale(offres: int, demandeurs: int, seuil: Fraction) -> float:
    """Return the probability for counts so large that both are normal."""
    ecart = float(offres + seuil * seuil * demandeurs) ** 0.5
    return NORMALE.cdf(float(offres - seuil * demandeurs) / ecart)
