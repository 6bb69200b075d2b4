"""Outlines: read, simplified, written; the numbers are worked out by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opposable.law.corpus import Corpus
from opposable.web.public.catalogue.contours import (
    aire,
    boucles,
    ecrire,
    lire_trace,
    milieu,
    simplifier,
)

CARRE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def test_le_paquet_dessine_les_22_regions_et_l_outre_mer(corpus: Corpus) -> None:
    """The package draws the 22 regions of 2007 by their codes, and those overseas."""
    metropole = {r.code for r in corpus.regions.values() if r.zone == "metropole"}
    assert len(metropole) == 22
    assert set(corpus.regions) <= set(boucles())
    assert {code for code in boucles() if not code.startswith("0")} == metropole


@pytest.mark.parametrize(
    ("trace", "points"),
    [
        ("m 1,2 3,0 0,4 z", [[(1, 2), (4, 2), (4, 6)]]),
        ("M 1,2 L 4,2 L 4,6 Z", [[(1, 2), (4, 2), (4, 6)]]),
        ("m 0,0 c 9,9 9,9 1,0 8,8 8,8 0,1 z", [[(0, 0), (1, 0), (1, 1)]]),
        ("m 0,0 1,0 0,1 z m 5,5 1,0 0,1 z", [[(0, 0), (1, 0), (1, 1)], [(5, 5), (6, 5), (6, 6)]]),
        ("m0-1.5l.5.5 1e-1-2z", [[(0, -1.5), (0.5, -1), (0.6, -3)]]),
        ("m 0,0 1,0 z", []),
    ],
)
def test_un_trace_est_lu(trace: str, points: list[list[tuple[float, float]]]) -> None:
    """A path gives its points: told from the last or not, curves by their ends, loops apart."""
    lues = [[(round(x, 6), round(y, 6)) for x, y in boucle] for boucle in lire_trace(trace)]
    assert lues == points


def test_une_commande_inconnue_est_refusee() -> None:
    """A path drawn in another way is refused, not drawn wrong."""
    with pytest.raises(ValueError, match=r"commande .* inattendue"):
        lire_trace("m 0,0 A 1,1 0 0 0 2,2 z")


def test_ce_qui_depasse_la_tolerance_reste() -> None:
    """A bump within the tolerance goes, one beyond it stays."""
    bosse = [(0.0, 0.0), (5.0, 0.9), (10.0, 0.0), (10.0, 10.0), (5.0, 12.0), (0.0, 10.0)]
    assert simplifier(bosse, 1) == [*CARRE[:3], (5.0, 12.0), CARRE[3]]
    assert simplifier(bosse, 0.5) == bosse


@given(
    st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=3, max_size=40),
    st.floats(0.1, 50),
)
def test_la_simplification_garde_des_points_du_contour(
    points: list[tuple[float, float]], tolerance: float
) -> None:
    """What remains are points of the outline, in order, its first among them."""
    reste = iter(points)
    assert all(point in reste for point in simplifier(points, tolerance))
    assert simplifier(points, tolerance)[0] == points[0]


def test_l_aire_et_le_milieu_d_un_carre() -> None:
    """The square of side 10 has area 100 (told twice) and its middle at 5, 5."""
    assert aire(CARRE) == 200
    assert milieu(CARRE) == (5, 5)


def test_un_contour_s_ecrit_en_unites_entieres() -> None:
    """A loop is written from its first point, each other told from the one before."""
    assert ecrire([CARRE]) == "M0,0l10 0 0 10-10 0z"
    assert re.fullmatch(r"M-?\d+,-?\d+l[-\d ]+z", ecrire([[(-1.4, 2.6), (3, -3), (7, 8)]]))
    assert ecrire([[(0, 0), (0.1, 0), (0.2, 0.1)]]) == ""
