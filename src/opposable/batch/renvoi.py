"""The rejected rows given back: the same headings, why beside them, to correct and send again."""

from __future__ import annotations

import codecs
import csv
import io
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from opposable.batch.demandes import RENVOI
from opposable.ecrit.tableur import sans_formule
from opposable.ecrit.typographie import composer
from opposable.fichiers.classeur_ecrit import ClasseurEcrit
from opposable.fichiers.entree import Format
from opposable.fichiers.refus import refuser
from opposable.fichiers.sortie import ECRITURE, DestinationTardive
from opposable.fichiers.tableaux import en_nombres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opposable.fichiers.rejets import Rejets
    from opposable.fichiers.source import Lot, Source

LIGNES_AU_PLUS = 200_000
"""Rows given back at most: more are not corrected by hand."""
CELLULE_AU_PLUS = 32_767
"""Characters given back of a cell: what a cell of a spreadsheet holds."""


class Renvoi(DestinationTardive):
    """Writes the rejected rows, begun at the first one; without a path nor a stream, nothing.

    Args:
        nom: Path, or None.
        format_: XLSX, or CSV.
        source: The file read, for its headings.
        flux: Stream to write in the place of the path.
    """

    def __init__(
        self, nom: str | None, format_: Format, source: Source, flux: IO[bytes] | None = None
    ) -> None:
        super().__init__(nom, flux)
        self._format, self._source = format_, source
        self._ecrites = 0
        self._rangee: Callable[[Sequence[str]], object]

    def ajouter(self, lot: Lot, fautives: Rejets) -> None:
        """Add the rejected rows of a batch: those refused, and those that could not be read.

        Args:
            lot: The batch as read.
            fautives: The rows refused; `ligne` is their rank in the batch.
        """
        if self.absente:
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
            (ligne, [_texte(v) for v in cellules], composer(rejet.raison))
            for ligne, cellules, rejet in zip(lignes, rangees, fautives, strict=True)
        ]
        large = len(self._source.schema.names)
        for rejet, brut in zip(lot.rejets, lot.ecartees, strict=False):
            cellules = [*brut, *[""] * (large - len(brut))]
            refusees.append((rejet.ligne, cellules[:large], composer(rejet.raison)))
        return iter(sorted(refusees, key=lambda refusee: refusee[0]))

    def _ecrire(self, cellules: Sequence[str]) -> None:
        if not self.ouverte:
            self._rangee = self._commencer()
        with refuser(self.nom or "", ECRITURE):
            self._rangee(cellules)

    def _commencer(self) -> Callable[[Sequence[str]], object]:
        """Write the headings; return what writes a row."""
        flux = self.ouvrir("renvoi")
        titres = [*self._source.schema.names, *RENVOI]
        if self._format is Format.XLSX:
            classeur = ClasseurEcrit(flux, "À corriger", titres)
            self.avant_de_fermer(classeur.finir)
            return classeur.ligne
        rangee = partial(_en_csv, flux, self._source.separateur or ";")
        flux.write(codecs.BOM_UTF8)
        rangee(titres)
        return rangee


def _en_csv(flux: IO[bytes], separateur: str, cellules: Sequence[str]) -> None:
    texte = io.StringIO(newline="")
    lignes = csv.writer(texte, delimiter=separateur, lineterminator="\n")
    lignes.writerow([sans_formule(c) for c in cellules])
    flux.write(texte.getvalue().encode())


def _texte(valeur: Any) -> str:
    return "" if valeur is None else str(valeur)[:CELLULE_AU_PLUS]
