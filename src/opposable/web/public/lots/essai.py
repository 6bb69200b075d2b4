"""A file read once before it is decided: too many lines, or too much memory, is known first.

The lines of a CSV file are counted where they are. A workbook is first read in a process apart,
under a ceiling on memory and time: a small one can hold a text told a million times over, which
nothing but reading it shows, and what reads it ends the process that runs out of memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from opposable.batch.formats import Entree
from opposable.batch.garde import borner_la_memoire
from opposable.batch.refus import MEMOIRE
from opposable.batch.source_autres import SourceXlsx
from opposable.errors import FichierError

if TYPE_CHECKING:
    from pathlib import Path

PLAFOND = 1 << 29
"""Bytes of memory that reading a workbook may take."""
DELAI = 20
"""Seconds it may take."""
REFUSE = 2


def exiger_lignes(contenu: bytes, borne: int) -> None:
    """Check that a text holds no more lines than a bound, the empty ones and the titles counted.

    Raises:
        FichierError: It does.
    """
    if max(contenu.count(b"\n"), contenu.count(b"\r")) > borne + 1:
        raise FichierError("fichier", trop_de_lignes(borne))


def exiger_classeur(chemin: Path, borne: int) -> None:
    """Check that a workbook can be read within the ceilings.

    Raises:
        FichierError: It cannot be read, holds more rows than the bound, or is too heavy.
    """
    # -P: nothing of the folder where the site runs is taken for a module.
    commande = [sys.executable, "-P", "-m", __name__, str(chemin), str(borne)]
    systeme = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONIOENCODING": "utf-8"}
    try:
        essai = subprocess.run(  # noqa: S603 - our own module; the path is ours too
            commande, capture_output=True, encoding="utf-8", timeout=DELAI, check=False, env=systeme
        )
    except subprocess.TimeoutExpired:
        probleme = "le classeur est trop long à lire ; exportez la feuille en CSV"
        raise FichierError("fichier", probleme) from None
    if essai.returncode == REFUSE and essai.stdout:
        raise FichierError("fichier", essai.stdout)
    if essai.returncode:
        raise FichierError("fichier", MEMOIRE)


def trop_de_lignes(borne: int) -> str:
    """Return the sentence for a file of too many lines."""
    return f"plus de {borne} lignes : découpez-le"


def essayer(chemin: str, borne: int, plafond: int = PLAFOND) -> None:
    """Read a workbook whole, in this process, under a ceiling on memory.

    Raises:
        FichierError: It cannot be read, or holds more rows than the bound.
    """
    borner_la_memoire(plafond)
    lues = 0
    with Entree(chemin) as entree:
        for lot in SourceXlsx(entree).lots():
            lues += lot.lot.num_rows
            if lues > borne:
                raise FichierError(chemin, trop_de_lignes(borne))


if __name__ == "__main__":
    try:
        essayer(sys.argv[1], int(sys.argv[2]))
    except FichierError as erreur:
        sys.stdout.write(erreur.probleme)
        sys.exit(REFUSE)
