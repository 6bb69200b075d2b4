"""The rule against the oracle: answers, days of notification, readings attached."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from opposable.decision.demande import Demande
from opposable.decision.examen import examiner
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import EtatDuDroit
from oracle_2004_2026 import tirage
from oracle_2004_2026.oracle import lectures, repondre

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from oracle_2004_2026.oracle import Faits

PAQUETS = 97
"""One context in so many is drawn here; the whole is drawn by hand."""


def demande(faits: Faits) -> Demande:
    """The application that the oracle's facts state."""
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
        activite=faits.activite,
        diplome_francais=faits.diplome,
        connu_le=faits.connu_le,
        dispense=faits.dispense,
        jeune_diplome=faits.jeune_diplome,
        rang_renouvellement=faits.rang,
        departement_initial=initial[1:] if initial[:1] == "d" else None,
        region_initiale=initial[1:] if initial[:1] == "r" else None,
    )


def test_la_regle_repond_comme_l_oracle(corpus: Corpus) -> None:
    """No difference on any application drawn, under any day of knowledge."""
    droits = Droits(corpus)
    droit = lru_cache(None)(lambda jour: droits.pour(EtatDuDroit.de(jour, (), ())))
    tirees = 0
    for faits in tirage.tirer(0, PAQUETS, 1):
        examen, attendue = examiner(demande(faits), droit(faits.connu_le)), repondre(faits)
        reponse, jour = examen.contexte.reponse, examen.contexte.notifiable_le
        assert reponse.situation_emploi.value == attendue.situation, faits
        assert jour == attendue.notifiable_le, faits
        assert {a.lecture.id for a in examen.lectures} == lectures(faits), faits
        tirees += 1
    assert tirees > 1_000
