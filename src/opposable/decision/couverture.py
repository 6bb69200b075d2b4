"""Coverage and exemptions: who needs no permit, and which days are known.

Law:
    reading, steps 1 and 2; ceseda#L.121-2 (diploma), ceseda#R.121-16 (twelve months),
    code-travail#R.341-1-1 (posted workers); lecture#II.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.regles import R
from opposable.decision.reponse import repondre
from opposable.law.dispense import Portee
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.dispense import Dispense
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut

MASTER = "master"


def couverture(faits: Faits, statut: Statut | None, corpus: Loi) -> Reponse | None:
    """French nationals at any date; others only on the days the corpus knows."""
    if statut is not None and statut.regime is Regime.FRANCAIS:
        return repondre(corpus, R.FRANCAIS, statut)
    if not corpus.couverture.du <= faits.examine_le <= corpus.couverture.au:
        return repondre(corpus, R.HORS_COUVERTURE, statut, manque=("texte_hors_corpus",))
    return None


def libre_circulation(
    _faits: Faits, statut: Statut, _nationalite: str, corpus: Loi
) -> Reponse | None:
    """No permit for free movers."""
    libre = statut.regime is Regime.LIBRE_CIRCULATION
    return repondre(corpus, R.LIBRE_CIRCULATION, statut) if libre else None


def dispenses(faits: Faits, statut: Statut | None, corpus: Loi) -> Reponse | None:
    """No permit for a fact that exempts: a posting, twelve months of work, a French master's."""
    dispense = dite(faits, statut, Portee.AUTORISATION_NON_REQUISE, corpus)
    if dispense is None:
        return None
    return repondre(corpus, REGLES[dispense.fondement or ""], statut)


def jeune_diplome(faits: Faits, statut: Statut, _nationalite: str, corpus: Loi) -> Reponse | None:
    """The graduate whose job fits: the labour-market situation is set aside, whatever the list.

    Law:
        ceseda#L.311-11, ceseda#L.313-10-2016, ceseda#L.421-4.
    """
    dispense = dite(faits, statut, Portee.NON_OPPOSABLE, corpus)
    return repondre(corpus, R.JEUNE_DIPLOME, statut) if dispense else None


def dite(faits: Faits, statut: Statut | None, effet: Portee, corpus: Loi) -> Dispense | None:
    """Return what a fact that was said does, for this national on this day."""
    if not faits.exempte:
        return None
    regime = statut.regime if statut else None
    nationalite = statut.nationalite if statut else ""
    for dispense in corpus.dispenses:
        if (
            dispense.effet is effet
            and dispense.fait is not None
            and faits.dit(dispense.fait) == dispense.valeur
            and dispense.concerne(faits.type, regime, nationalite, faits.examine_le)
        ):
            return dispense
    return None


REGLES = {
    "detachement": R.DISPENSE_DETACHEMENT,
    "douze_mois": R.DISPENSE_DOUZE_MOIS,
    "diplome": R.DIPLOME_FRANCAIS,
}
"""The rule that tells each exemption, by its legal basis."""
