"""What the site shows of a provision: our words, the rule, the cases, the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from opposable.law.controle import disposition
from opposable.web import droit

if TYPE_CHECKING:
    from opposable.decision.motif import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.disposition import Disposition
    from opposable.law.lecture import Lecture
    from opposable.law.liste import Entree
    from opposable.law.regle import Phrase, Regle

TRACABILITE = Path(__file__).parent / "donnees" / "tracabilite.json"


@dataclass(frozen=True, slots=True)
class Suivi:
    """A provision, followed.

    Attributes:
        disposition: The provision, in our own words.
        dit: Those words in the language of the page.
        regles: Deciding rules that rest on it, each with the code that answers by it.
        phrases: Reasons and notes that rest on it.
        cas: Cases that test it, each with the address that asks it.
        lectures: Readings of its defects.
        entrees: How many rows of lists have their place in it.
        nationalites: Nationalities whose regime rests on it.
    """

    disposition: Disposition
    dit: str
    regles: list[tuple[Regle, str, list[dict[str, str]]]]
    phrases: list[str]
    cas: list[dict[str, Any]]
    lectures: list[Lecture]
    entrees: int
    nationalites: list[str]


@cache
def tracabilite() -> dict[str, Any]:
    """Return which code carries out each rule, and every case."""
    lue: dict[str, Any] = json.loads(TRACABILITE.read_text(encoding="utf-8"))
    return lue


def trouver(ancre: str, corpus: Corpus) -> str | None:
    """Return the provision that holds a place, None where there is none."""
    return disposition(corpus, ancre) if ancre else None


def suivre(ancre: str, corpus: Corpus, langue: Langue) -> Suivi:
    """Follow a provision through the rule, the cases and the readings."""
    connue = corpus.dispositions[ancre]
    code = tracabilite()["regles"]
    regles = [
        (regle, getattr(regle.phrase, langue), code.get(regle.id, []))
        for regle in corpus.regles.values()
        if disposition(corpus, regle.ancre) == ancre
    ]
    return Suivi(
        connue,
        connue.resume if langue == "fr" else connue.summary,
        regles,
        [getattr(phrase, langue) for phrase in _phrases(corpus, ancre)],
        [poser(cas) for cas in tracabilite()["cas"] if disposition(corpus, cas["ancre"]) == ancre],
        [le for le in corpus.lectures.values() if disposition(corpus, le.ancre) == ancre],
        sum(1 for e in _entrees(corpus) if disposition(corpus, e.ancre) == ancre),
        [
            n.nom if langue == "fr" else n.name
            for n in corpus.nationalites.values()
            if not n.territoire and any(disposition(corpus, s.ancre) == ancre for s in n.statuts)
        ],
    )


def ligne(ancre: str, corpus: Corpus) -> Entree | None:
    """Return the row of a list whose place it is, None where it is the place of no row."""
    return next((entree for entree in _entrees(corpus) if entree.ancre == ancre), None)


def _entrees(corpus: Corpus) -> list[Entree]:
    return [e for li in corpus.listes.values() for e in (*li.entrees, *li.cadre)]


def _phrases(corpus: Corpus, ancre: str) -> list[Phrase]:
    textes = corpus.textes
    toutes = [*textes.motifs.values(), *textes.avis.values(), *textes.questions.values()]
    return [phrase for phrase in toutes if disposition(corpus, phrase.ancre) == ancre]


def poser(cas: dict[str, Any]) -> dict[str, Any]:
    """Return a case with the query of the page that answers it."""
    return {**cas, "adresse": urlencode({**cas["demande"], "lecture": cas["lecture"]}, doseq=True)}


def par_texte(corpus: Corpus) -> list[tuple[str, list[Disposition]]]:
    """Return the provisions grouped by the text they come from, in order."""
    groupes: dict[str, list[Disposition]] = {}
    for connue in corpus.dispositions.values():
        groupes.setdefault(connue.instrument, []).append(connue)
    return [(nommer(texte, corpus), groupe) for texte, groupe in groupes.items()]


def nommer(texte: str, corpus: Corpus) -> str:
    """Return the name of a text for people; that of a text without list is its identifier."""
    instrument = corpus.instruments.get(texte)
    if instrument is None:
        return texte
    return instrument.titre if droit.langue() == "fr" else instrument.title
