"""Situations that the lists do not govern, or not alone: who can help, and the official pages.

They are data (`donnees/situations.toml`), each with its source: a page shows them, none names one.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.ecrit.bilingue import Bilingue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FICHIER = Path(__file__).parent / "donnees" / "situations.toml"
RECENTE = timedelta(days=366)
"""How long before today an answer is still one of the law of today."""


class Page(NamedTuple):
    """An official page, outside the site."""

    adresse: str
    nom: Bilingue


class Situation(NamedTuple):
    """A situation of a person who may be asking the wrong question here.

    Attributes:
        id: Identifier; the place on the page that tells it.
        qui: The situation in one sentence.
        dit: What holds for it, and who decides.
        pages: Where to read, or to apply.
        pour: Kinds of application beside whose answer it is told first.
        recente: Told where the answer is about the law of today.
        admission: Told with the conditions of the admission by work.
        source: Where addresses and subjects were read.
    """

    id: str
    qui: Bilingue
    dit: Bilingue
    pages: tuple[Page, ...]
    pour: frozenset[str]
    recente: bool
    admission: bool
    source: str


@cache
def situations() -> tuple[Situation, ...]:
    """Return the situations, in the order they are told."""
    lues = tomllib.loads(FICHIER.read_text(encoding="utf-8"))
    return tuple(_situation(lue) for lue in lues["situation"])


def _situation(lue: Mapping[str, Any]) -> Situation:
    return Situation(
        lue["id"],
        Bilingue(**lue["qui"]),
        Bilingue(**lue["dit"]),
        tuple(Page(page["adresse"], Bilingue(**page["nom"])) for page in lue["page"]),
        frozenset(lue["pour"]),
        lue.get("recente", False),
        lue.get("admission", False),
        lue["source"],
    )


def voisines(type_: str | None, le: date | None, aujourd_hui: date) -> tuple[Situation, ...]:
    """Return the situations worth telling beside an answer.

    Args:
        type_: Kind of application asked about; None where it is not said.
        le: Day the answer speaks of; None where it is not said.
        aujourd_hui: Day of the reader.
    """
    recente = le is None or le > aujourd_hui - RECENTE
    return tuple(
        une
        for une in situations()
        if type_ in une.pour or (une.recente and recente) or (type_ is None and not une.recente)
    )
