"""Writing what was drawn: a folder, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from opposable.ecrit.nombre import DECIMAL
from opposable.ecrit.tableur import sans_formule
from opposable.elaboration.chiffres.anomalie import ecrire_anomalies
from opposable.elaboration.examen.pourquoi import Pourquoi, expliquer
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opposable.elaboration.examen.bilan import Bilan
    from opposable.elaboration.methode.selection import Elaboration, Selection

MARQUE = "elaboration.json"
"""The file by which a folder is known to be ours, and may be replaced."""
COLONNES = ("rang", "zone", "metier", "intitule", "domaine", "motif")


def ecrire(bilan: Bilan, dossier: Path) -> Path:
    """Write the lists, the verdicts, the report and everything as JSON.

    Raises:
        FichierError: The folder cannot be written, or exists and is not one of ours.
    """
    if dossier.exists() and not (dossier / MARQUE).exists():
        raise FichierError(
            str(dossier), "ce dossier existe et n'est pas de ce programme : nommez-en un autre"
        )
    try:
        dossier.parent.mkdir(parents=True, exist_ok=True)
        provisoire = Path(tempfile.mkdtemp(prefix=f".{dossier.name}-", dir=dossier.parent))
    except OSError as erreur:
        raise FichierError(str(dossier), f"écriture impossible ({erreur.strerror})") from erreur
    try:
        for nom, octets in fichiers(bilan):
            (provisoire / nom).write_bytes(octets)
        ecrire_anomalies(bilan.anomalies, provisoire / "anomalies.csv")
        provisoire.chmod(0o755)
        _remplacer(dossier, provisoire)
    except OSError as erreur:
        raise FichierError(str(dossier), f"écriture impossible ({erreur.strerror})") from erreur
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)
    return dossier


def _remplacer(dossier: Path, provisoire: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    ancien = provisoire.with_name(f"{provisoire.name}.ancien")
    if dossier.exists():
        dossier.rename(ancien)
    try:
        provisoire.rename(dossier)
    except OSError:
        if ancien.exists():
            ancien.rename(dossier)
        raise
    shutil.rmtree(ancien, ignore_errors=True)


def fichiers(bilan: Bilan) -> Iterable[tuple[str, bytes]]:
    """Yield the files of the folder: name, content."""
    elaboration = bilan.elaboration
    for selection in elaboration.selections.values():
        rangees = lignes(elaboration, selection)
        yield f"{selection.id}.csv", _csv(COLONNES, rangees)
        yield f"{selection.id}.xlsx", _xlsx(selection.nom, COLONNES, rangees)
    yield "verdicts.csv", _csv(Pourquoi._fields, expliquer(elaboration))
    yield MARQUE, (json.dumps(bilan.en_dict(), ensure_ascii=False, indent=1) + "\n").encode()
    from opposable.elaboration.restitution.rapport import en_html  # noqa: PLC0415 - an extra

    yield "rapport.html", en_html(bilan).encode()


def lignes(elaboration: Elaboration, selection: Selection) -> list[tuple[str, ...]]:
    """Return the rows of a list: rank, zone, code, label, domain, reason."""
    metiers = elaboration.nomenclature.metiers
    retenus = sorted(selection.retenus(), key=lambda cle: (cle[1], cle[0]))
    return [
        (
            str(rang),
            territoire,
            metier,
            metiers[metier].intitule if metier in metiers else "",
            metiers[metier].domaine if metier in metiers else "",
            selection.verdicts[metier, territoire].motif,
        )
        for rang, (metier, territoire) in enumerate(retenus, 1)
    ]


def _csv(titres: Sequence[str], rangees: Iterable[Sequence[Any]]) -> bytes:
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon, lineterminator="\n")
    ecrivain.writerow(titres)
    ecrivain.writerows([_sure(str(cellule)) for cellule in rangee] for rangee in rangees)
    return tampon.getvalue().encode()


def _sure(cellule: str) -> str:
    """Return a cell that no spreadsheet runs; a number below zero stays one."""
    return cellule if DECIMAL.fullmatch(cellule) else sans_formule(cellule)


def _xlsx(nom: str, titres: Sequence[str], rangees: Iterable[Sequence[str]]) -> bytes:
    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_formulas": False}) as classeur:
        feuille = classeur.add_worksheet("liste")
        classeur.set_properties({"title": nom})
        gras = classeur.add_format({"bold": True, "bottom": 1})
        for colonne, titre in enumerate(titres):
            feuille.write_string(0, colonne, titre, gras)
        for rang, rangee in enumerate(rangees, 1):
            for colonne, cellule in enumerate(rangee):
                feuille.write_string(rang, colonne, cellule)
        feuille.freeze_panes(1, 0)
        feuille.set_column(3, 3, 50)
        feuille.set_column(5, 5, 70)
    return tampon.getvalue()
