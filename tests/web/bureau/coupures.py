"""What cuts the office short: a process made ready, `strace` that kills it or refuses the disk."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.db import OperationalError, connection

from opposable.dossiers.journal import verifier_la_chaine
from opposable.errors import EnregistrementError
from opposable.web.bureau.ecriture import _plie
from opposable.web.bureau.models import FicheDecision, FicheDossier, MotDuDossier
from opposable.web.bureau.repertoire import couples
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau.figures import recomptees, tenues
from web.bureau.gestes import CADRE, DECISION, GESTES, depart, moment
from web.bureau.ouvrier import MIDI
from web.grappe import manque

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from opposable.dossiers.etat import Dossier

    T = TypeVar("T")

RACINE = Path(__file__).parents[3]
ENTIER = bool(os.environ.get("OPPOSABLE_COUPURES"))
"""Whether every point of every transaction is tried, and a thousand kills: many minutes."""
ESSAYES = sorted(GESTES) if ENTIER else ["Decider", "deposer"]
ECRITURES = ("pwrite64", "pwritev", "write", "ftruncate", "unlink", "fsync", "fdatasync")
ERREURS = {"pwrite64": "ENOSPC", "ftruncate": "EIO", "fsync": "EIO", "fdatasync": "EIO"}
DELAI = 30.0
NUMERO = {"deposer": "2008-ddtefp-35-00001"}


class Bilan(NamedTuple):
    """What a child said before its end, and whether a signal ended it."""

    dit: list[str]
    tue: bool


class Pepiniere:
    """A process that is ready, and makes a child for each task."""

    def __init__(self, base: str, dossier: Path) -> None:
        self.preuve = dossier / "preuve"
        chemins = os.pathsep.join(str(RACINE / nom) for nom in ("src", "tests"))
        environnement = {
            **os.environ,
            "DATABASE_URL": base,
            "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
            "PYTHONPATH": chemins,
        }
        self.processus = subprocess.Popen(
            [sys.executable, "-m", "web.bureau.ouvrier"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environnement,
            cwd=RACINE,
            text=True,
        )

    def lancer(self, **tache: object) -> int:
        """Begin a task; return the number of the child."""
        self.preuve.unlink(missing_ok=True)
        assert self.processus.stdin is not None
        self.processus.stdin.write(json.dumps({"preuve": str(self.preuve), **tache}) + "\n")
        self.processus.stdin.flush()
        return self._lire()

    def attendre(self) -> Bilan:
        """Wait for the end of the child."""
        statut = self._lire()
        dit = self.preuve.read_text("utf-8").splitlines() if self.preuve.exists() else []
        return Bilan(dit, tue=os.WIFSIGNALED(statut))

    def voir_agir(self) -> None:
        """Wait until a first act is acknowledged."""
        limite = time.monotonic() + DELAI
        while not (self.preuve.exists() and self.preuve.stat().st_size):
            assert time.monotonic() < limite
            time.sleep(0.001)

    def fermer(self) -> None:
        """End the process."""
        self.processus.communicate(timeout=DELAI)

    def _lire(self) -> int:
        assert self.processus.stdout is not None
        return int(self.processus.stdout.readline())


@contextmanager
def pepiniere(base: str, dossier: Path) -> Iterator[Pepiniere]:
    """Have a process ready, and end it."""
    prete = Pepiniere(base, dossier)
    try:
        yield prete
    finally:
        prete.fermer()


def attendre_l_arret(pid: int) -> None:
    """Wait until a process has stopped itself, ready to act."""
    etat = Path(f"/proc/{pid}/stat")
    while etat.read_text().rpartition(")")[2].split()[0] != "T":
        time.sleep(0.001)


def suivre(pid: int, trace: Path, *options: str) -> subprocess.Popen[str]:
    """Follow a process under strace."""
    commande = ["strace", "-p", str(pid), "-o", str(trace), *options]
    suivi = subprocess.Popen(commande, stderr=subprocess.PIPE, text=True)
    assert suivi.stderr is not None
    assert "attached" in suivi.stderr.readline()
    return suivi


def essayer(
    prete: Pepiniere, geste: str, *, essais: int = 1, effet: str = "", ecritures: str = ""
) -> tuple[Bilan, Counter[str]]:
    """Do a transaction under strace; return what was said and the writes that were made."""
    trace = prete.preuve.with_name("trace")
    numero = NUMERO.get(geste, "essai")
    pid = prete.lancer(quoi="acte", geste=geste, numero=numero, attendre=True, essais=essais)
    options = ["-e", f"trace={ecritures or ','.join(ECRITURES)}"]
    attendre_l_arret(pid)
    suivi = suivre(pid, trace, *options, *(["-e", f"inject={effet}"] if effet else []))
    os.kill(pid, signal.SIGCONT)
    bilan = prete.attendre()
    suivi.communicate(timeout=DELAI)
    return bilan, appels(trace)


def appels(trace: Path) -> Counter[str]:
    """Count the calls that strace saw, by name."""
    lignes = trace.read_text("utf-8", "replace").splitlines()
    return Counter(li.partition("(")[0] for li in lignes if not li.startswith(("+++", "---")))


def relire(numero: str) -> Dossier | None:
    """The file that rows keep, whole; None where there is none."""
    connection.close()
    try:
        dossier = lire(numero)
    except EnregistrementError:
        assert not FicheDossier.objects.exists()
        assert not FicheDecision.objects.exists()
        return None
    verifier_la_chaine(dossier.journal)
    eprouver([dossier])
    return dossier


def eprouver(dossiers: list[Dossier]) -> None:
    """Check that figures, words and decisions are those of the files."""
    assert tenues() == recomptees(dossiers)
    mots = MotDuDossier.objects.values_list("dossier__numero", "mot__mot", "service")
    assert set(mots) == {(d.numero, *c) for d in dossiers for c in couples(d, _plie)}
    en_vigueur = FicheDecision.objects.filter(retiree_le__isnull=True)
    decides = {d.numero for d in dossiers if d.decision}
    assert set(en_vigueur.values_list("dossier__numero", flat=True)) == decides


def exiger_strace() -> None:
    """Skip where no tool can inject signals and errors; continuous integration has one."""
    if shutil.which("strace") is None:
        manque("strace", "apt-get install strace")


def commencer(geste: str) -> Dossier | None:
    """Keep the file that a transaction begins with; None where it makes the file."""
    avant = depart(geste)
    if avant is not None:
        ouvrir(avant, MIDI)
        if geste in DECISION:
            acte = DECISION[geste]
            avant = accomplir(avant.numero, acte, moment(acte, MIDI), CADRE)
    connection.close()
    return avant


def points(faites: Counter[str]) -> list[tuple[str, int]]:
    """Every call that writes or synchronises, by its rank; a share of them by default."""
    tous = [(appel, rang) for appel, fois in faites.items() for rang in range(1, fois + 1)]
    hasard = random.Random(len(tous))  # noqa: S311 - a draw told again
    return tous if ENTIER else hasard.sample(tous, min(len(tous), 8))


def patienter(lire_: Callable[[], T]) -> T:
    """Read again while a server that was killed recovers: it drops those who come meanwhile."""
    limite = time.monotonic() + DELAI
    while True:
        try:
            return lire_()
        except OperationalError:
            connection.close()
            assert time.monotonic() < limite
            time.sleep(0.2)
