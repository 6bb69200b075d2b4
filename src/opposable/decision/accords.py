"""Nationals whom a bilateral agreement governs.

Law:
    circulaire-2007-12-20#1.3 (Algeria, Tunisia: the lists do not concern them), 1.4 (wider
    lists by agreement); reading, step 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.reponse import repondre
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def hors_listes(statut: Statut, corpus: Loi) -> Reponse | None:
    """Nationals the lists do not concern: ordinary law, or a list that is not here."""
    if statut.listes:
        return None
    exclu = statut.regime is Regime.EXCLU_PAR_ACCORD
    return repondre(
        corpus,
        "exclu-par-accord" if exclu else "accord-liste-absente",
        statut,
        manque=() if exclu else ("texte_hors_corpus",),
    )


def liste_de_l_accord(reponse: Reponse, corpus: Loi) -> Reponse:
    """Under an agreement in force, a refusal by the general list is not the last word."""
    statut = reponse.statut
    if (
        statut is None
        or statut.regime is not Regime.ACCORD_EN_VIGUEUR
        or reponse.situation_emploi is not SituationEmploi.OPPOSABLE
    ):
        return reponse
    return repondre(
        corpus, "accord-liste-absente", statut, reponse.liste, manque=("texte_hors_corpus",)
    )
