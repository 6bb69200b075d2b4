"""Which code carries out each rule and each provision, and the cases that test them.

The file is written by `scripts/tracabilite.py` from the source and the cases, which the
installed package does not hold.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import urlencode

from opposable.law.controle import disposition

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

FICHIER = Path(__file__).parent / "donnees" / "tracabilite.json"


class Code(TypedDict):
    """A function, class or module: dotted name, file in the project, what it says it does."""

    nom: str
    fichier: str
    dit: str


class Cas(TypedDict):
    """A case a jurist wrote: facts, the answer expected, the place in the text it tests.

    `situation_emploi` is empty where the case expects the facts to be refused.
    """

    nom: str
    ancre: str
    demande: dict[str, str]
    lecture: list[str]
    situation_emploi: str
    lectures: list[str]
    fichier: str


class CasPose(Cas):
    """A case, with the query of the page that answers it."""

    adresse: str


class Traces(TypedDict):
    """The whole file."""

    regles: dict[str, list[Code]]
    dispositions: dict[str, list[Code]]
    cas: list[Cas]


@cache
def traces() -> Traces:
    """Return the file."""
    lues: Traces = json.loads(FICHIER.read_text(encoding="utf-8"))
    return lues


def poser(cas: Cas) -> CasPose:
    """Return a case with the query of the page that answers it."""
    parametres: dict[str, Any] = {**cas["demande"], "lecture": cas["lecture"]}
    return {**cas, "adresse": urlencode(parametres, doseq=True)}


def cas_de_disposition(ancre: str, corpus: Corpus) -> list[CasPose]:
    """Return the cases that test a provision."""
    return [poser(c) for c in traces()["cas"] if disposition(corpus, c["ancre"]) == ancre]


def cas_de_lecture(lecture: str) -> list[CasPose]:
    """Return the cases whose answer depends on a reading, or that take its rival."""
    return [poser(c) for c in traces()["cas"] if lecture in (*c["lectures"], *c["lecture"])]
