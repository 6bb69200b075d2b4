"""Views kept under a name: one's own, bounded, counted, named anew, let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from opposable.web.bureau.travail.models import VueGardee
from opposable.web.bureau.travail.vues import AU_PLUS
from web.bureau.monde import JOUR, entrer, peupler
from web.bureau.test_travail import deposer

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

LISTE = "/bureau/dossiers/"
VUES = f"{LISTE}vues/"


@pytest.fixture(autouse=True)
def _monde(settings: Settings) -> None:
    """The office lives on a day of January 2008, and everyone is there."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    translation.activate("fr")
    peupler()


def garder(client: Client, nom: str, adresse: str) -> str:
    """Keep a view; return the page that follows."""
    envoi = {"nom": nom, "adresse": adresse}
    page = client.post(f"{VUES}garder/", envoi, follow=True).content.decode()
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def test_une_vue_se_garde_se_compte_et_se_retrouve() -> None:
    """The filters of an address, and nothing else of it, come back under a name, with a count."""
    deposer(3)
    deposer(4)
    client = entrer("greffe")
    page = garder(client, "  Les   miens ", "liste=ouverts&agent=&service=ddtefp-35&apres=9&x=1")
    assert "Vue gardée : Les miens." in page
    assert VueGardee.objects.get().adresse == "liste=ouverts&service=ddtefp-35"
    assert 'href="?liste=ouverts&amp;service=ddtefp-35"' in page
    dit = page.partition('id="v-')[2].partition("</a>")[0]
    assert 'aria-current="page"' in dit
    assert "Les miens" in dit
    assert dit.endswith('class="compte">2</span>')
    garder(client, "Recherche", "q=traore")
    assert "Recherche</a>" in client.get(LISTE).content.decode()
    garder(client, "Les miens", "liste=retard")
    assert VueGardee.objects.get(nom="Les miens").adresse == "liste=retard"
    assert "Les miens" not in entrer("examen").get(LISTE).content.decode()


def test_une_vue_se_renomme_et_s_oublie_par_qui_la_garde() -> None:
    """Its owner alone renames or lets it go; two views never bear one name."""
    client = entrer("greffe")
    garder(client, "A", "liste=retard")
    garder(client, "B", "liste=silence")
    a, b = VueGardee.objects.order_by("nom")
    page = client.post(f"{VUES}{a.pk}/renommer/", {"nom": "B"}, follow=True).content.decode()
    assert "qu’aucune autre vue ne porte" in page
    client.post(f"{VUES}{a.pk}/renommer/", {"nom": "Retards"})
    assert sorted(v.nom for v in VueGardee.objects.all()) == ["B", "Retards"]
    for geste in ("renommer", "oublier"):
        assert entrer("chef").post(f"{VUES}{b.pk}/{geste}/", {"nom": "C"}).status_code == 404
    client.post(f"{VUES}{b.pk}/oublier/")
    assert [v.nom for v in VueGardee.objects.all()] == ["Retards"]


def test_les_vues_sont_bornees() -> None:
    """Beyond some, one must go before another comes; a view without a name is none."""
    client = entrer("greffe")
    assert "Donnez un nom" in garder(client, "   ", "liste=retard")
    for rang in range(AU_PLUS):
        garder(client, f"vue {rang}", "liste=retard")
    assert "oubliez-en une" in garder(client, "une de trop", "liste=retard")
    assert "Vue gardée" in garder(client, "vue 3", "liste=silence")
    assert VueGardee.objects.count() == AU_PLUS


def test_les_comptes_se_suivent_sans_recharger_la_page() -> None:
    """The part that follows what happens is the page's own, asked for alone."""
    deposer(3)
    client = entrer("greffe")
    page = client.get(f"{LISTE}?liste=ouverts").content.decode()
    partie = client.get(
        f"{LISTE}?liste=ouverts", headers={"HX-Request": "true", "HX-Target": "onglets"}
    ).content.decode()
    assert partie.strip() in page
    assert "<html" not in partie
    assert 'data-hx-get="?liste=ouverts"' in partie
