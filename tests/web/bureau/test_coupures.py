"""Cut short at any write, killed under load, or refused by the disk, the office loses nothing."""

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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from opposable.dossiers.journal import verifier_la_chaine
from opposable.dossiers.statistiques import compter
from opposable.errors import EnregistrementError
from opposable.web.bureau.ecriture import _plie
from opposable.web.bureau.models import Compteur, FicheDecision, FicheDossier, MotDuDossier
from opposable.web.bureau.repertoire import couples
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau.gestes import CADRE, GESTES, SIGNER, SUR_UNE_DECISION, a_decider, depart
from web.bureau.ouvrier import MIDI
from web.grappe import manque

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.dossiers.etat import Dossier

RACINE = Path(__file__).parents[3]
ENTIER = bool(os.environ.get("OPPOSABLE_COUPURES"))
"""Whether every point of every transaction is tried, and a thousand kills: many minutes."""
ESSAYES = sorted(GESTES) if ENTIER else ["Decider", "deposer"]
MORTS = 1_000 if ENTIER else 20
DOSSIERS = 40
ECRITURES = ("pwrite64", "write", "ftruncate", "unlink", "fsync", "fdatasync")
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


def suivre(pid: int, trace: Path, *options: str) -> subprocess.Popen[str]:
    """Follow a process that is stopped, then let it go on."""
    etat = Path(f"/proc/{pid}/stat")
    while etat.read_text().rpartition(")")[2].split()[0] != "T":
        time.sleep(0.001)
    commande = ["strace", "-p", str(pid), "-o", str(trace), *options]
    suivi = subprocess.Popen(commande, stderr=subprocess.PIPE, text=True)
    assert suivi.stderr is not None
    assert "attached" in suivi.stderr.readline()
    os.kill(pid, signal.SIGCONT)
    return suivi


def essayer(
    prete: Pepiniere, geste: str, *, essais: int = 1, effet: str = "", ecritures: str = ""
) -> tuple[Bilan, Counter[str]]:
    """Do a transaction under strace; return what was said and the writes that were made."""
    trace = prete.preuve.with_name("trace")
    numero = NUMERO.get(geste, "essai")
    pid = prete.lancer(quoi="acte", geste=geste, numero=numero, attendre=True, essais=essais)
    options = ["-e", f"trace={ecritures or ','.join(ECRITURES)}"]
    suivi = suivre(pid, trace, *options, *(["-e", f"inject={effet}"] if effet else []))
    bilan = prete.attendre()
    suivi.communicate(timeout=DELAI)
    appels = (li.partition("(")[0] for li in trace.read_text("utf-8", "replace").splitlines())
    return bilan, Counter(appel for appel in appels if appel in ECRITURES)


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
    comptes = {tuple(li[1:-1]): li[-1] for li in Compteur.objects.values_list() if li[-1]}
    recomptes = compter(dossiers).items()
    assert comptes == {tuple("" if v is None else v for v in c): n for c, n in recomptes}
    mots = MotDuDossier.objects.values_list("dossier__numero", "mot__mot", "service")
    assert set(mots) == {(d.numero, *c) for d in dossiers for c in couples(d, _plie)}
    en_vigueur = FicheDecision.objects.filter(retiree_le__isnull=True)
    decides = {d.numero for d in dossiers if d.decision}
    assert set(en_vigueur.values_list("dossier__numero", flat=True)) == decides


def exiger_strace() -> None:
    """Skip where no tool can inject signals and errors; continuous integration has one."""
    if shutil.which("strace") is None:
        manque("strace", "apt-get install strace")


def preparer(geste: str, dossier: Path) -> tuple[Path, Path, Dossier | None]:
    """Keep the file a transaction begins with; return the database, its copy, the file."""
    fichier = Path(str(connection.settings_dict["NAME"]))
    if (avant := depart(geste)) is not None:
        ouvrir(avant, MIDI)
        if geste in SUR_UNE_DECISION:
            avant = accomplir(avant.numero, SIGNER, MIDI, CADRE)
    connection.close()
    return fichier, Path(shutil.copy(fichier, dossier / "modele")), avant


def remettre(fichier: Path, modele: Path) -> None:
    """Put the database back as it was before."""
    connection.close()
    Path(f"{fichier}-journal").unlink(missing_ok=True)
    shutil.copy(modele, fichier)


