"""The reasons of each row, in French: those of `decide`, word for word.

A sentence names the nationality, the day and the place: it is made row by row, so this costs
far more than deciding.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from opposable.batch.rejet import demande, lignes_de_faits
from opposable.decision.decide import decide
from opposable.fichiers.tableaux import en_textes, les_dits

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

CHAMP = "motifs"
DEJA_VUES = 1 << 16


class Explication:
    """Adds the column `motifs`.

    Args:
        corpus: The law.
    """

    champs = (pa.field(CHAMP, pa.string()),)

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._dire = lru_cache(DEJA_VUES)(self._motifs)

    def colonnes(self, lot: pa.RecordBatch, decidees: pa.Array | None) -> list[pa.Array]:
        """Return the columns added; rejected rows are null."""
        masque = np.ones(lot.num_rows, bool) if decidees is None else les_dits(decidees)
        textes = np.full(lot.num_rows, None, dtype=object)
        lignes = np.flatnonzero(masque)
        for ligne, faits in zip(lignes, lignes_de_faits(lot, lignes), strict=True):
            textes[ligne] = self._dire(faits)
        return [en_textes(textes.tolist())]

    def _motifs(self, faits: tuple[str | None, ...]) -> str:
        determination = decide(demande(faits), self._corpus)
        phrases = [*determination.motifs, *determination.questions]
        return " ".join(phrase.dire("fr") for phrase in phrases)
