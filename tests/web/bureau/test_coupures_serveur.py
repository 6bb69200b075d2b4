"""On PostgreSQL, its server cut short at any write or synchronisation, or refused the disk.

The process that serves the transaction is followed by `strace`, then the one that brings pages to
the disk (`CHECKPOINT`), with a server that waits for the disk as in service.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connection

from web.bureau.coupures import (
    DELAI,
    ENTIER,
    ESSAYES,
    NUMERO,
    Bilan,
    Pepiniere,
    attendre_l_arret,
    commencer,
    essayer,
    exiger_strace,
    patienter,
    pepiniere,
    relire,
    suivre,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from opposable.dossiers.etat import Dossier

POINTS = ("pwrite64", "pwritev", "fdatasync", "fsync", "ftruncate")
"""Calls by which PostgreSQL writes, enlarges and synchronises its files."""
ERREURS = {"pwrite64": "ENOSPC", "pwritev": "ENOSPC", "fdatasync": "EIO", "fsync": "EIO"}
MORT = "signal=SIGKILL"
RANGS = 400 if ENTIER else 1
"""Calls of a kind that are cut, at most."""
AU_SERVEUR = ESSAYES if ENTIER else ["Decider"]
AUX_PAGES = ["Decider", "deposer"] if ENTIER else ["Decider"]
"""Transactions after which pages go to the disk: what is written then hardly depends on them."""
MARQUES = (" SIGKILL", "(INJECTED)")
"""What strace writes where it did something."""


class Serveur:
    """The server of the tests, the file a transaction begins with, and what it becomes."""

    def __init__(self, url: str, dossier: Path, geste: str) -> None:
        self.url, self.trace, self.geste = url, dossier / "trace", geste
        self.numero = NUMERO.get(geste, "essai")
        self.avant = commencer(geste)
        self._refaire("modele", "bureau")

    def ordonner(self, *ordres: str) -> list[tuple[object, ...]]:
        """Give orders beside the database of the office; return what the last one says."""
        with psycopg.connect(self.url.replace("/bureau", "/postgres"), autocommit=True) as lien:
            for ordre in ordres:
                lu = lien.execute(ordre)
            return lu.fetchall() if lu.description else []

    def _refaire(self, base: str, modele: str) -> None:
        connection.close()
        self.ordonner(
            f"DROP DATABASE IF EXISTS {base} WITH (FORCE)",
            f"CREATE DATABASE {base} TEMPLATE {modele}",
        )

    def remettre(self) -> None:
        """Put the database back as it was before."""
        self._refaire("bureau", "modele")

    def relire(self) -> Dossier | None:
        """The file that rows keep, once the server is there again."""
        return patienter(partial(relire, self.numero))

    def processus(self, genre: str) -> int:
        """The process of a kind: the one that serves the office, or one of the server's own."""
        [(pid,)] = self.ordonner(
            f"SELECT pid FROM pg_stat_activity WHERE backend_type = '{genre}'"  # noqa: S608
            " AND pid <> pg_backend_pid() AND COALESCE(datname, 'bureau') = 'bureau'"
        )
        return int(str(pid))

    @contextmanager
    def suivi(self, pid: int, effet: str) -> Iterator[None]:
        """Follow a process of the server meanwhile, one of its calls cut."""
        appel = effet.partition(":")[0]
        suivi = suivre(pid, self.trace, "-e", f"trace={appel}", "-e", f"inject={effet}")
        try:
            yield
        finally:
            suivi.terminate()
            suivi.communicate(timeout=DELAI)

    @property
    def coupe(self) -> bool:
        """Whether the call was made, and cut."""
        vu = self.trace.read_text("utf-8", "replace")
        return any(marque in vu for marque in MARQUES)

    def agir(self, prete: Pepiniere, effet: str) -> Bilan:
        """Do the transaction while what serves it is followed."""
        tache = {"geste": self.geste, "numero": self.numero, "attendre": True, "essais": 1}
        enfant = prete.lancer(quoi="acte", **tache)
        attendre_l_arret(enfant)
        with self.suivi(self.processus("client backend"), effet):
            os.kill(enfant, signal.SIGCONT)
            return prete.attendre()


