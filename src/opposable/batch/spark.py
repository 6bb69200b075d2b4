"""Spark: the same kernel inside `mapInArrow`, for files one machine no longer holds.

PySpark is an optional extra (`opposable[spark]`). The law and its table are made once on the driver
and sent to the workers, which build nothing: they need this package and its libraries, not the law
data.
"""

from __future__ import annotations

import os
import pickle
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from opposable.batch.comprehension import Comprehension
from opposable.batch.demandes import Demandes
from opposable.batch.local import Bilan
from opposable.batch.noyau import Noyau
from opposable.batch.rejet import FAITS
from opposable.batch.reponses import AJOUTES, SCHEMA
from opposable.batch.table_batie import nommer, table_batie
from opposable.decision.artefact import des_octets, en_octets
from opposable.errors import FichierError
from opposable.fichiers.refus import premiere_ligne
from opposable.fichiers.rejets import FichierDeRejets, Rejet, Rejets
from opposable.fichiers.source import LIGNES_PAR_LOT
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from opposable.law.corpus import Corpus

CHAMP, RAISON, LIGNE = "rejet_champ", "rejet_raison", "rejet_ligne"
_NOYAUX: dict[str, Noyau] = {}
"""Kernels of this worker, by the name of their table: made once, used for every task."""
NOYAUX_AU_PLUS = 4
"""Kernels a worker keeps: a job decides under one law, or compares a few."""


def session(maitre: str) -> SparkSession:
    """Open a Spark session.

    Args:
        maitre: Master: `local[2]`, `spark://host:7077`, `yarn`, `k8s://…`.

    Raises:
        FichierError: PySpark or Java is not installed, or the master does not answer.
    """
    try:
        from pyspark.sql import SparkSession as Fabrique  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise FichierError("spark", "PySpark est absent : installez opposable[spark]") from None
    if maitre.startswith("local"):
        os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers are this interpreter
    try:
        return (
            Fabrique.builder.master(maitre)
            .appName("opposable")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(1 << 16))
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
    except Exception as erreur:  # noqa: BLE001 - the JVM raises anything
        raise FichierError("spark", f"session refusée ({premiere_ligne(erreur)})") from None


def decider(demandes: DataFrame, corpus: Corpus) -> DataFrame:
    """Add the seven fields, and the reason where a row is rejected, to a data frame.

    Args:
        demandes: Rows with the input fields of the contract; other columns pass through.
        corpus: The law.
    """
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an optional extra

    textes = [pa.field(c.name, _simple(c.type)) for c in SCHEMA]
    rejets = [pa.field(CHAMP, pa.string()), pa.field(RAISON, pa.string())]
    ajoutes = from_arrow_schema(pa.schema([*textes, *rejets]))
    schema = type(demandes.schema)([*demandes.schema.fields, *ajoutes.fields])
    envoi = Envoi(nommer(corpus), pickle.dumps(corpus), en_octets(table_batie(corpus)))
    return demandes.mapInArrow(_tache(envoi), schema)


class Envoi(NamedTuple):
    """What the workers are sent: a law and its table.

    Attributes:
        nom: Name of the table, which says all that it depends on.
        droit: The law.
        table: Its table.
    """

    nom: str
    droit: bytes
    table: bytes

    def noyau(self) -> Noyau:
        """Return the kernel, from what was sent alone."""
        corpus = pickle.loads(self.droit)  # noqa: S301 - sent by our own driver
        return Noyau(corpus, des_octets(self.table, corpus))


