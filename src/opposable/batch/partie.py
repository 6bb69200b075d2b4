"""A part of a Parquet folder, decided by one worker: its answers, its rejected rows, its counts.

A worker may be asked twice for the same part, and may stop halfway: each attempt writes files of
its own names, and only those of the attempt that says it ended are kept.
"""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, NamedTuple, Self, cast

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.batch.demandes import Demandes
from opposable.batch.local import Options, passer
from opposable.errors import FichierError
from opposable.fichiers.entree import Entree, Format
from opposable.fichiers.parquet import SourceParquet
from opposable.fichiers.sortie import Destination

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from opposable.batch.depot import Depot
    from opposable.batch.noyau import Noyau
    from opposable.fichiers.rejets import Rejets

REJETS = "_rejets"
"""Folder of the rejected rows in the output: readers of the answers pass over it."""
SCHEMA_DES_REJETS = pa.schema(
    [
        ("fichier", pa.dictionary(pa.int32(), pa.string())),
        ("ligne", pa.int64()),
        ("champ", pa.dictionary(pa.int32(), pa.string())),
        ("raison", pa.dictionary(pa.int32(), pa.string())),
    ]
)


class Partie(NamedTuple):
    """Row groups of a file.

    Attributes:
        rang: Its place among the parts.
        fichier: Where the file is.
        groupes: The row groups; none for a file without rows.
    """

    rang: int
    fichier: str
    groupes: tuple[int, ...]


class Rendu(NamedTuple):
    """What a worker says of a part that is done.

    Attributes:
        fichiers: Names of the files that hold it.
        decidees: Rows decided.
        rejetees: Rows rejected.
        refus: File and reason, where the part could not be done: no attempt will do better.
    """

    fichiers: tuple[str, ...] = ()
    decidees: int = 0
    rejetees: int = 0
    refus: tuple[str, str] | None = None


class Travail(NamedTuple):
    """What every part of a run is decided with.

    Attributes:
        entree: What is read.
        sortie: Folder of the run.
        colonnes: Columns kept beside the answers, None for all.
        titres: Title of the column of a field, as the person says it.
    """

    entree: Depot
    sortie: Depot
    colonnes: Sequence[str] | None = None
    titres: Mapping[str, str] | None = None

    def faire(self, noyau: Noyau, partie: Partie) -> Rendu:
        """Decide a part; what a person did wrong is said, not begun again."""
        try:
            return self._faire(noyau, partie)
        except FichierError as erreur:
            return Rendu(refus=(erreur.fichier, erreur.probleme))

    def _faire(self, noyau: Noyau, partie: Partie) -> Rendu:
        nom = f"part-{partie.rang:05}-{uuid.uuid4().hex}.parquet"
        demandes = Demandes(self.colonnes, colonnes=self.titres)
        ecrivain = _Rejetees(self.sortie, nom, partie.fichier)
        with (
            _ouvrir(self.entree, partie.fichier) as lue,
            ecrivain,
            self.sortie.systeme.open_output_stream(f"{self.sortie.chemin}/{nom}") as flux,
            open(os.devnull, "wb") as rien,  # noqa: PTH123 - what tells them is the folder
        ):
            options = Options(
                vers=Format.PARQUET,
                flux_de_rejets=rien,
                temoin=lambda _, rejets: ecrivain.ajouter(rejets),
            )
            source = SourceParquet(lue, demandes, partie.groupes)
            cible = Destination(nom, cast("IO[bytes]", flux))
            bilan = passer(noyau, source, demandes, cible, options)
        return Rendu((nom,), bilan.decidees, bilan.rejetees)


def _ouvrir(entree: Depot, fichier: str) -> Entree:
    flux = cast("IO[bytes]", entree.systeme.open_input_file(fichier))
    return Entree(fichier, Format.PARQUET, flux=flux, en_place=True)


class _Rejetees:
    """The rejected rows of a part, in a file begun at the first one."""

    def __init__(self, sortie: Depot, nom: str, fichier: str) -> None:
        self._sortie, self._nom, self._fichier = sortie.sous(REJETS), nom, fichier
        self._ecrivain: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def ajouter(self, rejets: Rejets) -> None:
        if not len(rejets):
            return
        if self._ecrivain is None:
            self._sortie.systeme.create_dir(self._sortie.chemin)
            chemin = f"{self._sortie.chemin}/{self._nom}"
            self._ecrivain = pq.ParquetWriter(
                chemin, SCHEMA_DES_REJETS, filesystem=self._sortie.systeme
            )
        champs, raisons = zip(*rejets.phrases(), strict=True)
        rangs = pa.array(rejets.rangs, pa.int32())
        colonnes = [
            pa.DictionaryArray.from_arrays(
                pa.array([0] * len(rejets), pa.int32()), [self._fichier]
            ),
            pa.array(rejets.lignes, pa.int64()),
            *(pa.DictionaryArray.from_arrays(rangs, pa.array(v)) for v in (champs, raisons)),
        ]
        self._ecrivain.write_batch(pa.RecordBatch.from_arrays(colonnes, schema=SCHEMA_DES_REJETS))

    def __exit__(self, *_: object) -> None:
        if self._ecrivain is not None:
            self._ecrivain.close()
