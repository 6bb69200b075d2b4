"""Opening a table whatever its format, and reading it whole where it is small."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.ecrit.nombre import compter, dire_entier
from opposable.errors import FichierError
from opposable.fichiers.arrow import SourceArrow
from opposable.fichiers.csv import BLANCS, SourceCsv
from opposable.fichiers.entree import Entree, Format
from opposable.fichiers.jsonl import SourceJsonl
from opposable.fichiers.parquet import SourceParquet
from opposable.fichiers.refus import refuser
from opposable.fichiers.tableaux import en_masque, les_nombres, sans_nul
from opposable.fichiers.xlsx import SourceXlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from opposable.fichiers.source import Attente, Lot, Source

SOURCES: dict[Format, Callable[..., Source]] = {
    Format.CSV: SourceCsv,
    Format.PARQUET: SourceParquet,
    Format.ARROW: SourceArrow,
    Format.JSONL: SourceJsonl,
    Format.XLSX: SourceXlsx,
}
OCTETS_AU_PLUS = 200_000_000
LIGNES_AU_PLUS = 5_000_000
"""Bytes of a file and rows of a table above which it is not read whole."""
DEPLOYES_AU_PLUS = 1 << 30
"""Bytes of a table in memory."""


def ouvrir(entree: Entree, attente: Attente) -> Source:
    """Return the reader of an input.

    Args:
        entree: The input.
        attente: What is looked for.

    Raises:
        FichierError: It cannot be read, or columns are missing.
    """
    return SOURCES[entree.format](entree, attente)


class LigneRefusee(NamedTuple):
    """A row that could not even be read.

    Attributes:
        ligne: Its line.
        texte: Its cells, as far as they are known.
        probleme: French sentence.
    """

    ligne: int
    texte: str
    probleme: str


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
class Table:
    """A table held whole, nothing interpreted yet; rows that hold nothing are left out.

    Attributes:
        nom: Name of the file.
        titres: Titles of the columns, as written.
        colonnes: Arrow arrays of N text or number cells.
        lignes: Line of each row in the file (N).
        refusees: Rows already set aside: their cells are not as many as the titles.
        constats: French sentences: what was found about the file.
    """

    nom: str
    titres: tuple[str, ...]
    colonnes: tuple[pa.Array, ...]
    lignes: NDArray[np.int64]
    refusees: tuple[LigneRefusee, ...]
    constats: tuple[str, ...]

    def distinctes(self, titre: str) -> Distinctes:
        """Return a column by its distinct values."""
        colonne = self.colonnes[self.titres.index(titre)]
        codee = colonne if pa.types.is_dictionary(colonne.type) else colonne.dictionary_encode()
        valeurs = codee.dictionary
        rangs = les_nombres(sans_nul(codee.indices, len(valeurs)))
        rien = pa.nulls(1, valeurs.type)
        return Distinctes(pa.concat_arrays([valeurs, rien]), rangs.astype(np.int64))


def lire_table(chemin: Path, attente: Attente) -> Table:
    """Read a table whole.

    Args:
        chemin: The file.
        attente: What is looked for.

    Raises:
        FichierError: It is absent, too large, damaged, or a column is not of text or numbers.
    """
    with Entree(str(chemin)) as entree, refuser(chemin.name, "contenu illisible ou abîmé"):
        entree.nom = chemin.name
        if (entree.taille or 0) > OCTETS_AU_PLUS:
            raise FichierError(
                chemin.name, f"plus de {OCTETS_AU_PLUS // 10**6} Mo : découpez le fichier"
            )
        return _ranger(ouvrir(entree, attente))


def _ranger(source: Source) -> Table:
    lots = list(_bornes(source))
    rangees = pa.Table.from_batches([lot.lot for lot in lots], source.schema)
    rangees.validate(full=True)  # ranks outside a dictionary
    lignes = [lot.situer(np.arange(lot.lot.num_rows)) for lot in lots]
    toutes = np.concatenate([np.zeros(0, np.int64), *lignes]).astype(np.int64)
    pleines = _pleines(rangees) if source.lignes_vides else np.ones(len(toutes), np.bool_)
    absentes = int((~pleines).sum())
    vides = absentes + sum(lot.vides for lot in lots)
    simples = [c for c in source.schema if not pa.types.is_nested(c.type)]
    colonnes = [_simple(source.nom, c.name, rangees.column(c.name)) for c in simples]
    if absentes:
        colonnes = [colonne.filter(en_masque(pleines)) for colonne in colonnes]
    dits = [f"{dit}." for dit in source.constats]
    if vides:
        dits.append(f"{compter(vides, 'ligne vide', 'lignes vides')} sans effet.")
    return Table(
        source.nom,
        tuple(c.name for c in simples),
        tuple(colonnes),
        toutes[pleines],
        tuple(_refusees(source, lots)),
        tuple(dits),
    )


def _bornes(source: Source) -> Iterator[Lot]:
    """Yield the batches of a table that can be held whole."""
    lues = octets = 0
    if source.octets is not None and (source.total or 0) > LIGNES_AU_PLUS:
        raise _trop_grand(source)
    for lot in source.lots():
        lues += lot.lot.num_rows
        octets += lot.lot.nbytes
        if lues > LIGNES_AU_PLUS or octets > DEPLOYES_AU_PLUS:
            raise _trop_grand(source)
        yield lot


def _trop_grand(source: Source) -> FichierError:
    return FichierError(
        source.nom,
        f"le fichier se déploie au-delà de {dire_entier(LIGNES_AU_PLUS)} lignes ou de "
        f"{DEPLOYES_AU_PLUS >> 20} Mio : découpez-le",
    )


def _refusees(source: Source, lots: Sequence[Lot]) -> Iterator[LigneRefusee]:
    for lot in lots:
        bruts = lot.ecartees or [[]] * len(lot.rejets)
        for rejet, cellules in zip(lot.rejets, bruts, strict=True):
            texte = (source.separateur or ";").join(cellules)
            yield LigneRefusee(rejet.ligne, texte, rejet.raison)


def _pleines(rangees: pa.Table) -> NDArray[np.bool_]:
    """Return which rows hold anything."""
    pleines = np.zeros(rangees.num_rows, dtype=np.bool_)
    for brute in rangees.columns:
        codee = pa.types.is_dictionary(brute.type)
        colonne = brute.cast(brute.type.value_type) if codee else brute
        if not pa.types.is_string(colonne.type):
            return np.ones(rangees.num_rows, dtype=np.bool_)
        longueurs = pc.utf8_length(pc.utf8_trim(colonne, characters=BLANCS)).combine_chunks()
        pleines |= les_nombres(sans_nul(longueurs, 0)) > 0
    return pleines


def _simple(nom: str, titre: str, colonne: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array of numbers or of text."""
    if pa.types.is_dictionary(colonne.type):
        colonne = colonne.unify_dictionaries()
    entiere = colonne.combine_chunks()
    if isinstance(entiere, pa.ChunkedArray):
        entiere = entiere.chunk(0) if entiere.num_chunks else pa.nulls(0, colonne.type)
    nature = entiere.type
    if pa.types.is_dictionary(nature):
        nature = nature.value_type
    nombres = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    if pa.types.is_string(nature) or any(juge(nature) for juge in nombres):
        return entiere
    try:
        return entiere.cast(pa.string())
    except pa.ArrowException as erreur:
        raise FichierError(
            nom, f"colonne « {titre} » : type {colonne.type} illisible ; texte ou nombre attendu"
        ) from erreur


def en_texte(valeur: Any) -> str:
    """Return a cell as text, as a person would type it: `61` for 61.0, nothing for none."""
    if valeur is None or valeur != valeur:  # noqa: PLR0124 - a number that is not one
        return ""
    if isinstance(valeur, float):
        return f"{valeur:.15g}"
    return str(valeur).strip()