def _tache(envoi: Envoi) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def tache(lots: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        comprehension = Comprehension(_noyau(envoi), {champ: champ for champ in FAITS})
        for lot in lots:
            yield completer(comprehension, lot)

    return tache


def _noyau(envoi: Envoi) -> Noyau:
    if envoi.nom not in _NOYAUX:
        while len(_NOYAUX) >= NOYAUX_AU_PLUS:
            del _NOYAUX[next(iter(_NOYAUX))]
        _NOYAUX[envoi.nom] = envoi.noyau()
    return _NOYAUX[envoi.nom]


def completer(comprehension: Comprehension, lot: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with the seven fields and the two of a rejection, as plain text.

    Args:
        comprehension: Reads the batches of one partition, as those of a file are read.
        lot: Rows under the names of the contract.
    """
    _, resultat = comprehension.decider(lot, detail=False)
    champs = np.full(lot.num_rows, None, dtype=object)
    raisons = champs.copy()
    for rejet in resultat.rejets:
        champs[rejet.ligne], raisons[rejet.ligne] = rejet.champ, rejet.raison
    colonnes = [*lot.columns, *(c.cast(_simple(c.type)) for c in resultat.lot.columns)]
    colonnes += [en_textes(champs), en_textes(raisons)]
    return pa.RecordBatch.from_arrays(colonnes, names=[*lot.schema.names, *AJOUTES, CHAMP, RAISON])


def _simple(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def traiter(
    corpus: Corpus, entree: str, sortie: str, colonnes: Sequence[str] | None, maitre: str
) -> Bilan:
    """Decide a Parquet file or folder with Spark; the output is a folder of Parquet parts.

    Args:
        corpus: The law.
        entree: Parquet file or folder, at any address Spark reads.
        sortie: Folder written; an earlier one is replaced only when the new one is whole.
        colonnes: Columns kept beside the answers, None for all.
        maitre: Spark master.

    Returns:
        The account of the rows.

    Raises:
        FichierError: The input is not Parquet or has no such columns, or Spark gives up.
    """
    spark = session(maitre)
    try:
        return _traiter(spark, corpus, entree, sortie, colonnes)
    except FichierError:
        raise
    except Exception as erreur:
        raise FichierError(entree, f"Spark a renoncé ({premiere_ligne(erreur)})") from erreur


def _traiter(
    spark: SparkSession,
    corpus: Corpus,
    entree: str,
    sortie: str,
    colonnes: Sequence[str] | None,
) -> Bilan:
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    lue = spark.read.parquet(entree)
    demandes = Demandes(colonnes)
    demandes.choisir(entree, lue.columns)
    autres = [f"{titre} = {champ}" for titre, champ in demandes.champs.items() if titre != champ]
    if autres:
        raise FichierError(entree, f"avec Spark, nommez les colonnes par leur champ : {autres[0]}")
    gardees = lue.columns if colonnes is None else [c for c in lue.columns if c in colonnes]
    numerotee = lue.withColumn(LIGNE, f.col("_metadata.row_index") + f.lit(1))
    decidee = decider(numerotee, corpus)
    bilan = Bilan(constats=[f"Parquet lu par Spark {spark.version}"])
    provisoire = f"{sortie}.part"
    bonnes = decidee.where(f.col(RAISON).isNull()).select(*gardees, *AJOUTES)
    bonnes.write.mode("overwrite").parquet(provisoire)
    bilan.decidees = spark.read.parquet(provisoire).count()
    bilan.rejets = f"{sortie}.rejets.csv"
    with FichierDeRejets(bilan.rejets) as rejets:
        fautes = decidee.where(f.col(RAISON).isNotNull()).select(LIGNE, CHAMP, RAISON)
        lus = (Rejet(int(f[LIGNE]), f[CHAMP], f[RAISON]) for f in fautes.toLocalIterator())
        while len(rejetes := Rejets.de(islice(lus, LIGNES_PAR_LOT))):
            rejets.ajouter(rejetes)
        bilan.rejetees = rejets.nombre
    _poser(spark, provisoire, sortie)
    if not bilan.rejetees:
        bilan.rejets = None
    return bilan


def _poser(spark: Any, provisoire: str, sortie: str) -> None:
    """Put the new folder in the place of the old one, on whatever file system it is."""
    chemin = spark._jvm.org.apache.hadoop.fs.Path  # noqa: SLF001 - the only way to Hadoop's files
    neuf, ancien = chemin(provisoire), chemin(sortie)
    systeme = neuf.getFileSystem(spark._jsc.hadoopConfiguration())  # noqa: SLF001
    systeme.delete(ancien, True)  # noqa: FBT003 - Java names no argument
    if not systeme.rename(neuf, ancien):
        raise FichierError(sortie, f"écriture impossible ; les réponses sont dans {provisoire}")
