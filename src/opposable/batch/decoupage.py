"""A Parquet folder cut into parts: rows that one worker decides at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.batch.depot import lisible
from opposable.batch.partie import Partie
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.batch.demandes import Demandes
    from opposable.batch.depot import Depot

LECTEURS = 8
"""Files whose description is read at once."""
LIGNES_AU_MOINS, LIGNES_AU_PLUS = 1 << 18, 1 << 22
"""Rows of a part: enough to be worth a worker, few enough to be begun again."""


class Pied(NamedTuple):
    """What a Parquet file says of itself.

    Attributes:
        fichier: Where it is.
        schema: Its columns.
        groupes: Rows of each of its row groups.
    """

    fichier: str
    schema: pa.Schema
    groupes: tuple[int, ...]


def lire_les_pieds(entree: Depot, demandes: Demandes) -> list[Pied]:
    """Read what each file of a folder says of itself, and look for the columns.

    Raises:
        FichierError: A file is not sound, has other columns than the first, or lacks some.
    """
    with ThreadPoolExecutor(LECTEURS) as fils:
        pieds = list(fils.map(lambda fichier: _pied(entree, fichier), entree.fichiers()))
    demandes.choisir(pieds[0].fichier, pieds[0].schema.names)
    for pied in pieds[1:]:
        if not pied.schema.equals(pieds[0].schema):
            raise FichierError(
                pied.fichier, f"ses colonnes ne sont pas celles de {pieds[0].fichier} : séparez-les"
            )
    return pieds


def _pied(entree: Depot, fichier: str) -> Pied:
    with lisible(fichier), entree.systeme.open_input_file(fichier) as flux:
        ouvert = pq.ParquetFile(flux)
        meta = ouvert.metadata
        groupes = tuple(meta.row_group(g).num_rows for g in range(meta.num_row_groups))
        return Pied(fichier, ouvert.schema_arrow, groupes)


def decouper(pieds: Sequence[Pied], ouvriers: int) -> list[Partie]:
    """Cut files into parts, several for each worker where there are rows enough."""
    lignes = sum(sum(pied.groupes) for pied in pieds)
    visee = min(LIGNES_AU_PLUS, max(LIGNES_AU_MOINS, -(-lignes // max(ouvriers, 1))))
    coupes = ((pied.fichier, coupe) for pied in pieds for coupe in _couper(pied.groupes, visee))
    return [Partie(rang, fichier, coupe) for rang, (fichier, coupe) in enumerate(coupes)]


def _couper(groupes: Sequence[int], visee: int) -> Iterator[tuple[int, ...]]:
    """Yield row groups that follow each other, about so many rows together."""
    pris: list[int] = []
    lignes = 0
    for rang, taille in enumerate(groupes):
        if pris and lignes + taille > visee:
            yield tuple(pris)
            pris, lignes = [], 0
        pris.append(rang)
        lignes += taille
    yield tuple(pris)
