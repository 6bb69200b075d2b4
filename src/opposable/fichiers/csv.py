"""Reading CSV: delimiter, encoding and line of titles are found out and said."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections import Counter
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pa_calcul
import pyarrow.csv as pc

from opposable.ecrit.nombre import compter
from opposable.errors import FichierError
from opposable.fichiers.refus import premiere_ligne, refuser
from opposable.fichiers.rejets import Rejets
from opposable.fichiers.source import (
    APERCU,
    MOTS,
    Lot,
    exiger_colonnes,
    place_des_titres,
    sans_titre,
)
from opposable.fichiers.tableaux import en_masque, les_dits, sans_nul
from opposable.fichiers.texte import CP1252, LIGNE_AU_PLUS, UTF8, FluxTexte

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from opposable.fichiers.entree import Entree
    from opposable.fichiers.source import Attente

SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}
DIT = re.compile(rb'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""First line by which a spreadsheet states the delimiter."""
SUB = "\x1a"
"""A character no cell of a person holds."""
BLANCS = " \t\n\r\v\f\u00a0\u202f"
"""Characters of a cell that holds nothing."""
RIEN = BLANCS + "".join(SEPARATEURS)
"""The same, whatever the delimiter may be."""


class Entete(NamedTuple):
    """What stands above the rows of a CSV file.

    Attributes:
        separateur: Delimiter.
        titres: Titles, as many as the rows have cells.
        ligne: Line of the titles.
        lignes: Lines they and what stands above them take.
        octets: Bytes the same take.
    """

    separateur: str
    titres: list[str]
    ligne: int
    lignes: int
    octets: int


