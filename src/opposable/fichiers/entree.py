"""Formats of files, and how one is recognised: by its first bytes, else by its name."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self, TypeVar, cast

from opposable.errors import FichierError
from opposable.fichiers.refus import dire_erreur

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

FLUX = "-"
"""Standard input or output."""
DEBUT = 16


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
AUTRES = (
    (b"\xd0\xcf\x11\xe0", "classeur XLS d'un ancien format, ou protégé par un mot de passe"),
    (b"\x1f\x8b", "fichier compressé"),
    (b"%PDF", "document PDF"),
    (b"<!DOCTYPE", "page HTML"),
    (b"<?xml", "document XML"),
)
"""First bytes of what is not read."""


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


def reconnaitre(debut: bytes, suffixe: str = "") -> Format:
    """Return the format that the first bytes show, else that of a suffix, else CSV.

    Text is what its name says: a CSV file may begin with a brace.
    """
    montre = next((f for magie, f in MAGIES if debut.startswith(magie)), None)
    nomme = SUFFIXES.get(suffixe.lower())
    if montre is Format.JSONL and nomme is not None:
        return nomme
    return montre or nomme or Format.CSV


class Limites(NamedTuple):
    """What a file may take.

    Attributes:
        memoire: Bytes of memory of what reads a workbook apart.
        secondes: Seconds of the same; a large file is given more.
        lignes: Lines of a text file or of a sheet, 0 for any number.
    """

    memoire: int = 3 << 30
    secondes: float = 60.0
    lignes: int = 0

    def exiger_lignes(self, nom: str, lignes: int) -> None:
        """Check a number of lines.

        Raises:
            FichierError: There are more than may be.
        """
        if self.lignes and lignes > self.lignes:
            raise FichierError(nom, f"plus de {self.lignes} lignes : découpez-le")


class Entree:
    """An input: a file, or a stream (kept in a temporary file where it must be sought).

    Args:
        nom: Path, or `-` for standard input.
        demande: Format asked for, None to recognise it.
        flux: Stream to read in the place of the path, of which only the name is then used.
        limites: What reading it may take where that is done apart.
        en_place: Whether the stream is sought where it is, rather than kept in a file.

    Attributes:
        pile: What goes away when it is closed.

    Raises:
        FichierError: It is not a file that can be read.
    """

    def __init__(
        self,
        nom: str,
        demande: Format | None = None,
        *,
        flux: IO[bytes] | None = None,
        limites: Limites | None = None,
        en_place: bool = False,
    ) -> None:
        self.nom = "entrée standard" if nom == FLUX else nom
        if nom == FLUX:
            flux = sys.stdin.buffer
        self.chemin = None if flux is not None else Path(nom)
        self.limites = limites or Limites()
        self._cherchable = en_place or self.chemin is not None
        self.pile = ExitStack()
        self._flux: IO[bytes] = flux if flux is not None else self._ouvrir(Path(nom))
        self._debut = self._lire_debut()
        self.format = demande or reconnaitre(self._debut, Path(nom).suffix)

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
        for marque, quoi in AUTRES:
            if debut.startswith(marque):
                self.fermer()
                raise FichierError(
                    self.nom, f"{quoi} ; enregistrez le tableau en CSV, XLSX ou Parquet"
                )
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
        if self._cherchable:
            self._flux.seek(0)
            return self._flux
        copie = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed with the input
        self.pile.callback(copie.close)
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
        self.pile.close()
        if self._cherchable:
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
