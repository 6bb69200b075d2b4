"""How fragile a list is: thresholds swept, entries near the line, chance, hysteresis.

Counts are counts: offers and seekers are taken as Poisson. The chance of passing the threshold is
that of their laws, summed; the bounds of the ratio come from drawing both again many times.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.tension import comparer
from opposable.elaboration.examen.hasard import Poisson, chances
from opposable.elaboration.methode.selection import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.selection import Selection, Verdict

TIRAGES = 1_000
GRAINE = 20_071_220
CONFIANCE = 0.95
PAR_BLOC = 64
"""Cells drawn at once: a block of a thousand draws then stays in the cache of a core."""
MARGE = Fraction(1, 20)


class Balayage(NamedTuple):
    """How many cells a threshold would keep, threshold by threshold."""

    seuils: tuple[Fraction, ...]
    nombres: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Intervalles:
    """What chance alone would do to each cell, all arrays of the shape of the counts.

    Attributes:
        bas: Lower bound of the ratio (float; shown, never compared).
        haut: Upper bound; infinite where a draw found nobody seeking.
        probabilite: Probability of passing the threshold, exact; no draw is needed for it.
        tirages: Number of draws.
        graine: Seed.
    """

    bas: NDArray[np.float64]
    haut: NDArray[np.float64]
    probabilite: NDArray[np.float64]
    tirages: int
    graine: int


@dataclass(frozen=True, slots=True)
class Surete:
    """How safe an entry is, in or out.

    Attributes:
        verdict: The entry.
        bas: Lower bound of its ratio under chance.
        haut: Upper bound.
        probabilite: Probability of passing its threshold.
        proche: Whether it stands within the margin of its threshold.
        sure: Whether the interval stays on one side of the threshold, and it is not near.
    """

    verdict: Verdict
    bas: float
    haut: float
    probabilite: float
    proche: bool
    sure: bool


def balayer(
    releve: Releve, masque: NDArray[np.bool_], seuils: Sequence[Fraction], *, strict: bool
) -> Balayage:
    """Count the cells that each threshold would keep.

    Args:
        releve: The figures.
        masque: Cells that are candidates and can be assessed (shape of the figures).
        seuils: Thresholds, in any order.
        strict: Whether equality is not enough.
    """
    offres, demandeurs = releve.offres[masque], releve.demandeurs[masque]
    nombres = [int(comparer(offres, demandeurs, seuil, strict=strict).sum()) for seuil in seuils]
    return Balayage(tuple(seuils), tuple(nombres))


def deplacer(verdicts: Iterable[Verdict], choisi: Fraction, seuils: Sequence[Fraction]) -> Balayage:
    """Count the entries held against a threshold that each other threshold would keep.

    Args:
        verdicts: Entries, each with its own threshold: what is already open is held against a
            lower one, which moves along.
        choisi: Threshold to enter that was chosen.
        seuils: Thresholds to try in its place, in any order.
    """
    groupes = _par_seuil(verdicts)
    nombres = [0] * len(seuils)
    for (propre, strict), groupe in groupes.items():
        offres, demandeurs = _comptes(groupe)
        for rang, seuil in enumerate(seuils):
            ligne = max(propre + seuil - choisi, Fraction())
            nombres[rang] += int(comparer(offres, demandeurs, ligne, strict=strict).sum())
    return Balayage(tuple(seuils), tuple(nombres))


def _par_seuil(verdicts: Iterable[Verdict]) -> dict[tuple[Fraction, bool], list[Verdict]]:
    """Share out the entries that a threshold decided, by threshold and strictness."""
    groupes: dict[tuple[Fraction, bool], list[Verdict]] = {}
    for (seuil, strict), siens in groupby(filter(_tenu, verdicts), key=_ligne):
        groupes.setdefault((seuil or Fraction(), strict), []).extend(siens)
    return groupes


_tenu, _ligne = attrgetter("tenu"), attrgetter("seuil", "strict")


def _comptes(verdicts: Sequence[Verdict]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    comptes = np.array([(v.offres or 0, v.demandeurs or 0) for v in verdicts], np.int64)
    return comptes[:, 0], comptes[:, 1]


def proches(selection: Selection, marge: Fraction = MARGE) -> tuple[Verdict, ...]:
    """Return the entries that a threshold moved by the margin would flip."""
    return tuple(
        verdict
        for verdict in selection.verdicts.values()
        if verdict.tenu and _proche(verdict, verdict.seuil or Fraction(), marge)
    )


def tirer(
    offres: NDArray[np.int64],
    demandeurs: NDArray[np.int64],
    seuil: Fraction,
    *,
    strict: bool = True,
    tirages: int = TIRAGES,
    graine: int = GRAINE,
) -> Intervalles:
    """Draw both counts again many times (parametric bootstrap), cell by cell.

    The same seed gives the same figures whatever the number of processors.

    Args:
        offres: Offers, whole numbers of persons (any shape).
        demandeurs: Seekers, the same shape.
        seuil: Threshold the ratio is held against.
        strict: Whether equality is not enough.
        tirages: Number of draws.
        graine: Seed.
    """
    hasard = np.random.default_rng(graine)
    lois = Poisson(offres.ravel()), Poisson(demandeurs.ravel(), masses=True)
    tires = [loi.quantiles(hasard.random(tirages)) for loi in lois]
    sorties = [np.full(offres.size, np.nan) for _ in range(2)]

    def un_bloc(debut: int) -> None:
        ou = slice(debut, debut + PAR_BLOC)
        o, d = (t[loi.rangs[ou]] for t, loi in zip(tires, lois, strict=True))
        for sortie, bornes in zip(sorties, _bornes(o, d), strict=True):
            sortie[ou] = bornes

    with ThreadPoolExecutor(os.cpu_count() or 1) as ouvriers:
        list(ouvriers.map(un_bloc, range(0, offres.size, PAR_BLOC)))
    sues = chances(lois[0], lois[1], seuil, strict=strict)
    bas, haut, probabilite = (sortie.reshape(offres.shape) for sortie in (*sorties, sues))
    return Intervalles(bas, haut, probabilite, tirages, graine)


def _bornes(
    o: NDArray[np.float32], d: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the bounds of the ratios of a block of draws; infinite where nobody seeks."""
    tirages = o.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        rapports = np.where(d > 0, o / d, np.float32(np.inf))
    dehors = max(int(tirages * (1 - CONFIANCE) / 2), 1)
    rapports.sort(axis=1)  # sorts by whole registers: faster than a partition on two ranks
    return rapports[:, dehors - 1], rapports[:, tirages - dehors]


