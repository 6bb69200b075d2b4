"""Writing batches: Parquet, Arrow, JSON Lines."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence

LIGNES_PAR_GROUPE = 1 << 20
OCTETS_PAR_GROUPE = 1 << 26
COMPRESSION = "zstd"


class Puits(Protocol):
    """Where batches are written."""

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch."""

    def finir(self) -> None:
        """Write what remains."""


class PuitsParquet:
    """Parquet: row groups of a million rows, or less where rows are wide.

    No dictionary is sought for columns whose values hardly repeat: numbers and days are
    written as differences.

    Args:
        flux: File to write.
        schema: Columns.
        etroits: Types whose million rows are small whatever they hold, numbers and days aside.
    """

    def __init__(
        self, flux: IO[bytes], schema: pa.Schema, etroits: Sequence[pa.DataType] = ()
    ) -> None:
        self._schema = schema
        dictionnaires = [c.name for c in schema if pa.types.is_dictionary(c.type)]
        self._ecrivain = pq.ParquetWriter(
            flux,
            schema,
            compression=COMPRESSION,
            use_dictionary=dictionnaires,
            column_encoding={c.name: "DELTA_BINARY_PACKED" for c in schema if _entier(c.type)},
            write_statistics=False,
        )
        self._attente: list[pa.RecordBatch] = []
        self._lignes = self._octets = 0
        self._mesurer = not all(c.type in etroits or pa.types.is_primitive(c.type) for c in schema)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Keep a batch; write a row group when there is enough for one."""
        self._attente.append(lot)
        self._lignes += lot.num_rows
        self._octets += lot.nbytes if self._mesurer else 0
        if self._lignes >= LIGNES_PAR_GROUPE or self._octets >= OCTETS_PAR_GROUPE:
            self._vider()

    def _vider(self) -> None:
        if self._attente:
            table = pa.Table.from_batches(self._attente, self._schema).unify_dictionaries()
            self._ecrivain.write_table(table, row_group_size=LIGNES_PAR_GROUPE)
        self._attente, self._lignes, self._octets = [], 0, 0

    def finir(self) -> None:
        """Write the last row group and the footer."""
        self._vider()
        self._ecrivain.close()


def _entier(type_: pa.DataType) -> bool:
    """Whether differences between rows are shorter than values: integers and days."""
    return bool(pa.types.is_signed_integer(type_) or pa.types.is_date32(type_)) and (
        type_.bit_width >= 32  # noqa: PLR2004 - Parquet has no shorter integer
    )


class PuitsArrow:
    """Arrow: a file, or a stream for a pipe; answers keep their dictionaries.

    Args:
        flux: File to write.
        schema: Columns.
        en_flux: Whether to write a stream.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema, *, en_flux: bool) -> None:
        self._simple = pa.schema([_sans_dictionnaire(c) for c in schema])
        nouveau = pa.ipc.new_stream if en_flux else pa.ipc.new_file
        self._ecrivain = nouveau(flux, self._simple)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch."""
        self._ecrivain.write_batch(lot.cast(self._simple))

    def finir(self) -> None:
        """Write the end of the file."""
        self._ecrivain.close()


def _sans_dictionnaire(champ: pa.Field) -> pa.Field:
    return champ.with_type(champ.type.value_type) if pa.types.is_dictionary(champ.type) else champ


class PuitsJsonl:
    """JSON Lines: what is not said has no key.

    Args:
        flux: File to write.
        schema: Columns.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema) -> None:
        self._flux = flux
        self._noms = schema.names

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch, an object a line."""
        colonnes = [c.to_pylist() for c in lot.columns]
        lignes = [
            json.dumps(
                {n: v for n, v in zip(self._noms, ligne, strict=True) if v is not None},
                ensure_ascii=False,
                default=str,
            )
            for ligne in zip(*colonnes, strict=True)
        ]
        self._flux.write(("\n".join(lignes) + "\n").encode())

    def finir(self) -> None:
        """Nothing remains."""
