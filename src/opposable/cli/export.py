"""Writing rows of lists to a file: CSV, JSON or XLSX, whole or not at all."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from opposable.errors import FichierError
from opposable.law.consultation import LigneDeListe
from opposable.law.tableur import sans_formule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def ecrire(lignes: list[LigneDeListe], sortie: Path) -> None:
    """Write rows beside, then rename.

    Raises:
        FichierError: The suffix is not known, or the file cannot be written.
    """
    ecrivain = ECRIVAINS.get(sortie.suffix.lower())
    if ecrivain is None:
        connus = ", ".join(ECRIVAINS)
        raise FichierError(str(sortie), f"suffixe « {sortie.suffix} » ; connus : {connus}")
    provisoire = sortie.with_name(f".{sortie.name}.part")
    try:
        ecrivain(lignes, provisoire)
        provisoire.replace(sortie)
    except OSError as erreur:
        raise FichierError(str(sortie), f"écriture impossible ({erreur.strerror})") from erreur
    finally:
        with suppress(OSError):
            provisoire.unlink(missing_ok=True)


def _csv(lignes: list[LigneDeListe], chemin: Path) -> None:
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier)
        ecrivain.writerow(LigneDeListe._fields)
        ecrivain.writerows([sans_formule(c) for c in ligne] for ligne in lignes)


def _json(lignes: list[LigneDeListe], chemin: Path) -> None:
    contenu = [ligne._asdict() for ligne in lignes]
    chemin.write_text(json.dumps(contenu, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _xlsx(lignes: list[LigneDeListe], chemin: Path) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for .xlsx

    octets = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(octets, options) as classeur:
        feuille = classeur.add_worksheet("Liste")
        gras = classeur.add_format({"bold": True})
        for colonne, nom in enumerate(LigneDeListe._fields):
            feuille.write_string(0, colonne, nom, gras)
        for rang, ligne in enumerate(lignes, 1):
            for colonne, cellule in enumerate(ligne):
                feuille.write_string(rang, colonne, cellule)
        feuille.freeze_panes(1, 0)
        feuille.autofilter(0, 0, len(lignes), len(LigneDeListe._fields) - 1)
        feuille.autofit()
    chemin.write_bytes(octets.getvalue())


ECRIVAINS: dict[str, Callable[[list[LigneDeListe], Path], None]] = {
    ".csv": _csv,
    ".json": _json,
    ".xlsx": _xlsx,
}
