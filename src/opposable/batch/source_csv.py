"""Reading CSV: delimiter and encoding are found out and said."""

from __future__ import annotations

import csv
import io
from array import array
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from opposable.batch.refus import premiere_ligne, refuser
from opposable.batch.rejet import FAITS, Rejets
from opposable.batch.source import COLONNES_AU_PLUS, Lot, colonnes_lues, verifier_titres
from opposable.batch.texte import LIGNE_AU_PLUS, UTF8, FluxTexte
from opposable.decision.demande import CHAMPS
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from opposable.batch.formats import Entree

SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}
BLOC = LIGNE_AU_PLUS
MOTS = pa.dictionary(pa.int32(), pa.string())


class SourceCsv:
    """A CSV file, read block after block.

    A row whose number of cells is not that of the header is rejected with its line.

    Args:
        entree: The file.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: No header, unknown text, or columns are missing.
    """

    lignes_vides = True
    octets: int | None = None

    def __init__(self, entree: Entree, gardees: Sequence[str] | None = None) -> None:
        self.nom = entree.nom
        self.total = entree.taille
        with refuser(self.nom, "CSV illisible"):
            self.texte = FluxTexte(self.nom, *entree.flux())
        self.separateur, titres, lignes, octets = _entete(self.nom, self.texte.apercu())
        verifier_titres(self.nom, titres, gardees)
        self.texte.sauter(octets)
        self._prochaine = 1 + lignes
        self._entete = lignes
        self._titres = titres
        lues = colonnes_lues(titres, gardees)
        self.schema = pa.schema([(t, MOTS if t in FAITS else pa.string()) for t in lues])
        self._sautees, self._cellules = array("q"), array("q")

    @property
    def constats(self) -> list[str]:
        """What was found about the file."""
        encodage = self.texte.encodage or UTF8
        marque = " avec BOM" if self.texte.marque else ""
        return [f"CSV, séparateur {SEPARATEURS[self.separateur]}, encodage {encodage}{marque}"]

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; the header is line 1 and each record counts for one."""
        if self.texte.finie():
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
            yield self._situer(pa.RecordBatch.from_pylist([], schema=self.schema))

    def _lecteur(self) -> pc.CSVStreamingReader:
        return pc.open_csv(
            pa.PythonFile(self.texte, "r"),
            read_options=pc.ReadOptions(
                use_threads=False, block_size=BLOC, column_names=self._titres
            ),
            parse_options=pc.ParseOptions(
                delimiter=self.separateur,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._noter,
            ),
            convert_options=pc.ConvertOptions(
                include_columns=self.schema.names,
                column_types=dict(zip(self.schema.names, self.schema.types, strict=True)),
                strings_can_be_null=False,
            ),
        )

    def _noter(self, ligne: pc.InvalidRow) -> str:
        """Remember a row that cannot be read; it is rejected at its place."""
        self._sautees.append(ligne.number + self._entete)
        self._cellules.append(ligne.actual_columns if ligne.text else 0)
        return "skip"

    def _situer(self, lot: pa.RecordBatch) -> Lot:
        """Give each row its line, those that were skipped left out."""
        premiere, n = self._prochaine, lot.num_rows
        if not self._sautees:
            self._prochaine += n
            return Lot(lot, premiere)
        sautees = np.array(self._sautees, dtype=np.intp)
        avant = sautees - premiere - np.arange(len(sautees))  # rows kept before each one skipped
        rangs = np.arange(n)
        lignes = premiere + rangs + np.searchsorted(avant, rangs, side="right")
        passees = int(np.searchsorted(avant, n, side="right"))
        self._prochaine += n + passees
        return Lot(lot, premiere, lignes, self._rejets(sautees[:passees]))

    def _rejets(self, lignes: NDArray[np.intp]) -> Rejets:
        """Take the first of the rows skipped; those that are empty are no rows."""
        n = len(lignes)
        combien, rangs = np.unique(np.array(self._cellules[:n], np.intp), return_inverse=True)
        del self._sautees[:n], self._cellules[:n]
        attendues = len(self._titres)
        dits = [("", f"{c} cellules trouvées, {attendues} attendues") for c in combien]
        return Rejets(lignes, rangs, dits).choisir(combien[rangs] > 0)

    def avance(self) -> int:
        """Return the bytes read."""
        return self.texte.lus


def _dire(erreur: pa.ArrowInvalid) -> str:
    if "straddling" in str(erreur):
        return (
            f"un guillemet ouvert n'est jamais refermé, ou une ligne dépasse "
            f"{LIGNE_AU_PLUS >> 20} Mio"
        )
    return f"CSV illisible ({premiere_ligne(erreur)})"


def _entete(nom: str, debut: bytes) -> tuple[str, list[str], int, int]:
    """Return the delimiter, the names of columns, and the lines and bytes they take."""
    separateur = max(SEPARATEURS, key=lambda s: _connues(debut, s))
    texte = io.StringIO(debut.decode(UTF8), newline="")
    lecteur = csv.reader(texte, delimiter=separateur)
    try:
        titres = [titre.strip() for titre in next(lecteur)]
    except (StopIteration, csv.Error):
        raise FichierError(nom, "aucune ligne de titres n'est lisible") from None
    if len(titres) > COLONNES_AU_PLUS:
        raise FichierError(nom, f"{len(titres)} colonnes ; {COLONNES_AU_PLUS} au plus sont lues")
    lignes = debut.decode(UTF8).splitlines(keepends=True)[: lecteur.line_num]
    return separateur, titres, lecteur.line_num, len("".join(lignes).encode(UTF8))


def _connues(debut: bytes, separateur: str) -> tuple[int, int]:
    """How many columns of the contract a delimiter shows, then how many columns."""
    ligne = debut.split(b"\n", 1)[0].decode(UTF8).strip("\r")
    titres = [t.strip().strip('"') for t in ligne.split(separateur)]
    return len({*titres} & {*CHAMPS}), len(titres)
