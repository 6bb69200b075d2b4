"""Work by parts: a run that was interrupted goes on at the last complete part.

Parts of a few row groups are written in a folder beside the output, each renamed when whole;
at the end they are put together and the folder goes away. A part is used again only for the
same input, the same law and the same columns.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from opposable.batch.demandes import Demandes
from opposable.batch.local import Bilan, Options, passer
from opposable.batch.reponses import MOTS
from opposable.errors import FichierError
from opposable.fichiers.entree import Entree, Format, format_de
from opposable.fichiers.parquet import TAMPON, SourceParquet
from opposable.fichiers.puits import PuitsParquet
from opposable.fichiers.refus import refuser
from opposable.fichiers.rejets import FichierDeRejets, Rejet, Rejets
from opposable.fichiers.sortie import Destination
from opposable.fichiers.source import LIGNES_PAR_LOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.batch.noyau import Noyau

GROUPES_PAR_PARTIE = 8


def reprendre(noyau: Noyau, entree: str, sortie: str, options: Options) -> Bilan:
    """Decide a Parquet file by parts, keeping those that an earlier run finished.

    Args:
        noyau: The kernel.
        entree: Parquet file to read.
        sortie: Parquet file to write.
        options: How; a summary cannot be counted over parts of another run.

    Returns:
        The account of all the rows.

    Raises:
        FichierError: The files are not Parquet, or cannot be read or written.
    """
    if options.synthese is not None:
        raise FichierError(sortie, "--resume et --summary ne vont pas ensemble : choisissez")
    with Entree(entree, options.de) as lue:
        if lue.format is not Format.PARQUET or format_de(sortie) is not Format.PARQUET:
            raise FichierError(entree, "--resume lit et écrit du Parquet seulement")
        dossier = _dossier(noyau, lue, sortie, options)
        return _decider(noyau, lue, sortie, dossier, options)


def _dossier(noyau: Noyau, lue: Entree, sortie: str, options: Options) -> Path:
    """Return the folder of the parts of this very run."""
    if lue.chemin is None:
        raise FichierError(lue.nom, "--resume demande un fichier, non l'entrée standard")
    etat = lue.chemin.stat()
    cle = [str(lue.chemin.resolve()), etat.st_size, etat.st_mtime_ns, noyau.table.recu]
    cle += [options.colonnes, options.titres, options.explication is not None, GROUPES_PAR_PARTIE]
    somme = hashlib.sha256(json.dumps(cle, default=str).encode()).hexdigest()[:16]
    destination = Path(sortie)
    dossier = destination.with_name(f".{destination.name}.parties-{somme}")
    with refuser(sortie, "écriture impossible"):
        dossier.mkdir(exist_ok=True)
    return dossier


def _decider(noyau: Noyau, lue: Entree, sortie: str, dossier: Path, options: Options) -> Bilan:
    demandes = Demandes(options.colonnes, colonnes=options.titres)
    groupes = SourceParquet(lue, demandes).groupes
    parties = []
    for debut in range(0, max(len(groupes), 1), GROUPES_PAR_PARTIE):
        partie = dossier / f"partie-{debut:06}.parquet"
        fini = partie.with_suffix(".json")
        if not fini.exists():
            choisis = groupes[debut : debut + GROUPES_PAR_PARTIE]
            bilan = passer(
                noyau,
                SourceParquet(lue, demandes, choisis),
                demandes,
                str(partie),
                replace(options, rejets=f"{partie}.rejets.csv"),
            )
            _sceller(fini, bilan)
        parties.append((partie, json.loads(fini.read_text(encoding="ascii"))))
    bilan = Bilan(constats=[f"Parquet, {len(parties)} parties", *demandes.constats])
    bilan.rejets = options.rejets or f"{sortie}.rejets.csv"
    _assembler([partie for partie, _ in parties], sortie, bilan)
    bilan.decidees = sum(compte["decidees"] for _, compte in parties)
    shutil.rmtree(dossier, ignore_errors=True)
    return bilan


def _sceller(fini: Path, bilan: Bilan) -> None:
    """Say that a part is complete."""
    with Destination(str(fini)) as sortie:
        sortie.flux.write(json.dumps({"decidees": bilan.decidees}).encode())


def _assembler(parties: list[Path], sortie: str, bilan: Bilan) -> None:
    """Put the parts together, in order, and their rejected rows."""
    with Destination(sortie) as destination, FichierDeRejets(bilan.rejets) as rejets:
        puits = None
        with refuser(sortie, "écriture impossible"):
            for partie in parties:
                with pq.ParquetFile(partie, buffer_size=TAMPON, pre_buffer=False) as fichier:
                    puits = puits or PuitsParquet(destination.flux, fichier.schema_arrow, [MOTS])
                    for lot in fichier.iter_batches(LIGNES_PAR_LOT, use_threads=False):
                        puits.ecrire(lot)
                for rejetes in _rejets(partie):
                    rejets.ajouter(rejetes)
            if puits is not None:
                puits.finir()
        bilan.rejetees = rejets.nombre
    if not bilan.rejetees:
        bilan.rejets = None


def _rejets(partie: Path) -> Iterator[Rejets]:
    """Yield the rejected rows of a part, some at a time."""
    chemin = Path(f"{partie}.rejets.csv")
    if not chemin.exists():
        return
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lus = (Rejet(int(ligne), *reste) for ligne, *reste in islice(csv.reader(fichier), 1, None))
        while len(rejets := Rejets.de(islice(lus, LIGNES_PAR_LOT))):
            yield rejets
