"""What a file may hold for its size: a small one that decodes without end is refused.

Parquet and Arrow hold a value once and cite it a million times, and compress what repeats.
Honest files are far below these bounds, which are about the same as those of text files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPLOIEMENT = 1 << 28
"""Decoded bytes of one batch above which a file is refused."""
COURTE = 64
"""Characters of a value above which it is no code."""
CELLULE_AU_PLUS = 1 << 20
"""Bytes of a cell of text above which a file is refused, as a line of CSV is."""
LIGNES_TOUJOURS = 10_000_000
LIGNES_PAR_OCTET = 50
TOTAL_TOUJOURS = 1 << 30
FOIS_AU_PLUS = 1_000
"""Times its size that a file may take once decoded or spelled out, when that is much."""


def exiger_lignes(nom: str, lignes: int, octets: int) -> None:
    """Refuse a file of a few bytes that says it has rows without end.

    Raises:
        FichierError: It does.
    """
    if lignes > max(LIGNES_TOUJOURS, LIGNES_PAR_OCTET * octets):
        raise FichierError(
            nom,
            f"{lignes} lignes dans {octets} octets : ce fichier est refusé ; découpez-le "
            f"en fichiers de {LIGNES_TOUJOURS} lignes s'il est légitime",
        )


def exiger_taux(nom: str, champ: str, deploye: int, octets: int) -> None:
    """Refuse a column that says it decodes to far more than its file.

    Raises:
        FichierError: It does.
    """
    if deploye > max(DEPLOIEMENT, FOIS_AU_PLUS * octets):
        raise FichierError(
            nom,
            f"la colonne « {champ} » se déploie en {deploye >> 20} Mio, pour un fichier de "
            f"{octets >> 10} Kio : il est refusé ; retirez cette colonne",
        )


def exiger_mesure(lot: pa.RecordBatch, nom: str) -> None:
    """Refuse a batch that decodes to far more than rows of people can hold.

    Raises:
        FichierError: It does, or one of its cells is longer than a line may be.
    """
    if lot.nbytes > DEPLOIEMENT:
        raise FichierError(
            nom,
            f"{lot.num_rows} lignes se déploient en {lot.nbytes >> 20} Mio : ce fichier est "
            "refusé ; vérifiez ses colonnes de texte",
        )
    for champ, colonne in zip(lot.schema.names, lot.columns, strict=True):
        longueur = plus_longue(colonne) if _longue(colonne) else 0
        if longueur > CELLULE_AU_PLUS:
            raise FichierError(
                nom,
                f"colonne « {champ} » : une cellule de {longueur >> 10} Kio, "
                f"{CELLULE_AU_PLUS >> 10} au plus sont lus ; raccourcissez-la ou retirez-la",
            )


def plus_longue(colonne: pa.Array) -> int:
    """Return the bytes of the longest cell of a column of text, 0 where it is not text."""
    if pa.types.is_dictionary(colonne.type):
        colonne = colonne.dictionary
    if not texte(colonne.type):
        return 0
    return int(pc.max(pc.binary_length(colonne)).as_py() or 0)


def _longue(colonne: pa.Array) -> bool:
    """Whether a column is long enough for a cell to be too long."""
    valeurs = colonne.dictionary if pa.types.is_dictionary(colonne.type) else colonne
    return bool(valeurs.nbytes > CELLULE_AU_PLUS)


def texte(type_: pa.DataType) -> bool:
    """Tell whether a type is text, or bytes of any length."""
    types = pa.types
    return bool(
        types.is_string(type_)
        or types.is_large_string(type_)
        or types.is_binary(type_)
        or types.is_large_binary(type_)
    )


class Developpe:
    """How much room a file takes once written as text, batch after batch.

    Args:
        octets: Size of the input, None where it cannot hold a value many times over.
    """

    def __init__(self, octets: int | None) -> None:
        self._borne = None if octets is None else max(TOTAL_TOUJOURS, FOIS_AU_PLUS * octets)
        self._total = 0

    def exiger(self, lot: pa.RecordBatch, nom: str) -> None:
        """Refuse a batch that takes far more room once its dictionaries are spelled out.

        Raises:
            FichierError: It does, or those before it and it do.
        """
        octets = _developpe(lot.columns)
        self._total += octets
        if octets > DEPLOIEMENT:
            raise FichierError(
                nom, f"{lot.num_rows} lignes se déploient en {octets >> 20} Mio : {CONSEIL}"
            )
        if self._borne is not None and self._total > self._borne:
            raise FichierError(
                nom, f"les réponses se déploient au-delà de {self._borne >> 20} Mio : {CONSEIL}"
            )


CONSEIL = "écrivez en Parquet, ou choisissez les colonnes avec --columns"


def _developpe(colonnes: Iterable[pa.Array]) -> int:
    """Return the bytes of columns once their dictionaries are spelled out."""
    total = 0
    for colonne in colonnes:
        if not pa.types.is_dictionary(colonne.type):
            total += colonne.nbytes
        elif texte(colonne.type.value_type):
            longueurs = pc.binary_length(colonne.dictionary).cast(pa.int64())
            total += pc.sum(longueurs.take(colonne.indices)).as_py() or 0
    return total
