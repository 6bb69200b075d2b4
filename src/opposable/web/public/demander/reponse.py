"""The answer as a page shows it: a determination told in order, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext

from opposable.decision.decide import determiner
from opposable.decision.examen import examiner
from opposable.decision.exposition import exposer
from opposable.decision.voie import voies
from opposable.law.nationalite import Regime
from opposable.web.socle import droit
from opposable.web.socle.francais import jour
from opposable.web.socle.references import accord, referer

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.decision.exposition import Exposition
    from opposable.law.corpus import Corpus
    from opposable.web.socle.references import Reference

INCHANGEABLES = frozenset({"nationalite"})
"""Facts that nobody changes: what another one would answer is told to nobody."""
EMPREINTE = 12
"""Characters of the digest of the law that a permanent address bears."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What the page of an answer shows.

    Attributes:
        determination: The answer itself.
        exposee: The same told in order, in the language of the page.
        question: What was asked: (label, value) pairs.
        adresse: Query of the permanent address.
        accord: Agreement that governs the person apart, None for no such agreement.
        references: Places the reasons rest on, as a lawyer cites them on that day.
    """

    determination: Determination
    exposee: Exposition
    question: list[tuple[str, str]]
    adresse: str
    accord: Reference | None
    references: list[Reference]


def repondre(demande: Demande, corpus: Corpus) -> Reponse:
    """Decide, and tell the answer in the language of the page.

    Raises:
        DemandeError: A fact cannot be read.
    """
    examen = examiner(demande, corpus)
    determination = determiner(demande, examen)
    faisables = [voie for voie in voies(examen) if voie.nature not in INCHANGEABLES]
    return Reponse(
        determination,
        exposer(determination, faisables, corpus, droit.langue()),
        enoncer(demande, corpus),
        adresse(demande, corpus),
        _accord(determination),
        _references(determination),
    )


def _accord(determination: Determination) -> Reference | None:
    if determination.regime != Regime.EXCLU_PAR_ACCORD.value:
        return None
    return accord(determination.nationalite)


def _references(determination: Determination) -> list[Reference]:
    """Return what the answer rests on: the basis, then the place of each reason, once each."""
    demande, fondement = determination.demande, determination.fondement
    le = demande.examine_le or demande.depose_le
    ancres = [m.ancre for m in determination.motifs if not m.ancre.startswith("lecture")]
    if fondement is not None:
        ancres.insert(0, fondement.ancre)
    return [referer(ancre, le) for ancre in dict.fromkeys(a for a in ancres if a)]


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
    if not code:
        return ""
    connu = corpus.metiers.get(code)
    return f"{code} – {connu.intitule}" if connu else droit.lecteur().hors_liste(code)


def _lieu(demande: Demande, corpus: Corpus) -> str:
    departement = corpus.departements.get(demande.departement or "")
    region = corpus.regions.get(departement.region if departement else demande.region or "")
    if departement and region:
        return f"{departement.nom} ({departement.code}), {region.nom}"
    return region.nom if region else ""
