"""Application in time: which list on which day, and which files it reaches.

Law:
    circulaire-2007-12-20#2/4, 2/9, 2/10; reading, steps 3 and 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.reponse import repondre
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def sans_liste(faits: Faits, statut: Statut, liste: Liste | None, corpus: Loi) -> Reponse | None:
    """No text of the corpus rules that day: before the circular, or after the last list."""
    if faits.examine_le < corpus.premier_jour:
        return repondre(corpus, "avant-circulaire", statut, manque=("texte_hors_corpus",))
    if statut.listes and liste is None:
        return repondre(corpus, "listes-closes", statut, manque=("texte_hors_corpus",))
    return None


def faits_manquants(faits: Faits, statut: Statut | None, corpus: Loi) -> Reponse | None:
    """Without nationality, occupation or kind of application there is no answer."""
    if faits.nationalites and faits.metier and faits.type:
        return None
    dits = {
        "nationalite": faits.nationalites,
        "metier": faits.metier,
        "type": faits.type,
    }
    manque = tuple(fait for fait, valeur in dits.items() if not valeur)
    return repondre(corpus, "fait-manquant", statut, manque=manque)


def non_atteint(faits: Faits, statut: Statut, liste: Liste, corpus: Loi) -> Reponse | None:
    """A file that arrived before the publication and is not a pending change of status."""
    if liste.atteint(faits.type or "", faits.depose_le):
        return None
    if faits.type == RENOUVELLEMENT:
        manque = ("texte_hors_corpus",)
        return repondre(corpus, "non-atteint-renouvellement", statut, liste, manque=manque)
    if liste.reprend and not corpus.ecrit(faits.metier, liste):
        return repondre(corpus, "fait-manquant", statut, liste, manque=("metier",))
    if liste.reprend and faits.metier in liste.ouvertures:
        manque = ("texte_hors_corpus",)
        return repondre(corpus, "non-atteint-liste-2006", statut, liste, manque=manque)
    return repondre(corpus, "non-atteint-introduction", statut, liste)
