"""Reading Parquet: what it says it deploys to is looked at before it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from opposable.ecrit.nombre import compter
from opposable.elaboration.table_lue import TableLue
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable

OCTETS_AU_PLUS = 200_000_000
LIGNES_AU_PLUS = 5_000_000
"""Bytes and rows that a file may declare; a few bytes can state millions of equal cells."""
NOMBRES: tuple[Callable[[pa.DataType], bool], ...] = (
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
)


def lire_parquet(nom: str, octets: bytes) -> TableLue:
    """Read a Parquet file; its rows are numbered from 1.

    Raises:
        FichierError: It is damaged, too large, or a column is not of text or numbers.
    """
    fichier = pq.ParquetFile(pa.BufferReader(octets))
    _exiger_mesure(nom, fichier.metadata)
    titres = tuple(fichier.schema_arrow.names)
    if len(set(titres)) < len(titres):
        raise FichierError(nom, "deux colonnes ont le même titre ; renommez-en une")
    gardees = [c.name for c in fichier.schema_arrow if not pa.types.is_nested(c.type)]
    # A long text repeated on every row stays once in memory.
    textes = [c.name for c in fichier.schema_arrow if pa.types.is_string(c.type)]
    table = pq.read_table(pa.BufferReader(octets), columns=gardees, read_dictionary=textes)
    table.validate(full=True)  # text that is not UTF-8, ranks outside a dictionary
    return TableLue(
        nom,
        tuple(table.column_names),
        tuple(_simple(nom, t, table.column(t)) for t in table.column_names),
        np.arange(1, table.num_rows + 1, dtype=np.int64),
        (),
        (f"Parquet, {compter(table.num_rows, 'ligne')}, numérotées à partir de 1.",),
    )


def _exiger_mesure(nom: str, faits: pq.FileMetaData) -> None:
    declares = sum(faits.row_group(i).total_byte_size for i in range(faits.num_row_groups))
    if declares > OCTETS_AU_PLUS or faits.num_rows > LIGNES_AU_PLUS:
        raise FichierError(
            nom,
            f"le fichier se déploie sur {faits.num_rows} lignes et {declares // 10**6} Mo ; "
            f"au plus {LIGNES_AU_PLUS} lignes et {OCTETS_AU_PLUS // 10**6} Mo sont lus : "
            "découpez-le par période",
        )


def _simple(nom: str, titre: str, colonne: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array of numbers or of text."""
    colonne = colonne.combine_chunks()
    if isinstance(colonne, pa.ChunkedArray):
        colonne = colonne.chunk(0) if colonne.num_chunks else pa.array([], colonne.type)
    nature = colonne.type.value_type if pa.types.is_dictionary(colonne.type) else colonne.type
    if pa.types.is_string(nature) or any(juge(nature) for juge in NOMBRES):
        return colonne
    try:
        return colonne.cast(pa.string())
    except pa.ArrowException as erreur:
        raise FichierError(
            nom, f"colonne « {titre} » : type {colonne.type} illisible ; texte ou nombre attendu"
        ) from erreur
