"""Figures as people read them, and thresholds as they write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opposable.elaboration.chiffres.nombre import (
    FINE,
    decimal,
    dire,
    dire_arrondi,
    dire_compte,
    dire_ecart,
    dire_part,
    dire_seuil,
    fraction,
)
from opposable.elaboration.methode.balayage import SEUILS_AU_PLUS, lire_balayage, lire_seuil
from opposable.errors import ValeurError


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("0.9", Fraction(9, 10)),
        (" 1,33 ", Fraction(133, 100)),
        ("2", Fraction(2)),
        ("-0,5", Fraction(-1, 2)),
    ],
)
def test_un_nombre_se_lit_exactement(texte: str, lu: Fraction) -> None:
    """Comma or point, never through a binary number."""
    assert fraction(texte) == lu


@pytest.mark.parametrize(
    "texte",
    ["", "neuf", "nan", "inf", "1e9", "1e999999999", "1_0", "٣", "1.", ".5", "9" * 19, "1/2"],
)
def test_ce_qui_n_est_pas_un_nombre_est_refuse(texte: str) -> None:
    """No exponent, no infinity, no digits without end: they would not be thresholds."""
    with pytest.raises(ValueError, match=r"^"):
        fraction(texte)


@settings(deadline=None)
@given(st.fractions(-50, 50, max_denominator=997), st.integers(0, 6))
def test_l_arrondi_est_a_un_demi_pas(valeur: Fraction, chiffres: int) -> None:
    """What is shown is within half a step, a tie going away from zero."""
    montre = Fraction(decimal(valeur, chiffres))
    demi = Fraction(1, 2 * 10**chiffres)
    assert -demi <= montre - valeur <= demi
    if montre - valeur in {demi, -demi}:
        assert abs(montre) > abs(valeur)


def test_dire_en_francais() -> None:
    """Commas, thin spaces, signs and dashes, each worked by hand."""
    assert decimal(Fraction(1, 8)) == Decimal("0.13")
    assert (dire(Fraction(14, 15)), dire(None)) == ("0,93", "–")
    assert (dire_seuil(Fraction(9, 10)), dire_seuil(Fraction(2)), dire_seuil(None)) == (
        "0,9",
        "2",
        "–",
    )
    assert dire_seuil(Fraction(1, 3)) == "0,3333"
    assert (dire_compte(1_371_931), dire_compte(None)) == (f"1{FINE}371{FINE}931", "–")
    assert (dire_compte(123_450, 100), dire_compte(500, 100)) == (f"1{FINE}234,5", "5")
    assert (dire_arrondi(123_450, 100), dire_arrondi(None)) == (f"1{FINE}235", "–")
    assert (dire_part(Fraction(2, 5)), dire_part(None)) == (f"40,0{FINE}%", "–")
    assert (dire_ecart(Fraction(1, 80)), dire_ecart(Fraction(-3, 100))) == ("+0,013", "−0,030")
    assert (dire_ecart(Fraction()), dire_ecart(None)) == ("+0,000", "–")


def test_un_balayage_se_lit_bornes_comprises() -> None:
    """Both ends are tried, in exact steps; no text, no thresholds; one is enough."""
    assert lire_balayage("0,8:1:0,1") == (Fraction(4, 5), Fraction(9, 10), Fraction(1))
    assert lire_balayage("0.8:0.95:0.1") == (Fraction(4, 5), Fraction(9, 10))
    assert lire_balayage("1:1:1") == (Fraction(1),)
    assert lire_balayage("") == ()
    assert len(lire_balayage(f"1:{SEUILS_AU_PLUS}:1")) == SEUILS_AU_PLUS


@pytest.mark.parametrize(
    "texte", ["1", "1:2", "1:2:3:4", "2:1:0,1", "0:1:0", "a:b:c", "-1:1:1", "0:1000:1", "::"]
)
def test_un_balayage_impossible_est_refuse(texte: str) -> None:
    """Reversed, endless, negative or too long ranges are told, with what was written."""
    with pytest.raises(ValeurError, match="balayage"):
        lire_balayage(texte)


def test_un_seuil_negatif_est_refuse() -> None:
    """A margin below zero is no margin; zero is one."""
    assert lire_seuil("marge", "0") == 0
    for texte in ("-0,1", "x", ""):
        with pytest.raises(ValeurError, match="marge : «"):
            lire_seuil("marge", texte)
