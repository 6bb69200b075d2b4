"""Figures that name nobody, and the journal that only who audits reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opposable.web.bureau.models import Compteur, FicheActe, Total
from opposable.web.bureau.pilotage import journal
from web.bureau.monde import JOUR, entrer, peupler
from web.bureau.test_travail import deposer, instruit

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def _jour(settings: Settings) -> None:
    """The office lives on a day of January 2008, and everyone is there."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    peupler()


def test_les_chiffres_ne_nomment_personne() -> None:
    """Counters add up by service and by answer; a small figure is not said, nor any file."""
    for _ in range(6):
        deposer(3)
    dossier = deposer(3, "Traoré", service="ddtefp-69")
    page = entrer("chiffres").get("/bureau/chiffres/").content.decode()
    assert "DDTEFP – Ille-et-Vilaine" in page
    assert '<td class="n" data-dit="total"><strong>6</strong></td>' in page
    assert '<td class="n" data-dit="total"><strong>&lt; 5</strong></td>' in page
    assert "Traoré" not in page
    assert dossier.numero not in page
    ici = entrer("region").get("/bureau/chiffres/").content.decode()
    assert "DDTEFP – Rhône" not in ici
    assert "DDTEFP – Ille-et-Vilaine" in ici
    assert entrer("greffe").get("/bureau/chiffres/").status_code == 403


def test_les_chiffres_ne_lisent_que_des_totaux() -> None:
    """One query of totals, as many for one month as for two years: no file, no counter is read."""
    client = entrer("chiffres")
    for mois in (1, 23):
        for rang in range(mois):
            deposer(30 * rang + 3)
        with CaptureQueriesContext(connection) as faites:
            client.get("/bureau/chiffres/")
        lues = [q["sql"] for q in faites if "bureau_" in q["sql"]]
        assert ["bureau_total" in sql for sql in lues] == [True]
        assert len(faites) <= QUESTIONS
    assert Compteur.objects.count() > QUESTIONS
    assert Total.objects.count() == 1


QUESTIONS = 8
"""Queries of the page: the session, who asks, their rights, the totals."""


def test_le_journal_dit_qui_quand_et_si_la_chaine_tient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts are read the last first, page by page; an entry rewritten is told."""
    monkeypatch.setattr(journal, "PAGE", 3)
    dossier = instruit(deposer(6), 5)
    client = entrer("audit")
    page = client.get("/bureau/journal/")
    assert len(page.context["actes"]) == 3
    suite = client.get(f"/bureau/journal/?{page.context['suite']}")
    assert suite.context["actes"][0] not in page.context["actes"]
    adresse = f"/bureau/journal/?numero={dossier.numero}"
    assert "est entier" in client.get(adresse).content.decode()
    assert len(client.get("/bureau/journal/?auteur=greffe").context["actes"]) == 1
    FicheActe.objects.filter(rang=2).update(auteur="un autre")
    assert "entrée n° 2" in client.get(adresse).content.decode().replace("\u202f", " ")
    assert "aucun dossier" in client.get("/bureau/journal/?numero=x").content.decode()
    for nom in ("region", "chef", "chiffres"):
        assert entrer(nom).get("/bureau/journal/").status_code == 403