def eprouver(
    selection: Selection,
    unites: int = 1,
    *,
    marge: Fraction = MARGE,
    tirages: int = TIRAGES,
    graine: int = GRAINE,
) -> tuple[Surete, ...]:
    """Tell how safe each entry held against a threshold is, in or out.

    Args:
        selection: A list drawn.
        unites: Units of its counts; drawn as whole persons, the nearest.
        marge: Distance to the threshold under which an entry is near it.
        tirages: Number of draws.
        graine: Seed.
    """
    sures: list[Surete] = []
    for (seuil, strict), verdicts in _par_seuil(selection.verdicts.values()).items():
        offres, demandeurs = ((c + unites // 2) // unites for c in _comptes(verdicts))
        tires = tirer(offres, demandeurs, seuil, strict=strict, tirages=tirages, graine=graine)
        un_cote = _d_un_cote(tires, seuil)
        colonnes = (c.tolist() for c in (tires.bas, tires.haut, tires.probabilite, un_cote))
        for verdict, bas, haut, probabilite, cote in zip(verdicts, *colonnes, strict=True):
            pres = _proche(verdict, seuil, marge)
            sures.append(Surete(verdict, bas, haut, probabilite, pres, cote and not pres))
    return tuple(sorted(sures, key=lambda s: (s.verdict.metier, s.verdict.territoire)))


def _d_un_cote(tires: Intervalles, seuil: Fraction) -> NDArray[np.bool_]:
    """Tell which intervals stay on one side of a threshold, exactly.

    A float is above a fraction where it is above the last float that is not.
    """
    proche = float(seuil)
    dessous = proche if Fraction(proche) <= seuil else float(np.nextafter(proche, -np.inf))
    dessus = proche if Fraction(proche) >= seuil else float(np.nextafter(proche, np.inf))
    return (tires.bas > dessous) | (tires.haut < dessus)


def _proche(verdict: Verdict, seuil: Fraction, marge: Fraction) -> bool:
    """Tell whether an entry held against a threshold stands within a margin of it, exactly."""
    offres, demandeurs = verdict.offres or 0, verdict.demandeurs or 0
    ecart = abs(offres * seuil.denominator - seuil.numerator * demandeurs)
    return ecart * marge.denominator <= marge.numerator * demandeurs * seuil.denominator


def hysterese(
    releve: Releve,
    evaluables: NDArray[np.bool_],
    seuil: Fraction,
    marge: Fraction,
    *,
    strict: bool = True,
) -> NDArray[np.bool_]:
    """Tell which cells are open, period after period, where leaving asks for more than entering.

    A cell enters above the threshold and leaves only under the threshold less the margin; a
    period in which it cannot be assessed changes nothing.

    Args:
        releve: The figures, periods in order.
        evaluables: Cells that can be assessed (M × T × P).
        seuil: Threshold to enter.
        marge: How far below it one must fall to leave.
        strict: Whether equality is not enough to enter.

    Returns:
        M × T × P.
    """
    entre = comparer(releve.offres, releve.demandeurs, seuil, strict=strict)
    reste = comparer(releve.offres, releve.demandeurs, seuil - marge, strict=False)
    ouvert = np.zeros(releve.etat.shape, dtype=np.bool_)
    avant = np.zeros(releve.etat.shape[:2], dtype=np.bool_)
    for p in range(len(releve.periodes)):
        nouveau = entre[:, :, p] | (avant & reste[:, :, p])
        avant = np.where(evaluables[:, :, p], nouveau, avant)
        ouvert[:, :, p] = avant
    return ouvert


def compter_sures(sures: Sequence[Surete]) -> dict[str, int]:
    """Return how many entries kept are safe, near the line, or at the mercy of chance."""
    retenues = [s for s in sures if s.verdict.decision is Decision.RETENU]
    return {
        "retenues_sur_seuil": len(retenues),
        "sures": sum(s.sure for s in retenues),
        "proches": sum(s.proche for s in retenues),
        "au_hasard": sum(not s.sure and not s.proche for s in retenues),
    }
