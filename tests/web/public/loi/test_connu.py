"""The state of the law known, as a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from opposable.law.liste import Etat
from opposable.web.public.loi.connu import textes
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_la_page_dit_chaque_texte_et_ce_qui_manque(client: Client, langue: str) -> None:
    """Each text, list and thing still looked for is told, in both languages, with how to send."""
    corpus = droit.corpus()
    reponse = client.get("/loi/etat/" if langue == "fr" else "/en/loi/etat/")
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert all(f'id="{manque.id}"' in page for manque in corpus.manques)
    assert page.count('<th scope="row">') == len(corpus.instruments) + len(corpus.textes_cites)
    assert all(f"/listes/{droit.cle(liste)}" in page for liste in corpus.listes)
    assert re.search(r'href="[^"]*/erreur/\?de=', page)


def test_une_liste_connue_en_partie_dit_ce_qui_en_est_connu(client: Client) -> None:
    """The list of 2025 says how many of its rows are known open, closed and uncertain."""
    (texte,) = [t for t in textes(droit.corpus(), "fr") if "21 mai 2025" in t.nom]
    (liste,) = texte.listes
    assert liste.etat is Etat.PARTIELLE
    assert re.search(r"connue en partie\s: \d+ lignes ouvertes, \d+ fermées, \d+ incert", liste.dit)
    assert not texte.entier
    assert liste.dit.replace("\xa0", " ")[:16] in client.get("/loi/etat/").content.decode().replace(
        "\xa0", " "
    )


def test_un_texte_entier_ne_cherche_rien() -> None:
    """The circular's orders of January 2008 are whole, and nothing of them is looked for."""
    entiers = [t for t in textes(droit.corpus(), "fr") if t.entier and t.listes]
    assert any("18 janvier 2008" in t.nom for t in entiers)


def test_le_sommaire_et_le_plan_y_menent(client: Client) -> None:
    """One reaches the page from the law followed and from the map of the site."""
    assert 'href="/loi/etat/"' in client.get("/loi/").content.decode()
    assert 'href="/loi/etat/"' in client.get("/plan/").content.decode()
