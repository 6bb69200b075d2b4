"""Numbers as people read and write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opposable.ecrit.nombre import (
    compter,
    decimal,
    dire,
    dire_arrondi,
    dire_compte,
    dire_ecart,
    dire_entier,
    dire_part,
    dire_seuil,
    fraction,
)
from opposable.ecrit.typographie import FINE


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


@pytest.mark.parametrize(
    ("combien", "dit"),
    [(0, "0 cheval"), (1, "1 cheval"), (2, "2 chevaux"), (1_240, f"1{FINE}240 chevaux")],
)
def test_un_nom_s_accorde_avec_son_nombre(combien: int, dit: str) -> None:
    """The plural begins at two; thousands are apart."""
    assert compter(combien, "cheval", "chevaux") == dit
    assert compter(combien, "mot").endswith("s") == (combien > 1)


def test_les_milliers_sont_separes_comme_on_le_demande() -> None:
    """A narrow space in French, what the caller wants elsewhere."""
    assert dire_entier(3_042_661) == f"3{FINE}042{FINE}661"
    assert dire_entier(-3_042_661, ",") == "-3,042,661"
