"""Opening a file of figures: CSV, XLSX or Parquet, told by its first bytes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from opposable.elaboration.classeur_lu import lire_classeur
from opposable.elaboration.csv_lu import lire_csv
from opposable.elaboration.parquet_lu import lire_parquet
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opposable.elaboration.table_lue import TableLue

OCTETS_AU_PLUS = 200_000_000
"""Bytes of a file above which it is refused."""
MARQUES = {
    b"\xd0\xcf\x11\xe0": "classeur XLS d'un ancien format, ou protégé par un mot de passe",
    b"\x1f\x8b": "fichier compressé",
    b"%PDF": "document PDF",
    b"{": "fichier JSON",
}
"""First bytes of what is not read."""


def lire_table(chemin: Path, genre: str) -> TableLue:
    """Read a table whatever its format.

    Args:
        chemin: The file.
        genre: `releve` or `nomenclature`: which titles to look for.

    Raises:
        FichierError: It is absent, too large, damaged, or of a format that is not read.
    """
    nom = chemin.name
    with _refuser(nom):
        octets = _octets(chemin)
        if octets.startswith(b"PK"):
            return lire_classeur(nom, octets, genre)
        if octets.startswith(b"PAR1"):
            return lire_parquet(nom, octets)
        for marque, quoi in MARQUES.items():
            if octets.startswith(marque):
                raise FichierError(nom, f"{quoi} ; enregistrez le tableau en CSV, XLSX ou Parquet")
        return lire_csv(nom, octets, genre)


def _octets(chemin: Path) -> bytes:
    if chemin.stat().st_size > OCTETS_AU_PLUS:
        raise FichierError(
            chemin.name, f"plus de {OCTETS_AU_PLUS // 10**6} Mo : découpez-le par période"
        )
    octets = chemin.read_bytes()
    if not octets.strip():
        raise FichierError(chemin.name, "le fichier est vide")
    return octets


@contextmanager
def _refuser(nom: str) -> Iterator[None]:
    """Turn what the system or a library refuses into a refusal in French."""
    try:
        yield
    except (MemoryError, pa.ArrowMemoryError) as erreur:
        raise FichierError(
            nom, "le contenu demande plus de mémoire que permis ; découpez-le par période"
        ) from erreur
    except (pa.ArrowException, UnicodeDecodeError, IndexError, OverflowError) as erreur:
        raise FichierError(nom, f"contenu illisible ou abîmé ({_dire(erreur)})") from erreur
    except OSError as erreur:
        quoi = _systeme(erreur)
        raise FichierError(nom, quoi) from erreur


def _systeme(erreur: OSError) -> str:
    if isinstance(erreur, FileNotFoundError):
        return "ce fichier n'existe pas ; vérifiez son nom et son dossier"
    if isinstance(erreur, IsADirectoryError):
        return "c'est un dossier ; donnez un fichier CSV, XLSX ou Parquet"
    if isinstance(erreur, PermissionError):
        return "accès refusé ; vérifiez les droits"
    return f"lecture impossible ({erreur.strerror or _dire(erreur)})"


def _dire(erreur: Exception) -> str:
    return (str(erreur).splitlines() or [type(erreur).__name__])[0][:200]
