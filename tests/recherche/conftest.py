"""What the tests of the search share: its words, read once."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opposable.recherche.nationalite import Pays
from opposable.recherche.noms import Noms

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

DONNEES = Path(__file__).parents[1] / "data"


def lire(nom: str) -> list[dict[str, str]]:
    """Read a table of the test data."""
    with (DONNEES / nom).open(encoding="utf-8", newline="") as lignes:
        return list(csv.DictReader(lignes))


@pytest.fixture(scope="session")
def noms() -> Noms:
    """The words people use for codes."""
    return Noms.lire()


@pytest.fixture(scope="session")
def pays(corpus: Corpus, noms: Noms) -> Pays:
    """The nationalities, ready to be read."""
    return Pays(corpus, noms)
