"""Formats of files, and how one is recognised: by its name, else by its first bytes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, TypeVar, cast

from opposable.batch.refus import dire_erreur
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

FLUX = "-"
"""Standard input or output."""
DEBUT = 8


class Format(StrEnum):
    """A format read and written."""

    CSV = "csv"
    PARQUET = "parquet"
    ARROW = "arrow"
    JSONL = "jsonl"
    XLSX = "xlsx"


SUFFIXES = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".arrow": Format.ARROW,
    ".arrows": Format.ARROW,
    ".feather": Format.ARROW,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".xlsx": Format.XLSX,
}
MAGIES = (
    (b"PAR1", Format.PARQUET),
    (b"ARROW1", Format.ARROW),
    (b"\xff\xff\xff\xff", Format.ARROW),
    (b"PK\x03\x04", Format.XLSX),
    (b"{", Format.JSONL),
)


def format_de(chemin: str) -> Format:
    """Return the format a file name says.

    Raises:
        FichierError: Its suffix is not known.
    """
    connu = SUFFIXES.get(Path(chemin).suffix.lower())
    if connu is None:
        possibles = ", ".join(sorted(SUFFIXES))
        raise FichierError(
            chemin, f"suffixe inconnu ; renommez le fichier ({possibles}) ou donnez son format"
        )
    return connu


def reconnaitre(debut: bytes) -> Format:
    """Return the format that the first bytes show; CSV where nothing else is recognised."""
    return next((f for magie, f in MAGIES if debut.startswith(magie)), Format.CSV)


class Entree:
    """An input: a file, or standard input (kept in a temporary file where it must be sought).

    Args:
        nom: Path, or `-`.
        demande: Format asked for, None to recognise it.

    Raises:
        FichierError: It is not a file that can be read.
    """

    def __init__(self, nom: str, demande: Format | None = None) -> None:
        self.nom = "entrée standard" if nom == FLUX else nom
        self.chemin = None if nom == FLUX else Path(nom)
        self._flux: IO[bytes] = sys.stdin.buffer if nom == FLUX else self._ouvrir(Path(nom))
        self._debut = self._lire_debut()
        if demande is None:
            suffixe = Path(nom).suffix.lower() if nom != FLUX else ""
            demande = SUFFIXES.get(suffixe) or reconnaitre(self._debut)
        self.format = demande

    def _ouvrir(self, chemin: Path) -> IO[bytes]:
        if not chemin.exists():
            raise FichierError(self.nom, "ce fichier n'existe pas")
        if chemin.is_dir():
            raise FichierError(self.nom, "c'est un dossier ; donnez un fichier")
        return traduire(self.nom, lambda: chemin.open("rb"))

    def _lire_debut(self) -> bytes:
        debut = traduire(self.nom, lambda: self._flux.read(DEBUT))
        if not debut:
            self.fermer()
            raise FichierError(self.nom, "le fichier est vide : une ligne de titres est attendue")
        return debut

    @property
    def taille(self) -> int | None:
        """Size in bytes, None where it is not known."""
        return self.chemin.stat().st_size if self.chemin else None

    def flux(self) -> tuple[bytes, IO[bytes]]:
        """Return the bytes already read and the stream of the others."""
        return self._debut, self._flux

    def fichier(self) -> IO[bytes]:
        """Return a file that can be sought, at its beginning."""
        if self.chemin:
            self._flux.seek(0)
            return self._flux
        copie = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed with the run
        copie.write(self._debut)
        traduire(self.nom, lambda: shutil.copyfileobj(self._flux, copie))
        copie.seek(0)
        return copie

    def __enter__(self) -> Self:
        """It is open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.fermer()

    def fermer(self) -> None:
        """Close the input."""
        if self.chemin:
            self._flux.close()


def traduire(nom: str, faire: Callable[[], T]) -> T:
    """Do something with a file; a refusal of the system becomes a French sentence.

    Raises:
        FichierError: The system refuses.
    """
    try:
        return faire()
    except OSError as erreur:
        raise FichierError(nom, dire_erreur(erreur)) from erreur


def taille(fichier: IO[bytes]) -> int:
    """Return the size of a file that can be sought; it is left at its beginning."""
    octets = fichier.seek(0, os.SEEK_END)
    fichier.seek(0)
    return octets