@pytest.fixture
def serveur(base: str, base_postgresql: str, dossier: Path) -> Iterator[Callable[[str], Serveur]]:
    """A server that waits for the disk, with a database that comes back as it was."""
    exiger_strace()
    assert base == "postgresql"
    reglage = partial(_regler, base_postgresql)
    reglage("ALTER SYSTEM SET fsync = on")
    yield lambda geste: Serveur(base_postgresql, dossier, geste)
    reglage("ALTER SYSTEM SET fsync = off")


def _regler(url: str, ordre: str) -> None:
    """Set something of a server, once it is there again."""
    limite = time.monotonic() + DELAI
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as lien:
                lien.execute(ordre)
                lien.execute("SELECT pg_reload_conf()")
        except psycopg.OperationalError:
            assert time.monotonic() < limite
            time.sleep(0.2)
        else:
            return


sur_postgresql = pytest.mark.parametrize("base", ["postgresql"], indirect=True)


@sur_postgresql
@pytest.mark.parametrize("geste", AU_SERVEUR)
def test_le_serveur_tue_ou_prive_de_disque(
    serveur: Callable[[str], Serveur], geste: str, dossier: Path
) -> None:
    """Killed before any write, or refused the disk: all of the act, or none; kept once done."""
    ici = serveur(geste)
    with pepiniere(ici.url, dossier) as prete:
        assert essayer(prete, geste)[0] == (["fait"], False)
        apres, coupes = ici.relire(), 0
        assert apres not in {ici.avant, None}
        for appel in POINTS:
            for effet in (MORT, *(f"error={e}" for a, e in ERREURS.items() if a == appel)):
                for rang in range(1, RANGS + 1):
                    ici.remettre()
                    bilan = ici.agir(prete, f"{appel}:{effet}:when={rang}")
                    lu = ici.relire()
                    assert lu in (ici.avant, apres), (appel, effet, rang, bilan)
                    assert bilan.dit != ["fait"] or lu == apres, (appel, effet, rang)
                    if not ici.coupe:
                        assert bilan.dit == ["fait"]
                        break
                    coupes += 1
        assert coupes >= 3


@sur_postgresql
@pytest.mark.parametrize("geste", AUX_PAGES)
def test_ce_qui_est_dit_fait_survit_aux_pages_perdues(
    serveur: Callable[[str], Serveur], geste: str, dossier: Path
) -> None:
    """Acknowledged, then the bringing of pages to the disk cut or refused: the act is there."""
    ici = serveur(geste)
    with pepiniere(ici.url, dossier) as prete:
        coupes = 0
        for appel in ("pwrite64", "fsync", "fdatasync"):
            for effet in (MORT, f"error={ERREURS[appel]}"):
                for rang in range(1, RANGS + 1):
                    ici.remettre()
                    ici.ordonner("CHECKPOINT")
                    assert essayer(prete, geste)[0] == (["fait"], False)
                    apres = ici.relire()
                    effet_ = f"{appel}:{effet}:when={rang}"
                    with ici.suivi(ici.processus("checkpointer"), effet_), suppress(psycopg.Error):
                        ici.ordonner("CHECKPOINT")
                    assert ici.relire() == apres, effet_
                    if not ici.coupe:
                        break
                    coupes += 1
        assert coupes >= 3


@sur_postgresql
@pytest.mark.parametrize("geste", AU_SERVEUR)
def test_tue_avant_chaque_ordre(
    serveur: Callable[[str], Serveur], geste: str, dossier: Path
) -> None:
    """The office killed before any order it sends to the server: all of the act, or none."""
    ici = serveur(geste)
    with pepiniere(ici.url, dossier) as prete:
        _, envois = essayer(prete, geste, ecritures="sendto")
        apres = ici.relire()
        assert envois["sendto"] > 5
        ici.remettre()
        for rang in count(1) if ENTIER else range(1, envois["sendto"] + 1, 3):
            bilan, _ = essayer(prete, geste, ecritures="sendto", effet=f"sendto:{MORT}:when={rang}")
            lu = ici.relire()
            assert lu in (ici.avant, apres), rang
            assert bilan.tue or lu == apres
            if lu != ici.avant:
                ici.remettre()
            if not bilan.tue:
                break
