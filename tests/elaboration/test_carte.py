"""On a map unknown is never 0; in charts every name is whole."""

import re
from fractions import Fraction

import pytest

from opposable.elaboration.examen.fragilite import Balayage
from opposable.elaboration.methode.selection import Decision, Verdict
from opposable.elaboration.restitution.carte import carte
from opposable.elaboration.restitution.dessin import dessiner
from opposable.elaboration.restitution.graphiques import courbe, nommer, tensions
from opposable.law.corpus import Corpus

LONG = "Conduite d'engins de déplacement des charges et de manutention lourde en milieu portuaire"


def test_une_region_non_evaluee_n_est_pas_zero(corpus: Corpus) -> None:
    """A region without figures is hatched and bears a dash; one that keeps nothing bears 0."""
    dessin = carte({"53": 0, "11": 4}, corpus.regions)
    cases = dict(re.findall(r"<g><title>([^<]+)\u00a0: ([^<]+)</title>", dessin))
    assert cases["Bretagne"] == "0"
    assert cases["Île-de-France"] == "4"
    assert cases["Guadeloupe"] == "non évaluée"
    assert dessin.count('fill="url(#hachures)"') == dessin.count(">–</text>") == 24
    assert dessin.count(">0</text>") == 1


def test_une_carte_ou_rien_n_est_evalue(corpus: Corpus) -> None:
    """A map of nothing known is hatched whole."""
    assert carte({}, corpus.regions).count("non évaluée") == len(corpus.regions)


def test_un_nom_long_passe_a_la_ligne() -> None:
    """A name is never cut: it goes on below, in French typography."""
    lignes = nommer("N1104", LONG, "Nord-Pas-de-Calais").split("\n")
    assert " ".join(lignes) == f"N1104 {LONG}, Nord-Pas-de-Calais".replace("'", "’")
    assert max(map(len, lignes)) <= 46


@pytest.fixture
def verdict() -> Verdict:
    """An entry just above its threshold."""
    seuil = Fraction("0.9")
    return Verdict("N1104", "FR", Decision.RETENU, "e", 19, 20, seuil, "au-dessus")


def test_un_graphique_porte_les_noms_entiers(verdict: Verdict) -> None:
    """The chart holds every word of the name and the value beside, in the colours of the page."""
    dessin = dessiner(tensions([verdict], {"N1104": LONG}))
    assert "…" not in dessin
    mots = re.sub(r"<[^>]+>", " ", dessin)
    assert all(mot in mots for mot in LONG.replace("'", "’").split())
    assert "0,95" in mots
    assert "var(--retenu)" in dessin
    assert "#17405c" not in dessin


def test_un_compte_a_un_axe_d_entiers() -> None:
    """The axis of a few entries counts them one by one."""
    balayage = Balayage((Fraction(1), Fraction(2)), (2, 1))
    mots = re.findall(r">([0-9,.]+)</text>", dessiner(courbe(balayage, Fraction(1))))
    assert {"0", "1", "2"} <= set(mots)
    assert "0,5" not in mots
