"""Renewal: what revives the criterion.

Law:
    circulaire-2007-12-20#2/6; reading, step 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.reponse import repondre

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def avant_la_liste(faits: Faits, statut: Statut, corpus: Loi) -> Reponse | None:
    """Answers that need no list: the text is silent, or the occupation is the same."""
    if not statut.listes:
        manque = ("texte_hors_corpus",)
        return repondre(corpus, "renouvellement-silence", statut, manque=manque)
    if faits.metier_initial == faits.metier:
        return repondre(corpus, "renouvellement-meme-metier", statut)
    return None


def apres_la_liste(faits: Faits, reponse: Reponse, corpus: Loi) -> Reponse:
    """The list decides for a changed occupation; unsaid, only an opening is certain."""
    if faits.metier_initial is not None:
        return reponse._replace(metier_change=True)
    if reponse.ouverte:
        return reponse
    manque = ("metier_initial", *reponse.manque)
    return repondre(
        corpus,
        "renouvellement-metier-initial-inconnu",
        reponse.statut,
        reponse.liste,
        manque=manque,
    )
