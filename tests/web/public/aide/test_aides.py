"""Errors that help, a map of the site that holds, measures that stay at home, a guide."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory

from opposable.errors import LawDataError
from opposable.web.public.aide import pages
from opposable.web.socle import droit, erreurs, mesures

NOMS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_un_mot_mis_pour_un_code_est_propose_a_la_recherche(client: Client) -> None:
    """Words written where a code was expected lead to the search for an occupation."""
    page = client.get("/metiers/ma%C3%A7on/").content.decode()
    assert 'href="/metiers/?q=ma%C3%A7on"' in page
    assert client.get("/metiers/?q=ma%C3%A7on").status_code == 200
    assert 'href="/en/metiers/?q=mason"' in client.get("/en/metiers/mason/").content.decode()


@pytest.mark.parametrize("mot", ["<script>alert(1)</script>", '"><img src=x>', "x" * 61, "a%00b"])
def test_une_adresse_hostile_n_est_pas_executee(client: Client, mot: str) -> None:
    """What an address holds is escaped, or not shown at all."""
    reponse = client.get(f"/metiers/{mot}/", follow=True)
    assert reponse.status_code == 404
    page = reponse.content.decode()
    assert "<script>" not in page
    assert "<img" not in page
    assert "?q=xxx" not in page


def test_un_nom_de_machine_inconnu_est_refuse_avec_une_page(client: Client) -> None:
    """A request for another host is refused, in words."""
    reponse = client.get("/rien/", headers={"host": "ailleurs.example"})
    assert reponse.status_code == 400
    assert "n’a pas pu être lue" in reponse.content.decode()


def test_la_page_de_panne_tient_sans_le_droit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a fault needs neither the law nor a template: it holds when both are broken."""

    def casse() -> None:
        raise LawDataError("regles.toml", "illisible")

    monkeypatch.setattr(droit, "corpus", casse)
    reponse = erreurs.panne(RequestFactory().get("/"))
    assert reponse.status_code == 500
    page = reponse.content.decode()
    assert "en panne" in page
    assert '<p lang="en">' in page
    assert "http" not in page


def test_sans_le_droit_le_service_n_est_pas_pret(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the law does not load the service is not ready, but it lives."""

    def casse() -> None:
        raise LawDataError("regles.toml", "illisible")

    monkeypatch.setattr(droit, "corpus", casse)
    reponse = client.get("/sante/pret")
    assert reponse.status_code == 503
    assert reponse.json() == {"pret": False, "faute": "LawDataError"}
    assert client.get("/sante/vie").status_code == 200


def test_chaque_adresse_du_plan_dit_ses_langues(client: Client) -> None:
    """Beside each page stand its French, its English, and the one for everybody else."""
    arbre = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    for url in arbre.findall("s:url", NOMS):
        liens = {x.get("hreflang"): x.get("href") for x in url.findall("x:link", NOMS)}
        assert set(liens) == {"fr", "en", "x-default"}
        assert liens["x-default"] == liens["fr"]
        loc = url.find("s:loc", NOMS)
        assert loc is not None
        assert loc.text in liens.values()


def test_le_plan_prend_l_adresse_publique(client: Client, settings: Any) -> None:
    """Behind a proxy the map bears the public address of the site."""
    settings.ADRESSE_PUBLIQUE = "https://example.org"
    assert "<loc>https://example.org/</loc>" in client.get("/sitemap.xml").content.decode()
    assert "Sitemap: https://example.org/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("entete", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_derriere_un_mandataire_les_mesures_sont_fermees(client: Client, entete: str) -> None:
    """A request relayed by a proxy on this machine is not taken for one of this machine."""
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={entete: "192.0.2.7"}).status_code == 404


def test_les_mesures_ne_disent_pas_l_adresse(client: Client) -> None:
    """Measures bear the route, not what was asked; unknown addresses and methods are one."""
    client.get("/metiers/61231/?q=secret-a-taire")
    client.get("/secret-a-taire/")
    client.generic("SECRETATAIRE", "/")
    texte = mesures.texte().decode()
    assert 'route="metiers/<str:code>/"' in texte
    assert 'methode="(autre)"' in texte
    assert "secret" not in texte.lower()
    assert "61231" not in "".join(re.findall(r"\{[^}]*\}", texte))


def test_le_contact_de_securite_a_une_fin(client: Client, settings: Any) -> None:
    """The security contact is stated for less than a year from today (RFC 9116)."""
    settings.CONTACT = "https://example.org/contact"
    corps = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: https://example.org/contact" in corps
    fin = re.search(r"Expires: (\d{4}-\d\d-\d\d)T", corps)
    assert fin is not None
    reste = date.fromisoformat(fin[1]) - droit.aujourd_hui()
    assert timedelta(days=30) < reste < timedelta(days=365)


def test_le_guide_montre_les_images_prises_et_elles_seules(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guide shows a picture where it was taken, with its text; no broken picture elsewhere."""
    monkeypatch.setattr(finders, "find", lambda chemin: "carte" in chemin)
    page = client.get("/aide/").content.decode()
    images = re.findall(r"<img[^>]*>", page)
    assert len(images) == 1
    assert "aide/aide/carte" in images[0]
    assert re.search(r'alt="[^"]{20,}"', images[0])
    monkeypatch.setattr(finders, "find", lambda chemin: chemin)
    assert client.get("/aide/").content.decode().count("<img") == len(pages.IMAGES)


@pytest.mark.parametrize("page", ["accessibilite", "mentions-legales", "donnees-personnelles"])
def test_les_notices_disent_a_qui_ecrire_ou_que_ce_n_est_pas_dit(
    client: Client, settings: Any, page: str
) -> None:
    """A notice gives the contact where the service names one, and says so where it does not."""
    settings.CONTACT = ""
    sans = client.get(f"/{page}/").content.decode()
    assert "non déclaré" in sans or "pas encore" in sans
    settings.CONTACT = "contact@example.org"
    assert "contact@example.org" in client.get(f"/{page}/").content.decode()


def test_le_plan_mene_a_chaque_rubrique(client: Client) -> None:
    """Every link of the map of the site answers, and the map names every page of the foot."""
    page = client.get("/plan/").content.decode()
    liens = set(re.findall(r'href="(/[^"]*)"', page.partition("<main")[2].partition("</main")[0]))
    assert {"/aide/", "/mentions-legales/", "/loi/calendrier/", "/api/"} <= liens
    for lien in liens:
        assert client.get(lien).status_code == 200, lien
