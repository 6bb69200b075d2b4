"""A threshold, or several to try, as they are written on the command line."""

from fractions import Fraction

import pytest

from opposable.elaboration.methode.balayage import SEUILS_AU_PLUS, lire_balayage, lire_seuil
from opposable.errors import ValeurError


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
