"""Application in time: which lists on which day, and which files they reach.

Law:
    circulaire-2007-12-20#2/4, 2/9, 2/10, 1.1/1, 1.1/2; reading, steps 3 and 7; lecture#II.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.cible import viser
from opposable.decision.metiers_ouverts import par_les_listes, regarder
from opposable.decision.regles import R
from opposable.decision.reponse import repondre
from opposable.law.regle import SituationEmploi
from opposable.law.silence import Effet, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def listes(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Sequence[Liste]:
    """Return the lists that govern: the common one where it concerns this national, its own."""
    en_vigueur = corpus.listes_en_vigueur(statut.regime, nationalite, faits.examine_le)
    return [liste for liste in en_vigueur if statut.listes or liste.d_accord]


def faits_manquants(faits: Faits, statut: Statut, _nationalite: str, corpus: Loi) -> Reponse | None:
    """Without nationality, occupation or kind of application there is no answer."""
    manque = not (faits.nationalites and faits.codes and faits.type)
    return demander_les_faits(faits, statut, corpus) if manque else None


def demander_les_faits(faits: Faits, statut: Statut | None, corpus: Loi) -> Reponse:
    """Ask for nationality, occupation and kind of application, where they are not said."""
    dits = {"nationalite": faits.nationalites, "metier": faits.codes, "type": faits.type}
    manque = tuple(fait for fait, valeur in dits.items() if not valeur)
    return repondre(corpus, R.FAIT_MANQUANT, statut, manque=manque)


def selon_les_listes(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Reponse:
    """Answer by the lists of the day, by those of before for a file not reached, or without."""
    toutes = listes(faits, statut, nationalite, corpus)
    commune = next((liste for liste in toutes if not liste.d_accord), None)
    if commune is not None and not commune.atteint(faits.type or "", faits.depose_le):
        return _non_atteint(faits, statut, nationalite, commune, corpus)
    if not toutes:
        return sans_liste(faits, statut, nationalite, corpus)
    reponse = par_les_listes(faits, statut, toutes, corpus)
    return _retenir(reponse, faits, nationalite, corpus)


def sans_liste(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Reponse:
    """No list is known: ordinary law applies, or the rule of that time was not read."""
    tu = silence(corpus.silences, statut.regime, nationalite, faits.examine_le)
    if tu is None or tu.effet is Effet.INCONNU:
        return repondre(corpus, R.SANS_LISTE_INCONNU, statut, manque=("texte_hors_corpus",))
    exclu = not statut.listes
    return repondre(corpus, R.EXCLU_PAR_ACCORD if exclu else R.SANS_LISTE, statut)


def _non_atteint(
    faits: Faits, statut: Statut, nationalite: str, liste: Liste, corpus: Loi
) -> Reponse:
    """A file that arrived before the publication and is not a pending change of status."""
    anterieure = _anterieure(liste, nationalite, corpus)
    if anterieure is None:
        return repondre(corpus, R.NON_ATTEINT_INTRODUCTION, statut, liste)
    reponse = par_les_listes(faits, statut, [anterieure], corpus)
    if reponse.ouverte:
        return reponse
    if reponse.situation_emploi is SituationEmploi.OPPOSABLE:
        return repondre(corpus, R.NON_ATTEINT_INTRODUCTION, statut, liste)
    if "metier" in reponse.manque:
        return reponse
    manque = ("texte_hors_corpus",)
    return repondre(corpus, R.NON_ATTEINT_LISTE_2006, statut, anterieure, manque=manque)


def _anterieure(liste: Liste, nationalite: str, corpus: Loi) -> Liste | None:
    """The earlier list that a list takes up, for these nationals."""
    reprises = (corpus.listes.get(identifiant) for identifiant in liste.reprend)
    return next((une for une in reprises if une and une.concerne(nationalite)), None)


def _retenir(reponse: Reponse, faits: Faits, nationalite: str, corpus: Loi) -> Reponse:
    """What rests strictly on the circular waits for the orders, unless it was open before.

    Law:
        circulaire-2007-12-20#2/11; lecture#II.1: as long as no order is known, there is no day.
    """
    liste = reponse.liste
    if not reponse.ouverte or liste is None or liste.notifiable_apres is None:
        return reponse
    anterieure = _anterieure(liste, nationalite, corpus)
    if anterieure is not None:
        cible = viser(faits.codes, anterieure, corpus)
        dits = {regarder(faits.activite, anterieure, cible, r).ouvert for r in faits.lieux}
        if True in dits:
            return reponse._replace(deja_ouverte=True)
        reponse = reponse._replace(peut_etre_ouverte=None in dits)
    if liste.notification_suspendue:
        return repondre(corpus, R.NOTIFICATION_SUSPENDUE, reponse.statut, liste, reponse.entree)
    return reponse
