"""One machine: files go through the kernel batch after batch, and nothing is lost."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.comprehension import Comprehension
from opposable.batch.demandes import Demandes
from opposable.batch.renvoi import Renvoi
from opposable.batch.reponses import ECRITES, MOTS
from opposable.fichiers.classeur_ecrit import PuitsXlsx
from opposable.fichiers.entree import FLUX, Entree, Format
from opposable.fichiers.mesure import Developpe
from opposable.fichiers.puits import PuitsArrow, PuitsJsonl, PuitsParquet
from opposable.fichiers.puits_a_part import PuitsAPart
from opposable.fichiers.puits_csv import PuitsCsv
from opposable.fichiers.refus import refuser
from opposable.fichiers.rejets import FichierDeRejets
from opposable.fichiers.sortie import Destination, format_de_sortie
from opposable.fichiers.table import ouvrir
from opposable.fichiers.tableaux import en_nombres, les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.batch.comprehension import Comprise
    from opposable.batch.explication import Explication
    from opposable.batch.noyau import Noyau, Resultat
    from opposable.batch.synthese import Synthese
    from opposable.batch.valeurs import Mots
    from opposable.fichiers.puits import Puits
    from opposable.fichiers.rejets import Rejets
    from opposable.fichiers.source import Lot, Source

    Avancement = Callable[[int, int, int | None], None]


@dataclass(slots=True)
class Bilan:
    """The account of a run: rows read = decided + rejected, always.

    Attributes:
        decidees: Rows written with an answer.
        rejetees: Rows written to the file of rejected rows.
        constats: What was found about the input.
        rejets: File of rejected rows, None where they went to standard error.
        comprises: Values that were read as others.
        a_corriger: File of the rejected rows, to correct and send again; None for none.
    """

    decidees: int = 0
    rejetees: int = 0
    constats: list[str] = field(default_factory=list)
    rejets: str | None = None
    comprises: list[Comprise] = field(default_factory=list)
    a_corriger: str | None = None

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
        flux_de_rejets: Stream they are written to in the place of that file, None for the file.
        flux_a_corriger: Stream of the rows to correct, None for a file beside the output.
        titres: Title of the column of a field, as the person says it.
        feuille: Sheet of a workbook to read, empty to find it.
        mots: Reads the words for nationalities and occupations, None for codes alone.
        explication: Adds the reasons, None for none.
        synthese: Counts the answers, None for none.
        avancement: Called after each batch with rows, position and total.
        temoin: Called with the rows written and the rejected rows of each batch.
    """

    colonnes: Sequence[str] | None = None
    de: Format | None = None
    vers: Format | None = None
    rejets: str | None = None
    flux_de_rejets: IO[bytes] | None = None
    flux_a_corriger: IO[bytes] | None = None
    titres: Mapping[str, str] | None = None
    feuille: str = ""
    mots: Mots | None = None
    explication: Explication | None = None
    synthese: Synthese | None = None
    avancement: Avancement | None = None
    temoin: Callable[[pa.RecordBatch, Rejets], None] | None = None


def traiter(
    noyau: Noyau, entree: str | Entree, sortie: str | Destination, options: Options
) -> Bilan:
    """Decide a file.

    Args:
        noyau: The kernel, under the law wanted.
        entree: File to read, or `-`; an input already open is closed.
        sortie: File to write, or `-`; it is whole or untouched.
        options: How.

    Returns:
        The account of the rows.

    Raises:
        FichierError: A file cannot be read or written.
    """
    # What no reader foresaw is still a refusal.
    ouverte = entree if isinstance(entree, Entree) else Entree(entree, options.de)
    demandes = Demandes(options.colonnes, options.feuille, options.titres)
    with ouverte as lue, refuser(lue.nom, "contenu illisible"):
        source = ouvrir(lue, demandes)
        return passer(noyau, source, demandes, sortie, options, lue.format)


def passer(
    noyau: Noyau,
    source: Source,
    demandes: Demandes,
    sortie: str | Destination,
    options: Options,
    format_lu: Format = Format.PARQUET,
) -> Bilan:
    """Decide what a reader gives.

    Args:
        noyau: The kernel.
        source: The reader.
        demandes: The columns it was told to look for, found since.
        sortie: File to write.
        options: How.
        format_lu: Format of the input.

    Raises:
        FichierError: A file cannot be read or written.
    """
    cible = sortie if isinstance(sortie, Destination) else Destination(sortie)
    return _Passe(noyau, source, demandes, options).vers(cible, format_lu)


