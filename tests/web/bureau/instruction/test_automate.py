"""What a day of the office does by itself: silence, release, answers anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from dossiers.bureau import depose
from opposable import Demande
from opposable.dossiers import acte as a
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Etat, Proposition, Sens
from opposable.web.bureau.comptes.droits import AUTOMATE, cadre
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.instruction.automate import passer_la_journee
from opposable.web.bureau.models import FicheLettre
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau.monde import JOUR, peupler

if TYPE_CHECKING:
    from opposable.web.bureau.instruction.automate import Passage

NUMERO = "2008-0001"


def midi(jour: date) -> datetime:
    """Noon of a day, in Paris."""
    return datetime(jour.year, jour.month, jour.day, 12, tzinfo=ZoneInfo("Europe/Paris"))


def journee(jour: date) -> list[Passage]:
    """Run a day."""
    return list(passer_la_journee(midi(jour)))


@pytest.fixture(autouse=True)
def _bureau(settings: Any) -> None:
    """People, and a file received in January 2008."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    peupler(["examen", "chef"])
    ouvrir(depose(), midi(JOUR))


def accorder(**faits: str) -> Dossier:
    """Grant it by the list, while the orders are not published."""
    entour = cadre(["examen", "chef"], JOUR)
    qui: Any = {"auteur": "examen", "role": Role.INSTRUCTEUR}
    lu = lire(NUMERO)
    dossier = replace(lu, demande=Demande.depuis({**lu.demande.champs(), **faits}))
    reponse = Proposition.de(determiner(dossier, JOUR), JOUR)
    actes: list[a.Acte] = [a.Instruire(**qui)]
    for champ, valeur in faits.items():
        actes.append(a.Corriger(**qui, champ=champ, valeur=valeur, raison="contrat"))
    actes.append(a.Examiner(**qui, proposition=reponse))
    actes += [
        a.Constater(**qui, condition=c, remplie=True, raison="vu") for c in reponse.conditions
    ]
    actes += [
        a.Preparer(**qui, sens=Sens.FAVORABLE),
        a.Decider(auteur="chef", role=Role.SIGNATAIRE),
    ]
    for acte in actes:
        accomplir(NUMERO, acte, midi(JOUR), entour)
    return lire(NUMERO)


def test_le_silence_decide_le_dernier_jour_et_pas_avant() -> None:
    """Two months without an answer: the day before nothing, that day a refusal not notified."""
    assert journee(date(2008, 3, 9)) == []
    (passage,) = journee(date(2008, 3, 10))
    assert passage.refus == ""
    dossier = lire(NUMERO)
    assert dossier.etat is Etat.REFUSE
    assert dossier.decision
    assert dossier.decision.tacite
    assert dossier.notifie_le is None
    assert dossier.journal[-1].auteur == AUTOMATE
    assert journee(date(2008, 3, 11)) == []


def test_l_accord_retenu_part_de_lui_meme_le_jour_venu() -> None:
    """2/11: nothing before the orders; on their day answered anew, notified, with its letter."""
    accorder()
    assert journee(date(2008, 1, 19)) == []
    assert lire(NUMERO).notifie_le is None
    passages = journee(date(2008, 1, 20))
    assert [passage.refus for passage in passages] == ["", ""]
    dossier = lire(NUMERO)
    assert dossier.notifie_le == date(2008, 1, 20)
    assert len(dossier.propositions) == 2
    types = FicheLettre.objects.order_by("type").values_list("type", flat=True)
    assert list(types) == ["accord", "annexe"]
    assert journee(date(2008, 1, 21)) == []


def test_ce_que_l_arrete_ferme_ne_part_pas() -> None:
    """arrete-divergent: the circular opened it, the order closes it: answered anew, not sent."""
    accorder(metier="14312", departement="25")
    journee(date(2008, 1, 25))
    dossier = lire(NUMERO)
    assert dossier.notifie_le is None
    assert dossier.proposition
    assert dossier.proposition.situation_emploi == "opposable"
    assert journee(date(2008, 1, 26)) == []


def test_un_droit_qui_change_fait_repondre_de_nouveau() -> None:
    """An open file answered under another state of the law is answered anew."""
    examiner = a.Examiner(
        auteur="examen",
        role=Role.INSTRUCTEUR,
        proposition=replace(Proposition.de(determiner(lire(NUMERO), JOUR), JOUR), recu="0" * 64),
    )
    accomplir(NUMERO, examiner, midi(JOUR), cadre(["examen"], JOUR))
    assert len(journee(JOUR)) == 1
    assert len(lire(NUMERO).propositions) == 2
    assert journee(JOUR) == []


def test_ce_qui_est_refuse_est_dit_et_le_reste_se_fait() -> None:
    """A file whose facts cannot be read is told with its reason; the next one is done."""
    ouvrir(replace(depose(), numero="2008-0002"), midi(JOUR))
    accorder()
    lu = lire("2008-0002")
    faux = replace(lu.demande, departement="99")
    ouvrir(
        replace(
            lu,
            numero="2008-0003",
            demande=faux,
            propositions=(replace(Proposition.de(determiner(lu, JOUR), JOUR), recu="0" * 64),),
        ),
        midi(JOUR),
    )
    passages = journee(date(2008, 1, 20))
    refuses = [passage for passage in passages if passage.refus]
    assert [passage.numero for passage in refuses] == ["2008-0003"]
    assert lire(NUMERO).notifie_le == date(2008, 1, 20)


def test_la_commande_dit_ce_qu_elle_a_fait(settings: Any) -> None:
    """`manage.py journee` says the act done on each file."""
    settings.JOUR_DE_DEMONSTRATION = date(2008, 3, 10)
    sortie = StringIO()
    call_command("journee", stdout=sortie)
    assert sortie.getvalue() == f"{NUMERO} : Constater la décision née du silence\n"
