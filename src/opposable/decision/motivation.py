"""The sentences of an answer, in order: reasons, questions, notes, reserves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision import procedure
from opposable.decision.motif import Enonce
from opposable.decision.regles import A, M, R
from opposable.law.cellule import Certitude
from opposable.law.nationalite import Regime
from opposable.law.regle import DE_LA_LISTE, SituationEmploi
from opposable.law.valeur import CHANGEMENT_STATUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus

DITS_PAR_LA_REGLE = frozenset({Regime.FRANCAIS, Regime.LIBRE_CIRCULATION})


def motifs(trame: Trame, corpus: Corpus) -> tuple[Enonce, ...]:
    """Return the reasons in the order of the text: regime, list, occupation, effects."""
    textes, regle = corpus.textes.motifs, corpus.regles[trame.regle]
    avant = ((textes[nom], ancre) for nom, ancre in _avant_la_regle(trame, corpus))
    effets = (textes[nom] for nom in _effets(trame, corpus))
    return (
        *(Enonce(phrase, ancre or phrase.ancre) for phrase, ancre in avant),
        Enonce(regle.phrase, None if trame.certitude else regle.ancre),
        *(Enonce(phrase, phrase.ancre) for phrase in effets),
    )


def _avant_la_regle(trame: Trame, corpus: Corpus) -> Iterator[tuple[str, str | None]]:
    """What leads to the reason that decides: a sentence, its place where it is not its own."""
    if trame.regime is not None and trame.regime.regime not in DITS_PAR_LA_REGLE:
        yield f"regime-{trame.regime.regime.value}", trame.regime.ancre
    if trame.liste is not None and trame.atteint:
        yield M.LISTE_APPLICABLE, corpus.listes[trame.liste].ancre
    if trame.en_cours:
        yield M.LISTE_EN_COURS, None
    if trame.metier_change:
        yield M.RENOUVELLEMENT_METIER_CHANGE, None


def _effets(trame: Trame, corpus: Corpus) -> tuple[str, ...]:
    regle = corpus.regles[trame.regle]
    if regle.situation_emploi is SituationEmploi.OPPOSABLE:
        return (M.DROIT_COMMUN,)
    if regle.fondement != DE_LA_LISTE:
        return ()
    if trame.retenue:
        return (M.TOUTES_APPELLATIONS, M.SANS_RECHERCHE_PREALABLE, M.NOTIFICATION_RETENUE)
    return (M.TOUTES_APPELLATIONS, M.SANS_RECHERCHE_PREALABLE)


def questions(trame: Trame, corpus: Corpus) -> tuple[Enonce, ...]:
    """Return the questions to ask, where facts or texts are missing."""
    textes = corpus.textes.questions
    return tuple(Enonce(textes[fait], textes[fait].ancre) for fait in trame.manque)


def avis(trame: Trame, corpus: Corpus) -> tuple[Enonce, ...]:
    """Return the notes: what the asker should know beside the answer."""
    textes = corpus.textes.avis
    noms = (*_avis_regime(trame, corpus), *_avis_notification(trame))
    noms += (*_avis_procedure(trame, corpus), *_avis_lectures(trame, corpus), *trame.notes)
    return tuple(Enonce(textes[nom], textes[nom].ancre) for nom in noms)


def _avis_regime(trame: Trame, corpus: Corpus) -> Iterator[str]:
    situation = corpus.regles[trame.regle].situation_emploi
    if trame.regime is None or trame.regime.regime is not Regime.UE_TRANSITOIRE:
        return
    if situation is SituationEmploi.AUTORISATION_NON_REQUISE:
        return
    if situation is SituationEmploi.NON_OPPOSABLE:
        yield A.AUTORISATION_OBLIGATOIRE
    if not trame.diplome_dit:
        yield A.DIPLOME_NON_DIT


def _avis_notification(trame: Trame) -> Iterator[str]:
    if trame.retenue:
        yield A.NOTIFICATION_DROIT_COMMUN
        if trame.incertaine:
            yield A.NOTIFICATION_LISTE_2006


def _avis_procedure(trame: Trame, corpus: Corpus) -> Iterator[str]:
    situation = corpus.regles[trame.regle].situation_emploi
    permis = situation is not SituationEmploi.AUTORISATION_NON_REQUISE
    if permis and trame.type == CHANGEMENT_STATUT:
        yield A.RESIDENCE_INCONNUE


def _avis_lectures(trame: Trame, corpus: Corpus) -> Iterator[str]:
    lectures = (corpus.lectures[vue.lecture] for vue in trame.lectures)
    return (lecture.avis for lecture in lectures if lecture.avis)


def reserves(trame: Trame, corpus: Corpus) -> tuple[Enonce, ...]:
    """Return a sentence for each value known otherwise than from a legal text."""
    textes = corpus.textes.reserves
    return tuple(
        Enonce(textes[objet], ancre, (("certitude", certitude.value),))
        for objet, ancre, certitude in _sources(trame, corpus)
        if certitude is not Certitude.LU
    )


def _sources(trame: Trame, corpus: Corpus) -> Iterator[tuple[str, str | None, Certitude]]:
    """What the answer rests on: object, place, certainty."""
    liste = corpus.listes[trame.liste] if trame.liste else None
    if trame.regime is not None:
        yield "statut", trame.regime.ancre, trame.regime.certitude
    if liste is not None:
        yield "liste", liste.ancre, liste.certitude
    if trame.certitude is not None:
        yield "entree", None, trame.certitude
    service = procedure.autorite(trame, corpus)
    if service is not None:
        yield "autorite", service.ancre, service.certitude
    if trame.regle == R.HORS_COUVERTURE:
        yield "couverture", corpus.regles[trame.regle].ancre, Certitude.INFERE
