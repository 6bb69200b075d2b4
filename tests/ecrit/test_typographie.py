"""French typography, of which there is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opposable.ecrit.typographie import composer


@pytest.mark.parametrize(
    ("saisi", "compose"),
    [
        ("lues : 2", "lues\u00a0: 2"),
        ("a ; b", "a\u202f; b"),
        ("qui ?", "qui\u202f?"),
        ("non !", "non\u202f!"),
        ("40 %", "40\u202f%"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("l'offre", "l’offre"),
        ("10:30", "10:30"),
        ("un mot", "un mot"),
    ],
)
def test_chaque_signe_a_son_espace(saisi: str, compose: str) -> None:
    """A full space before : and inside guillemets, a narrow one before ; ! ? and %."""
    assert composer(saisi) == compose


@given(st.text(alphabet="a :;!?%«»'\u00a0\u202f", max_size=30))
def test_un_texte_compose_le_reste(texte: str) -> None:
    """Setting twice is setting once, and no mark is left after a breaking space."""
    compose = composer(texte)
    assert composer(compose) == compose
    assert not any(f" {signe}" in compose for signe in ":;!?%»'")
