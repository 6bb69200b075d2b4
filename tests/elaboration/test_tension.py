"""Indicators: exact comparisons, two means, stability."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nst
from scipy import stats

from opposable.elaboration.chiffres.releve import Etat, Releve
from opposable.elaboration.chiffres.tension import (
    comparer,
    depasse,
    evaluable,
    moyenne_des_rapports,
    par_periode,
    rapport_des_sommes,
    rapports_par_periode,
    sommer,
    stabilite,
    variations,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAND = 10**15
COMPTES = st.integers(0, GRAND) | st.integers(0, 30)
SEUILS = st.fractions(0, 10, max_denominator=10**6) | st.sampled_from(
    [Fraction(9, 10), Fraction(8, 10), Fraction(133, 100), Fraction(355, 100)]
)


def releve(
    offres: object, demandeurs: object, etat: object = Etat.CONNUE, unites: int = 1
) -> Releve:
    """A statement of given counts (M × T × P)."""
    o, d = np.array(offres, dtype=np.int64), np.array(demandeurs, dtype=np.int64)
    noms = [tuple(f"{axe}{i}" for i in range(n)) for axe, n in zip("MTP", o.shape, strict=True)]
    etats = np.broadcast_to(np.array(etat, dtype=np.int8), o.shape).copy()
    return Releve(noms[0], noms[1], noms[2], o, d, etats, unites)


@pytest.mark.parametrize(
    ("offres", "demandeurs", "strict", "attendu"),
    [(9, 10, True, False), (9, 10, False, True), (91, 100, True, True), (89, 100, False, False)],
)
def test_au_dessus_de_neuf_dixiemes(
    offres: int,
    demandeurs: int,
    strict: bool,  # noqa: FBT001 - cases
    attendu: bool,  # noqa: FBT001 - cases
) -> None:
    """Nine offers for ten seekers are not strictly above 0.9, and are not below it either."""
    un = releve([[[offres]]], [[[demandeurs]]])
    assert depasse(un, Fraction(9, 10), strict=strict).item() is attendu


@settings(deadline=None)
@given(st.lists(st.tuples(COMPTES, COMPTES), min_size=1, max_size=20), SEUILS, st.booleans())
def test_comparaison_comme_les_fractions(
    paires: list[tuple[int, int]],
    seuil: Fraction,
    strict: bool,  # noqa: FBT001 - drawn
) -> None:
    """The vectorised comparison is that of fractions, however large the counts."""
    offres, demandeurs = (np.array(cote, dtype=np.int64) for cote in zip(*paires, strict=True))
    attendu = [
        d > 0 and (Fraction(o, d) > seuil or (Fraction(o, d) == seuil and not strict))
        for o, d in paires
    ]
    assert comparer(offres, demandeurs, seuil, strict=strict).tolist() == attendu


@settings(deadline=None)
@given(st.integers(1, GRAND), st.integers(1, GRAND))
def test_egalite_exacte(offres: int, demandeurs: int) -> None:
    """A threshold equal to the ratio is reached, and is not exceeded."""
    o, d = np.array([offres]), np.array([demandeurs])
    seuil = Fraction(offres, demandeurs)
    assert comparer(o, d, seuil, strict=False).all()
    assert not comparer(o, d, seuil, strict=True).any()


@settings(deadline=None)
@given(st.lists(st.tuples(COMPTES, COMPTES), min_size=1, max_size=10), SEUILS)
def test_doubler_ne_change_rien(paires: list[tuple[int, int]], seuil: Fraction) -> None:
    """Doubling all counts changes no comparison and no mean."""
    o, d = (np.array(cote, dtype=np.int64) for cote in zip(*paires, strict=True))
    assert (comparer(o, d, seuil, strict=True) == comparer(2 * o, 2 * d, seuil, strict=True)).all()
    assert rapport_des_sommes(o, d) == rapport_des_sommes(2 * o, 2 * d)
    assert moyenne_des_rapports(o, d) == moyenne_des_rapports(2 * o, 2 * d)


def test_inconnu_ne_depasse_pas() -> None:
    """A cell kept back, in error or without seekers is above no threshold."""
    un = releve([[[99, 99, 99]]], [[[1, 1, 0]]], [[[Etat.SECRETE, Etat.ERRONEE, Etat.CONNUE]]])
    assert not depasse(un, Fraction(0), strict=False).any()


def test_evaluable() -> None:
    """A cell is assessed where it is known, somebody seeks, and they are enough persons."""
    un = releve([[[0, 0, 0, 0]]], [[[0, 499, 500, 900]]], [[[3, 3, 3, 1]]], unites=100)
    assert evaluable(un, 5).tolist() == [[[False, False, True, False]]]
    assert evaluable(un, 0).tolist() == [[[False, True, True, False]]]


def test_deux_moyennes_a_la_main() -> None:
    """Ten for ten and one for two: 11 ÷ 12 as sums, three quarters as a mean of ratios."""
    offres, demandeurs = np.array([10, 1, 7]), np.array([10, 2, 0])
    assert rapport_des_sommes(offres[:2], demandeurs[:2]) == Fraction(11, 12)
    assert moyenne_des_rapports(offres, demandeurs) == Fraction(3, 4)
    masque = np.array([False, True, True])
    assert rapport_des_sommes(offres, demandeurs, masque) == Fraction(8, 2)
    assert moyenne_des_rapports(offres, demandeurs, masque) == Fraction(1, 2)


def test_moyenne_de_rien() -> None:
    """A group in which nobody seeks has no mean of either kind."""
    offres, demandeurs = np.array([3]), np.array([0])
    assert rapport_des_sommes(offres, demandeurs) is None
    assert moyenne_des_rapports(offres, demandeurs) is None
    assert rapport_des_sommes(offres, demandeurs, np.array([False])) is None


@settings(deadline=None)
@given(st.lists(st.tuples(COMPTES, st.integers(1, GRAND)), min_size=1, max_size=30))
def test_moyennes_par_une_autre_formule(paires: list[tuple[int, int]]) -> None:
    """Both means are those of fractions added one by one."""
    o, d = (np.array(cote, dtype=np.int64) for cote in zip(*paires, strict=True))
    rapports = [Fraction(*paire) for paire in paires]
    assert moyenne_des_rapports(o, d) == sum(rapports, Fraction()) / len(rapports)
    sommes = Fraction(sum(x for x, _ in paires), sum(y for _, y in paires))
    assert rapport_des_sommes(o, d) == sommes


def test_moyennes_comme_scipy() -> None:
    """On drawn figures, both means are those of SciPy (harmonic, weighted by offers)."""
    alea = np.random.default_rng(2007)
    o, d = alea.integers(1, 5000, 150), alea.integers(1, 5000, 150)
    moyenne, ponderee = moyenne_des_rapports(o, d), rapport_des_sommes(o, d)
    assert moyenne is not None
    assert ponderee is not None
    assert float(moyenne) == pytest.approx(stats.tmean(o / d), rel=1e-12)
    assert float(ponderee) == pytest.approx(stats.hmean(o / d, weights=o), rel=1e-12)


@settings(deadline=None)
@given(nst.arrays(np.int64, st.integers(0, 50), elements=st.integers(0, np.iinfo(np.int64).max)))
def test_somme_sans_debordement(comptes: NDArray[np.int64]) -> None:
    """Counts are added exactly beyond 64 bits."""
    assert sommer(comptes) == sum(map(int, comptes))


def test_stabilite_a_la_main() -> None:
    """Above, above, kept back, below, above: four assessed, three above, two changes of side."""
    un = releve([[[10, 12, 99, 6, 15]]], [[[10, 10, 1, 10, 10]]], [[[3, 3, Etat.SECRETE, 3, 3]]])
    vue = stabilite(un, Fraction(9, 10))
    assert (vue.evaluees.item(), vue.au_dessus.item(), vue.bascules.item()) == (4, 3, 2)
    assert vue.ecart_relatif.item() == pytest.approx(1.5)  # from 0.6 to 1.5


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(list(Etat))),
        min_size=1,
        max_size=8,
    )
)
def test_stabilite_par_une_boucle(annees: list[tuple[int, int, Etat]]) -> None:
    """Stability is what a loop over the assessed years finds."""
    offres, demandeurs, etats = (list(cote) for cote in zip(*annees, strict=True))
    vue = stabilite(releve([[offres]], [[demandeurs]], [[etats]]), Fraction(9, 10))
    rapports = [Fraction(o, d) for o, d, e in annees if e is Etat.CONNUE and d]
    cotes = [rapport > Fraction(9, 10) for rapport in rapports]
    assert vue.evaluees.item() == len(rapports)
    assert vue.au_dessus.item() == sum(cotes)
    assert vue.bascules.item() == sum(a != b for a, b in pairwise(cotes))
    ecarts = [abs(b - a) / a for a, b in pairwise(rapports) if a]
    if ecarts:
        assert vue.ecart_relatif.item() == pytest.approx(float(max(ecarts)))
    else:
        assert np.isnan(vue.ecart_relatif.item())


def test_une_annee_seule_n_a_pas_d_ecart() -> None:
    """With one period there is no change to speak of: not a number, never zero."""
    vue = stabilite(releve([[[3]]], [[[2]]]), Fraction(1))
    assert (vue.evaluees.item(), vue.bascules.item()) == (1, 0)
    assert np.isnan(vue.ecart_relatif.item())


def test_par_periode() -> None:
    """Each period comes with its figures alone, and its mean over what is known of the group."""
    un = releve([[[1, 2]], [[3, 4]]], [[[1, 1]], [[1, 2]]], [[[3, 3]], [[3, Etat.SECRETE]]])
    assert [(p, r.offres.ravel().tolist()) for p, r in par_periode(un)] == [
        ("P0", [1, 3]),
        ("P1", [2, 4]),
    ]
    assert rapports_par_periode(un) == {"P0": Fraction(2), "P1": Fraction(2)}
    seconde = np.array([[False], [True]])
    assert rapports_par_periode(un, seconde) == {"P0": Fraction(3), "P1": None}


def test_variations_a_la_main() -> None:
    """From 1 to 1.5 is half as much again; around a cell kept back or a zero there is no change."""
    un = releve([[[10, 15, 9, 0, 5]]], [[[10, 10, 9, 10, 10]]], [[[3, 3, Etat.SECRETE, 3, 3]]])
    vues = variations(un)
    assert vues.shape == (1, 1, 4)
    assert vues[0, 0, 0] == pytest.approx(0.5)
    assert np.isnan(vues[0, 0, 1:]).all()
    baisse = variations(releve([[[10, 5]]], [[[10, 10]]]))
    assert baisse.item() == pytest.approx(-0.5)
