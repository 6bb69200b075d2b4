"""The site under threads: each answer is given under the law its receipt names."""

from __future__ import annotations

import io
import json
import os
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.law.construction import variante
from opposable.law.etat_du_droit import RIVALES_AU_PLUS
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import SUCCESSION, DroitServi

if TYPE_CHECKING:
    import pytest
    from django.test import Client

ADRESSE = "/api/v1/determinations"
FILS = 8
POSEES = 24
PAIRES = int(os.environ.get("OPPOSABLE_PAIRES", "12"))
"""Pairs of rivals asked for at most, taken at even steps; 0: every pair."""
CAS = Path(__file__).parents[3] / "law" / "cases"


def demandes() -> list[dict[str, str]]:
    """Applications of the cases of readings, those that a rival may turn."""
    lus = tomllib.loads((CAS / "defauts.toml").read_text(encoding="utf-8"))["cas"]
    cas = [un for un in lus if "situation_emploi" in un["attendu"]]
    return [{k: str(v) for k, v in un["demande"].items()} for un in cas][:POSEES]


def poster(application: Any, rivales: tuple[str, ...], corps: bytes) -> bytes:
    """Send applications to the WSGI application, as a server does."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": ADRESSE,
        "QUERY_STRING": urlencode([("lecture", nom) for nom in rivales]),
        "HTTP_HOST": "testserver",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(corps)),
        "wsgi.input": io.BytesIO(corps),
    }
    setup_testing_defaults(environ)
    statuts: list[str] = []
    reponse = application(environ, lambda statut, _: statuts.append(statut))
    lu = b"".join(reponse)
    reponse.close()
    assert statuts == ["200 OK"], lu
    return lu


def test_huit_fils_chaque_reponse_sous_sa_loi(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight threads ask for pairs of rivals of a cold site: all as `decide` answers alone."""
    settings.DEBIT_PAR_MINUTE = 0
    seule, application = load_corpus(), get_wsgi_application()
    toutes = list(combinations([p.lecture for p in seule.portees], 2))
    posees, paires = demandes(), toutes[:: -(-len(toutes) // (PAIRES or len(toutes)))]
    corps = json.dumps(posees).encode()
    vraies = {}
    for paire in paires:
        loi = variante(seule, paire)
        dites = [decide(Demande.depuis(posee), loi).en_dict("fr") for posee in posees]
        vraies[paire] = json.loads(json.dumps(dites))
    monkeypatch.setattr(SUCCESSION, "_servi", DroitServi(seule))  # nothing is built yet

    def demander(fil: int) -> int:
        ordre = Random(fil).sample(paires, len(paires))  # noqa: S311 - nothing is secret here
        return sum(
            une != vraie
            for paire in ordre
            for une, vraie in zip(
                json.loads(poster(application, paire, corps)), vraies[paire], strict=True
            )
        )

    attente = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(FILS) as fils:
            differences = sum(fils.map(demander, range(FILS)))
    finally:
        sys.setswitchinterval(attente)
    assert differences == 0


def test_trop_de_lectures_sont_refusees(client: Client) -> None:
    """More rivals than one request may name: 422 and words from the API; the page says it too."""
    noms = [p.lecture for p in droit.corpus().portees][: RIVALES_AU_PLUS + 1]
    adresse = urlencode([("lecture", nom) for nom in noms])
    refus = client.get(f"{ADRESSE}?{adresse}")
    assert refus.status_code == 422
    assert "3 lectures rivales demandées, 2 au plus" in refus.json()["detail"]
    page = client.get(f"/reponse/?{adresse}")
    assert page.status_code == 422
    assert "2 au plus à la fois" in page.content.decode()
