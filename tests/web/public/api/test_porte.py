"""The door before the site answers as the site does: body, status, headers, counts and log."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.core.wsgi import get_wsgi_application

from opposable.web.public.api import garde, porte
from opposable.web.public.api.porte import PorteDeLApi
from web.passage import Compteur, passer

if TYPE_CHECKING:
    from web.passage import Vu

ADRESSE = "/api/v1/determinations"
FAITS = {"nationalite": "SEN", "metier": "61231", "departement": "69", "depose_le": "2008-02-01"}
UNE, DEUX = json.dumps(FAITS), json.dumps([FAITS, {**FAITS, "nationalite": "SEN+POL", "id": "é"}])
FAUX = json.dumps([FAITS, {**FAITS, "metier": "1"}])
GRANDE = " " * 2_100_000
JSON = {"CONTENT_TYPE": "application/json"}
DITE = urlencode(FAITS)
DITES = (
    DITE,
    f"{DITE}&langue=en&voies=1",
    f"{DITE}&as_of=2008-03-01&lecture=npdc-52151&connu_le=2009-01-01",
    f"{DITE}&id=%C3%A9",
    f"{DITE}&id=\xc3\xa9",
    f"{DITE}&id=\xe9",
    f"{DITE}&id={'x' * 150}",
    f"{DITE}&id={'x' * 2_000}",
    f"{DITE}&{DITE}",
    f"{DITE}&inconnu=1",
    f"{DITE}&metier=",
    f"{DITE};id=1",
    "?",
)
"""Applications said by an address, as a server hands them on."""
AUTOUR: tuple[dict[str, str], ...] = (
    {},
    {"HTTP_ACCEPT_LANGUAGE": "en"},
    {"HTTP_ACCEPT_ENCODING": "gzip"},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"CONTENT_LENGTH": "", "CONTENT_TYPE": ""},
    {"CONTENT_LENGTH": "3"},
    {"HTTP_COOKIE": "django_language=en"},
)
DEMANDES: list[tuple[str, str, dict[str, str]]] = [
    (UNE, "", {}),
    (DEUX, "", {}),
    (UNE, "", {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}),
    (UNE, "", {"HTTP_ACCEPT_LANGUAGE": "de"}),
    (UNE, "langue=en", {}),
    (UNE, "langue=de", {}),
    (UNE, "voies=1", {}),
    (UNE, "as_of=2008-03-01", {}),
    (UNE, "as_of=hier", {}),
    (UNE, "lecture=npdc-52151&connu_le=2009-01-01", {}),
    (UNE, "lecture=rien", {}),
    (UNE, "inconnu=1", {}),
    (UNE, f"langue=fr&{'x' * 300}=1", {}),
    (UNE, "", {"CONTENT_TYPE": "application/json; charset=utf-8"}),
    (UNE, "", {"CONTENT_TYPE": "text/plain"}),
    (UNE, "", {"CONTENT_LENGTH": ""}),
    (UNE, "", {"CONTENT_LENGTH": "12"}),
    (UNE, "", {"CONTENT_LENGTH": "un"}),
    (UNE, "", {"REQUEST_METHOD": "PUT"}),
    (UNE, "", {"REQUEST_METHOD": "OPTIONS", "HTTP_ORIGIN": "https://exemple.fr"}),
    (UNE, "", {"HTTP_ORIGIN": "https://exemple.fr"}),
    (UNE, "", {"HTTP_ACCEPT_ENCODING": "gzip"}),
    (UNE, "", {"HTTP_CONTENT_ENCODING": "gzip"}),
    (UNE, "", {"HTTP_COOKIE": "django_language=en"}),
    (UNE, "", {"HTTP_HOST": "ailleurs.example"}),
    (UNE, "", {"wsgi.url_scheme": "https"}),
    (UNE, "", {"PATH_INFO": f"{ADRESSE}/"}),
    (UNE, "", {"HTTP_IF_NONE_MATCH": "*"}),
    (FAUX, "", {}),
    ("", "", {}),
    ("{", "", {}),
    ("[]", "", {}),
    ('{"autre": "x"}', "", {}),
    (GRANDE, "", {}),
    ("", "nationalite=SEN&metier=61231&depose_le=2008-02-01", {"REQUEST_METHOD": "GET"}),
    ("", "nationalite=SEN&metier=61231&depose_le=2008-02-01", {"REQUEST_METHOD": "HEAD"}),
    ("", "nationalite=SEN", {"REQUEST_METHOD": "GET"}),
    *(("", dite, {"REQUEST_METHOD": "GET", **plus}) for dite in DITES for plus in AUTOUR),
    ("", "", {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/regions"}),
    ("", "", {"REQUEST_METHOD": "GET", "PATH_INFO": "/aide/"}),
]


@pytest.fixture(autouse=True)
def _instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of the rate: no minute turns between two requests."""
    for module in (garde, porte):
        monkeypatch.setattr(module, "time", lambda: 1_000_000.5)


