"""Tension: offers ÷ job seekers, compared exactly and averaged two ways (annex 1).

A ratio is never rounded before it is compared: « above 0.9 » is `10 × offers > 9 × seekers`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.releve import Releve

    Comptes = NDArray[np.int64]
    Masque = NDArray[np.bool_]

PLUS_GRAND = np.iinfo(np.int64).max
MOITIE = 32
"""Bits of the lower half of a count: halves are added apart, so that no sum overflows."""


def depasse(releve: Releve, seuil: Fraction, *, strict: bool) -> Masque:
    """Tell which cells have a tension above a threshold.

    Args:
        releve: The figures (M × T × P).
        seuil: The threshold.
        strict: Whether equality is not enough.

    Returns:
        M × T × P; false where the figures are not known, and where nobody seeks, whatever
        the offers: there is no ratio. See `evaluable` for what that false is worth.

    Law: thresholds of annex 1 (A1.1, A1.2).
    """
    au_dessus = comparer(releve.offres, releve.demandeurs, seuil, strict=strict)
    return np.asarray(au_dessus & releve.connues)


def comparer(offres: Comptes, demandeurs: Comptes, seuil: Fraction, *, strict: bool) -> Masque:
    """Compare ratios of counts with a threshold, in whole numbers, false where nobody seeks."""
    haut, bas = seuil.numerator, seuil.denominator
    plus_grand = max(int(offres.max(initial=0)), int(demandeurs.max(initial=0)))
    if plus_grand * max(abs(haut), bas) > PLUS_GRAND:
        return _comparer_sans_borne(offres, demandeurs, seuil, strict=strict)
    gauche, droite = offres * bas, demandeurs * haut
    au_dessus = gauche > droite if strict else gauche >= droite
    return np.asarray(au_dessus & (demandeurs > 0))


def _comparer_sans_borne(
    offres: Comptes, demandeurs: Comptes, seuil: Fraction, *, strict: bool
) -> Masque:
    """Compare as above, in integers of any size: slower, for products above 64 bits."""
    gauche = offres.astype(object) * seuil.denominator
    droite = demandeurs.astype(object) * seuil.numerator
    au_dessus = gauche > droite if strict else gauche >= droite
    return np.asarray(au_dessus.astype(np.bool_) & (demandeurs > 0))


def evaluable(releve: Releve, effectif_minimal: int) -> Masque:
    """Tell which cells can be assessed: known, and with enough job seekers (M × T × P).

    Args:
        releve: The figures.
        effectif_minimal: Fewest job seekers, in persons; nobody at all is never enough.
    """
    assez = releve.demandeurs >= max(effectif_minimal * releve.unites, 1)
    return np.asarray(releve.connues & assez)


def rapport_des_sommes(
    offres: Comptes, demandeurs: Comptes, masque: Masque | None = None
) -> Fraction | None:
    """Return the mean tension of a group as all its offers ÷ all its seekers.

    The figures that annex 1 prints only agree with this one.

    Args:
        offres: Offers, of any shape.
        demandeurs: Job seekers, same shape.
        masque: Cells of the group, None for all.

    Returns:
        The ratio, None where nobody seeks.

    Law: mean tensions of the groups (A1.1, A1.2).
    """
    offres, demandeurs = _choisir(offres, demandeurs, masque)
    total = sommer(demandeurs)
    return Fraction(sommer(offres), total) if total else None


def moyenne_des_rapports(
    offres: Comptes, demandeurs: Comptes, masque: Masque | None = None
) -> Fraction | None:
    """Return the mean of the tensions of a group, each cell counting as one.

    Args:
        offres: Offers, of any shape.
        demandeurs: Job seekers, same shape.
        masque: Cells of the group, None for all.

    Returns:
        The mean over the cells where somebody seeks; None where there is no such cell.
    """
    offres, demandeurs = _choisir(offres, demandeurs, masque)
    la = demandeurs > 0
    if not la.any():
        return None
    # Cells of equal denominator are added first: fractions are slow, integers are not.
    distincts, rangs = np.unique(demandeurs[la], return_inverse=True)
    sommes = np.zeros(len(distincts), dtype=object)
    np.add.at(sommes, rangs, offres[la].astype(object))
    paires = list(zip(sommes.tolist(), distincts.tolist(), strict=True))
    while len(paires) > 1:
        paires = [*map(_ajouter, paires[::2], paires[1::2]), *paires[len(paires) & ~1 :]]
    haut, bas = paires[0]
    return Fraction(haut, bas * int(la.sum()))


def _ajouter(une: tuple[int, int], autre: tuple[int, int]) -> tuple[int, int]:
    """Add two fractions without reducing them."""
    return une[0] * autre[1] + autre[0] * une[1], une[1] * autre[1]


def sommer(comptes: Comptes) -> int:
    """Add counts up exactly, beyond 64 bits where the sum is."""
    hauts, bas = comptes >> MOITIE, comptes & ((1 << MOITIE) - 1)
    return (int(hauts.sum()) << MOITIE) + int(bas.sum())


def _choisir(
    offres: Comptes, demandeurs: Comptes, masque: Masque | None
) -> tuple[Comptes, Comptes]:
    if masque is None:
        return offres.ravel(), demandeurs.ravel()
    return offres[masque], demandeurs[masque]


def par_periode(releve: Releve) -> Iterator[tuple[str, Releve]]:
    """Yield each period with its figures alone (M × T × 1)."""
    for periode in releve.periodes:
        yield periode, releve.restreindre([periode])


def rapports_par_periode(
    releve: Releve, masque: Masque | None = None
) -> dict[str, Fraction | None]:
    """Return the mean tension of a group in each period, as the ratio of its sums.

    Args:
        releve: The figures.
        masque: Occupations × territories of the group (M × T), None for all; cells that are
            not known in a period are left out of it.
    """
    connues = releve.connues if masque is None else releve.connues & masque[:, :, np.newaxis]
    return {
        periode: rapport_des_sommes(
            releve.offres[:, :, p], releve.demandeurs[:, :, p], connues[:, :, p]
        )
        for p, periode in enumerate(releve.periodes)
    }


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
    """Tell how stable each cell is from period to period.

    Args:
        releve: The figures, periods in order.
        seuil: The threshold.
        strict: Whether equality is not enough.
        effectif_minimal: Fewest job seekers, in persons, for a period to be assessed.
    """
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


def variations(releve: Releve, effectif_minimal: int = 0) -> NDArray[np.float64]:
    """Return the relative change of the ratio from each period to the next.

    Args:
        releve: The figures, periods in order.
        effectif_minimal: Fewest job seekers, in persons, for a period to be assessed.

    Returns:
        M × T × (P - 1) floats, shown and never compared: 0.5 for half as much again; NaN
        where one of the two periods cannot be assessed, or the earlier ratio is zero.
    """
    bonnes = evaluable(releve, effectif_minimal)
    ratios = np.where(bonnes, releve.offres / np.maximum(releve.demandeurs, 1), np.nan)
    avant, apres = ratios[:, :, :-1], ratios[:, :, 1:]
    return np.asarray(apres / np.where(avant > 0, avant, np.nan) - 1)
