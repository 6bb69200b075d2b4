"""Reading Parquet, Arrow and Feather files."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.ecrit.nombre import compter
from opposable.errors import FichierError
from opposable.fichiers.entree import taille
from opposable.fichiers.epreuve import survit
from opposable.fichiers.mesure import (
    CELLULE_AU_PLUS,
    COURTE,
    DEPLOIEMENT,
    exiger_lignes,
    exiger_mesure,
    exiger_taux,
    plus_longue,
    texte,
)
from opposable.fichiers.refus import refuser
from opposable.fichiers.source import LIGNES_PAR_LOT, Lot, choisir_plates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from opposable.fichiers.entree import Entree
    from opposable.fichiers.source import Attente

ABIME = "Parquet illisible, tronqué ou abîmé"
TAMPON = 1 << 20
OCTETS_PAR_LOT = 1 << 24
OCTETS_D_UN_RANG = 3
"""Bytes a row of a column takes at most when it is a rank in a dictionary."""
LARGEURS = {"INT32": 4, "INT64": 8, "INT96": 8, "FLOAT": 4, "DOUBLE": 8}


class SourceParquet:
    """A Parquet file, read by batches; columns of codes keep their dictionaries.

    Args:
        entree: The file.
        attente: What is looked for.
        groupes: Row groups to read, None for all.

    Raises:
        FichierError: It is not a sound Parquet file, or columns are missing.
    """

    lignes_vides = False
    octets: int | None
    separateur: str | None = None
    marque = False

    def __init__(
        self,
        entree: Entree,
        attente: Attente,
        groupes: Sequence[int] | None = None,
    ) -> None:
        self.nom = entree.nom
        fichier = entree.fichier()
        with refuser(self.nom, ABIME):
            premier = pq.ParquetFile(fichier, memory_map=False)
            titres: Sequence[str] = premier.schema_arrow.names
        self.titres = titres
        plates = choisir_plates(self.nom, premier.schema_arrow, attente)
        self._colonnes = plates.colonnes
        meta = premier.metadata
        if not survit(lambda: list(_morceaux(meta, titres))):
            raise FichierError(self.nom, f"{ABIME} (description des colonnes)")
        self.groupes = list(range(meta.num_row_groups)) if groupes is None else list(groupes)
        octets = self.octets = taille(fichier)
        exiger_lignes(self.nom, meta.num_rows, octets)
        for champ, morceau in _morceaux(meta, self._colonnes):
            exiger_taux(self.nom, champ, morceau.total_uncompressed_size, octets)
        codees = attente.codees(titres)
        trouvees = _dictionnaires(premier.schema_arrow, meta, codees)
        gardes = [c for c in trouvees if c in self._colonnes]
        with refuser(self.nom, ABIME):
            sondees = _a_sonder(meta, self._colonnes, gardes)
            longues = _plus_longue(fichier, meta, self.groupes, sondees)
            self._lignes = _lignes_par_lot(self.nom, meta, longues)
            self._fichier = pq.ParquetFile(
                fichier, metadata=meta, read_dictionary=gardes, buffer_size=TAMPON, pre_buffer=False
            )
        self._premiere = (
            1 + sum(meta.row_group(g).num_rows for g in range(self.groupes[0]))
            if (self.groupes)
            else 1
        )
        self.total: int | None = sum(meta.row_group(g).num_rows for g in self.groupes)
        champs = [self._fichier.schema_arrow.field(c) for c in self._colonnes]
        self.schema = pa.schema(champs)
        self.constats = [f"Parquet, {compter(meta.num_rows, 'ligne')}", *plates.constats]
        self._lues = 0

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; the line of a row is its rank in the file, from 1."""
        with refuser(self.nom, ABIME):
            lots = self._fichier.iter_batches(
                batch_size=self._lignes,
                row_groups=self.groupes,
                columns=self._colonnes,
                use_threads=False,
            )
            for lot in lots:
                exiger_mesure(lot, self.nom)
                _exiger_lisible(lot)
                rangees = lot.select(self._colonnes)
                yield Lot(rangees, self._premiere + self._lues)
                self._lues += lot.num_rows
        if self._lues != self.total:
            raise FichierError(
                self.nom, f"{self.total} lignes annoncées, {self._lues} trouvées : fichier abîmé"
            )

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _dictionnaires(schema: pa.Schema, meta: pq.FileMetaData, codees: frozenset[str]) -> list[str]:
    """Names of the text columns read as dictionaries."""
    lourdes = {champ for champ, morceau in _morceaux(meta, codees) if _lourd(morceau)}
    legeres = [c for c in schema.names if c in codees and c not in lourdes]
    textes = [c for c in legeres if texte(schema.field(c).type)]
    return textes + [c for c in _en_dictionnaire(meta) if c not in textes]


