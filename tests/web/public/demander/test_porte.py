"""The door before the pages answers as the site does: body, status, headers, counts and log."""

from __future__ import annotations

import gzip
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.core.wsgi import get_wsgi_application

from opposable.web.public.demander import porte
from opposable.web.public.demander.porte import PorteDesPages
from opposable.web.socle.porte import Sorte
from web.passage import Compteur, passer

if TYPE_CHECKING:
    from web.passage import Vu

FAITS = {"nationalite": "SEN", "metier": "61231", "departement": "69", "depose_le": "2008-02-01"}
Q = urlencode({**FAITS, "type": "introduction"})
EN = {"PATH_INFO": "/en/reponse/"}
MOTS = {"PATH_INFO": "/suggestions/"}
DEMANDES: list[tuple[str, dict[str, str]]] = [
    (Q, {}),
    (Q, EN),
    (Q, {"HTTP_ACCEPT_ENCODING": "gzip, br"}),
    (Q, {"HTTP_ACCEPT_ENCODING": "br"}),
    (Q, {"HTTP_ACCEPT_LANGUAGE": "en"}),
    (Q, {**EN, "HTTP_ACCEPT_LANGUAGE": "fr", "HTTP_ACCEPT_ENCODING": "gzip"}),
    (f"{Q}&lecture=npdc-52151", {}),
    (f"{Q}&connu_le=2009-01-01&corpus=0123", {}),
    (f"{Q}&inconnu=%3Cb%3E%22&x=é#y", {}),
    (f"{Q}&metier=0", {}),
    ("nationalite=SEN", {}),
    ("", {}),
    (f"{Q}&x={'y' * 3_000}", {}),
    (Q, {"REQUEST_METHOD": "HEAD"}),
    (Q, {"REQUEST_METHOD": "POST"}),
    (Q, {"REQUEST_METHOD": "OPTIONS"}),
    (Q, {"HTTP_COOKIE": "django_language=en"}),
    (Q, {"HTTP_HOST": "ailleurs.example"}),
    (Q, {"wsgi.url_scheme": "https"}),
    (Q, {"HTTP_X_FORWARDED_PROTO": "https"}),
    (Q, {"HTTP_IF_NONE_MATCH": "*"}),
    (Q, {"SCRIPT_NAME": "/la"}),
    (Q, {"PATH_INFO": "/reponse"}),
    ("metier=ma%C3%A7on", MOTS),
    ("metier=ma%C3%A7on", {**MOTS, "HTTP_HX_REQUEST": "true", "HTTP_ACCEPT_ENCODING": "gzip"}),
    ("metier_initial=infirm&depose_le=10/03/2008&nationalite=SEN", MOTS),
    ("metier=cook", {"PATH_INFO": "/en/suggestions/"}),
    ("metier=", MOTS),
    ("metier=zzzzqqq", MOTS),
    ("", {"PATH_INFO": "/aide/"}),
]


@pytest.fixture(autouse=True)
def _sans_hasard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing to chance in the length of what is compressed."""
    monkeypatch.setattr("opposable.web.socle.compression.randbelow", lambda _: 7)


def demander(
    application: Any, demande: tuple[str, dict[str, str]], caplog: pytest.LogCaptureFixture
) -> Vu:
    """Ask for a page, that of the answer unless it says otherwise."""
    parametres, plus = demande
    environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": "/reponse/", **plus}
    environ |= {"QUERY_STRING": parametres.encode().decode("iso-8859-1")}
    return passer(application, environ | {"wsgi.input": io.BytesIO(b"")}, caplog)


def test_la_porte_repond_comme_le_site(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is asked, once or again: the same status, headers, bytes, counts and lines."""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    caplog.set_level(logging.INFO)
    site, devant = get_wsgi_application(), PorteDesPages(get_wsgi_application())
    for demande in DEMANDES:
        for _ in range(2):
            assert demander(devant, demande, caplog) == demander(site, demande, caplog), demande


