"""The site as a service: settings, checks, the real command, the other database."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from conftest import RACINE
from opposable.cli import serve
from web.grappe import DELAI, port_libre

COMMANDE = (sys.executable, "-c", "from opposable.cli import main; main()")
PRODUCTION = {
    "OPPOSABLE_PRODUCTION": "1",
    "OPPOSABLE_SECRET_KEY": "k8-une-cle-pour-les-essais-seulement-0123456789-abcdefghijklm",
    "OPPOSABLE_HOTES": "metiers.example.org",
}


# What the browser tests ask of Django in this process is no setting of a service.
ENVIRONNEMENT = {n: v for n, v in os.environ.items() if n != "DJANGO_ALLOW_ASYNC_UNSAFE"}


def django(*mots: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Django in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *mots],
        cwd=RACINE,
        env={**ENVIRONNEMENT, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=DELAI,
    )


def test_les_reglages_de_production_sont_sans_reproche(tmp_path: Path) -> None:
    """`manage.py check --deploy` finds nothing to say of the production settings."""
    lance = django(
        "check", "--deploy", "--fail-level", "INFO", OPPOSABLE_VAR=str(tmp_path), **PRODUCTION
    )
    assert lance.returncode == 0, lance.stderr
    assert "no issues" in lance.stdout


@pytest.mark.parametrize("nom", ["OPPOSABLE_SECRET_KEY", "OPPOSABLE_HOTES"])
def test_la_production_exige_sa_cle_et_ses_hotes(nom: str) -> None:
    """Without a secret key or host names, production does not start, and says why."""
    lance = django("check", **{**PRODUCTION, nom: ""})
    assert lance.returncode != 0
    assert f"{nom} doit être défini" in lance.stderr


def test_chaque_variable_est_documentee() -> None:
    """Every variable that the settings read is in the page, and the page names no other."""
    reglages = (RACINE / "src/opposable/web/settings.py").read_text(encoding="utf-8")
    page = (RACINE / "docs/deploiement.md").read_text(encoding="utf-8")
    lues = set(re.findall(r'"(OPPOSABLE_[A-Z_]+)"', reglages))
    dites = set(re.findall(r"^\| `(OPPOSABLE_[A-Z_]+)`", page, re.MULTILINE))
    assert lues == dites


def test_le_theme_passe_avant_le_notre(tmp_path: Path) -> None:
    """A template of the theme's folder is used instead of ours."""
    (tmp_path / "theme").mkdir()
    modele = "<p>Mon service</p>{% block contenu %}{% endblock %}"
    (tmp_path / "theme" / "base.html").write_text(modele)
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print(Client().get('/aide/').content.decode()[:30])"
    )
    variables = {
        "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
        "OPPOSABLE_THEME": str(tmp_path),
    }
    lance = subprocess.run(
        [sys.executable, "-c", code],
        env={**ENVIRONNEMENT, **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=DELAI,
    )
    assert lance.stdout.startswith("<p>Mon service</p>")


def servir(tmp_path: Path, port: int, *options: str, **variables: str) -> subprocess.Popen[str]:
    """Start `opposable serve`."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from opposable.cli import main; main()",
            "serve",
            "--port",
            str(port),
            *options,
        ],
        env={**ENVIRONNEMENT, "OPPOSABLE_VAR": str(tmp_path / "var"), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def attendre(adresse: str, serveur: subprocess.Popen[str]) -> bytes:
    """Return what an address answers once the server is up."""
    fin = time.monotonic() + DELAI
    while time.monotonic() < fin and serveur.poll() is None:
        try:
            with urllib.request.urlopen(adresse, timeout=DELAI) as reponse:  # noqa: S310 - loopback
                return bytes(reponse.read())
        except OSError:
            time.sleep(0.2)
    serveur.kill()
    pytest.fail(f"le serveur n'a pas répondu : {serveur.communicate()[0]}")


def test_serve_ouvre_sur_de_vraies_questions(tmp_path: Path) -> None:
    """The command prepares everything, prints the address and questions that answer, and stops."""
    port = port_libre()
    serveur = servir(tmp_path, port)
    try:
        assert b"est-elle opposable" in attendre(f"http://127.0.0.1:{port}/", serveur)
        pret = attendre(f"http://127.0.0.1:{port}/sante/pret", serveur)
        assert json.loads(pret)["pret"] is True
    finally:
        serveur.terminate()
        dit, _ = serveur.communicate(timeout=DELAI)
    assert f"Opposable : http://localhost:{port}/" in dit
    assert "/reponse/?nationalite=" in dit
    assert serveur.returncode == 0


def test_serve_n_ouvre_que_son_adresse(tmp_path: Path) -> None:
    """The server opens no socket to command it, nor writes outside its folder."""
    port, maison = port_libre(), tmp_path / "maison"
    maison.mkdir()
    serveur = servir(tmp_path, port, HOME=str(maison), XDG_RUNTIME_DIR=str(maison))
    try:
        attendre(f"http://127.0.0.1:{port}/sante/vie", serveur)
        assert list(maison.rglob("*")) == []
    finally:
        serveur.terminate()
        serveur.communicate(timeout=DELAI)


LENT = """POST /api/v1/determinations HTTP/1.1\r
Host: 127.0.0.1\r
Content-Type: application/json\r
Content-Length: 500\r
\r
{"""


def reste(port: int) -> int:
    """Return how many requests the API says are left this minute."""
    adresse = f"http://127.0.0.1:{port}/api/v1/listes"
    with urllib.request.urlopen(adresse, timeout=DELAI) as reponse:
        return int(reponse.headers["RateLimit-Remaining"])


def enfants(serveur: subprocess.Popen[str]) -> set[str]:
    """Return the numbers of the processes that answer."""
    liste = Path(f"/proc/{serveur.pid}/task/{serveur.pid}/children")
    return set(liste.read_text(encoding="ascii").split())


def test_deux_processus_servent_ensemble(tmp_path: Path) -> None:
    """Two processes count as one; slow senders keep nobody out; one that dies is replaced."""
    port = port_libre()
    serveur = servir(tmp_path, port, "--processus", "2", OPPOSABLE_DEBIT="1000")
    try:
        attendre(f"http://127.0.0.1:{port}/sante/vie", serveur)
        with ExitStack() as lents:
            for _ in range(3):
                lent = lents.enter_context(socket.create_connection(("127.0.0.1", port)))
                lent.sendall(LENT.encode())
            restes = [reste(port) for _ in range(20)]
        assert len(set(restes)) == len(restes), "each request takes one from the same count"
        avant = enfants(serveur)
        os.kill(int(min(avant)), signal.SIGKILL)
        fin = time.monotonic() + DELAI
        while enfants(serveur) == avant or len(enfants(serveur)) < len(avant):
            assert time.monotonic() < fin
            time.sleep(0.2)
        assert all(reste(port) for _ in range(8))
    finally:
        serveur.terminate()
        serveur.communicate(timeout=DELAI)


def test_un_port_pris_est_dit(tmp_path: Path) -> None:
    """A port that is taken is told in French, with what to do."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        serveur = servir(tmp_path, prise.getsockname()[1])
        dit, _ = serveur.communicate(timeout=DELAI)
    assert serveur.returncode == 2
    assert "choisissez un autre --port" in dit


def test_le_port_suivant_est_pris(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--port`, a port that is taken is passed over for the next one."""
    libre = port_libre()
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        monkeypatch.setattr(serve, "PORTS", (prise.getsockname()[1], libre))
        assert serve.premier_port_libre("127.0.0.1") == libre


def test_un_second_demarrage_ne_refait_rien(tmp_path: Path) -> None:
    """Started again, nothing unchanged is made again: every file is that of the first start."""
    faits: list[dict[Path, int]] = []
    for _ in range(2):
        port = port_libre()
        serveur = servir(tmp_path, port)
        try:
            attendre(f"http://127.0.0.1:{port}/sante/vie", serveur)
        finally:
            serveur.terminate()
            dit, _ = serveur.communicate(timeout=DELAI)
        tous = (tmp_path / "var").rglob("*")
        faits.append({f: f.stat().st_mtime_ns for f in tous if f.suffix != ".sqlite3"})
    assert faits[0] == faits[1]
    assert "défauts connus, tous inscrits" in dit
    assert "✗" not in dit


def test_le_site_se_sert_sur_postgresql(tmp_path: Path, postgresql: str) -> None:
    """With `DATABASE_URL` the site migrates and serves on PostgreSQL."""
    port = port_libre()
    serveur = servir(tmp_path, port, DATABASE_URL=postgresql)
    try:
        pret = attendre(f"http://127.0.0.1:{port}/sante/pret", serveur)
        assert json.loads(pret)["pret"] is True
    finally:
        serveur.terminate()
        serveur.communicate(timeout=DELAI)
    assert not list((tmp_path / "var").glob("*.sqlite3"))
