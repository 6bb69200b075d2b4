"""Reading Parquet, Arrow and Feather files."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.batch.refus import refuser
from opposable.batch.rejet import FAITS
from opposable.batch.source import LIGNES_PAR_LOT, Lot, colonnes_lues, verifier_titres
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.batch.formats import Entree

TAMPON = 1 << 20
OCTETS_PAR_LOT = 1 << 24
OCTETS_D_UN_RANG = 3
"""Bytes a row of a column takes at most when it is a rank in a dictionary."""
DEPLOIEMENT = 1 << 28
"""Decoded bytes of one batch above which a file is refused."""


class SourceParquet:
    """A Parquet file, read by batches; fact columns keep their dictionaries.

    Args:
        entree: The file.
        gardees: Columns kept beside the answers, None for all.
        groupes: Row groups to read, None for all.

    Raises:
        FichierError: It is not a sound Parquet file, or columns are missing.
    """

    lignes_vides = False

    def __init__(
        self,
        entree: Entree,
        gardees: Sequence[str] | None = None,
        groupes: Sequence[int] | None = None,
    ) -> None:
        self.nom = entree.nom
        fichier = entree.fichier()
        with refuser(self.nom, "Parquet illisible, tronqué ou abîmé"):
            premier = pq.ParquetFile(fichier, memory_map=False)
            titres = premier.schema_arrow.names
        verifier_titres(self.nom, titres, gardees)
        self._colonnes = colonnes_lues(titres, gardees)
        self._lignes = _lignes_par_lot(premier.metadata)
        self._fichier = _ouvrir(fichier, premier.schema_arrow, premier.metadata)
        meta = premier.metadata
        self.groupes = list(range(meta.num_row_groups)) if groupes is None else list(groupes)
        self._premiere = (
            1 + sum(meta.row_group(g).num_rows for g in range(self.groupes[0]))
            if (self.groupes)
            else 1
        )
        self.total: int | None = sum(meta.row_group(g).num_rows for g in self.groupes)
        champs = [self._fichier.schema_arrow.field(c) for c in self._colonnes]
        self.schema = pa.schema(champs)
        self.constats = [f"Parquet, {meta.num_rows} lignes"]
        self._lues = 0

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; the line of a row is its rank in the file, from 1."""
        with refuser(self.nom, "Parquet illisible, tronqué ou abîmé"):
            lots = self._fichier.iter_batches(
                batch_size=self._lignes,
                row_groups=self.groupes,
                columns=self._colonnes,
                use_threads=False,
            )
            for lot in lots:
                _exiger_mesure(lot, self.nom)
                _exiger_lisible(lot)
                yield Lot(lot.select(self._colonnes), self._premiere + self._lues)
                self._lues += lot.num_rows
        if self._lues != self.total:
            raise FichierError(
                self.nom, f"{self.total} lignes annoncées, {self._lues} trouvées : fichier abîmé"
            )

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _ouvrir(fichier: IO[bytes], schema: pa.Schema, meta: pq.FileMetaData) -> pq.ParquetFile:
    """Open again, text columns read as dictionaries where they are written so."""
    textes = [c for c in FAITS if c in schema.names and _texte(schema.field(c).type)]
    textes += [c for c in _en_dictionnaire(meta) if c not in textes]
    return pq.ParquetFile(
        fichier, metadata=meta, read_dictionary=textes, buffer_size=TAMPON, pre_buffer=False
    )


def _texte(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


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


def _lignes_par_lot(meta: pq.FileMetaData) -> int:
    """Return how many rows to read at once: fewer where rows are wide."""
    groupes = [meta.row_group(g) for g in range(meta.num_row_groups)]
    large = max((g.total_byte_size // max(g.num_rows, 1) for g in groupes), default=0)
    return max(1, min(LIGNES_PAR_LOT, OCTETS_PAR_LOT // max(large, 1)))


def _exiger_mesure(lot: pa.RecordBatch, nom: str) -> None:
    """Refuse a batch that decodes to far more than rows of an application can hold.

    Raises:
        FichierError: It does.
    """
    if lot.nbytes > DEPLOIEMENT:
        raise FichierError(
            nom,
            f"{lot.num_rows} lignes se déploient en {lot.nbytes >> 20} Mio : ce fichier est "
            "refusé ; vérifiez ses colonnes de texte",
        )


def _exiger_lisible(lot: pa.RecordBatch) -> None:
    """Check that text is UTF-8: Arrow decodes Parquet without looking.

    Raises:
        ArrowInvalid: It is not.
    """
    for colonne in lot.columns:
        if pa.types.is_dictionary(colonne.type):
            colonne.dictionary.validate(full=True)
        elif _texte(colonne.type):
            colonne.validate(full=True)


class SourceArrow:
    """An Arrow or Feather file, or an Arrow stream.

    Args:
        entree: The file.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: It is not sound, or columns are missing.
    """

    lignes_vides = False

    def __init__(self, entree: Entree, gardees: Sequence[str] | None = None) -> None:
        self.nom = entree.nom
        fichier = entree.fichier()
        with refuser(self.nom, "fichier Arrow illisible, tronqué ou abîmé"):
            self._lots, schema, self.total = _ouvrir_arrow(fichier)
        verifier_titres(self.nom, schema.names, gardees)
        self._colonnes = colonnes_lues(schema.names, gardees)
        self.schema = pa.schema([schema.field(c) for c in self._colonnes])
        self.constats = ["Arrow"]
        self._lues = 0

    def lots(self) -> Iterator[Lot]:
        """Yield the batches, checked in full: an index out of its dictionary is refused."""
        with refuser(self.nom, "fichier Arrow illisible, tronqué ou abîmé"):
            for entier in self._lots:
                entier.validate(full=True)
                lot = entier.select(self._colonnes)
                for debut in range(0, lot.num_rows, LIGNES_PAR_LOT):
                    tranche = lot.slice(debut, LIGNES_PAR_LOT)
                    yield Lot(tranche, 1 + self._lues)
                    self._lues += tranche.num_rows

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _ouvrir_arrow(fichier: IO[bytes]) -> tuple[Iterator[pa.RecordBatch], pa.Schema, int | None]:
    magie = fichier.read(6)
    fichier.seek(0)
    if magie == b"ARROW1":
        lecteur = pa.ipc.open_file(fichier)
        lots = (lecteur.get_batch(i) for i in range(lecteur.num_record_batches))
        return lots, lecteur.schema, None
    flux = pa.ipc.open_stream(fichier)
    return iter(flux), flux.schema, None
