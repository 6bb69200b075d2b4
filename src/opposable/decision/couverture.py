"""Coverage and free movement: who needs no permit, and which days are known.

Law:
    reading, steps 1 and 2; CESEDA L.121-2 for the diploma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.reponse import repondre
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut

MASTER = "master"


def couverture(faits: Faits, statut: Statut | None, corpus: Loi) -> Reponse | None:
    """French nationals at any date; others only on the days the corpus knows."""
    if statut is not None and statut.regime is Regime.FRANCAIS:
        return repondre(corpus, "francais", statut)
    connue = corpus.couverture.du <= faits.examine_le <= corpus.couverture.au
    if statut is None or not connue:
        return repondre(corpus, "hors-couverture", statut, manque=("texte_hors_corpus",))
    return None


def libre_circulation(faits: Faits, statut: Statut, corpus: Loi) -> Reponse | None:
    """No permit for free movers, nor for a State under transition with a French master's."""
    if statut.regime is Regime.LIBRE_CIRCULATION:
        return repondre(corpus, "libre-circulation", statut)
    if statut.regime is Regime.UE_TRANSITOIRE and faits.diplome == MASTER:
        return repondre(corpus, "diplome-francais", statut)
    return None
