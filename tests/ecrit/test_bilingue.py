"""A text in two languages is one value, said in one of them."""

import pytest

from opposable.ecrit.bilingue import LANGUES, Bilingue

METIER = Bilingue("métier", "occupation")


def test_il_se_dit_dans_chaque_langue() -> None:
    """Each language gives its own text."""
    assert [METIER.dire(langue) for langue in LANGUES] == ["métier", "occupation"]


def test_il_ne_se_dit_jamais_en_deux_langues() -> None:
    """Written as it is, it is refused: nobody reads the pair by mistake."""
    with pytest.raises(TypeError, match="dire"):
        str(METIER)
    with pytest.raises(TypeError, match="dire"):
        f"{METIER}"


def test_une_capitale_ouvre_une_ligne() -> None:
    """Both texts open with a capital, and nothing else changes; an empty one stays empty."""
    assert METIER.capitale() == ("Métier", "Occupation")
    assert not Bilingue("", "").capitale()
