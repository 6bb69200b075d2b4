"""A real server and a real browser: granian, Debian's Chromium, axe and the HTML checker."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

ICI = Path(__file__).parent
AXE = ICI / "node_modules" / "axe-core" / "axe.min.js"
VNU = ICI / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
DELAI = 180.0

Ouvrir = Callable[..., Page]
Nue = Callable[[str, str], Page]
Entrer = Callable[..., Page]
RACINE = Path(__file__).parents[3]
PEUPLER = (
    "import json; from web.navigateur.bureau_peuple import peupler; print(json.dumps(peupler()))"
)


@pytest.fixture(autouse=True)
def _base() -> None:
    """Ask for no database: the server of these tests has its own."""


def manquant(quoi: str, comment: str) -> None:
    """Skip where a tool is missing, fail in continuous integration."""
    message = f"{quoi} absent : {comment}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core."""
    if not AXE.exists():
        manquant("axe-core", "npm ci dans tests/web/navigateur")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """Give the command of the checker of HTML."""
    if not VNU.exists() or shutil.which("java") is None:
        manquant("vnu-jar", "npm ci dans tests/web/navigateur, apt-get install default-jre")
    return ["java", "-jar", str(VNU)]


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as a service would: granian, static files named by their content."""
    var = tmp_path_factory.mktemp("var")
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
        "OPPOSABLE_VAR": str(var),
        "OPPOSABLE_EMPREINTES": "1",
        "OPPOSABLE_DEBIT": "0",
    }
    with servir(environnement, var) as adresse:
        yield adresse


@contextmanager
def servir(environnement: dict[str, str], var: Path) -> Iterator[str]:
    """Serve a site by granian, with its static files; give its address."""
    port = _port_libre()
    django = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(django, env=environnement, check=True, timeout=120)
    commande = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    commande += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    commande += ["opposable.web.wsgi:application"]
    with (var / "journal.txt").open("wb") as journal:
        serveur = subprocess.Popen(commande, env=environnement, stdout=journal, stderr=journal)
        try:
            _attendre(f"http://127.0.0.1:{port}/", serveur)
            yield f"http://127.0.0.1:{port}"
        finally:
            serveur.terminate()
            serveur.wait(DELAI)


def _attendre(adresse: str, serveur: subprocess.Popen[bytes]) -> None:
    fin = time.monotonic() + DELAI
    while time.monotonic() < fin and serveur.poll() is None:
        try:
            with urllib.request.urlopen(adresse, timeout=DELAI):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("le serveur n'a pas démarré")


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    chemin = shutil.which("chromium")
    if chemin is None:
        manquant("Chromium", "apt-get install chromium")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=fr"]
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(
            executable_path=chemin, args=options, env={**os.environ, "LANGUAGE": "fr"}
        )
        yield lance
        lance.close()


@pytest.fixture
def ouvrir(navigateur: Browser, site: str) -> Iterator[Ouvrir]:
    """Open pages; any request to another host and any error of the page is a failure."""
    fautes: list[str] = []
    ouverts: list[BrowserContext] = []

    def vers(
        adresse: str = "/",
        *,
        javascript: bool = True,
        largeur: int = 1280,
        hauteur: int = 900,
        **options: object,
    ) -> Page:
        ouvert = navigateur.new_context(
            java_script_enabled=javascript,
            locale="fr-FR",
            viewport={"width": largeur, "height": hauteur},
            **options,  # type: ignore[arg-type]
        )
        ouvert.set_default_timeout(DELAI * 1000)
        ouverts.append(ouvert)
        page = ouvert.new_page()
        page.on("request", lambda requete: fautes.extend(_dehors(requete, site)))
        page.on("pageerror", lambda erreur: fautes.append(f"erreur : {erreur}"))
        page.on(
            "console",
            lambda dit: (
                fautes.append(f"console : {dit.text}")
                if dit.type == "error" and "status of" not in dit.text
                else None
            ),
        )
        page.goto(site + adresse)
        return page

    yield vers
    for ouvert in ouverts:
        ouvert.close()
    assert fautes == []


@pytest.fixture(scope="session")
def nue(navigateur: Browser) -> Iterator[Nue]:
    """Show a page as it was received, where no script of it runs: axe, a script, still may."""
    contexte = navigateur.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    page = contexte.new_page()

    def montrer(adresse: str, contenu: str) -> Page:
        def repondre(route: Route) -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=contenu, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        page.unroute_all()
        page.route("**/*", repondre)
        page.goto(adresse)
        return page

    yield montrer
    contexte.close()


class Bureau(NamedTuple):
    """An office that is served: its address, the sessions of its people, its settings."""

    adresse: str
    seances: dict[str, str]
    environnement: dict[str, str]

    def django(self, *arguments: str, **options: str) -> str:
        """Run a command of the site on the office's database."""
        return subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env={**self.environnement, **options},
            check=True,
            timeout=DELAI,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """Serve an office that lives on the tenth of January 2008, with people and files."""
    var = tmp_path_factory.mktemp("bureau")
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
        "PYTHONPATH": f"{RACINE / 'src'}:{RACINE / 'tests'}",
        "OPPOSABLE_VAR": str(var),
        "OPPOSABLE_EMPREINTES": "1",
        "OPPOSABLE_SECRET_KEY": "cle-des-essais-" * 4,
        "OPPOSABLE_JOUR": "2008-01-10",
        "DATABASE_URL": f"sqlite:///{var / 'bureau.sqlite3'}",
    }
    vide = Bureau("", {}, environnement)
    vide.django("migrate", "--verbosity", "0")
    seances = json.loads(vide.django("shell", "--verbosity", "0", "-c", PEUPLER))
    with servir(environnement, var) as adresse:
        yield Bureau(adresse, seances, environnement)


@pytest.fixture
def entrer(navigateur: Browser, bureau: Bureau) -> Iterator[Entrer]:
    """Open pages as someone of the office."""
    ouverts = []

    def vers(qui: str, adresse: str, *, javascript: bool = True, largeur: int = 1280) -> Page:
        contexte = navigateur.new_context(
            java_script_enabled=javascript,
            locale="fr-FR",
            viewport={"width": largeur, "height": 900},
        )
        contexte.set_default_timeout(30_000)
        ouverts.append(contexte)
        if qui:
            cookie = {"name": "seance", "value": bureau.seances[qui], "url": bureau.adresse}
            contexte.add_cookies([cookie])  # type: ignore[list-item]
        page = contexte.new_page()
        page.goto(bureau.adresse + adresse)
        return page

    yield vers
    for contexte in ouverts:
        contexte.close()


def _dehors(requete: Request, site: str) -> list[str]:
    adresse = urlsplit(requete.url)
    chez_nous = adresse.netloc == urlsplit(site).netloc or adresse.scheme in {"data", "blob"}
    return [] if chez_nous else [f"requête vers {requete.url}"]


@pytest.fixture(scope="session")
def images() -> Path:
    """Give the folder of the pictures taken, kept by continuous integration."""
    dossier = Path(os.environ.get("OPPOSABLE_IMAGES", ICI.parents[2] / "var" / "images"))
    dossier.mkdir(parents=True, exist_ok=True)
    return dossier
