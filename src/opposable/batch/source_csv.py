"""Reading CSV: delimiter and encoding are found out and said."""

from __future__ import annotations

import csv
import io
from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from opposable.batch.refus import premiere_ligne, refuser
from opposable.batch.rejet import FAITS, Rejet
from opposable.batch.source import COLONNES_AU_PLUS, Lot, colonnes_lues, verifier_titres
from opposable.batch.texte import LIGNE_AU_PLUS, UTF8, FluxTexte
from opposable.decision.demande import CHAMPS
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.batch.formats import Entree

SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}
BLOC = 1 << 22
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
        self._sautees: deque[tuple[int, int]] = deque()

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
        if self._sautees:
            vide = pa.RecordBatch.from_pylist([], schema=self.schema)
            yield Lot(vide, self._prochaine, None, self._rejets(len(self._sautees)))

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
        if ligne.text:
            self._sautees.append((ligne.number + self._entete, ligne.actual_columns))
        else:
            self._sautees.append((ligne.number + self._entete, 0))
        return "skip"

    def _situer(self, lot: pa.RecordBatch) -> Lot:
        """Give each row its line, those that were skipped left out."""
        premiere, n = self._prochaine, lot.num_rows
        if not self._sautees or self._sautees[0][0] >= premiere + n:
            self._prochaine += n
            return Lot(lot, premiere)
        possibles = np.arange(premiere, premiere + n + len(self._sautees))
        sautees = np.array([numero for numero, _ in self._sautees])
        lignes = possibles[~np.isin(possibles, sautees)][:n]
        self._prochaine = int(lignes[-1]) + 1 if n else premiere
        passees = sum(numero < self._prochaine for numero, _ in self._sautees)
        return Lot(lot, premiere, lignes, self._rejets(passees))

    def _rejets(self, combien: int) -> list[Rejet]:
        attendues = len(self._titres)
        prises = [self._sautees.popleft() for _ in range(combien)]
        return [
            Rejet(numero, "", f"{cellules} cellules trouvées, {attendues} attendues")
            for numero, cellules in prises
            if cellules
        ]

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
