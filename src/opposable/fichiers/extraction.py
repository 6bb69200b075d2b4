"""Run apart, under a ceiling on memory: turns the sheets of a workbook into CSV files.

Usage: extraction.py FOLDER BYTES, the workbook on standard input. What reads workbooks may ask
for more memory than there is and end its process: this one may end, and is killed when it is
too long. It is run by its path and imports nothing of the project.
"""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

INDEX = "feuilles.json"
ABIME = 3
"""Exit status where the workbook cannot be read."""
FICHIER_AU_PLUS = 1 << 31
"""Bytes of a sheet once written."""


def texte(valeur: Any) -> str:
    """Return a cell as a person would type it: whole numbers without point, days as AAAA-MM-JJ."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, datetime):
        minuit = valeur == datetime.combine(valeur, datetime.min.time())
        return valeur.date().isoformat() if minuit else valeur.isoformat(sep=" ")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, float) and math.isfinite(valeur):
        return str(int(valeur)) if valeur == int(valeur) else f"{valeur:.15g}"
    return str(valeur)


def extraire(octets: bytes, dossier: Path) -> None:
    """Write each sheet as CSV, and `feuilles.json`: name, first line and lines of each.

    Raises:
        CalamineError: The workbook cannot be read.
    """
    feuilles = []
    with CalamineWorkbook.from_filelike(io.BytesIO(octets)) as classeur:
        for rang, nom in enumerate(classeur.sheet_names):
            feuille = classeur.get_sheet_by_index(rang)
            with (dossier / f"{rang}.csv").open(
                "w", encoding="utf-8", errors="replace", newline=""
            ) as sortie:
                ecrivain = csv.writer(sortie, lineterminator="\n", quoting=csv.QUOTE_ALL)
                ecrivain.writerows(map(texte, cellules) for cellules in feuille.iter_rows())
            debut = feuille.start or (0, 0)  # the rows above it come too, empty
            feuilles.append({"nom": nom, "lignes": debut[0] + feuille.height})
    (dossier / INDEX).write_text(json.dumps(feuilles), encoding="ascii")


def _borner(plafond: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for compte, voulu in ((resource.RLIMIT_AS, plafond), (resource.RLIMIT_FSIZE, FICHIER_AU_PLUS)):
        _, dur = resource.getrlimit(compte)
        if dur == resource.RLIM_INFINITY or voulu < dur:
            resource.setrlimit(compte, (voulu, dur))
    _, dur = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, dur))


if __name__ == "__main__":
    _borner(int(sys.argv[2]))
    try:
        extraire(sys.stdin.buffer.read(), Path(sys.argv[1]))
    except (CalamineError, ValueError, IndexError, OverflowError) as erreur:
        sys.stdout.write(str(erreur)[:200])
        sys.exit(ABIME)