def _morceaux(
    meta: pq.FileMetaData, lues: Collection[str]
) -> Iterator[tuple[str, pq.ColumnChunkMetaData]]:
    """Yield the chunks of the columns read, each with the name of its column."""
    for g in range(meta.num_row_groups):
        for morceau in map(meta.row_group(g).column, range(meta.num_columns)):
            chemin = morceau.path_in_schema
            champ = chemin if chemin in lues else chemin.split(".")[0]
            if champ in lues:
                yield champ, morceau


def _lourd(morceau: pq.ColumnChunkMetaData) -> bool:
    """Whether a chunk holds more than codes: Arrow would keep all its values till its end."""
    codes = min(COURTE * morceau.num_values + TAMPON, DEPLOIEMENT)
    return bool(morceau.total_uncompressed_size > codes)


def _en_dictionnaire(meta: pq.FileMetaData) -> list[str]:
    """Names of the text columns that are dictionaries and little else in every row group.

    Read so, a value repeated a million times takes its place once.
    """
    noms: set[str] | None = None
    for g in range(meta.num_row_groups):
        groupe = meta.row_group(g)
        colonnes = (groupe.column(i) for i in range(groupe.num_columns))
        trouves = {
            c.path_in_schema
            for c in colonnes
            if c.physical_type == "BYTE_ARRAY"
            and c.has_dictionary_page
            and c.total_uncompressed_size < OCTETS_D_UN_RANG * c.num_values + TAMPON
        }
        noms = trouves if noms is None else noms & trouves
    return sorted(noms or ())


def _lignes_par_lot(nom: str, meta: pq.FileMetaData, longues: int) -> int:
    """Return how many rows to read at once: fewer where rows are wide.

    Args:
        nom: Name of the file.
        meta: What it says of itself.
        longues: Bytes of the longest value of the dictionaries that are not kept.

    Raises:
        FichierError: A row of ordinary width is already too much.
    """
    groupes = [meta.row_group(g) for g in range(meta.num_row_groups)]
    large = max((_largeur(g, meta.schema) for g in groupes), default=0)
    if large > CELLULE_AU_PLUS:
        raise FichierError(
            nom,
            f"une ligne prend {large >> 10} Kio en moyenne, {CELLULE_AU_PLUS >> 10} au plus sont "
            "lus : ce n'est pas un tableau de lignes",
        )
    sures = DEPLOIEMENT // 4 // max(longues, 1)
    return max(1, min(LIGNES_PAR_LOT, OCTETS_PAR_LOT // max(large, 1), sures))


def _largeur(groupe: pq.RowGroupMetaData, schema: pq.ParquetSchema) -> int:
    """Return the bytes a row takes, decoded: a value repeated is written once, not read once."""
    octets = 0
    for i in range(groupe.num_columns):
        colonne = groupe.column(i)
        large = LARGEURS.get(colonne.physical_type, 1) * max(schema.column(i).length, 1)
        octets += max(colonne.total_uncompressed_size, colonne.num_values * large)
    return int(octets // max(groupe.num_rows, 1))


def _plus_longue(
    fichier: IO[bytes], meta: pq.FileMetaData, groupes: Sequence[int], colonnes: Sequence[str]
) -> int:
    """Return the bytes of the longest value in the dictionaries of some columns."""
    if not colonnes:
        return 0
    lecteur = pq.ParquetFile(
        fichier, metadata=meta, read_dictionary=colonnes, buffer_size=TAMPON, pre_buffer=False
    )
    longueurs = [0]
    for g in groupes:
        for lot in lecteur.iter_batches(1, row_groups=[g], columns=colonnes, use_threads=False):
            longueurs += [plus_longue(c) for c in lot.columns]
            break
    return max(longueurs)


def _a_sonder(meta: pq.FileMetaData, lues: Sequence[str], gardes: Sequence[str]) -> list[str]:
    """Names of the text columns read that have dictionaries which are not kept."""
    trouvees = {
        champ
        for champ, morceau in _morceaux(meta, lues)
        if morceau.physical_type == "BYTE_ARRAY" and morceau.has_dictionary_page
    }
    return sorted(trouvees - {*gardes})


def _exiger_lisible(lot: pa.RecordBatch) -> None:
    """Check that text is UTF-8: Arrow decodes Parquet without looking.

    Raises:
        ArrowInvalid: It is not.
    """
    for colonne in lot.columns:
        if pa.types.is_dictionary(colonne.type):
            colonne.dictionary.validate(full=True)
        elif texte(colonne.type):
            colonne.validate(full=True)
