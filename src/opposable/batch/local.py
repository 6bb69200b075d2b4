"""One machine: files go through the kernel batch after batch, and nothing is lost."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.ecriture import (
    Destination,
    FichierDeRejets,
    PuitsArrow,
    PuitsParquet,
    format_de_sortie,
)
from opposable.batch.ecriture_autres import PuitsJsonl, PuitsXlsx
from opposable.batch.ecriture_csv import PuitsCsv
from opposable.batch.formats import FLUX, Entree, Format
from opposable.batch.mesure import Developpe
from opposable.batch.refus import refuser
from opposable.batch.reponses import SCHEMA
from opposable.batch.source_autres import SourceJsonl, SourceXlsx
from opposable.batch.source_csv import SourceCsv
from opposable.batch.source_parquet import SourceArrow, SourceParquet
from opposable.batch.texte import CP1252

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from opposable.batch.ecriture import Puits
    from opposable.batch.explication import Explication
    from opposable.batch.noyau import Noyau, Resultat
    from opposable.batch.rejet import Rejets
    from opposable.batch.source import Lot, Source
    from opposable.batch.synthese import Synthese

    Avancement = Callable[[int, int, int | None], None]

SOURCES: dict[Format, Callable[..., Source]] = {
    Format.CSV: SourceCsv,
    Format.PARQUET: SourceParquet,
    Format.ARROW: SourceArrow,
    Format.JSONL: SourceJsonl,
    Format.XLSX: SourceXlsx,
}


@dataclass(slots=True)
class Bilan:
    """The account of a run: rows read = decided + rejected, always.

    Attributes:
        decidees: Rows written with an answer.
        rejetees: Rows written to the file of rejected rows.
        constats: What was found about the input.
        rejets: File of rejected rows, None where they went to standard error.
    """

    decidees: int = 0
    rejetees: int = 0
    constats: list[str] = field(default_factory=list)
    rejets: str | None = None

    @property
    def lues(self) -> int:
        """Rows read."""
        return self.decidees + self.rejetees


@dataclass(slots=True, kw_only=True)
class Options:
    """How a file is decided.

    Attributes:
        colonnes: Columns kept beside the answers, None for all.
        de: Format of the input, None to recognise it.
        vers: Format of the output, None for that of its name.
        rejets: File of rejected rows, None for `OUT.rejets.csv`.
        explication: Adds the reasons, None for none.
        synthese: Counts the answers, None for none.
        avancement: Called after each batch with rows, position and total.
    """

    colonnes: Sequence[str] | None = None
    de: Format | None = None
    vers: Format | None = None
    rejets: str | None = None
    explication: Explication | None = None
    synthese: Synthese | None = None
    avancement: Avancement | None = None


def traiter(noyau: Noyau, entree: str, sortie: str, options: Options) -> Bilan:
    """Decide a file.

    Args:
        noyau: The kernel, under the law wanted.
        entree: File to read, or `-`.
        sortie: File to write, or `-`; it is whole or untouched.
        options: How.

    Returns:
        The account of the rows.

    Raises:
        FichierError: A file cannot be read or written.
    """
    # What no reader foresaw is still a refusal.
    with Entree(entree, options.de) as lue, refuser(lue.nom, "contenu illisible"):
        return passer(noyau, ouvrir(lue, options.colonnes), sortie, options, lue.format)


def passer(
    noyau: Noyau,
    source: Source,
    sortie: str,
    options: Options,
    format_lu: Format = Format.PARQUET,
) -> Bilan:
    """Decide what a reader gives.

    Raises:
        FichierError: A file cannot be read or written.
    """
    return _Passe(noyau, source, options).vers(sortie, format_lu)


def ouvrir(entree: Entree, colonnes: Sequence[str] | None) -> Source:
    """Return the reader of an input.

    Raises:
        FichierError: It cannot be read, or columns are missing.
    """
    return SOURCES[entree.format](entree, colonnes)


class _Passe:
    """A run over one file."""

    def __init__(self, noyau: Noyau, source: Source, options: Options) -> None:
        self.noyau, self.source, self.options = noyau, source, options
        gardees = options.colonnes
        noms = source.schema.names
        self.gardees = list(noms) if gardees is None else [n for n in noms if n in gardees]
        ajoutes = [*SCHEMA, *(options.explication.champs if options.explication else ())]
        self.schema = pa.schema([*(source.schema.field(n) for n in self.gardees), *ajoutes])
        self.bilan = Bilan()
        self.developpe = Developpe(source.octets)

    def vers(self, sortie: str, format_lu: Format) -> Bilan:
        """Read all, write all."""
        bilan, options = self.bilan, self.options
        bilan.rejets = options.rejets or (None if sortie == FLUX else f"{sortie}.rejets.csv")
        format_ecrit = format_de_sortie(sortie, options.vers, format_lu)
        with ExitStack() as pile:
            destination = pile.enter_context(Destination(sortie))
            rejets = pile.enter_context(FichierDeRejets(bilan.rejets))
            with refuser(destination.nom, "écriture impossible"):
                puits = self._puits(destination, format_ecrit, en_flux=sortie == FLUX)
            pile.push(_Abandon(puits).quitter)
            for lot in self.source.lots():
                self._un(lot, puits, rejets, destination.nom)
            with refuser(destination.nom, "écriture impossible"):
                puits.finir()
            if sortie == FLUX:
                destination.vider()
        bilan.constats = list(self.source.constats)
        if not bilan.rejetees:
            bilan.rejets = None
        return bilan

    def _un(self, lot: Lot, puits: Puits, rejets: FichierDeRejets, nom: str) -> None:
        """Decide one batch: each of its rows is written on one side or the other."""
        resultat = self.noyau.decider(lot.lot, detail=self.options.synthese is not None)
        ecrit = self._assembler(lot, resultat)
        fautes = _situer(lot, resultat.rejets, vides=self.source.lignes_vides).avec(lot.rejets)
        rejets.ajouter(fautes)
        with refuser(nom, "écriture impossible"):
            if ecrit.num_rows:
                if not isinstance(puits, PuitsParquet):
                    self.developpe.exiger(ecrit, nom)
                puits.ecrire(ecrit)
        self.bilan.decidees += ecrit.num_rows
        self.bilan.rejetees += len(fautes)
        if self.options.synthese is not None:
            self.options.synthese.compter(resultat)
        if self.options.avancement is not None:
            self.options.avancement(self.bilan.lues, self.source.avance(), self.source.total)

    def _assembler(self, lot: Lot, resultat: Resultat) -> pa.RecordBatch:
        """Return the rows to write."""
        colonnes = [lot.lot.column(n) for n in self.gardees] + resultat.lot.columns
        masque = resultat.decidees()
        if self.options.explication is not None:
            colonnes += self.options.explication.colonnes(lot.lot, masque)
        entier = pa.RecordBatch.from_arrays(colonnes, schema=self.schema)
        return entier if masque is None else entier.filter(masque)

    def _puits(self, destination: Destination, format_: Format, *, en_flux: bool) -> Puits:
        flux, schema = destination.flux, self.schema
        if format_ is Format.CSV:
            source = self.source
            separateur = source.separateur if isinstance(source, SourceCsv) else ","
            marque = isinstance(source, SourceCsv) and (
                source.texte.marque or source.texte.encodage == CP1252
            )
            return PuitsCsv(flux, schema, separateur=separateur, marque=marque)
        if format_ is Format.PARQUET:
            return PuitsParquet(flux, schema)
        if format_ is Format.ARROW:
            return PuitsArrow(flux, schema, en_flux=en_flux)
        return (PuitsJsonl if format_ is Format.JSONL else PuitsXlsx)(flux, schema)


class _Abandon(NamedTuple):
    """Closes what writes the attempt of a run that fails, while its file is still open."""

    puits: Puits

    def quitter(self, sorte: type[BaseException] | None, *_: object) -> None:
        if sorte is not None:
            with suppress(Exception):
                self.puits.finir()


def _situer(lot: Lot, rejets: Rejets, *, vides: bool) -> Rejets:
    """Return the rejected rows with their lines; with `vides`, without those that are empty."""
    if len(rejets) and vides:
        rejets = rejets.choisir(~_vides(lot.lot, rejets.lignes))
    return rejets.situer(lot.situer(rejets.lignes))


def _vides(lot: pa.RecordBatch, lignes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which of some rows have every cell empty."""
    vides = np.ones(len(lignes), dtype=np.bool_)
    choisies = pa.array(lignes)
    for colonne in lot.columns:
        vides &= _vide(colonne.take(choisies))
    return vides


def _vide(colonne: pa.Array) -> NDArray[np.bool_]:
    """Return which cells of a column of text are empty or not there."""
    if pa.types.is_dictionary(colonne.type):
        longueurs = pc.binary_length(colonne.dictionary).take(colonne.indices)
    else:
        longueurs = pc.binary_length(colonne)
    vides: NDArray[np.bool_] = pc.fill_null(longueurs, 0).to_numpy() == 0
    return vides
