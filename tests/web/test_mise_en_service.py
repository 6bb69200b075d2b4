"""Laws swapped under load: no request fails, and each answer is wholly of one law or the other."""

from __future__ import annotations

import http.client
import io
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application

from deux_droits import CHANGEE, autre_droit
from opposable.batch import droit_bati, livraison, table_batie
from opposable.batch.mise_en_service import ACTUEL, DROITS, mettre_en_service
from opposable.fichiers.magasin import TABLES, Magasin
from opposable.law.etat_du_droit import ADOPTE
from opposable.law.tables import DOSSIER, decisifs
from opposable.web.public.api.porte import PorteDeLApi
from opposable.web.public.demander.porte import PorteDesPages
from opposable.web.socle.droit_servi import SUCCESSION
from web.grappe import DELAI, port_libre
from web.test_deploiement import ENVIRONNEMENT, attendre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADRESSE = "/api/v1/determinations"
BASCULES = int(os.environ.get("OPPOSABLE_BASCULES", "0"))
"""Swaps of each test, threads asking without rest, a thousand applications at once; else fewer."""
PEU = 2
"""Swaps of the real server where few are asked for."""
FILS = 3
ENSEMBLE = 1_000 if BASCULES else 40
REPOS = 0 if BASCULES else 0.05
"""Seconds between two requests of a thread."""


class Loi(NamedTuple):
    """What a law answers to the application that the two answer differently."""

    dossier: Path
    sha256: str
    version: str
    situation: str


@pytest.fixture(scope="module")
def deux(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Loi]:
    """The two laws, their tables built and kept where every test of this run finds them."""
    from opposable import Demande, decide  # noqa: PLC0415

    lois = {}
    for dossier in (DOSSIER, autre_droit(tmp_path_factory.mktemp("autre") / "droit")):
        corpus = droit_bati.droit_bati(dossier=dossier)
        table_batie.table_batie(corpus)
        dite = decide(Demande.depuis(CHANGEE), corpus).situation_emploi.value
        lois[corpus.sha256] = Loi(dossier, corpus.sha256, corpus.version, dite)
    assert len({loi.situation for loi in lois.values()}) == 2
    return lois


@pytest.fixture
def var(deux: dict[str, Loi], tmp_path: Path) -> Path:
    """A working folder whose store holds what is built from the two laws."""
    tables = tmp_path / "var" / TABLES
    tables.mkdir(parents=True, mode=0o700)
    garde = livraison.magasin()
    for loi in deux.values():
        corpus = droit_bati.droit_bati(dossier=loi.dossier)
        for nom in (table_batie.nommer(corpus), _nom(loi)):
            octets = garde.lire(nom)
            assert octets is not None
            Magasin(tables).ranger(nom, octets)
    return tmp_path / "var"


def _nom(loi: Loi) -> str:
    contenus = decisifs(loi.dossier)
    return droit_bati.nommer(contenus, ADOPTE)


Envoi = tuple[str, str, bytes]
ENVOIS: tuple[Envoi, ...] = (
    ("POST", ADRESSE, json.dumps(CHANGEE).encode()),
    ("POST", ADRESSE, json.dumps([CHANGEE] * ENSEMBLE).encode()),
    ("GET", f"/reponse/?{urlencode(CHANGEE)}", b""),
    ("GET", f"{ADRESSE}?{urlencode(CHANGEE)}", b""),
)


def juger(envoi: Envoi, corps: bytes, deux: dict[str, Loi]) -> str:
    """Return the digest of the law that all of an answer is of."""
    if envoi[1].startswith("/reponse/"):
        page = corps.decode()
        trouvees = [loi for loi in deux.values() if loi.sha256[:12] in page]
        (loi,) = trouvees
        autre = next(une for une in deux.values() if une is not loi)
        assert loi.version in page
        assert autre.version not in page
        assert f'class="reponse {loi.situation}"' in page
        return loi.sha256
    lues = json.loads(corps)
    lues = lues if isinstance(lues, list) else [lues]
    (dite,) = {(d["recu"]["sha256"], d["recu"]["version"], d["situation_emploi"]) for d in lues}
    loi = deux[dite[0]]
    assert dite == (loi.sha256, loi.version, loi.situation)
    return loi.sha256


def demander(application: Any, envoi: Envoi) -> bytes:
    """Send a request to the application, as a server does."""
    methode, adresse, corps = envoi
    chemin, _, parametres = adresse.partition("?")
    environ: dict[str, Any] = {"REQUEST_METHOD": methode, "PATH_INFO": chemin}
    environ |= {"QUERY_STRING": parametres, "HTTP_HOST": "localhost"}
    environ |= {"CONTENT_LENGTH": str(len(corps)), "wsgi.input": io.BytesIO(corps)}
    if corps:
        environ["CONTENT_TYPE"] = "application/json"
    setup_testing_defaults(environ)
    statuts: list[str] = []
    reponse = application(environ, lambda statut, *_: statuts.append(statut))
    lu = b"".join(reponse)
    getattr(reponse, "close", lambda: None)()
    assert statuts == ["200 OK"], lu[:200]
    return lu


class Vue(NamedTuple):
    """An answer: when it was asked for, when it was had, and the law that it is of."""

    debut: float
    fin: float
    sha256: str


