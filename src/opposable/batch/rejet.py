"""Rows that cannot be decided: which, what field, why. The reason is that of `decide`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from opposable.batch.codes import en_jours
from opposable.decision.demande import CHAMPS, DATES, Demande
from opposable.decision.faits import etablir
from opposable.errors import DemandeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from opposable.law.corpus import Corpus

FAITS = tuple(champ for champ in CHAMPS if champ != "id")
"""Fields that decide."""
DEJA_VUES = 1 << 14


class Rejet(NamedTuple):
    """A rejected row.

    Attributes:
        ligne: Where it stands: rank in the batch, then line of the file.
        champ: Field at fault, empty for the row itself.
        raison: French sentence.
    """

    ligne: int
    champ: str
    raison: str


class Juge:
    """Says why a row is refused, in the words of `decide`.

    Args:
        corpus: The law.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._raison = lru_cache(DEJA_VUES)(self._juger)

    def rejets(self, lot: pa.RecordBatch, lignes: NDArray[np.intp]) -> list[Rejet]:
        """Return the reasons for the rows of a batch that were found at fault."""
        return [
            Rejet(int(ligne), *self._raison(faits))
            for ligne, faits in zip(lignes, lignes_de_faits(lot, lignes), strict=True)
        ]

    def _juger(self, faits: tuple[str | None, ...]) -> tuple[str, str]:
        try:
            etablir(demande(faits), self._corpus)
        except DemandeError as erreur:
            return erreur.champ, erreur.probleme
        raise AssertionError(faits)


def demande(faits: tuple[str | None, ...]) -> Demande:
    """Return the application that facts in text make, in the order of `FAITS`.

    Raises:
        DateError: A date is not one.
    """
    return Demande.depuis(dict(zip(FAITS, faits, strict=True)))


def lignes_de_faits(
    lot: pa.RecordBatch, lignes: NDArray[np.intp]
) -> Iterator[tuple[str | None, ...]]:
    """Yield the facts of some rows of a batch as trimmed text, None where not said."""
    choisies = pa.array(lignes)
    colonnes = []
    for champ in FAITS:
        rang = lot.schema.get_field_index(champ)
        colonne = lot.column(rang).take(choisies) if rang >= 0 else pa.nulls(len(lignes))
        colonnes.append(_textes(colonne, champ))
    return zip(*colonnes, strict=True)


def _textes(colonne: pa.Array, champ: str) -> list[str | None]:
    jours = en_jours(colonne) if champ in DATES else None
    if jours is None:
        return [v.strip() or None if v else None for v in colonne.to_pylist()]
    return [None if j is None else str(np.datetime64(j, "D")) for j in jours.to_pylist()]