def test_la_porte_repond_sans_le_site(caplog: pytest.LogCaptureFixture) -> None:
    """The site answers the first of a kind, and what has a fault; nothing else reaches it."""
    site = Compteur()
    devant = PorteDesPages(site)
    for rang in (0, 0, 1, 1, 2, 2, 3, 4, 23, 23):
        demander(devant, DEMANDES[rang], caplog)
    assert site.venues == ["/reponse/", "/en/reponse/", "/reponse/", "/suggestions/"]
    demander(devant, DEMANDES[10], caplog)
    assert len(site.venues) == 5


@pytest.mark.parametrize(
    "entete",
    [
        *("HTTP_COOKIE", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT"),
        *("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    ],
)
def test_ce_qui_est_d_une_personne_ou_en_doute_va_au_site(
    entete: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A cookie, a part, a page already held, a coded body: the site answers, known kind or not."""
    site = Compteur()
    devant = PorteDesPages(site)
    for _ in range(2):
        demander(devant, DEMANDES[0], caplog)
    assert len(site.venues) == 1
    demander(devant, (Q, {entete: "x"}), caplog)
    assert len(site.venues) == 2


def test_la_page_de_la_porte_se_decompresse(caplog: pytest.LogCaptureFixture) -> None:
    """What the door compresses is the page."""
    devant = PorteDesPages(get_wsgi_application())
    nue, _, codee = (demander(devant, DEMANDES[rang], caplog) for rang in (0, 2, 2))
    assert gzip.decompress(codee.corps) == nue.corps


def test_les_entetes_d_un_autre_codage_ne_se_gardent_pas(caplog: pytest.LogCaptureFixture) -> None:
    """A page that the site compressed unasked teaches nothing: the site answers the next one."""

    def coder(_: dict[str, Any], debuter: Any) -> list[bytes]:
        debuter("200 OK", [("Content-Length", "5000"), ("Content-Encoding", "gzip")])
        return [b"du site"]

    devant = PorteDesPages(coder)
    assert {demander(devant, DEMANDES[0], caplog).corps for _ in range(3)} == {b"du site"}


def test_une_panne_de_la_porte_est_celle_du_site(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong at the door, the very same request is put to the site."""
    devant = PorteDesPages(get_wsgi_application())
    attendu = [demander(devant, DEMANDES[0], caplog) for _ in range(2)][-1]

    def panne(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(porte, "WSGIRequest", panne)
    assert demander(devant, DEMANDES[0], caplog) == attendu


def a_la_fois(fils: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many pages a door made at once, at most, for some threads; all were answered."""
    en_cours, vus, verrou = 0, [0], Lock()

    def faire(_: Any) -> str:
        nonlocal en_cours
        with verrou:
            en_cours += 1
            vus.append(en_cours)
        sleep(0.02)
        with verrou:
            en_cours -= 1
        return "page" * 100

    devant = PorteDesPages(get_wsgi_application())
    page = devant.pages["/reponse/"]._replace(faire=faire)
    monkeypatch.setitem(devant.pages, "/reponse/", page)
    sorte = Sorte.de({"PATH_INFO": "/reponse/", "REQUEST_METHOD": "GET"})
    with ThreadPoolExecutor(fils) as equipe:
        faites = equipe.map(lambda _: devant.faire(sorte, environ_vide()), range(fils))
        assert all(faite and faite.corps == b"page" * 100 for faite in faites)
    return max(vus)


def environ_vide() -> dict[str, Any]:
    """Return a request that says nothing."""
    return {"REQUEST_METHOD": "GET", "PATH_INFO": "/reponse/", "wsgi.input": io.BytesIO(b"")}


def test_une_page_est_faite_a_la_fois(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads wait for their turn; a page that lasts holds them up no longer than said."""
    monkeypatch.setattr(porte, "PATIENCE", 30)
    assert a_la_fois(4, monkeypatch) == 1
    monkeypatch.setattr(porte, "PATIENCE", 0.001)
    assert a_la_fois(4, monkeypatch) > 1
