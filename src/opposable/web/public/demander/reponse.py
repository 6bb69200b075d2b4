"""The answer as a page shows it: a determination told in order, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from opposable.decision.decide import determiner
from opposable.decision.examen import examiner
from opposable.decision.motif import dire_mot
from opposable.decision.voie import voies
from opposable.web.socle import droit
from opposable.web.socle.francais import jour, typo

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.law.corpus import Corpus

EMPREINTE = 12
"""Characters of the digest of the law that a permanent address bears."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What the page of an answer shows.

    Attributes:
        determination: The answer itself.
        dite: The same as JSON values, in the language of the page.
        phrase: The outcome in one sentence, led by the day it speaks of.
        question: What was asked: (label, value) pairs.
        voies: What single change would turn the answer.
        lectures: Readings it rests on, each with what the other would answer.
        adresse: Query of the permanent address.
        manque: First fact to ask for, None where the answer lacks none.
    """

    determination: Determination
    dite: dict[str, Any]
    phrase: str
    question: list[tuple[str, str]]
    voies: list[dict[str, Any]]
    lectures: list[dict[str, Any]]
    adresse: str
    manque: str | None


def repondre(demande: Demande, corpus: Corpus) -> Reponse:
    """Decide, and tell the answer in the language of the page.

    Raises:
        DemandeError: A fact cannot be read.
    """
    langue = droit.langue()
    examen = examiner(demande, corpus)
    determination = determiner(demande, examen)
    dite = determination.en_dict(langue)
    return Reponse(
        determination,
        dite,
        annoncer(determination, corpus),
        enoncer(demande, corpus),
        [v.en_dict(langue) for v in voies(examen)],
        [_lecture(lecture, corpus) for lecture in dite["lectures"]],
        adresse(demande, corpus),
        determination.questions[0].id if determination.questions else None,
    )


def annoncer(determination: Determination, corpus: Corpus) -> str:
    """Return the outcome in one sentence, led by the day it speaks of."""
    demande, langue = determination.demande, droit.langue()
    situation = dire_mot(determination.situation_emploi.value, corpus, langue)
    le = demande.examine_le or demande.depose_le
    if le is None:
        return typo(situation[:1].upper() + situation[1:] + ".")
    dit = {"jour": jour(le), "situation": situation}
    return typo(gettext("Au %(jour)s, %(situation)s.") % dit)


def adresse(demande: Demande, corpus: Corpus) -> str:
    """Return the query that asks the same again: the facts, and the law it was answered with."""
    champs = {nom: valeur for nom, valeur in demande.champs().items() if nom != "id"}
    suite = {"lecture": list(corpus.rivales), "corpus": corpus.sha256[:EMPREINTE]}
    return urlencode({**champs, **suite}, doseq=True)


def enoncer(demande: Demande, corpus: Corpus) -> list[tuple[str, str]]:
    """Return the facts of an application as (label, value) pairs people can check."""
    langue = droit.langue()
    mots = corpus.textes.mots[langue]
    codes = (demande.nationalite or "").split("+")
    noms = ", ".join(droit.pays().nom(code, langue) for code in codes if code)
    dits = [
        (gettext("Nationalité"), noms),
        (gettext("Métier"), _metier(demande.metier, corpus)),
        (gettext("Métier du premier titre"), _metier(demande.metier_initial, corpus)),
        (gettext("Lieu de travail"), _lieu(demande, corpus)),
        (gettext("Démarche"), mots.get(demande.type or "", demande.type or "")),
        (gettext("Activité"), mots.get(demande.activite or "", demande.activite or "")),
        (
            gettext("Diplôme français"),
            mots.get(demande.diplome_francais or "", demande.diplome_francais or ""),
        ),
        (gettext("Déposée le"), jour(demande.depose_le)),
        (gettext("Examinée le"), jour(demande.examine_le)),
    ]
    return [(nom, str(valeur)) for nom, valeur in dits if valeur]


def _metier(code: str | None, corpus: Corpus) -> str:
    connu = corpus.metiers.get(code or "")
    return f"{code} – {connu.intitule}" if connu else code or ""


def _lieu(demande: Demande, corpus: Corpus) -> str:
    departement = corpus.departements.get(demande.departement or "")
    region = corpus.regions.get(departement.region if departement else demande.region or "")
    if departement and region:
        return f"{departement.nom} ({departement.code}), {region.nom}"
    return region.nom if region else ""


def _lecture(lecture: dict[str, Any], corpus: Corpus) -> dict[str, Any]:
    langue = droit.langue()
    notifiable = lecture["autre_notifiable_le"]
    return {
        **lecture,
        "autre_dite": dire_mot(lecture["autre_reponse"], corpus, langue),
        "autre_notifiable_dit": jour(date.fromisoformat(notifiable)) if notifiable else "",
    }
