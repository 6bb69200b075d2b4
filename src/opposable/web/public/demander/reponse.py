"""The answer as a page shows it: a determination told in order, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from opposable.decision.decide import decide
from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.decision.exposition import INCHANGEABLES, annoncer, exposer, jour_dit, mettre
from opposable.decision.regles import R
from opposable.decision.voie import voies
from opposable.law.nationalite import Regime
from opposable.web.public.demander.fait_dit import DITS, dire_le_fait, enoncer
from opposable.web.socle import droit
from opposable.web.socle.references import accord, referer

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.decision.exposition import Exposition
    from opposable.decision.voie import Voie
    from opposable.law.corpus import Corpus
    from opposable.web.socle.references import Reference

EMPREINTE = 12
"""Characters of the digest of the law that a permanent address bears."""


@dataclass(frozen=True)
class Reponse:
    """What is shown of an answer; what it tells is worked out when it is asked for.

    Attributes:
        determination: The answer itself.
        corpus: The law it rests on.
        arret: Day asked, where it is later than what is known: the answer is then that of the
            last day known; None elsewhere.
    """

    determination: Determination
    corpus: Corpus
    arret: date | None = None

    @cached_property
    def chemins(self) -> tuple[Voie, ...]:
        """What single change would turn it, of the facts that people can change."""
        return voies(self.determination.examen, INCHANGEABLES)

    @cached_property
    def exposee(self) -> Exposition:
        """The answer told in order, in the language of the page."""
        return exposer(self.determination, self.chemins, self.corpus, droit.langue())

    @property
    def titre(self) -> str:
        """The answer in one sentence, in the language of the page."""
        situation, langue = self.determination.situation_emploi, droit.langue()
        dite = annoncer(situation, jour_dit(self.determination), self.corpus)
        return mettre(dite.dire(langue), langue)

    @property
    def question(self) -> list[tuple[str, str]]:
        """What was asked: (label, value) pairs."""
        demande = self.determination.demande
        return [(str(DITS[un.nom]), dire_le_fait(un, self.corpus)) for un in enoncer(demande)]

    @property
    def adresse(self) -> str:
        """Query of the permanent address."""
        return adresse(self.determination.demande, self.corpus)

    @property
    def accord(self) -> Reference | None:
        """Agreement that governs the person apart, None for no such agreement."""
        if self.determination.regime != Regime.EXCLU_PAR_ACCORD.value:
            return None
        return accord(self.determination.nationalite)

    @property
    def references(self) -> list[Reference]:
        """Places the reasons rest on, as a lawyer cites them on that day."""
        le = jour_dit(self.determination)
        return [referer(ancre, le) for ancre in ancres(self.determination)]

    def faits_sans(self, *noms: str) -> dict[str, str]:
        """Return the facts of the question but some, to ask it again with others."""
        dits = self.determination.demande.champs()
        return {nom: valeur for nom, valeur in dits.items() if nom not in ("id", *noms)}


def repondre(demande: Demande, corpus: Corpus) -> Reponse:
    """Decide; what is told is in the language of the page.

    Raises:
        DemandeError: A fact cannot be read.
    """
    dite = _decider(demande, corpus)
    if dite.regle == R.HORS_COUVERTURE:
        return _au_dernier_jour(demande, corpus) or Reponse(dite, corpus)
    return Reponse(dite, corpus)


def _decider(demande: Demande, corpus: Corpus) -> Determination:
    """Answer by precedents under the law served; by the rule under one that few ask for."""
    if corpus is droit.corpus():
        return decide(demande, corpus)
    return determiner(demande, examiner(demande, corpus))


def _au_dernier_jour(demande: Demande, corpus: Corpus) -> Reponse | None:
    """The answer of the last day known, for a later one; None for a day before the first."""
    demande_le, dernier = demande.examine_le or demande.depose_le, corpus.couverture.au
    if demande_le is None or demande.depose_le is None or demande_le <= dernier:
        return None
    depose_le = min(demande.depose_le, dernier)
    examine_le = demande.examine_le and dernier
    tenue = replace(demande, depose_le=depose_le, examine_le=examine_le)
    return Reponse(_decider(tenue, corpus), corpus, demande_le)


def ancres(determination: Determination) -> tuple[str, ...]:
    """Return what an answer rests on: the basis, then the place of each reason, once each."""
    fondement = determination.fondement
    dites = [m.ancre for m in determination.motifs if not m.ancre.startswith("lecture")]
    if fondement is not None:
        dites.insert(0, fondement.ancre)
    return tuple(dict.fromkeys(ancre for ancre in dites if ancre))


def adresse(demande: Demande, corpus: Corpus) -> str:
    """Return the query that asks the same again: the facts, and the law it was answered with."""
    champs = {nom: valeur for nom, valeur in demande.champs().items() if nom != "id"}
    return urlencode({**champs, **dire_le_droit(corpus)}, doseq=True)


def dire_le_droit(corpus: Corpus) -> dict[str, list[str] | str]:
    """Return how an address says with which law it was answered."""
    return {"lecture": list(corpus.rivales), "corpus": corpus.sha256[:EMPREINTE]}
