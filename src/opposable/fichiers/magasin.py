"""A store of files that can be made again: each is believed only whole, and only its owner's.

What is absent, cut short, altered or somebody else's is simply not there; what cannot be written
is not kept. Nobody is stopped by it, and two who write at once write the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from opposable.errors import ArtefactError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

AU_PLUS = 32
"""Files kept: those used longest ago leave first."""
OCTETS_AU_PLUS = 1 << 26
"""Bytes of a file that is still read."""
EMPREINTE = 64
PROVISOIRE = ".part"
TABLES = "tables"
"""Folder of a service's store, in its working folder."""


class Magasin:
    """Files kept by name, in one folder.

    Args:
        dossier: The folder, made when first written to; None keeps nothing.
        livre: A folder that is read first and never written to; None where there is none.
    """

    def __init__(self, dossier: Path | None, livre: Path | None = None) -> None:
        self._dossier = dossier
        self._lus = [lu for lu in (livre, dossier) if lu is not None]

    def lire(self, nom: str) -> bytes | None:
        """Return what is kept under a name, None where there is nothing to believe."""
        for dossier in self._lus:
            with suppress(OSError):
                octets = _lire_le_sien(dossier / nom)
                lue, contenu = octets[:EMPREINTE], octets[EMPREINTE:]
                if lue == _empreinte(contenu):
                    return contenu
        return None

    def ranger(self, nom: str, octets: bytes) -> bool:
        """Keep bytes under a name, whole or not at all; tell whether they are kept."""
        if self._dossier is None:
            return False
        try:
            self._dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
            _ecrire(self._dossier / nom, _empreinte(octets) + octets)
            self._elaguer()
        except OSError:
            return False
        return True

    def lire_ou_batir(
        self,
        nom: str,
        batir: Callable[[], T],
        geler: Callable[[T], bytes],
        degeler: Callable[[bytes], T],
    ) -> T:
        """Return what is kept under a name, where it is sound; else build it, and keep it.

        Args:
            nom: Its name, which tells it from whatever is built otherwise.
            batir: Builds it.
            geler: Writes it as bytes.
            degeler: Reads these; it raises `ArtefactError` where they are not to be believed.
        """
        octets = self.lire(nom)
        if octets is not None:
            with suppress(ArtefactError):
                return degeler(octets)
        bati = batir()
        if self._dossier is not None:
            self.ranger(nom, geler(bati))
        return bati

    def _elaguer(self) -> None:
        """Take out the files used longest ago, attempts cut short among them."""
        assert self._dossier is not None  # noqa: S101 - something was just written to it
        fichiers = [entree for entree in os.scandir(self._dossier) if entree.is_file()]
        fichiers.sort(key=lambda entree: entree.stat().st_mtime, reverse=True)
        for entree in fichiers[AU_PLUS:]:
            with suppress(FileNotFoundError):
                Path(entree.path).unlink()


def dossier_du_cache(environnement: Mapping[str, str]) -> Path | None:
    """Return the folder of what this user may make again; None where the system names none.

    Args:
        environnement: `OPPOSABLE_VAR` for the folder of a service, else the user's own.
    """
    for nom, suite in (
        ("OPPOSABLE_VAR", TABLES),
        ("XDG_CACHE_HOME", "opposable"),
        ("LOCALAPPDATA", "opposable"),
        ("HOME", ".cache/opposable"),
    ):
        if environnement.get(nom):
            return Path(environnement[nom]) / suite
    return None


def _lire_le_sien(chemin: Path) -> bytes:
    """Read a file that nobody else could have written.

    Raises:
        OSError: It is not there, or others may write to it.
    """
    descripteur = os.open(chemin, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _SANS_LIEN)
    with os.fdopen(descripteur, "rb") as fichier:
        etat = os.fstat(descripteur)
        if not stat.S_ISREG(etat.st_mode) or etat.st_size > OCTETS_AU_PLUS or not _sien(etat):
            raise PermissionError(str(chemin))
        return fichier.read(OCTETS_AU_PLUS)


_SANS_LIEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _sien(etat: os.stat_result) -> bool:
    """Tell whether a file is of this user or of the system, and others cannot write to it."""
    if not hasattr(os, "geteuid"):
        return True
    return etat.st_uid in {0, os.geteuid()} and not etat.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _ecrire(chemin: Path, octets: bytes) -> None:
    import tempfile  # noqa: PLC0415 - most starts only read

    descripteur, provisoire = tempfile.mkstemp(PROVISOIRE, f".{chemin.name}.", chemin.parent)
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            fichier.write(octets)
        Path(provisoire).replace(chemin)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise


def _empreinte(octets: bytes) -> bytes:
    return hashlib.sha256(octets).hexdigest().encode()
