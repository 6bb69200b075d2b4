"""Real questions to begin with: one for each outcome, so that one sees what an answer can be."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Langue

FICHIER = Path(__file__).parent / "donnees" / "exemples.toml"


class Exemple(NamedTuple):
    """A question that is offered.

    Attributes:
        dit: It in words.
        faits: Facts of the contract, by name.
    """

    dit: str
    faits: dict[str, str]

    @property
    def adresse(self) -> str:
        """Return the query that asks it."""
        return urlencode(self.faits)


@cache
def exemples(langue: Langue) -> tuple[Exemple, ...]:
    """Return the questions, told in a language."""
    lus = tomllib.loads(FICHIER.read_text(encoding="utf-8"))["exemple"]
    return tuple(Exemple(lu[langue], lu["faits"]) for lu in lus)
