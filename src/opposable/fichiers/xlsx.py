"""Reading XLSX: measured first, then read in a process apart whose end cannot be ours."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.csv as pc

from opposable.ecrit.nombre import compter
from opposable.errors import FichierError
from opposable.fichiers.classeur import CONSEIL, OCTETS_AU_PLUS, verifier_classeur
from opposable.fichiers.csv import BLANCS
from opposable.fichiers.extraction import ABIME, INDEX
from opposable.fichiers.refus import MEMOIRE, premiere_ligne, refuser
from opposable.fichiers.source import (
    APERCU,
    MOTS,
    Lot,
    exiger_colonnes,
    place_des_titres,
    sans_titre,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.fichiers.entree import Entree, Limites
    from opposable.fichiers.source import Attente

LECTEUR = Path(__file__).with_name("extraction.py")
DEBIT = 1 << 17
"""Bytes of a workbook for which a second more is given."""
BLOC = 1 << 24


class _Feuille(NamedTuple):
    """A sheet, as text.

    Attributes:
        nom: Its name.
        chemin: CSV file of its cells.
        lignes: How many lines it has.
        rangees: Its first lines that hold anything: rank, cells.
        place: Which of them holds the titles.
        reconnus: How many titles are known.
    """

    nom: str
    chemin: Path
    lignes: int
    rangees: Sequence[tuple[int, list[str]]]
    place: int
    reconnus: int

    @property
    def rang(self) -> int:
        """Rank of the line of the titles."""
        return self.rangees[self.place][0]


class SourceXlsx:
    """The sheet of a workbook that shows most known titles.

    Args:
        entree: The file.
        attente: What is looked for.

    Raises:
        FichierError: It is not sound, deploys too far, or columns are missing; two sheets may
            be meant.
    """

    lignes_vides = True
    octets: int | None = None
    separateur: str | None = None
    marque = False

    def __init__(self, entree: Entree, attente: Attente) -> None:
        self.nom = entree.nom
        fichier = entree.fichier()
        verifier_classeur(fichier, self.nom, formules=attente.formules)
        dossier = Path(entree.pile.enter_context(TemporaryDirectory(prefix="opposable-")))
        with refuser(self.nom, "classeur illisible ou abîmé"):
            _extraire(self.nom, fichier, dossier, entree.limites)
            feuilles = [f for f in _feuilles(self.nom, dossier, attente) if f.rangees]
        self._feuille = feuille = _choisir(self.nom, feuilles, attente)
        entree.limites.exiger_lignes(self.nom, feuille.lignes - feuille.rang - 1)
        self._autres = [f.nom for f in feuilles if f is not feuille]
        self.titres: Sequence[str] = [t.strip(BLANCS) for t in feuille.rangees[feuille.place][1]]
        exiger_colonnes(self.nom, len(self.titres))
        lues = attente.choisir(self.nom, self.titres)
        codees = attente.codees(self.titres)
        noms = [self.titres[place] for place in lues]
        self.schema = pa.schema([(t, MOTS if t in codees else pa.string()) for t in noms])
        self._places = [f"{place}" for place in lues]
        self._sans_titre = sans_titre(self.titres, lues)
        self.total: int | None = feuille.lignes - feuille.rang - 1
        self._lues = 0

    @property
    def constats(self) -> list[str]:
        """What was found about the file."""
        ligne = self._feuille.rang + 1
        dits = [f"XLSX, feuille « {self._feuille.nom} », titres à la ligne {ligne}"]
        if self._autres:
            dits.append(f"Feuilles non lues : {', '.join(f'« {f} »' for f in self._autres)}")
        return [*dits, *self._sans_titre]

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; the line is that of the sheet."""
        premiere = self._feuille.rang + 2
        if not self.total:
            return
        with refuser(self.nom, "classeur illisible"):
            for lot in self._lecteur():
                lignes = pa.RecordBatch.from_arrays(lot.columns, schema=self.schema)
                yield Lot(lignes, premiere + self._lues)
                self._lues += lot.num_rows

    def _lecteur(self) -> Iterator[pa.RecordBatch]:
        with self._feuille.chemin.open("rb") as texte:
            rangees = csv.reader(_decodees(texte))
            for _ in range(self._feuille.rang + 1):
                next(rangees)
            yield from pc.open_csv(
                pa.PythonFile(texte, "r"),
                read_options=pc.ReadOptions(
                    use_threads=False,
                    block_size=BLOC,
                    column_names=[f"{place}" for place in range(len(self.titres))],
                ),
                parse_options=pc.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
                convert_options=pc.ConvertOptions(
                    include_columns=self._places,
                    column_types=dict(zip(self._places, self.schema.types, strict=True)),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                    null_values=[""],
                ),
            )

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _decodees(texte: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a file one by one: nothing is read ahead of them."""
    while ligne := texte.readline():
        yield ligne.decode()


def _extraire(nom: str, fichier: IO[bytes], dossier: Path, limites: Limites) -> None:
    """Have the sheets written in a folder by a process apart.

    Raises:
        FichierError: The workbook is damaged, or asks for too much memory or time.
    """
    with TemporaryFile() as copie:
        octets = fichier.seek(0, os.SEEK_END)
        fichier.seek(0)
        while morceau := fichier.read(BLOC):
            copie.write(morceau)
        copie.seek(0)
        # -I: nothing of the folder it stands in, nor of ours, is taken for a module.
        commande = [sys.executable, "-I", str(LECTEUR), str(dossier), str(limites.memoire)]
        delai = limites.secondes + octets / DEBIT
        try:
            fini = subprocess.run(  # noqa: S603 - our own module
                commande, stdin=copie, capture_output=True, timeout=delai, check=False
            )
        except subprocess.TimeoutExpired:
            raise FichierError(nom, f"le classeur est trop long à lire {CONSEIL}") from None
    if fini.returncode == ABIME:
        dit = fini.stdout.decode("utf-8", "replace")
        raise FichierError(nom, f"classeur illisible ou abîmé ({dit}) {CONSEIL}")
    if fini.returncode:
        raise FichierError(nom, MEMOIRE)


def _feuilles(nom: str, dossier: Path, attente: Attente) -> Iterator[_Feuille]:
    """Yield the sheets, with what they show."""
    index = json.loads((dossier / INDEX).read_text(encoding="ascii"))
    if sum(chemin.stat().st_size for chemin in dossier.iterdir()) > 2 * OCTETS_AU_PLUS:
        raise FichierError(nom, f"le classeur se déploie en trop de texte {CONSEIL}")
    for rang, feuille in enumerate(index):
        chemin = dossier / f"{rang}.csv"
        try:
            rangees = _apercu(chemin)
        except csv.Error as erreur:
            raise FichierError(
                nom, f"une cellule est trop longue ({premiere_ligne(erreur)})"
            ) from erreur
        place, reconnus = place_des_titres([r for _, r in rangees], attente)
        yield _Feuille(feuille["nom"], chemin, feuille["lignes"], rangees, place, reconnus)


def _apercu(chemin: Path) -> list[tuple[int, list[str]]]:
    with chemin.open(encoding="utf-8", newline="") as texte:
        lues = enumerate(csv.reader(texte))
        return list(islice(((i, r) for i, r in lues if "".join(r).strip(BLANCS)), APERCU))


def _choisir(nom: str, feuilles: Sequence[_Feuille], attente: Attente) -> _Feuille:
    """Return the sheet to read: that asked for, or the only one that shows most known titles."""
    if not feuilles:
        raise FichierError(nom, "le classeur est vide")
    if attente.feuille:
        voulue = next((f for f in feuilles if f.nom == attente.feuille), None)
        if voulue is None:
            noms = ", ".join(f"« {f.nom} »" for f in feuilles)
            raise FichierError(nom, f"aucune feuille « {attente.feuille} » ; feuilles : {noms}")
        return voulue
    plus = max(f.reconnus for f in feuilles)
    meilleures = [f for f in feuilles if f.reconnus == plus]
    if plus and len(meilleures) > 1:
        noms = " et ".join(f"« {f.nom} »" for f in meilleures)
        combien = compter(len(meilleures), "feuille")
        raise FichierError(
            nom,
            f"{combien} se ressemblent, {noms} : ne gardez que celle qu'il faut lire",
        )
    return meilleures[0]
