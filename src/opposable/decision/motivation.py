"""The reasons of an answer, in order, and the notes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.motif import Motif
from opposable.law.nationalite import Regime
from opposable.law.regle import DE_LA_LISTE, SituationEmploi
from opposable.law.valeur import CHANGEMENT_STATUT

if TYPE_CHECKING:
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.motif import Contexte
    from opposable.law.liste import Liste

DITS_PAR_LA_REGLE = frozenset({Regime.FRANCAIS, Regime.LIBRE_CIRCULATION})


def motifs(contexte: Contexte) -> tuple[Motif, ...]:
    """Return the reasons in the order of the text: regime, list, occupation, effects."""
    reponse, textes = contexte.reponse, contexte.corpus.textes.motifs
    suite: list[Motif] = []

    def ajouter(identifiant: str, ancre: str | None = None) -> None:
        phrase = textes[identifiant]
        suite.append(Motif(phrase, contexte, ancre or phrase.ancre))

    statut = reponse.statut
    if statut is not None and statut.regime not in DITS_PAR_LA_REGLE:
        ajouter(f"regime-{statut.regime.value}", statut.ancre)
    if reponse.liste is not None and _atteint(contexte, reponse.liste):
        ajouter("liste-applicable", reponse.liste.ancre)
        if _en_cours(contexte):
            ajouter("liste-en-cours")
    if reponse.metier_change:
        ajouter("renouvellement-metier-change")
    suite.append(_decisif(contexte))
    for effet in _effets(contexte):
        ajouter(effet)
    return tuple(suite)


def _decisif(contexte: Contexte) -> Motif:
    """The reason that decides, at the row applied where there is one."""
    regle, entree = contexte.reponse.regle, contexte.reponse.entree
    return Motif(regle.phrase, contexte, entree.ancre if entree else regle.ancre)


def _atteint(contexte: Contexte, liste: Liste) -> bool:
    return liste.atteint(contexte.faits.type or "", contexte.faits.depose_le)


def _en_cours(contexte: Contexte) -> bool:
    faits, liste = contexte.faits, contexte.reponse.liste
    return (
        faits.type == CHANGEMENT_STATUT
        and liste is not None
        and liste.depose_du is not None
        and faits.depose_le < liste.depose_du
    )


def _effets(contexte: Contexte) -> tuple[str, ...]:
    regle = contexte.reponse.regle
    if regle.situation_emploi is SituationEmploi.OPPOSABLE:
        return ("droit-commun",)
    if regle.fondement != DE_LA_LISTE:
        return ()
    if _retenue(contexte):
        return ("toutes-appellations", "sans-recherche-prealable", "notification-retenue")
    return ("toutes-appellations", "sans-recherche-prealable")


def _retenue(contexte: Contexte) -> bool:
    """Whether the notification waits for the orders (2/11)."""
    liste = contexte.reponse.liste
    return (
        contexte.reponse.regle.fondement == DE_LA_LISTE
        and liste is not None
        and liste.notifiable_du is not None
        and liste.notifiable_du >= contexte.faits.examine_le
    )


def avis(contexte: Contexte, lectures: tuple[LectureAttachee, ...]) -> tuple[Motif, ...]:
    """Return the notes: what the asker should know beside the answer."""
    textes = contexte.corpus.textes.avis
    identifiants = [*_avis_regime(contexte), *_avis_notification(contexte)]
    identifiants += _avis_procedure(contexte)
    identifiants += (attachee.lecture.avis for attachee in lectures if attachee.lecture.avis)
    return tuple(
        Motif(textes[identifiant], contexte, textes[identifiant].ancre, plus)
        for identifiant, plus in (_avec_territoire(i, contexte) for i in identifiants)
    )


def _avec_territoire(
    identifiant: str, contexte: Contexte
) -> tuple[str, tuple[tuple[str, str], ...]]:
    if identifiant != "code-territoire":
        return identifiant, ()
    connues = contexte.corpus.nationalites
    codes = [c for c in contexte.faits.nationalites if connues[c].territoire]
    return identifiant, (("nationalite", ", ".join(codes)),)


def _avis_regime(contexte: Contexte) -> list[str]:
    statut, situation = contexte.reponse.statut, contexte.reponse.situation_emploi
    if statut is None or statut.regime is not Regime.UE_TRANSITOIRE:
        return []
    if situation is SituationEmploi.AUTORISATION_NON_REQUISE:
        return []
    dire = ["autorisation-obligatoire"] if contexte.reponse.ouverte else []
    return dire if contexte.faits.diplome else [*dire, "diplome-non-dit"]


def _avis_notification(contexte: Contexte) -> list[str]:
    if not _retenue(contexte):
        return []
    liste = contexte.reponse.liste
    anterieure = liste is not None and bool(liste.reprend)
    return ["notification-droit-commun", *(["notification-liste-2006"] if anterieure else [])]


def _avis_procedure(contexte: Contexte) -> list[str]:
    if contexte.reponse.situation_emploi is SituationEmploi.AUTORISATION_NON_REQUISE:
        return []
    return ["residence-inconnue"] if contexte.faits.type == CHANGEMENT_STATUT else []
