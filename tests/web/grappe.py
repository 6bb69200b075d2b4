"""A PostgreSQL of the tests' own: on the loopback, as a user without rights, for a while."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

DELAI = 60.0
MEMOIRE = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it
ASSEZ = 2**30
"""Bytes that a cluster of the tests never comes near."""


def manque(quoi: str, comment: str) -> None:
    """Skip where a tool is missing, fail in continuous integration."""
    message = f"{quoi} absent : {comment}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def port_libre() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


def grappe(*, durable: bool = False) -> Iterator[str]:
    """Start a PostgreSQL in a folder that goes with it, give its address, stop it.

    Another run of the tests closes the folders of pytest to other users: this one is its own.

    Args:
        durable: Whether each transaction waits for the disk, as in service; tests do not.
    """
    ou = None if durable else memoire()
    with TemporaryDirectory(prefix="opposable-pg-", dir=ou) as dossier:
        yield from _servir(Path(dossier), "on" if durable else "off")


def memoire() -> Path | None:
    """Return where memory stands for the disk, so that a server killed is soon there again."""
    la = MEMOIRE.is_dir() and shutil.disk_usage(MEMOIRE).free > ASSEZ
    return MEMOIRE if la else None


def _servir(dossier: Path, fsync: str) -> Iterator[str]:
    binaires = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaires:
        manque("PostgreSQL", "apt-get install postgresql")
    bin_, port = binaires[-1].parent, port_libre()
    comme = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            manque("setpriv", "apt-get install util-linux")
        comme = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(dossier, "postgres", "postgres")
    donnees = str(dossier / "donnees")
    init = [*comme, str(bin_ / "initdb"), "-D", donnees, "-A", "trust", "-U", "opposable"]
    subprocess.run(init, check=True, capture_output=True, cwd=dossier, timeout=DELAI)
    # In its own file: a test may ask for another value while the server runs.
    with Path(donnees, "postgresql.auto.conf").open("a", encoding="utf-8") as reglages:
        reglages.write(f"fsync = {fsync}\n")
    options = f"-p {port} -h 127.0.0.1 -k {dossier}"
    lancer = [*comme, str(bin_ / "pg_ctl"), "-D", donnees, "-o", options, "-w"]
    journal = str(dossier / "journal")
    subprocess.run([*lancer, "-l", journal, "start"], check=True, cwd=dossier, timeout=DELAI)
    yield f"postgres://opposable@127.0.0.1:{port}/postgres"
    subprocess.run([*lancer, "-m", "immediate", "stop"], check=True, cwd=dossier, timeout=DELAI)
