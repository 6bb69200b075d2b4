"""What a worklist shows, and the counters of a service."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dossiers.bureau import CADRE, JOUR, brouillon, depose, instruit, proposition
from dossiers.test_vie import ACCORDER, NOTIFIER, SIGNER, accorde, verifie
from opposable.dossiers.acte import Affecter, ConstaterSilence, Deposer, Instruire
from opposable.dossiers.droits import Role
from opposable.dossiers.signaux import Seuils, Signal, signaux
from opposable.dossiers.statistiques import Case, compter, mouvement
from opposable.dossiers.vie import accomplir

if TYPE_CHECKING:
    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier

SEUILS = Seuils(immobile=30, silence=15)
TERME = date(2008, 3, 10)


def vus(dossier: Dossier, jour: date) -> set[Signal]:
    """The signals of a file on a day."""
    return set(signaux(dossier, jour, SEUILS, CADRE.silence))


def test_un_dossier_qui_n_avance_pas() -> None:
    """Nobody in charge, no answer of the software, no act for thirty days."""
    dossier = accomplir(depose(), Instruire(auteur="greffe", role=Role.GUICHET), JOUR, CADRE)
    assert vus(dossier, JOUR) == {Signal.SANS_AGENT, Signal.SANS_EXAMEN}
    assert Signal.IMMOBILE not in vus(dossier, JOUR + timedelta(days=29))
    assert Signal.IMMOBILE in vus(dossier, JOUR + timedelta(days=30))
    affecter = Affecter(auteur="greffe", role=Role.GUICHET, agent="examen")
    assert Signal.SANS_AGENT not in vus(accomplir(dossier, affecter, JOUR, CADRE), JOUR)


@pytest.mark.parametrize(
    ("ecart", "attendu"),
    [(-16, set()), (-15, {Signal.SILENCE_PROCHE}), (0, {Signal.SILENCE_ATTEINT})],
)
def test_le_silence_approche(ecart: int, attendu: set[Signal]) -> None:
    """A decision born of silence is told fifteen days before, and on its day."""
    trouves = vus(instruit(), TERME + timedelta(days=ecart))
    assert trouves & {Signal.SILENCE_PROCHE, Signal.SILENCE_ATTEINT} == attendu
    assert not signaux(instruit(), TERME, SEUILS, None) & {Signal.SILENCE_ATTEINT}


def test_une_decision_retenue_puis_a_notifier() -> None:
    """2/11: held back until its day, then to be notified, then nothing."""
    attend = verifie(proposition(notifiable_le=date(2008, 1, 20)))
    dossier = accomplir(accomplir(attend, ACCORDER, JOUR, CADRE), SIGNER, JOUR, CADRE)
    assert vus(dossier, date(2008, 1, 19)) == {Signal.RETENU}
    assert vus(dossier, date(2008, 1, 20)) == {Signal.A_NOTIFIER}
    assert vus(accomplir(dossier, NOTIFIER, date(2008, 1, 20), CADRE), TERME) == set()
    assert vus(brouillon(), TERME) == set()


def test_les_compteurs_suivent_les_actes() -> None:
    """Counters moved act by act are those counted from scratch; they hold no person."""
    compteurs: Counter[Case] = Counter()
    dossier = brouillon()
    actes: list[tuple[Acte, date]] = [
        (Deposer(auteur="patron", role=Role.DEMANDEUR, service="ddtefp-35"), JOUR),
        (Instruire(auteur="greffe", role=Role.GUICHET), JOUR),
        (ConstaterSilence(auteur="robot", role=Role.AUTOMATE), TERME),
    ]
    for acte, jour in actes:
        apres = accomplir(dossier, acte, jour, CADRE)
        compteurs.update(mouvement(dossier, apres))
        dossier = apres
        assert +compteurs == compter([dossier])
    assert mouvement(accorde(), accorde()) == {}
    assert sum(compter([dossier, accorde(), brouillon()]).values()) == 2
    assert not {"patron", "2008-0001"} & {str(v) for c in compteurs for v in c}
