"""Spark: the same kernel on many machines, for files one no longer holds.

PySpark is an optional extra (`opposable[spark]`). The law and its table are made once on the driver
and sent to the workers, which build nothing. This package is sent too, as an archive: a worker
needs Python, NumPy and PyArrow, and pandas where a data frame is decided.
"""

from __future__ import annotations

import os
import pickle
import sys
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from opposable.batch.comprehension import Comprehension
from opposable.batch.decoupage import decouper, lire_les_pieds
from opposable.batch.demandes import Demandes
from opposable.batch.depot import Depot
from opposable.batch.local import Bilan
from opposable.batch.noyau import Noyau
from opposable.batch.partie import REJETS, Travail
from opposable.batch.rejet import FAITS
from opposable.batch.reponses import AJOUTES, SCHEMA
from opposable.batch.table_batie import nommer, table_batie
from opposable.decision.artefact import des_octets, en_octets
from opposable.ecrit.nombre import compter
from opposable.errors import FichierError
from opposable.fichiers.refus import premiere_ligne
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from pyspark.sql import DataFrame, SparkSession

    from opposable.batch.partie import Partie, Rendu
    from opposable.law.corpus import Corpus

CHAMP, RAISON = "rejet_champ", "rejet_raison"
REGLAGES = {
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(1 << 16),
    "spark.sql.session.timeZone": "UTC",
    "spark.executor.memory": "1g",
    "spark.executor.pyspark.memory": "3g",
}
"""Settings of a session where a cluster says nothing else. A worker holds the law, its table and
a part: some 300 megabytes; its ceiling counts address space, of which libraries take more."""
_RESTENT = ("opposable/web", "opposable/law/data")
"""What workers are not sent: they build nothing, and serve no page."""
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
        from pyspark import SparkConf, SparkFiles  # noqa: PLC0415 - an optional extra
        from pyspark.sql import SparkSession as Fabrique  # noqa: PLC0415
    except ImportError:
        raise FichierError("spark", "PySpark est absent : installez opposable[spark]") from None
    if maitre.startswith("local"):
        # The workers are this interpreter.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    reglages = SparkConf().setMaster(maitre).setAppName("opposable")
    for cle, valeur in REGLAGES.items():
        reglages.setIfMissing(cle, valeur)
    try:
        ouverte = Fabrique.builder.config(conf=reglages).getOrCreate()
        if not maitre.startswith("local["):
            contexte = ouverte.sparkContext
            contexte.addPyFile(_archiver(SparkFiles.getRootDirectory()))
    except Exception as erreur:  # noqa: BLE001 - the JVM raises anything
        raise FichierError("spark", f"session refusée ({premiere_ligne(erreur)})") from None
    return ouverte


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
    return demandes.mapInArrow(_tache(_envoyer(corpus)), schema)


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


def _envoyer(corpus: Corpus) -> Envoi:
    return Envoi(nommer(corpus), pickle.dumps(corpus), en_octets(table_batie(corpus)))


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
    corpus: Corpus,
    entree: str,
    sortie: str,
    colonnes: Sequence[str] | None,
    maitre: str,
    titres: Mapping[str, str] | None = None,
) -> Bilan:
    """Decide a Parquet file or folder on a cluster, in one pass; the output is a folder.

    Each worker reads its row groups, decides them and writes them with Arrow: Spark shares out
    the parts, and starts again those that are lost. Answers are the files of the folder, rejected
    rows those of its folder `_rejets`, with the file and the line each comes from.

    Args:
        corpus: The law.
        entree: Parquet file or folder, at an address that `Depot.de` reads.
        sortie: Folder written; an earlier one is replaced only when the new one is whole.
        colonnes: Columns kept beside the answers, None for all.
        maitre: Spark master.
        titres: Title of the column of a field, as the person says it.

    Returns:
        The account of the rows.

    Raises:
        FichierError: The input is not Parquet or has no such columns, or Spark gives up.
    """
    lue, but = Depot.de(entree), Depot.de(sortie)
    demandes = Demandes(colonnes, colonnes=titres)
    pieds = lire_les_pieds(lue, demandes)
    spark = session(maitre)
    parties = decouper(pieds, spark.sparkContext.defaultParallelism)
    neuf = but.preparer()
    try:
        rendus = _repartir(spark, corpus, Travail(lue, neuf, colonnes, titres), parties)
        bilan = _compter(rendus, sortie)
        neuf.trier({nom for rendu in rendus for nom in rendu.fichiers})
        ecrite = but.publier(neuf, {"decidees": bilan.decidees, "rejetees": bilan.rejetees})
    except BaseException:
        neuf.jeter()
        raise
    taille = f"{compter(len(pieds), 'fichier')}, {compter(len(parties), 'partie')}"
    bilan.constats = [
        f"Parquet lu par Spark {spark.version} : {taille}",
        *demandes.constats,
        *([f"Réponses dans {ecrite}"] if ecrite != sortie else ()),
    ]
    bilan.rejets = f"{ecrite}/{REJETS}" if bilan.rejetees else None
    return bilan


def _repartir(
    spark: SparkSession, corpus: Corpus, travail: Travail, parties: Sequence[Partie]
) -> list[Rendu]:
    contexte = spark.sparkContext
    diffuse = contexte.broadcast(_envoyer(corpus))
    try:
        lot = contexte.parallelize(parties, max(len(parties), 1))
        return lot.map(lambda partie: travail.faire(_noyau(diffuse.value), partie)).collect()
    except Exception as erreur:
        dite = premiere_ligne(erreur)
        raise FichierError(travail.entree.adresse, f"Spark a renoncé ({dite})") from erreur
    finally:
        diffuse.unpersist()


def _compter(rendus: Sequence[Rendu], sortie: str) -> Bilan:
    """Add up what the workers say.

    Raises:
        FichierError: A file could not be read, or the answers written.
    """
    for rendu in rendus:
        if rendu.refus is not None:
            raise FichierError(rendu.refus[0] or sortie, rendu.refus[1])
    return Bilan(
        decidees=sum(rendu.decidees for rendu in rendus),
        rejetees=sum(rendu.rejetees for rendu in rendus),
    )


def _archiver(dossier: str) -> str:
    """Write this package as an archive that workers read, its site and its data of law aside."""
    chemin = str(Path(dossier) / "opposable.zip")
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in _fichiers(files("opposable"), "opposable"):
            archive.writestr(nom, octets)
    return chemin


def _fichiers(dossier: Traversable, nom: str) -> Iterator[tuple[str, bytes]]:
    for enfant in dossier.iterdir():
        dessous = f"{nom}/{enfant.name}"
        if enfant.is_file():
            yield dessous, enfant.read_bytes()
        elif dessous not in _RESTENT and enfant.name != "__pycache__":
            yield from _fichiers(enfant, dessous)