def points(faites: Counter[str]) -> list[tuple[str, int]]:
    """Every call that writes or synchronises, by its rank; a share of them by default."""
    tous = [(appel, rang) for appel, fois in faites.items() for rang in range(1, fois + 1)]
    hasard = random.Random(len(tous))  # noqa: S311 - a draw told again
    return tous if ENTIER else hasard.sample(tous, min(len(tous), 8))


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("geste", ESSAYES)
def test_tue_a_chaque_ecriture(base: str, geste: str, dossier: Path) -> None:
    """Killed before any write or synchronisation: all of the act is kept, or none of it."""
    exiger_strace()
    fichier, modele, avant = preparer(geste, dossier)
    with pepiniere(f"{base}:///{fichier}", dossier) as prete:
        bilan, faites = essayer(prete, geste)
        apres = relire(NUMERO.get(geste, "essai"))
        assert bilan == (["fait"], False)
        assert apres not in {avant, None}
        assert faites["fdatasync"] + faites["fsync"] > 1
        for appel, rang in points(faites):
            remettre(fichier, modele)
            effet = f"{appel}:signal=SIGKILL:when={rang}"
            bilan, _ = essayer(prete, geste, effet=effet)
            lu = relire(NUMERO.get(geste, "essai"))
            assert bilan.tue
            assert lu in (avant, apres), (appel, rang)
            assert bilan.dit == [] or lu == apres, (appel, rang)


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("geste", ESSAYES)
def test_un_disque_qui_refuse(base: str, geste: str, dossier: Path) -> None:
    """No space or an error at any call: the act is refused whole, and done when tried again."""
    exiger_strace()
    fichier, modele, avant = preparer(geste, dossier)
    with pepiniere(f"{base}:///{fichier}", dossier) as prete:
        _, faites = essayer(prete, geste)
        apres = relire(NUMERO.get(geste, "essai"))
        for appel, rang in points(Counter({a: n for a, n in faites.items() if a in ERREURS})):
            effet = f"{appel}:error={ERREURS[appel]}:when={rang}"
            for essais in (1, 2):
                remettre(fichier, modele)
                bilan, _ = essayer(prete, geste, essais=essais, effet=effet)
                lu = relire(NUMERO.get(geste, "essai"))
                attendu = apres if bilan.dit[-1] == "fait" else avant
                assert lu == attendu, (appel, rang, bilan)
                assert essais == 1 or bilan.dit[-1] == "fait"


def test_tue_sous_la_charge(base: str, dossier: Path, request: pytest.FixtureRequest) -> None:
    """Killed at random while threads sign, refuse and withdraw: what was acknowledged is there."""
    numeros = [f"2008-{rang:04}" for rang in range(DOSSIERS)]
    hasard = random.Random(14)  # noqa: S311 - a draw told again
    with transaction.atomic():
        for numero in numeros:
            ouvrir(a_decider(numero), MIDI)
    connection.close()
    url = (
        f"sqlite:///{connection.settings_dict['NAME']}"
        if base == "sqlite"
        else str(request.getfixturevalue("base_postgresql"))
    )
    acquis = Counter[str]()
    with pepiniere(url, dossier) as prete:
        for graine in range(MORTS):
            enfant = prete.lancer(quoi="charge", numeros=numeros, graine=graine)
            prete.voir_agir()
            time.sleep(hasard.uniform(0, 0.3))
            if base == "postgresql" and graine % 10 == 9:
                tuer_le_serveur(url)
            os.kill(enfant, signal.SIGKILL)
            bilan = prete.attendre()
            assert bilan.tue
            acquis.update(patienter(partial(verifier, bilan.dit, base)))
    assert acquis.total() >= MORTS
    assert acquis["Decider"]
    assert acquis["Retirer"] or not ENTIER
    connection.close()
    eprouver([lire(numero) for numero in numeros])


def patienter(lire_: Callable[[], Counter[str]]) -> Counter[str]:
    """Read again while a server that was killed recovers: it drops those who come meanwhile."""
    limite = time.monotonic() + DELAI
    while True:
        try:
            return lire_()
        except OperationalError:
            connection.close()
            assert time.monotonic() < limite
            time.sleep(0.2)


def tuer_le_serveur(url: str) -> None:
    """Kill the processes of the server that write, as a crash would; it recovers by itself."""
    with psycopg.connect(url, autocommit=True) as lien:
        lignes = lien.execute(
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        ).fetchall()
    for (pid,) in lignes[:1]:
        os.kill(pid, signal.SIGKILL)
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return


def verifier(dit: list[str], base: str) -> Counter[str]:
    """Check that each act acknowledged is an entry of its file; count them by name."""
    connection.close()
    lus: dict[str, Dossier] = {}
    noms = Counter[str]()
    for ligne in dit:
        numero, rang, nom = ligne.split()
        if numero not in lus:
            lus[numero] = lire(numero)
        dossier = lus[numero]
        assert dossier.journal[int(rang) - 1].acte == nom, (base, ligne)
        noms[nom] += 1
    for dossier in lus.values():
        verifier_la_chaine(dossier.journal)
        assert (dossier.decision is not None) == (dossier.etat.value in {"accepte", "refuse"})
    return noms
