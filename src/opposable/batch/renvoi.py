"""The rejected rows given back: the same headings, why beside them, to correct and send again."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from opposable.batch.demandes import RENVOI
from opposable.ecrit.tableur import sans_formule
from opposable.fichiers.classeur_ecrit import ClasseurEcrit
from opposable.fichiers.entree import Format
from opposable.fichiers.refus import refuser
from opposable.fichiers.sortie import ECRITURE, Destination
from opposable.fichiers.tableaux import en_nombres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from opposable.fichiers.rejets import Rejets
    from opposable.fichiers.source import Lot, Source

LIGNES_AU_PLUS = 200_000
"""Rows given back at most: more are not corrected by hand."""
CELLULE_AU_PLUS = 32_767
"""Characters given back of a cell: what a cell of a spreadsheet holds."""


class Renvoi:
    """Writes the rejected rows, begun at the first one.

    Args:
        nom: Path; None writes nothing unless there is a stream.
        format_: XLSX, or CSV.
        source: The file read, for its headings.
        flux: Stream to write in the place of the path.
    """

    def __init__(
        self, nom: str | None, format_: Format, source: Source, flux: IO[bytes] | None = None
    ) -> None:
        self.nom = nom
        self._format, self._source, self._flux = format_, source, flux
        self._destination: Destination | None = None
        self._classeur: ClasseurEcrit | None = None
        self._ecrites = 0

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def ajouter(self, lot: Lot, fautives: Rejets) -> None:
        """Add the rejected rows of a batch: those refused, and those that could not be read.

        Args:
            lot: The batch as read.
            fautives: The rows refused; `ligne` is their rank in the batch.
        """
        if self.nom is None and self._flux is None:
            return
        for ligne, cellules, raison in self._rangees(lot, fautives):
            if self._ecrites == LIGNES_AU_PLUS:
                return
            self._ecrites += 1
            self._ecrire([*cellules, str(ligne), raison])

    def _rangees(self, lot: Lot, fautives: Rejets) -> Iterator[tuple[int, list[str], str]]:
        lignes = lot.situer(fautives.lignes).tolist()
        choisies = en_nombres(fautives.lignes)
        colonnes = [c.take(choisies).to_pylist() for c in lot.lot.columns]
        rangees: Any = zip(*colonnes, strict=True) if len(fautives) else ()
        refusees = [
            (ligne, [_texte(v) for v in cellules], rejet.raison)
            for ligne, cellules, rejet in zip(lignes, rangees, fautives, strict=True)
        ]
        large = len(self._source.schema.names)
        for rejet, brut in zip(lot.rejets, lot.ecartees, strict=False):
            cellules = [*brut, *[""] * (large - len(brut))]
            refusees.append((rejet.ligne, cellules[:large], rejet.raison))
        return iter(sorted(refusees, key=lambda refusee: refusee[0]))

    def _ecrire(self, cellules: Sequence[str]) -> None:
        if self._destination is None:
            self._ouvrir()
        with refuser(self.nom or "", ECRITURE):
            if self._classeur is not None:
                self._classeur.ligne(cellules)
            else:
                self._rangee([sans_formule(c) for c in cellules])

    def _ouvrir(self) -> None:
        self._destination = Destination(self.nom or "renvoi", self._flux).__enter__()
        titres = [*self._source.schema.names, *RENVOI]
        if self._format is Format.XLSX:
            self._classeur = ClasseurEcrit(self._destination.flux, "À corriger", titres)
            return
        self._destination.flux.write(codecs.BOM_UTF8)
        self._rangee(titres)

    def _rangee(self, cellules: Sequence[str]) -> None:
        texte = io.StringIO(newline="")
        separateur = self._source.separateur or ";"
        csv.writer(texte, delimiter=separateur, lineterminator="\n").writerow(cellules)
        if self._destination is not None:
            self._destination.flux.write(texte.getvalue().encode())

    def __exit__(
        self,
        sorte: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Rename when whole; with no rejected row, take away the file of an earlier run."""
        if self._destination is not None:
            try:
                if self._classeur is not None and sorte is None:
                    with refuser(self.nom or "", ECRITURE):
                        self._classeur.finir()
            finally:
                self._destination.__exit__(sorte, erreur, trace)
        elif sorte is None and self.nom and self._flux is None:
            Path(self.nom).unlink(missing_ok=True)


def _texte(valeur: Any) -> str:
    return "" if valeur is None else str(valeur)[:CELLULE_AU_PLUS]
