"""Chance, sweeps and hysteresis, held against SciPy and brute force."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from elaboration.test_tirage import COMPTES, etape, releve, schema, tirer
from opposable.elaboration.chiffres.releve import Etat, Releve
from opposable.elaboration.chiffres.tension import evaluable
from opposable.elaboration.examen.fragilite import (
    balayer,
    compter_sures,
    eprouver,
    hysterese,
    proches,
)
from opposable.elaboration.examen.fragilite import (
    tirer as tirer_au_sort,
)
from opposable.elaboration.methode.schema import Genre

SEUIL = Fraction(9, 10)


def test_le_balayage_compte_comme_les_fractions() -> None:
    """Each threshold keeps what a comparison of fractions keeps."""
    chiffres = releve(COMPTES)
    seuils = [Fraction(k, 20) for k in range(80)]
    masque = evaluable(chiffres, 0)
    attendus = [
        sum(Fraction(o, d) > s for lieux in COMPTES.values() for o, d in lieux) for s in seuils
    ]
    assert list(balayer(chiffres, masque, seuils, strict=True).nombres) == attendus


COMPTES_TIRES = [
    (90, 100),
    (400, 300),
    (12, 9),
    (3_000, 3_400),
    (1, 1),
    (0, 4),
    (4, 0),
    (7, 120_000),
]


@pytest.mark.parametrize("strict", [True, False])
def test_la_probabilite_est_celle_de_la_loi_exacte(*, strict: bool) -> None:
    """The chance of passing the threshold is exact, Poisson against Poisson, cells together."""
    offres, demandeurs = np.array(COMPTES_TIRES).T
    sues = tirer_au_sort(offres, demandeurs, SEUIL, strict=strict, tirages=40).probabilite
    for o, d, sue in zip(offres, demandeurs, sues, strict=True):
        k = np.arange(1, d * 3 + 50)
        exige = 9 * k // 10 if strict else -(-9 * k // 10) - 1
        exacte = float((stats.poisson.pmf(k, d) * stats.poisson.sf(exige, o)).sum())
        assert sue == pytest.approx(exacte, abs=1e-9), (o, d)


def test_de_grands_comptes_ont_la_chance_de_la_loi_normale() -> None:
    """Above a million the law is the normal one; at a million both agree to a thousandth."""
    autour = np.array([[900_000, 1_000_000], [900_900, 1_001_000]])
    exacte, normale = tirer_au_sort(autour[:, 0], autour[:, 1], SEUIL, tirages=40).probabilite
    assert exacte == pytest.approx(0.5, abs=1e-3)
    assert normale == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize(("offres", "demandeurs"), [(400, 300), (3_000, 3_400), (90_000, 100_000)])
def test_l_intervalle_est_proche_de_celui_de_katz(offres: int, demandeurs: int) -> None:
    """For large counts the interval is that of Katz on the logarithm of the ratio."""
    tires = tirer_au_sort(np.array([offres]), np.array([demandeurs]), SEUIL, tirages=20_000)
    ecart = 1.96 * (1 / offres + 1 / demandeurs) ** 0.5
    rapport = offres / demandeurs
    assert float(tires.bas[0]) == pytest.approx(rapport * np.exp(-ecart), rel=0.03)
    assert float(tires.haut[0]) == pytest.approx(rapport * np.exp(ecart), rel=0.03)


def test_les_tirages_suivent_la_loi_de_poisson() -> None:
    """The draws of one count have the mean and the spread of a Poisson."""
    o = np.array([0, 1, 7, 250, 2_000_000])
    tires = tirer_au_sort(o, np.ones_like(o), Fraction(1), tirages=4_000)
    assert tires.haut[0] == 0 or np.isinf(tires.haut[0])
    assert tires.tirages == 4_000


def test_la_graine_rend_les_memes_chiffres() -> None:
    """The same seed gives the same figures, another seed others."""
    o, d = np.arange(1, 400), np.arange(2, 401)
    une, deux, autre = (tirer_au_sort(o, d, SEUIL, graine=g) for g in (1, 1, 2))
    assert np.array_equal(une.bas, deux.bas)
    assert not np.array_equal(une.bas, autre.bas)


def test_les_entrees_proches_sont_celles_qu_un_seuil_deplace_ferait_basculer() -> None:
    """Within 0.05 of 0.9 for the country: A at 0.95 and D at 0.85, both ends included."""
    liste = tirer(schema(etape(Genre.TENSION, seuil=SEUIL))).selections["liste"]
    assert {v.metier for v in proches(liste)} == {"A", "D"}


def test_une_entree_sure_ne_tient_ni_au_hasard_ni_a_la_marge() -> None:
    """Large counts far above the threshold are safe; small ones near it are not."""
    liste = tirer(schema(etape(Genre.TENSION, seuil=SEUIL)), releve(COMPTES, 100)).selections[
        "liste"
    ]
    sures = {s.verdict.metier: s for s in eprouver(liste)}
    assert sures["E"].sure
    assert not sures["A"].sure
    assert sures["A"].proche
    assert compter_sures(tuple(sures.values()))["retenues_sur_seuil"] == 4


def test_l_hysterese_garde_ce_qui_ne_tombe_pas_assez() -> None:
    """Entering asks for more than 0.9, leaving for less than 0.85; unknown years change nothing."""
    offres = np.array([[[80, 95, 88, 86, 84, 88]]])
    demandeurs = np.full_like(offres, 100)
    etat = np.full(offres.shape, Etat.CONNUE, np.int8)
    etat[0, 0, 4] = Etat.SECRETE
    annees = tuple(str(2001 + i) for i in range(6))
    chiffres = Releve(("A",), ("11",), annees, offres, demandeurs, etat)
    ouvert = hysterese(chiffres, evaluable(chiffres, 0), SEUIL, Fraction(1, 20))
    assert ouvert[0, 0].tolist() == [False, True, True, True, True, True]
    etat[0, 0, 4] = Etat.CONNUE
    chiffres = Releve(("A",), ("11",), annees, offres, demandeurs, etat)
    ouvert = hysterese(chiffres, evaluable(chiffres, 0), SEUIL, Fraction(1, 20))
    assert ouvert[0, 0].tolist() == [False, True, True, True, False, False]


def test_le_hasard_se_tire_sur_des_personnes() -> None:
    """Counts in hundredths have the intervals of whole persons, to the nearest, and no narrower."""
    lu = schema(etape(Genre.TENSION, seuil=SEUIL))
    entiers = eprouver(tirer(lu).selections["liste"])
    centiemes = eprouver(tirer(lu, releve(COMPTES, 100)).selections["liste"], 100)
    assert [(s.bas, s.haut) for s in entiers] == [(s.bas, s.haut) for s in centiemes]
    presque = releve({"A": ((900, 960), (970, 1000))})
    autour = eprouver(tirer(lu, presque).selections["liste"], 100)
    assert (autour[0].bas, autour[0].haut) == (entiers[0].bas, entiers[0].haut)


def test_une_entree_proche_n_est_jamais_sure() -> None:
    """However large the counts, 0.92 is within 0.05 of 0.9; with a margin of 0.01 it is safe."""
    grands = releve({"A": ((920_000, 1_000_000), (0, 0))})
    liste = tirer(schema(etape(Genre.TENSION, seuil=SEUIL)), grands).selections["liste"]
    (large,) = eprouver(liste)
    (etroite,) = eprouver(liste, marge=Fraction(1, 100))
    assert large.bas > 0.9
    assert (large.proche, large.sure) == (True, False)
    assert (etroite.proche, etroite.sure) == (False, True)


@pytest.mark.parametrize("seuil", [Fraction(1, 3), Fraction(9, 10), Fraction(1), Fraction(4, 3)])
def test_le_seuil_et_la_marge_sont_compares_exactement(seuil: Fraction) -> None:
    """Bounds are held against the fraction itself, and so is the distance to the margin."""
    comptes = {f"M{o}": ((o, 15), (0, 15)) for o in range(1, 45)}
    lu = schema(etape(Genre.TENSION, seuil=seuil))
    for marge in (Fraction(1, 30), Fraction(1, 20), Fraction(0)):
        sures = eprouver(tirer(lu, releve(comptes)).selections["liste"], marge=marge, tirages=40)
        assert len(sures) == 44
        for s in sures:
            d_un_cote = Fraction(s.bas) > seuil or (s.haut < np.inf and Fraction(s.haut) < seuil)
            assert s.proche == (s.verdict.distance <= marge)
            assert s.sure == (d_un_cote and not s.proche)
