"""Writing CSV: UTF-8, quotes only where they are needed, never a formula."""

from __future__ import annotations

import codecs
from typing import IO, TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pa_compute
import pyarrow.csv as pc

from opposable.ecrit.tableur import FORMULES, sans_formule
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIMPLES = np.zeros(256, dtype=np.bool_)
SIMPLES[[ord(c) for c in FORMULES if c.isascii()]] = True
SIMPLES["＝".encode()[0]] = True  # wide signs: looked at more closely where one may be


class PuitsCsv:
    """CSV with the delimiter of the input.

    Args:
        flux: File to write.
        schema: Columns.
        separateur: Delimiter.
        marque: Whether to begin with a byte order mark, so that Excel reads the accents.
    """

    def __init__(
        self, flux: IO[bytes], schema: pa.Schema, *, separateur: str = ",", marque: bool = False
    ) -> None:
        self._flux = flux
        self._separateur = separateur
        if marque:
            flux.write(codecs.BOM_UTF8)
        titres = [sans_formule(nom) for nom in schema.names]
        champs = [pa.field(t, _en_texte(c.type)) for t, c in zip(titres, schema, strict=True)]
        self._schema = pa.schema(champs)
        self._protege = self._ecrivain("needed", titres=True)
        self._nu = self._ecrivain("none", titres=False)
        self._speciaux = [c.encode() for c in (separateur, '"', "\n", "\r")]

    def _ecrivain(self, guillemets: str, *, titres: bool) -> pc.CSVWriter:
        options = pc.WriteOptions(
            include_header=titres, delimiter=self._separateur, quoting_style=guillemets
        )
        return pc.CSVWriter(self._flux, self._schema, write_options=options)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch, without quotes where no cell asks for them."""
        colonnes = [desarmer(c) for c in lot.columns]
        protege = any(self._special(c) for c in colonnes)
        tableaux = [_developper(c) for c in colonnes]
        simple = pa.RecordBatch.from_arrays(tableaux, schema=self._schema)
        (self._protege if protege else self._nu).write_batch(simple)

    def _special(self, colonne: pa.Array) -> bool:
        octets = _octets(colonne)
        return octets is not None and any(signe in octets for signe in self._speciaux)

    def finir(self) -> None:
        """Write what remains."""
        self._nu.close()
        self._protege.close()


def _en_texte(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _developper(colonne: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(colonne.type):
        return colonne.dictionary.take(colonne.indices)
    return colonne


def _octets(colonne: pa.Array) -> bytes | None:
    """Return the text of a column end to end, None where it is not text."""
    if pa.types.is_dictionary(colonne.type):
        return _octets(colonne.dictionary)
    if not pa.types.is_string(colonne.type):
        return b"\n" if pa.types.is_large_string(colonne.type) else None
    debuts, tampon = _debuts(colonne)
    return bytes(tampon[debuts[0] : debuts[-1]])


def _debuts(colonne: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Return the offsets of the cells of a text column, and its bytes."""
    _, places, octets = colonne.buffers()
    n, ecart = len(colonne), colonne.offset
    if places is None or not n:
        return np.zeros(1, dtype=np.int32), np.zeros(0, dtype=np.uint8)
    debuts = np.frombuffer(places, dtype=np.int32)[ecart : ecart + n + 1]
    return debuts, np.frombuffer(octets or b"", dtype=np.uint8)


def desarmer(colonne: pa.Array) -> pa.Array:
    """Return a column no cell of which a spreadsheet takes for a formula."""
    if pa.types.is_dictionary(colonne.type):
        dictionnaire = desarmer(colonne.dictionary)
        if dictionnaire is colonne.dictionary:
            return colonne
        return pa.DictionaryArray.from_arrays(colonne.indices, dictionnaire)
    if pa.types.is_large_string(colonne.type):
        colonne = pa_compute.cast(colonne, pa.string())
    if not pa.types.is_string(colonne.type) or not _suspecte(colonne):
        return colonne
    return en_textes(v if v is None else sans_formule(v) for v in colonne.to_pylist())


def _suspecte(colonne: pa.Array) -> bool:
    """Whether some cell may begin like a formula, from its first byte."""
    debuts, octets = _debuts(colonne)
    pleines = debuts[:-1][debuts[1:] > debuts[:-1]]
    return bool(len(pleines)) and bool(SIMPLES[octets[pleines]].any())
