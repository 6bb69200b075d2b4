"""Arrow arrays made from what Python and NumPy hold, and back.

`pyarrow.array` and `to_numpy` import pandas wherever it is installed, to ask whether they deal with
a series: half a second at the start of every job. What is made here is made from buffers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

OCTETS_AU_PLUS = np.iinfo(np.int32).max
"""Bytes that one array of text can hold."""


def en_textes(valeurs: Iterable[str | None]) -> pa.Array:
    """Return text; None is null.

    Raises:
        OverflowError: There is more than one array can hold.
    """
    dits = list(valeurs)
    octets = [b"" if v is None else v.encode() for v in dits]
    fins = np.zeros(len(dits) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, octets), np.int64, len(octets)), out=fins[1:])
    if fins[-1] > OCTETS_AU_PLUS:
        raise OverflowError(f"{fins[-1]} octets de texte, {OCTETS_AU_PLUS} au plus")
    nuls = np.fromiter((v is None for v in dits), np.bool_, len(dits))
    tampons = [
        en_bits(~nuls) if nuls.any() else None,
        pa.py_buffer(fins.astype(np.int32)),
        pa.py_buffer(b"".join(octets)),
    ]
    return pa.Array.from_buffers(pa.string(), len(dits), tampons)


def en_nombres(valeurs: NDArray[np.number], nuls: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return numbers, of the type they have; the memory is shared.

    Args:
        valeurs: The numbers (N).
        nuls: Which of them are null (N); None where none is.
    """
    suite = np.ascontiguousarray(valeurs)
    type_ = pa.from_numpy_dtype(suite.dtype)
    tampons = [None if nuls is None else en_bits(~nuls), pa.py_buffer(suite)]
    return pa.Array.from_buffers(type_, len(suite), tampons)


def en_masque(valeurs: NDArray[np.bool_]) -> pa.Array:
    """Return booleans."""
    return pa.Array.from_buffers(pa.bool_(), len(valeurs), [None, en_bits(valeurs)])


def en_bits(valeurs: NDArray[np.bool_]) -> pa.Buffer:
    """Return booleans as Arrow packs them, eight to a byte."""
    return pa.py_buffer(np.packbits(valeurs, bitorder="little"))


def les_nombres(tableau: pa.Array) -> NDArray[Any]:
    """Return the numbers of an array without nulls; the memory is shared, and cannot be written."""
    tampon = tableau.buffers()[1]
    type_ = tableau.type.to_pandas_dtype()
    if tampon is None:
        return np.empty(0, dtype=type_)
    suite: NDArray[Any] = np.frombuffer(tampon, dtype=type_)
    return suite[tableau.offset : tableau.offset + len(tableau)]


def les_dits(tableau: pa.Array) -> NDArray[np.bool_]:
    """Return the booleans of an array without nulls."""
    tampon, debut = tableau.buffers()[1], tableau.offset
    if tampon is None or not len(tableau):
        return np.empty(0, dtype=np.bool_)
    octets = np.frombuffer(tampon, dtype=np.uint8)
    suite = np.unpackbits(octets, bitorder="little", count=debut + len(tableau))
    return suite[debut:].astype(np.bool_)


def sans_nul(tableau: pa.Array, valeur: int) -> pa.Array:
    """Return numbers with one in the place of nulls; booleans likewise."""
    if not tableau.null_count:
        return tableau
    seul = np.array([valeur], dtype=tableau.type.to_pandas_dtype())
    remplacant = en_masque(seul) if pa.types.is_boolean(tableau.type) else en_nombres(seul)
    return pc.fill_null(tableau, remplacant[0])
