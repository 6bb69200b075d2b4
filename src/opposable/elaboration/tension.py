"""Tension: offers ÷ job seekers, compared exactly and averaged two ways (annex 1).

A ratio is never rounded before it is compared: « above 0.9 » is `10 × offers > 9 × seekers`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.errors import SchemaError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from opposable.elaboration.releve import Releve

    Comptes = NDArray[np.int64]
    Masque = NDArray[np.bool_]

PLUS_GRAND = np.iinfo(np.int64).max


def depasse(releve: Releve, seuil: Fraction, *, strict: bool) -> Masque:
    """Tell which cells have a tension above a threshold.

    Args:
        releve: The figures (M × T × P).
        seuil: The threshold.
        strict: Whether equality is not enough.

    Returns:
        M × T × P; false where nobody seeks, whatever the offers: there is no ratio.

    Raises:
        SchemaError: The threshold has so many digits that the comparison would overflow.
    """
    return comparer(releve.offres, releve.demandeurs, seuil, strict=strict)


def comparer(offres: Comptes, demandeurs: Comptes, seuil: Fraction, *, strict: bool) -> Masque:
    """Compare ratios of counts with a threshold, in whole numbers."""
    haut, bas = seuil.numerator, seuil.denominator
    plus_grand = max(int(offres.max(initial=0)), int(demandeurs.max(initial=0)))
    if plus_grand * max(abs(haut), bas) > PLUS_GRAND:
        raise SchemaError(str(seuil), "seuil trop précis pour ces effectifs : arrondissez-le")
    gauche, droite = offres * bas, demandeurs * haut
    au_dessus = gauche > droite if strict else gauche >= droite
    return np.asarray(au_dessus & (demandeurs > 0))


def evaluable(releve: Releve, effectif_minimal: int) -> Masque:
    """Tell which cells can be assessed: known, and with enough job seekers (M × T × P).

    Args:
        releve: The figures.
        effectif_minimal: Fewest job seekers, in persons; nobody at all is never enough.
    """
    assez = releve.demandeurs >= max(effectif_minimal * releve.unites, 1)
    return np.asarray(releve.connues & assez)


def rapport_des_sommes(offres: Comptes, demandeurs: Comptes) -> Fraction | None:
    """Return the mean tension of a group as all its offers ÷ all its seekers.

    The figures that annex 1 prints only agree with this one. None where nobody seeks.
    """
    total = int(demandeurs.sum())
    return Fraction(int(offres.sum()), total) if total else None


def moyenne_des_rapports(offres: Comptes, demandeurs: Comptes) -> Fraction | None:
    """Return the mean of the tensions of a group, each cell counting as one.

    Cells where nobody seeks have no tension and are left out. None where all are.
    """
    paires = zip(offres.ravel().tolist(), demandeurs.ravel().tolist(), strict=True)
    rapports = [Fraction(o, d) for o, d in paires if d]
    return sum(rapports, Fraction()) / len(rapports) if rapports else None


class Stabilite(NamedTuple):
    """How a cell behaves over the periods, all arrays M × T.

    Attributes:
        evaluees: Number of periods in which it can be assessed.
        au_dessus: Number of those in which it is above the threshold.
        bascules: Number of times it changes side between two periods assessed one after
            the other, periods that cannot be assessed left out.
        ecart_relatif: Largest change of the ratio from one period to the next, relative to
            the earlier one (float: shown, never compared); NaN where there is none.
    """

    evaluees: NDArray[np.int64]
    au_dessus: NDArray[np.int64]
    bascules: NDArray[np.int64]
    ecart_relatif: NDArray[np.float64]


def stabilite(
    releve: Releve, seuil: Fraction, *, strict: bool = True, effectif_minimal: int = 0
) -> Stabilite:
    """Tell how stable each cell is from period to period."""
    bonnes = evaluable(releve, effectif_minimal)
    dessus = depasse(releve, seuil, strict=strict) & bonnes
    lieux = releve.etat.shape[:2]
    bascules = np.zeros(lieux, dtype=np.int64)
    ecart = np.full(lieux, np.nan)
    vu = np.zeros(lieux, dtype=bool)
    avant_dessus, avant_ratio = np.zeros(lieux, dtype=bool), np.full(lieux, np.nan)
    for p in range(len(releve.periodes)):
        la = bonnes[:, :, p]
        ratio = releve.offres[:, :, p] / np.maximum(releve.demandeurs[:, :, p], 1)
        bascules += la & vu & (dessus[:, :, p] != avant_dessus)
        change = np.abs(ratio - avant_ratio) / np.where(avant_ratio > 0, avant_ratio, np.nan)
        ecart = np.where(la & vu, np.fmax(ecart, change), ecart)
        avant_dessus = np.where(la, dessus[:, :, p], avant_dessus)
        avant_ratio = np.where(la, ratio, avant_ratio)
        vu |= la
    return Stabilite(bonnes.sum(axis=2), dessus.sum(axis=2), bascules, ecart)
