"""The rule and the table as the oracle asks them: its facts in, its answer out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.decision.faits import etablir
from opposable.decision.reponse import notifiable_le
from opposable.decision.trancher import trancher
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import EtatDuDroit

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.law.corpus import Corpus
    from oracle_2004_2026.oracle import Faits

CORPUS = load_corpus()
DROITS = Droits(CORPUS)


@lru_cache(maxsize=512)
def droit_au(jour: date, rivale: str | None = None) -> Corpus:
    """The law as known on a day, under one rival or none."""
    return DROITS.pour(EtatDuDroit.de(jour, (rivale,) if rivale else ()))


def demande(faits: Faits) -> Demande:
    """The application that the facts of the oracle state."""
    lieu, initial = faits.lieu or "", faits.lieu_initial or ""
    return Demande(
        nationalite="+".join(faits.nationalites) or None,
        metier=faits.metier,
        departement=lieu[1:] if lieu[:1] == "d" else None,
        region=lieu[1:] if lieu[:1] == "r" else None,
        type=faits.type,
        depose_le=faits.depose_le,
        examine_le=faits.examine_le,
        metier_initial=faits.metier_initial,
        departement_initial=initial[1:] if initial[:1] == "d" else None,
        region_initiale=initial[1:] if initial[:1] == "r" else None,
        activite=faits.activite,
        diplome_francais=faits.diplome,
        dispense=faits.dispense,
        jeune_diplome=faits.jeune_diplome,
        rang_renouvellement=faits.rang,
        connu_le=faits.connu_le,
    )


def trancher_et_notifier(faits: Faits) -> tuple[str, date | None, str]:
    """The answer, its day of notification and the rule, without the words of a determination."""
    corpus = droit_au(faits.connu_le)
    etablis = etablir(demande(faits), corpus)
    reponse = trancher(etablis, corpus)
    jour = notifiable_le(reponse, etablis)
    return reponse.situation_emploi.value, jour, reponse.regle.id


def determiner(faits: Faits) -> Determination:
    """What the rule answers, under the law as known on the day the facts say."""
    return decide(demande(faits), droit_au(faits.connu_le))
