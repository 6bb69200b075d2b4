"""What every public service owes: errors that help, notices, health, measures, quiet logs."""

import json
import logging
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as reglages
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import Client, RequestFactory

from opposable.web.socle import droit, erreurs

PAGES = ("aide", "plan", "accessibilite", "mentions-legales", "donnees-personnelles")
SECRET = "Sénégalais-0123456789"  # noqa: S105 - what a person typed


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("debut", ["/", "/en/"])
def test_les_pages_de_service_repondent(client: Client, page: str, debut: str) -> None:
    """Every page of the foot is there, in both languages."""
    assert client.get(f"{debut}{page}/").status_code == 200


def test_l_accessibilite_est_declaree_non_auditee(client: Client) -> None:
    """Without an audit the site says that it does not conform."""
    assert "non conforme" in client.get("/accessibilite/").content.decode()


def test_une_adresse_inconnue_aide(client: Client) -> None:
    """The page of what is not found leads back, and is a 404."""
    reponse = client.get("/rien-ici/")
    assert reponse.status_code == 404
    assert 'href="/metiers/"' in reponse.content.decode()


def test_une_panne_ne_montre_rien(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is a plain page, without trace nor what was asked."""
    client.raise_request_exception = False

    def panne(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("opposable.web.public.demander.vues.composer", panne)
    reponse = client.get("/reponse/", {"nationalite": SECRET})
    assert reponse.status_code == 500
    page = reponse.content.decode()
    assert "en panne" in page
    assert SECRET not in page
    assert "RuntimeError" not in page


def test_le_journal_ne_dit_rien_de_ce_qui_est_demande(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line of the log holds a query, a form, a network address or the text of a fault."""
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    client.get("/reponse/", {"nationalite": SECRET, "metier": "61231"}, REMOTE_ADDR="192.0.2.9")
    client.get("/api/v1/determinations", {"nationalite": SECRET})
    client.post("/api/v1/determinations", json.dumps({"id": SECRET}), "application/json")

    def panne(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("opposable.web.public.demander.vues.composer", panne)
    client.get("/reponse/", {"nationalite": SECRET})
    lignes = "\n".join(f"{r.getMessage()} {r.exc_info}" for r in caplog.records)
    assert "reponse/" in lignes
    for tu in (SECRET, "0123456789", "192.0.2.9", "61231"):
        assert tu not in lignes


def test_les_entetes_protegent(client: Client) -> None:
    """The policy forbids inline scripts and styles and other hosts; no cookie is set."""
    reponse = client.get("/")
    politique = reponse["Content-Security-Policy"]
    assert "unsafe" not in politique
    assert "default-src 'none'" in politique
    assert "frame-ancestors 'none'" in politique
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["X-Frame-Options"] == "DENY"
    assert reponse["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in reponse["Permissions-Policy"]
    assert not reponse.cookies


def test_rien_n_est_en_ligne_dans_les_pages(client: Client) -> None:
    """No page holds a script, a style or a handler of its own."""
    for adresse in ("/", "/metiers/61231/", "/loi/calendrier/", "/fichier/", "/api/", "/donnees/"):
        page = client.get(adresse).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert "<style" not in page
        assert not re.search(r'\s(style|on[a-z]+)="', page)


def test_robots_et_plan_du_site(client: Client) -> None:
    """Robots may read the pages; the map of the site gives addresses that answer."""
    assert "Disallow: /reponse" in client.get("/robots.txt").content.decode()
    arbre = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    noms = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    adresses = [loc.text or "" for loc in arbre.findall("s:url/s:loc", noms)]
    assert len(adresses) == len(set(adresses)) > 300
    for adresse in adresses[::25]:
        assert client.get(adresse.removeprefix("http://testserver")).status_code == 200


def test_la_sante_se_demande_sans_connaitre_le_nom_du_site(client: Client, settings: Any) -> None:
    """A probe that calls the process by its number is answered, in production settings too."""
    settings.ALLOWED_HOSTS = ["metiers.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    for adresse in ("/sante/vie", "/sante/pret"):
        reponse = client.get(adresse, headers={"host": "127.0.0.1:8000"})
        assert reponse.status_code == 200
        assert reponse["Cache-Control"].startswith("max-age=0")
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code in (301, 400)


def test_la_sante_se_demande(client: Client) -> None:
    """The process says it lives, and that the law and the database are there."""
    assert client.get("/sante/vie").json() == {"vie": True}
    assert client.get("/sante/pret").json() == {
        "pret": True,
        "droit": droit.corpus().version,
        "sha256": droit.corpus().sha256,
    }


def test_sans_base_le_service_n_est_pas_pret(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database does not answer, the service says 503, and why in one word."""
    from django.db import OperationalError, connection  # noqa: PLC0415

    def coupee() -> None:
        raise OperationalError(SECRET)

    with monkeypatch.context() as coupure:
        coupure.setattr(connection, "cursor", coupee)
        reponse = client.get("/sante/pret")
    assert reponse.status_code == 503
    assert reponse.json() == {"pret": False, "faute": "OperationalError"}


def test_les_mesures_sont_pour_cette_machine_ou_qui_a_le_jeton(
    client: Client, settings: Any
) -> None:
    """Measures are read from this machine, or with the token where there is one."""
    client.get("/")
    mesures = client.get("/metrics").content.decode()
    assert 'opposable_requetes_total{methode="GET",route="",statut="200"}' in mesures
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    settings.METRIQUES = "jeton"
    assert client.get("/metrics").status_code == 404
    permis = client.get(
        "/metrics", REMOTE_ADDR="192.0.2.1", headers={"Authorization": "Bearer jeton"}
    )
    assert permis.status_code == 200


def test_le_contact_de_securite_est_dit_s_il_existe(client: Client, settings: Any) -> None:
    """The security contact is published where the service names one."""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT = "contact@example.org"
    corps = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:contact@example.org" in corps


def test_un_formulaire_expire_est_explique() -> None:
    """A form without its token is refused with what to do."""
    reponse = erreurs.jeton_refuse(RequestFactory().get("/fichier/"))
    assert reponse.status_code == 403
    assert "rechargez la page" in reponse.content.decode()
    assert reglages.CSRF_FAILURE_VIEW.endswith("jeton_refuse")


@pytest.mark.parametrize("adresse", ["/", "/metiers/", "/api/v1/regions", "/sante/vie"])
def test_la_tete_seule_n_a_pas_de_corps(adresse: str) -> None:
    """HEAD gives the length of what GET would give, and nothing of it."""
    requete = RequestFactory().head(adresse, headers={"host": "localhost"})
    reponse = get_wsgi_application().get_response(requete)
    assert isinstance(reponse, HttpResponse)
    assert reponse.status_code == 200
    assert reponse.content == b""
