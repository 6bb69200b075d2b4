"""What a reader of files gives: batches of rows with the place each row has in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import pyarrow as pa

from opposable.ecrit.nombre import compter
from opposable.errors import FichierError
from opposable.fichiers.rejets import AUCUN, Rejets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

LIGNES_PAR_LOT = 1 << 16
"""Rows of a batch: what is done once for each then counts little, and columns stay in cache."""
COLONNES_AU_PLUS = 1_000
APERCU = 20
"""Rows among which the titles are looked for."""
MOTS = pa.dictionary(pa.int32(), pa.string())
"""Type of a column of codes: each value once."""


class Attente(Protocol):
    """What a use looks for in a table: the readers know no column themselves."""

    def reconnus(self, titres: Sequence[str]) -> int:
        """Return how many titles of a row are known: the row that has most is that of the titles.

        The delimiter of a CSV file and the sheet of a workbook are those that show most, too.
        """

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Return the places of the columns to read, once the titles are found.

        Raises:
            FichierError: Columns are missing, repeated, or may not be there.
        """

    def codees(self, titres: Sequence[str]) -> frozenset[str]:
        """Return the titles of the columns that hold codes: they are read as dictionaries."""

    @property
    def formules(self) -> bool:
        """Whether the results of formulas may be read."""

    @property
    def feuille(self) -> str:
        """Name of the sheet to read, empty for the one that shows most known titles."""


class Lot(NamedTuple):
    """A batch as read.

    Attributes:
        lot: The rows.
        lignes: Line of each row in the file; None where they follow from `premiere`.
        premiere: Line of the first row.
        rejets: Rows of the file that could not even be read.
        ecartees: The cells of those rows, as far as they are known.
        vides: Lines without any cell, left out of the rows.
    """

    lot: pa.RecordBatch
    premiere: int
    lignes: NDArray[np.intp] | None = None
    rejets: Rejets = AUCUN
    ecartees: Sequence[Sequence[str]] = ()
    vides: int = 0

    def situer(self, rangs: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the lines of some rows of the batch."""
        return self.premiere + rangs if self.lignes is None else self.lignes[rangs]


class Source(Protocol):
    """A file being read, batch after batch.

    Attributes:
        nom: Name of the file, for messages.
        titres: Titles of all its columns, as written.
        schema: Columns of the batches.
        total: Size of the whole in the unit of `avance`, None where unknown.
        lignes_vides: Whether an empty row is no row (text files, spreadsheets).
        octets: Size of a file that may hold a value many times over, None for one that cannot.
        separateur: Delimiter of a text file, None elsewhere.
    """

    nom: str
    titres: Sequence[str]
    schema: pa.Schema
    total: int | None
    lignes_vides: bool
    octets: int | None
    separateur: str | None

    @property
    def constats(self) -> Sequence[str]:
        """What was found about the file: French sentences without a stop."""

    @property
    def marque(self) -> bool:
        """Whether a text file begins with a mark, or is of an encoding that asks for one."""

    def lots(self) -> Iterator[Lot]:
        """Yield the batches in the order of the file."""

    def avance(self) -> int:
        """Return how much was read, in rows or bytes."""


def place_des_titres(rangees: Sequence[Sequence[str]], attente: Attente) -> tuple[int, int]:
    """Return the place of the titles among the first rows, and how many are known.

    The row that holds most known titles is taken, the first of them where several do.
    """
    comptes = [attente.reconnus(rangee) for rangee in rangees[:APERCU]]
    place = max(range(len(comptes)), key=lambda rang: (comptes[rang], -rang), default=0)
    return place, comptes[place] if comptes else 0


def exiger_colonnes(nom: str, combien: int) -> None:
    """Refuse a table of more columns than a person can mean.

    Raises:
        FichierError: It has more.
    """
    if combien > COLONNES_AU_PLUS:
        raise FichierError(nom, f"{combien} colonnes ; {COLONNES_AU_PLUS} au plus sont lues")


def exiger_uniques(nom: str, titres: Sequence[str]) -> None:
    """Refuse a table whose columns are told apart by their titles, where two have the same.

    Raises:
        FichierError: Two have.
    """
    double = next((titre for titre in titres if list(titres).count(titre) > 1), None)
    if double is not None:
        raise FichierError(nom, f"deux colonnes ont le même titre, « {double} » ; renommez-en une")


class Plates(NamedTuple):
    """The columns of a typed table that hold one value a row.

    Attributes:
        colonnes: Those that are read.
        constats: What is said of the others.
    """

    colonnes: list[str]
    constats: list[str]


def choisir_plates(nom: str, schema: pa.Schema, attente: Attente) -> Plates:
    """Return the columns to read of a table whose columns have types.

    Raises:
        FichierError: A column that is needed holds lists, maps or records; two have one title.
    """
    titres = schema.names
    exiger_colonnes(nom, len(titres))
    exiger_uniques(nom, titres)
    choisies = [titres[place] for place in attente.choisir(nom, titres)]
    imbriquees = [c for c in choisies if pa.types.is_nested(schema.field(c).type)]
    fautive = next((c for c in imbriquees if c in attente.codees(titres)), None)
    if fautive is not None:
        raise FichierError(
            nom,
            f"la colonne « {fautive} » contient plusieurs valeurs par ligne "
            f"({schema.field(fautive).type}) ; mettez-y un texte par ligne",
        )
    dites = ", ".join(f"« {c} »" for c in imbriquees)
    dits = [f"Colonnes de plusieurs valeurs par ligne, non lues : {dites}"] if dites else []
    return Plates([c for c in choisies if c not in imbriquees], dits)


def sans_titre(titres: Sequence[str], lues: Sequence[int]) -> list[str]:
    """Return what is said of the columns that have no title and are not read."""
    combien = sum(not t for rang, t in enumerate(titres) if rang not in {*lues})
    if not combien:
        return []
    return [f"{compter(combien, 'colonne')} sans titre, sans effet"]