class Charge:
    """Threads that ask without rest, by every way in; each answer is judged.

    Args:
        poser: Sends a request, and gives the body.
        deux: The two laws.
    """

    def __init__(self, poser: Callable[[Envoi], bytes], deux: dict[str, Loi]) -> None:
        self._poser, self._deux = poser, deux
        self._fini = threading.Event()
        self.vues: list[Vue] = []

    def _travailler(self, rang: int) -> None:
        while not self._fini.is_set():
            envoi, debut = ENVOIS[rang % len(ENVOIS)], time.monotonic()
            corps = self._poser(envoi)
            self.vues.append(Vue(debut, time.monotonic(), juger(envoi, corps, self._deux)))
            rang += 1
            time.sleep(REPOS)

    def pendant(self, bascules: Iterator[object]) -> None:
        """Swap while the threads ask; whatever one of them met is raised here."""
        with ThreadPoolExecutor(FILS) as fils:
            travaux = [fils.submit(self._travailler, rang) for rang in range(FILS)]
            try:
                for _ in bascules:
                    time.sleep(0.005)
                    if any(travail.done() for travail in travaux):
                        break
            finally:
                self._fini.set()
            for travail in travaux:
                travail.result()

    def attendre(self, sha256: str) -> Iterator[None]:
        """Yield until an answer asked for from now on is of a law."""
        debut = time.monotonic()
        while not any(v.sha256 == sha256 for v in self.vues[-50:] if v.debut > debut):
            assert time.monotonic() < debut + DELAI
            yield


def test_bascules_dans_un_processus(
    deux: dict[str, Loi], var: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Laws are put in service in turn, under threads that ask: what is asked after is of it."""
    assert "guet" not in {fil.name for fil in threading.enumerate()}, "un autre fil change le droit"
    settings.DEBIT_PAR_MINUTE, settings.VAR = 0, var
    settings.ALLOWED_HOSTS = ["localhost"]
    for nom in ("_servi", "_signe"):
        monkeypatch.setattr(SUCCESSION, nom, None)
    porte = PorteDeLApi(PorteDesPages(get_wsgi_application()))
    un, autre = deux.values()
    charge = Charge(lambda envoi: demander(porte, envoi), deux)
    regnes: list[tuple[float, str]] = []

    def basculer() -> Iterator[object]:
        for fois in range(BASCULES or 3):
            loi = (autre, un)[fois % 2]
            mettre_en_service(loi.dossier, var, lambda _: None)
            regnes.append((time.monotonic(), ""))
            assert SUCCESSION.regarder()
            regnes.append((time.monotonic(), loi.sha256))
            yield from charge.attendre(loi.sha256)
        regnes.append((time.monotonic(), ""))

    charge.pendant(basculer())
    for (debut, sha256), (fin, _) in pairwise(regnes):
        sous = {v.sha256 for v in charge.vues if debut < v.debut and v.fin < fin}
        assert sous == {sha256} or not sha256
    assert {vue.sha256 for vue in charge.vues} == set(deux)


class Site:
    """The real server, asked over HTTP on connections that are kept.

    Args:
        port: Its port.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._fil = threading.local()
        self._pile = ExitStack()

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._pile.close()

    def poser(self, envoi: Envoi) -> bytes:
        """Send a request, and return the body of its answer."""
        methode, adresse, corps = envoi
        connexion = getattr(self._fil, "connexion", None) or self._connecter()
        self._fil.connexion = connexion
        entetes = {"Content-Type": "application/json"} if corps else {}
        connexion.request(methode, adresse, corps or None, entetes)
        reponse = connexion.getresponse()
        lu = bytes(reponse.read())
        assert reponse.status == 200, lu[:200]
        return lu

    def _connecter(self) -> http.client.HTTPConnection:
        connexion = http.client.HTTPConnection("127.0.0.1", self._port, timeout=DELAI)
        self._pile.callback(connexion.close)
        return connexion

    def pret(self) -> dict[str, Any]:
        """Return what one of the processes says of its health."""
        with closing(self._connecter()) as connexion:
            connexion.request("GET", "/sante/pret")
            dit: dict[str, Any] = json.loads(connexion.getresponse().read())
        return dit


def commander(*mots: str) -> tuple[str, ...]:
    """Return the command line of a command of the house."""
    return (sys.executable, "-c", "from opposable.cli import main; main()", *mots)


def test_bascules_du_vrai_serveur(deux: dict[str, Loi], var: Path) -> None:
    """The command puts laws in service under two processes that answer over HTTP."""
    port, lois = port_libre(), list(deux.values())
    variables = {**ENVIRONNEMENT, "OPPOSABLE_VAR": str(var), "OPPOSABLE_DEBIT": "0"}
    journal = var.with_name("journal")
    with journal.open("wb") as sortie:
        serveur = subprocess.Popen(
            commander("serve", "--port", str(port), "--processus", "2"),
            env=variables,
            stdout=sortie,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    try:
        attendre(f"http://127.0.0.1:{port}/sante/vie", serveur)
        with Site(port) as site:
            charge = Charge(site.poser, deux)

            def basculer() -> Iterator[object]:
                for fois in range(BASCULES or PEU):
                    loi = lois[1 - fois % 2]
                    commande = subprocess.Popen(
                        commander("publish", str(loi.dossier)),
                        env=variables,
                        stdout=subprocess.DEVNULL,
                    )
                    while commande.poll() is None:
                        yield None
                    assert commande.returncode == 0
                    fin = time.monotonic() + DELAI
                    while [site.pret()["sha256"] for _ in range(6)] != [loi.sha256] * 6:
                        assert time.monotonic() < fin
                        time.sleep(0.2)
                        yield None
                    yield from charge.attendre(loi.sha256)
                (var / DROITS / ACTUEL).write_text("tronqué")
                while not all("refus" in site.pret() for _ in range(6)):
                    time.sleep(0.2)
                    yield None

            charge.pendant(basculer())
            assert {vue.sha256 for vue in charge.vues} == set(deux)
    finally:
        serveur.terminate()
        serveur.wait(timeout=DELAI)
    dit = journal.read_text("utf-8")
    assert "droit_en_service" in dit
    assert "droit_refuse" in dit
    assert "Traceback" not in dit
