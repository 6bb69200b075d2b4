"""A provision, followed: our words, the rule, the data, the cases, the answers, the defects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.decision.motif import dire_mot
from opposable.law.controle import disposition
from opposable.web.public.loi import paroles, places
from opposable.web.public.loi.comptes import comptes
from opposable.web.public.loi.traces import cas_de_disposition, traces
from opposable.web.socle.references import nommer

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.disposition import Disposition
    from opposable.law.lecture import Lecture
    from opposable.law.promesse import Promesse
    from opposable.law.regle import Regle
    from opposable.web.public.loi.paroles import Parole, Seuil
    from opposable.web.public.loi.places import Donnees, Ligne, Partie
    from opposable.web.public.loi.traces import CasPose, Code


@dataclass(frozen=True, slots=True)
class RegleSuivie:
    """A deciding rule: its sentence, its answer in words, its code, and its situations."""

    regle: Regle
    dit: str
    situation: str
    code: list[Code]
    situations: int


@dataclass(frozen=True, slots=True)
class Suivi:
    """A provision, followed.

    Attributes:
        disposition: The provision, in our own words.
        dit: Those words in the language of the page.
        texte: Name of the text it comes from.
        certitude: How sure it is, in words.
        regles: Deciding rules that rest on it.
        code: What else cites it: the functions and modules that carry it out.
        donnees: Files of law data that carry it out.
        phrases: Sentences that answers take from it.
        procedure: Conditions, checks, charges, legal bases and services.
        seuils: Thresholds it states.
        promesses: What it promises of itself, held or not.
        parties: Places within it that rows fall into.
        lignes: Rows of lists at the place asked for.
        nationalites: Nationalities whose regime rests on it.
        cas: Cases that test it.
        lectures: Readings of its defects.
    """

    disposition: Disposition
    dit: str
    texte: str
    certitude: str
    regles: list[RegleSuivie]
    code: list[Code]
    donnees: list[Donnees]
    phrases: list[Parole]
    procedure: list[Parole]
    seuils: list[Seuil]
    promesses: list[Promesse]
    parties: list[Partie]
    lignes: list[Ligne]
    nationalites: list[str]
    cas: list[CasPose]
    lectures: list[Lecture]


def suivre(place: str, corpus: Corpus, langue: Langue) -> Suivi | None:
    """Follow the provision that holds a place; None where no text has such a place."""
    ancre = places.trouver(place, corpus)
    if ancre is None:
        return None
    connue = corpus.dispositions[ancre]
    return Suivi(
        disposition=connue,
        dit=connue.resume.dire(langue),
        texte=nommer(connue.instrument, langue),
        certitude=dire_mot(connue.certitude.value, corpus, langue),
        regles=_regles(ancre, corpus, langue),
        code=traces()["dispositions"].get(ancre, []),
        donnees=places.donnees(ancre, corpus),
        phrases=paroles.phrases(ancre, corpus, langue),
        procedure=paroles.procedure(ancre, corpus, langue),
        seuils=paroles.seuils(ancre, corpus, langue),
        promesses=paroles.promesses_de(ancre, corpus),
        parties=places.parties(place, corpus),
        lignes=places.lignes(place, corpus),
        nationalites=_nationalites(ancre, corpus, langue),
        cas=cas_de_disposition(ancre, corpus),
        lectures=[le for le in corpus.lectures.values() if disposition(corpus, le.ancre) == ancre],
    )


def _regles(ancre: str, corpus: Corpus, langue: Langue) -> list[RegleSuivie]:
    code, situations = traces()["regles"], comptes().par_regle
    return [
        RegleSuivie(
            regle,
            paroles.combler(regle.phrase.texte.dire(langue)),
            dire_mot(regle.situation_emploi.value, corpus, langue),
            code.get(regle.id, []),
            situations[regle.id],
        )
        for regle in corpus.regles.values()
        if disposition(corpus, regle.ancre) == ancre
    ]


def _nationalites(ancre: str, corpus: Corpus, langue: Langue) -> list[str]:
    return [
        n.nom.dire(langue)
        for n in corpus.nationalites.values()
        if not n.territoire and any(disposition(corpus, s.ancre) == ancre for s in n.statuts)
    ]


def appliquee(connue: Disposition, corpus: Corpus) -> bool:
    """Tell whether a rule, code or data carry a provision out."""
    ancre = connue.ancre
    regles = any(disposition(corpus, r.ancre) == ancre for r in corpus.regles.values())
    return regles or bool(traces()["dispositions"].get(ancre) or places.donnees(ancre, corpus))


def par_texte(corpus: Corpus, langue: Langue) -> list[tuple[str, list[tuple[Disposition, bool]]]]:
    """Return the provisions by the text they come from, each with whether it is carried out."""
    groupes: dict[str, list[tuple[Disposition, bool]]] = {}
    for connue in corpus.dispositions.values():
        groupes.setdefault(connue.instrument, []).append((connue, appliquee(connue, corpus)))
    return [(nommer(texte, langue), groupe) for texte, groupe in groupes.items()]