def demander(
    application: Any, demande: tuple[str, str, dict[str, str]], caplog: pytest.LogCaptureFixture
) -> Vu:
    """Send an application, as JSON unless it says otherwise."""
    corps, parametres, plus = demande
    octets = corps.encode()
    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "PATH_INFO": ADRESSE, **JSON}
    environ |= {"QUERY_STRING": parametres, "CONTENT_LENGTH": str(len(octets)), **plus}
    return passer(application, environ | {"wsgi.input": io.BytesIO(octets)}, caplog)


@pytest.mark.parametrize("permis", [0, 600])
def test_la_porte_repond_comme_le_site(
    permis: int, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is asked, once or again: the same status, headers, bytes, counts and lines."""
    settings.DEBIT_PAR_MINUTE = permis
    settings.ALLOWED_HOSTS = ["localhost"]
    caplog.set_level(logging.INFO)
    site, devant = get_wsgi_application(), PorteDeLApi(get_wsgi_application())
    for demande in DEMANDES:
        for _ in range(3):
            assert demander(devant, demande, caplog) == demander(site, demande, caplog), demande[1:]


def test_la_porte_limite_comme_le_site(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Past the rate the door refuses as the site; what it counts, the site counts with it."""
    settings.DEBIT_PAR_MINUTE = 3
    caplog.set_level(logging.INFO)
    vus = []
    for application in (get_wsgi_application(), PorteDeLApi(get_wsgi_application())):
        demandes = [DEMANDES[0], DEMANDES[-2], DEMANDES[0], DEMANDES[0], DEMANDES[-2]]
        vus.append([demander(application, une, caplog) for une in demandes])
    assert vus[0] == vus[1]
    assert vus[0][-1].statut.startswith("429")


def test_la_porte_repond_sans_le_site(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The site answers the first of a kind, and what has a fault; nothing else reaches it."""
    settings.DEBIT_PAR_MINUTE = 0
    site = Compteur()
    devant = PorteDeLApi(site)
    attendus = [1, 1, 1, 2, 3, 3]
    par_adresse = [("", dite, {"REQUEST_METHOD": "GET"}) for dite in DITES[:2]]
    demandes = (*DEMANDES[:2], DEMANDES[4], DEMANDES[2], *par_adresse)
    for demande, venue in zip(demandes, attendus, strict=True):
        demander(devant, demande, caplog)
        demander(devant, demande, caplog)
        assert len(site.venues) == venue
    demander(devant, (FAUX, "", {}), caplog)
    assert len(site.venues) == attendus[-1] + 1


@pytest.mark.parametrize(
    "entete",
    ["HTTP_COOKIE", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT"],
)
def test_ce_qui_est_d_une_personne_ou_en_doute_va_au_site(
    entete: str, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A cookie, a coded body, one that waits for a word: the site answers a kind it knows too."""
    settings.DEBIT_PAR_MINUTE = 0
    site = Compteur()
    devant = PorteDeLApi(site)
    for _ in range(2):
        demander(devant, DEMANDES[0], caplog)
    assert len(site.venues) == 1
    demander(devant, (*DEMANDES[0][:2], {**DEMANDES[0][2], entete: "x"}), caplog)
    assert len(site.venues) == 2


def test_une_panne_de_la_porte_est_celle_du_site(
    settings: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong at the door, the very same request is put to the site."""
    settings.DEBIT_PAR_MINUTE = 0
    devant = PorteDeLApi(get_wsgi_application())
    attendu = [demander(devant, DEMANDES[1], caplog) for _ in range(2)][-1]

    def panne(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(porte, "repondre_aux_donnees", panne)
    assert demander(devant, DEMANDES[1], caplog) == attendu
