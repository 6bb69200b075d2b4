"""A table as a file holds it: titles, columns, and the line of each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.anomalie import Anomalie


@dataclass(frozen=True, eq=False)
class Distinctes:
    """A column by its distinct values, so that each is read once.

    Attributes:
        tableau: Distinct values (Arrow: text or numbers, the last one null).
        rangs: Rank of the value of each row (N).
    """

    tableau: pa.Array
    rangs: NDArray[np.int64]

    @cached_property
    def valeurs(self) -> list[Any]:
        """Distinct values as text, numbers or None."""
        valeurs: list[Any] = self.tableau.to_pylist()
        return valeurs


@dataclass(frozen=True, eq=False, slots=True)
class TableLue:
    """A table, nothing interpreted yet.

    Attributes:
        nom: Name of the file.
        titres: Titles of the columns, as written.
        colonnes: Arrow arrays of N text or number cells.
        lignes: Line of each row in the file (N).
        anomalies: Rows already set aside: their cells are not as many as the titles.
        constats: French sentences: what was found about the file.
    """

    nom: str
    titres: tuple[str, ...]
    colonnes: tuple[pa.Array, ...]
    lignes: NDArray[np.int64]
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]

    def distinctes(self, titre: str) -> Distinctes:
        """Return a column by its distinct values."""
        colonne = self.colonnes[self.titres.index(titre)]
        codee = colonne.dictionary_encode()
        valeurs = codee.dictionary
        rangs = codee.indices.fill_null(len(valeurs)).to_numpy(zero_copy_only=False)
        rien = pa.nulls(1, valeurs.type)
        return Distinctes(pa.concat_arrays([valeurs, rien]), rangs.astype(np.int64))


def en_texte(valeur: Any) -> str:
    """Return a cell as text, as a person would type it: `61` for 61.0, nothing for none."""
    if valeur is None or valeur != valeur:  # noqa: PLR0124 - a number that is not one
        return ""
    if isinstance(valeur, float):
        return f"{valeur:.15g}"
    return str(valeur).strip()