class _Passe:
    """A run over one file."""

    def __init__(self, noyau: Noyau, source: Source, demandes: Demandes, options: Options) -> None:
        self.source, self.demandes, self.options = source, demandes, options
        self.comprehension = Comprehension(noyau, demandes.champs, options.mots)
        self.gardees = [n for n in source.schema.names if demandes.garde(n)]
        ajoutes = [*ECRITES, *(options.explication.champs if options.explication else ())]
        self.schema = pa.schema([*(source.schema.field(n) for n in self.gardees), *ajoutes])
        self.bilan = Bilan()
        self.developpe = Developpe(source.octets)

    def vers(self, cible: Destination, format_lu: Format) -> Bilan:
        """Read all, write all."""
        bilan, options = self.bilan, self.options
        sortie = cible.nom
        bilan.rejets = options.rejets or (None if cible.en_flux else f"{sortie}.rejets.csv")
        format_ecrit = format_de_sortie(FLUX if cible.en_flux else sortie, options.vers, format_lu)
        with ExitStack() as pile:
            destination = pile.enter_context(cible)
            rejets = pile.enter_context(FichierDeRejets(bilan.rejets, options.flux_de_rejets))
            self.renvoi = pile.enter_context(self._renvoi(cible, format_lu))
            with refuser(destination.nom, "écriture impossible"):
                puits = self._puits(destination, format_ecrit, en_flux=cible.en_flux)
            pile.push(_Abandon(puits).quitter)
            for lot in self.source.lots():
                self._un(lot, puits, rejets, destination.nom)
            with refuser(destination.nom, "écriture impossible"):
                puits.finir()
            if cible.en_flux:
                destination.vider()
        bilan.constats = [
            *self.source.constats,
            *self.demandes.constats,
            *self.comprehension.constats(),
        ]
        bilan.comprises = self.comprehension.comprises()
        if not bilan.rejetees:
            bilan.rejets = None
        bilan.a_corriger = self.renvoi.nom if bilan.rejetees else None
        return bilan

    def _renvoi(self, cible: Destination, format_lu: Format) -> Renvoi:
        """Return where the rejected rows go back to be corrected."""
        source, options = self.source, self.options
        format_ = Format.XLSX if format_lu is Format.XLSX else Format.CSV
        nom = None if cible.en_flux else f"{cible.nom}.a-corriger.{format_}"
        return Renvoi(nom, format_, source, options.flux_a_corriger)

    def _un(self, lot: Lot, puits: Puits, rejets: FichierDeRejets, nom: str) -> None:
        """Decide one batch: each of its rows is written on one side or the other."""
        faits, resultat = self.comprehension.decider(
            lot.lot, detail=self.options.synthese is not None
        )
        ecrit = self._assembler(lot, faits, resultat)
        fautives = resultat.rejets
        if len(fautives) and self.source.lignes_vides:
            fautives = fautives.choisir(~_vides(lot.lot, fautives.lignes))
        fautes = fautives.situer(lot.situer(fautives.lignes)).avec(lot.rejets)
        rejets.ajouter(fautes)
        self.renvoi.ajouter(lot, fautives)
        with refuser(nom, "écriture impossible"):
            if ecrit.num_rows:
                if not isinstance(puits, PuitsAPart):
                    self.developpe.exiger(ecrit, nom)
                puits.ecrire(ecrit)
        self.bilan.decidees += ecrit.num_rows
        self.bilan.rejetees += len(fautes)
        if self.options.synthese is not None:
            self.options.synthese.compter(resultat)
        if self.options.temoin is not None:
            self.options.temoin(ecrit, fautes)
        if self.options.avancement is not None:
            self.options.avancement(self.bilan.lues, self.source.avance(), self.source.total)

    def _assembler(self, lot: Lot, faits: pa.RecordBatch, resultat: Resultat) -> pa.RecordBatch:
        """Return the rows to write."""
        colonnes = [lot.lot.column(n) for n in self.gardees] + resultat.lot.columns
        masque = resultat.decidees()
        if self.options.explication is not None:
            colonnes += self.options.explication.colonnes(faits, masque)
        entier = pa.RecordBatch.from_arrays(colonnes, schema=self.schema)
        return entier if masque is None else entier.filter(masque)

    def _puits(self, destination: Destination, format_: Format, *, en_flux: bool) -> Puits:
        flux, schema = destination.flux, self.schema
        source = self.source
        if format_ is Format.CSV:
            separateur = source.separateur or ","
            return PuitsCsv(flux, schema, separateur=separateur, marque=source.marque)
        if format_ is Format.PARQUET:
            return PuitsAPart(PuitsParquet(flux, schema, [MOTS]))
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


def _vides(lot: pa.RecordBatch, lignes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which of some rows have every cell empty."""
    vides = np.ones(len(lignes), dtype=np.bool_)
    choisies = en_nombres(lignes)
    for colonne in lot.columns:
        vides &= _vide(colonne.take(choisies))
    return vides


def _vide(colonne: pa.Array) -> NDArray[np.bool_]:
    """Return which cells of a column of text are empty or not there."""
    if pa.types.is_dictionary(colonne.type):
        longueurs = pc.binary_length(colonne.dictionary).take(colonne.indices)
    else:
        longueurs = pc.binary_length(colonne)
    vides: NDArray[np.bool_] = les_nombres(sans_nul(longueurs, 0)) == 0
    return vides
