"""A small table of text written whole: CSV, JSON, XLSX, Parquet, the same bytes each time.

The command line writes lists with it and the site offers them with it, so that a file
taken from one equals the file taken from the other.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.nombre import DECIMAL
from opposable.ecrit.tableur import sans_formule
from opposable.fichiers.classeur_ecrit import ClasseurEcrit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FAIT_LE = datetime.fromtimestamp(0, UTC)
"""Day of making that a workbook bears: a clock would change its bytes."""


class Feuille(NamedTuple):
    """A table of text.

    Attributes:
        nom: Name of its sheet in a workbook.
        champs: Names of its columns.
        lignes: Its rows, a cell for each column.
        notes: Notes a Parquet file bears beside it.
        fin_de_ligne: End of a line of CSV.
        chiffree: Whether a number below zero stays one in CSV, and is no formula.
        choix: Values that a workbook offers to choose from, by column.
    """

    nom: str
    champs: Sequence[str]
    lignes: Sequence[Sequence[str]]
    notes: Mapping[str, str] = {}
    choix: Mapping[str, Sequence[str]] = {}
    fin_de_ligne: str = "\r\n"
    chiffree: bool = False


def en_csv(feuille: Feuille) -> bytes:
    """Return a table as CSV in UTF-8, without a cell that a spreadsheet takes for a formula."""
    texte = StringIO(newline="")
    ecrivain = csv.writer(texte, lineterminator=feuille.fin_de_ligne)
    ecrivain.writerow(feuille.champs)
    sure = _sure if feuille.chiffree else sans_formule
    ecrivain.writerows([sure(c) for c in ligne] for ligne in feuille.lignes)
    return texte.getvalue().encode()


def _sure(cellule: str) -> str:
    """Return a cell that a spreadsheet takes for no formula; a number stays one."""
    sure = sans_formule(cellule)
    return cellule if sure != cellule and DECIMAL.fullmatch(cellule) else sure


def en_json(feuille: Feuille) -> bytes:
    """Return a table as a JSON array, an object a row."""
    contenu = [dict(zip(feuille.champs, ligne, strict=True)) for ligne in feuille.lignes]
    return f"{json.dumps(contenu, ensure_ascii=False, indent=2)}\n".encode()


def en_xlsx(feuille: Feuille) -> bytes:
    """Return a table as a workbook of one sheet, every cell text and none a formula."""
    octets = BytesIO()
    classeur = ClasseurEcrit(
        octets, feuille.nom, feuille.champs, fait_le=FAIT_LE, choix=feuille.choix, desarmer=False
    )
    for ligne in feuille.lignes:
        classeur.ligne(ligne)
    classeur.finir()
    return octets.getvalue()


def en_parquet(feuille: Feuille) -> bytes:
    """Return a table as Parquet, every column text."""
    import pyarrow as pa  # noqa: PLC0415 - only for .parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    colonnes = [list(c) for c in zip(*feuille.lignes, strict=True)] or [[] for _ in feuille.champs]
    schema = pa.schema([(nom, pa.string()) for nom in feuille.champs], metadata=feuille.notes)
    octets = BytesIO()
    pq.write_table(pa.table(colonnes, schema=schema), octets, compression="zstd")
    return octets.getvalue()


ECRIVAINS: Mapping[str, Callable[[Feuille], bytes]] = {
    ".csv": en_csv,
    ".json": en_json,
    ".xlsx": en_xlsx,
    ".parquet": en_parquet,
}
"""Writers, by suffix."""