class SourceCsv:
    """A CSV file, read block after block.

    A row whose number of cells is not that of the titles is rejected with its line.

    Args:
        entree: The file.
        attente: What is looked for.

    Raises:
        FichierError: No titles, unknown text, or columns are missing.
    """

    lignes_vides = True
    octets: int | None = None

    def __init__(self, entree: Entree, attente: Attente) -> None:
        self.nom = entree.nom
        self.total = entree.taille
        with refuser(self.nom, "CSV illisible"):
            self.texte = FluxTexte(self.nom, *entree.flux(), limites=entree.limites)
        entete = lire_entete(self.nom, self.texte.apercu(), attente)
        self.separateur: str | None = entete.separateur
        self.titres: Sequence[str] = entete.titres
        lues = attente.choisir(self.nom, entete.titres)
        self.texte.sauter(entete.octets)
        self._prochaine = 1 + entete.lignes
        self._entete = entete
        self._places = [f"{place}" for place in lues]
        self._sans_titre = sans_titre(entete.titres, lues)
        codees = attente.codees(entete.titres)
        self.schema = pa.schema(
            [(t, MOTS if t in codees else pa.string()) for t in (entete.titres[i] for i in lues)]
        )
        self._temoin = (entete.separateur * len(entete.titres)).join((SUB, SUB))
        self.texte.finale = f"\n{self._temoin}\n".encode()
        self._fermee = False
        self._sautees, self._cellules = array("q"), array("q")
        self._bruts: list[str | None] = []

    @property
    def marque(self) -> bool:
        """Whether what is written for the same reader should begin with a mark."""
        return self.texte.marque or self.texte.encodage == CP1252

    @property
    def constats(self) -> list[str]:
        """What was found about the file."""
        encodage = self.texte.encodage or UTF8
        marque = " avec BOM" if self.texte.marque else ""
        separateur = SEPARATEURS.get(self._entete.separateur, f"« {self._entete.separateur} »")
        dit = f"CSV, séparateur {separateur}, encodage {encodage}{marque}"
        return [f"{dit}, titres à la ligne {self._entete.ligne}", *self._sans_titre]

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; each line that ends a record counts for one."""
        if self.texte.finie():
            self._exiger_fermee()
            return
        with refuser(self.nom, "CSV illisible"):
            try:
                for lot in self._lecteur():
                    if lot.num_rows or self._sautees:
                        yield self._situer(lot)
            except pa.ArrowInvalid as erreur:
                raise FichierError(self.nom, _dire(erreur)) from erreur
            finally:
                self.texte.arreter()
        if self._sautees:
            yield self._situer(_vide(self.schema))
        self._exiger_fermee()

    def _exiger_fermee(self) -> None:
        """Refuse a file whose last quote swallows all that follows it."""
        if self.texte.guillemets % 2 and not self._fermee:
            raise FichierError(
                self.nom,
                f"ligne {self._prochaine - 1} : un guillemet ouvert n'est jamais refermé",
            )

    def _lecteur(self) -> Iterator[pa.RecordBatch]:
        lecteur = pc.open_csv(
            pa.PythonFile(self.texte, "r"),
            read_options=pc.ReadOptions(
                use_threads=False,
                block_size=LIGNE_AU_PLUS,
                column_names=[f"{place}" for place in range(len(self.titres))],
            ),
            parse_options=pc.ParseOptions(
                delimiter=self.separateur,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._noter,
            ),
            convert_options=pc.ConvertOptions(
                include_columns=self._places,
                column_types=dict(zip(self._places, self.schema.types, strict=True)),
                strings_can_be_null=False,
            ),
        )
        return (pa.RecordBatch.from_arrays(lot.columns, schema=self.schema) for lot in lecteur)

    def _noter(self, ligne: pc.InvalidRow) -> str:
        """Remember a row that cannot be read; it is rejected at its place."""
        if ligne.text == self._temoin:
            self._fermee = True
            return "skip"
        self._sautees.append(ligne.number + self._entete.lignes)
        self._cellules.append(ligne.actual_columns if ligne.text else 0)
        self._bruts.append(ligne.text)
        return "skip"

    def _situer(self, lot: pa.RecordBatch) -> Lot:
        """Give each row its line, those that were skipped left out."""
        premiere, n = self._prochaine, lot.num_rows
        if not self._sautees:
            self._prochaine += n
            return self._sans_englouties(Lot(lot, premiere))
        sautees = np.array(self._sautees, dtype=np.intp)
        avant = sautees - premiere - np.arange(len(sautees))  # rows kept before each one skipped
        rangs = np.arange(n)
        lignes = premiere + rangs + np.searchsorted(avant, rangs, side="right")
        passees = int(np.searchsorted(avant, n, side="right"))
        self._prochaine += n + passees
        return self._sans_englouties(Lot(lot, premiere, lignes, *self._rejets(sautees[:passees])))

    def _sans_englouties(self, lu: Lot) -> Lot:
        """Reject the rows whose cell holds whole lines: a stray quote swallowed those."""
        if not self.texte.guillemets or len(self.titres) == 1:
            return lu
        fautives = np.zeros(lu.lot.num_rows, dtype=np.bool_)
        for colonne in lu.lot.columns:
            fautives |= _engloutit(colonne, self._entete.separateur, len(self.titres) - 1)
        if not fautives.any():
            return lu
        lignes = lu.situer(np.flatnonzero(fautives))
        dit = ("", "un guillemet mal placé : une cellule contient des lignes entières")
        rejets = Rejets(lignes, np.zeros(len(lignes), np.intp), [dit])
        perdues = lu.lot.filter(en_masque(fautives)).to_pylist()
        tous = [(r.ligne, brut) for r, brut in zip(lu.rejets, lu.ecartees, strict=True)]
        tous += [
            (int(ligne), [v or "" for v in perdue.values()])
            for ligne, perdue in zip(lignes, perdues, strict=True)
        ]
        return Lot(
            lu.lot.filter(en_masque(~fautives)),
            lu.premiere,
            lu.situer(np.flatnonzero(~fautives)),
            lu.rejets.avec(rejets),
            [brut for _, brut in sorted(tous, key=itemgetter(0))],
            lu.vides,
        )

    def _rejets(self, lignes: NDArray[np.intp]) -> tuple[Rejets, list[list[str]], int]:
        """Take the first of the rows skipped; those that are empty are no rows."""
        n = len(lignes)
        bruts = [self._decouper(brut) for brut in self._bruts[:n]]
        combien, rangs = np.unique(np.array(self._cellules[:n], np.intp), return_inverse=True)
        del self._sautees[:n], self._cellules[:n], self._bruts[:n]
        attendues = compter(len(self.titres), "titre")
        conseil = "complétez la ligne, ou mettez entre guillemets ce qui contient le séparateur"
        dits = [("", f"{compter(int(c), 'cellule')} pour {attendues} ; {conseil}") for c in combien]
        pleines = np.array(["".join(brut).strip(BLANCS) != "" for brut in bruts], dtype=np.bool_)
        gardes = [brut for brut, pleine in zip(bruts, pleines, strict=True) if pleine]
        return Rejets(lignes, rangs, dits).choisir(pleines), gardes, n - len(gardes)

    def _decouper(self, brut: str | None) -> list[str]:
        """Return the cells of a row that has too few or too many."""
        lecteur = csv.reader(io.StringIO(brut or "", newline=""), delimiter=self.separateur or ",")
        try:
            return next(lecteur, [])
        except csv.Error:
            return [brut or ""]

    def avance(self) -> int:
        """Return the bytes read."""
        return self.texte.lus


def _engloutit(colonne: pa.Array, separateur: str, largeur: int) -> NDArray[np.bool_]:
    """Return which cells hold a line end, and as many delimiters as a row."""
    valeurs = colonne.dictionary if pa.types.is_dictionary(colonne.type) else colonne
    trouves = pa_calcul.match_substring(valeurs, "\n")
    if not pa_calcul.any(trouves).as_py():
        return np.zeros(len(colonne), dtype=np.bool_)
    assez = pa_calcul.greater_equal(pa_calcul.count_substring(valeurs, separateur), largeur)
    fautives = sans_nul(pa_calcul.and_(trouves, assez), valeur=False)
    if valeurs is not colonne:
        fautives = sans_nul(fautives.take(colonne.indices), valeur=False)
    dits: NDArray[np.bool_] = les_dits(fautives)
    return dits


def _dire(erreur: pa.ArrowInvalid) -> str:
    if "straddling" in str(erreur):
        return (
            f"un guillemet ouvert n'est jamais refermé, ou une ligne dépasse "
            f"{LIGNE_AU_PLUS >> 20} Mio"
        )
    return f"CSV illisible ({premiere_ligne(erreur)})"


def lire_entete(nom: str, debut: bytes, attente: Attente) -> Entete:
    """Return what stands above the rows: the delimiter that shows most known titles is taken.

    Args:
        nom: Name of the file.
        debut: The first bytes, in UTF-8.
        attente: What is looked for.

    Raises:
        FichierError: No line can be titles.
    """
    dit = DIT.match(debut)
    passes = len(dit[0]) if dit else 0
    separateurs = [dit[1].decode("latin-1")] if dit else list(SEPARATEURS)
    texte = debut[passes:].decode(UTF8)
    trouves = []
    for separateur in separateurs:
        rangees = _rangees(texte, separateur)
        place, reconnus = place_des_titres([r for _, _, r in rangees], attente)
        if rangees:
            trouves.append((reconnus, len(rangees[place][2]), separateur, rangees, place))
    if not trouves:
        raise FichierError(nom, "aucune ligne de titres n'est lisible")
    _, _, separateur, rangees, place = max(trouves, key=lambda trouve: trouve[:2])
    ligne, fin, titres = rangees[place]
    titres = [titre.strip(BLANCS) for titre in titres]
    if not any(titres):
        raise FichierError(nom, "aucune ligne de titres n'est lisible")
    exiger_colonnes(nom, len(titres))
    titres = _a_la_largeur(titres, [r for _, _, r in rangees[place + 1 :]])
    lignes = islice(io.StringIO(texte, newline=""), fin)
    octets = passes + sum(len(lue.encode()) for lue in lignes)
    return Entete(separateur, titres, ligne + bool(dit), fin + bool(dit), octets)


def _rangees(texte: str, separateur: str) -> list[tuple[int, int, list[str]]]:
    """Return the first records that hold anything: first line, last line, cells."""
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    rangees: list[tuple[int, int, list[str]]] = []
    debut = 1
    try:
        for cellules in lecteur:
            if "".join(cellules).strip(RIEN):
                rangees.append((debut, lecteur.line_num, cellules))
            debut = lecteur.line_num + 1
            if len(rangees) == 2 * APERCU:
                break
    except csv.Error:  # told by the reader of the rows
        pass
    return rangees


def _a_la_largeur(titres: list[str], suivantes: list[list[str]]) -> list[str]:
    """Return titles as many as the cells of the rows, where only empty cells make the difference.

    Spreadsheets write the empty columns at the right of some rows and not of others.
    """
    largeurs = Counter(len(rangee) for rangee in suivantes)
    if not largeurs:
        return titres
    usuelle = largeurs.most_common(1)[0][0]
    de_trop = [rangee[len(titres) :] for rangee in suivantes if len(rangee) == usuelle]
    if usuelle > len(titres) and not any("".join(reste).strip(BLANCS) for reste in de_trop):
        return [*titres, *[""] * (usuelle - len(titres))]
    if usuelle < len(titres) and not any(titres[usuelle:]):
        return titres[:usuelle]
    return titres


def _vide(schema: pa.Schema) -> pa.RecordBatch:
    """Return a batch without rows."""
    return pa.RecordBatch.from_arrays([pa.nulls(0, c.type) for c in schema], schema=schema)
