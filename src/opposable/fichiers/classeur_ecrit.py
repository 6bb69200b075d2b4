"""Writing XLSX: one sheet to read, every text cell written as text, never as a formula."""

from __future__ import annotations

from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from opposable.ecrit.tableur import sans_formule
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    import pyarrow as pa

LIGNES_XLSX = 1_048_576
LARGE, ETROITE = 60, 8
"""Characters a column is wide at most, and at least."""
MESUREES = 200
"""Rows whose cells tell the width of the columns."""
EXACT = 1 << 53
"""Above it, a spreadsheet rounds numbers: they are written as text."""
CHOIX = "Listes"
CHOIX_AU_PLUS = 1_000
"""Rows of a model in which a value is chosen from a list."""


class ClasseurEcrit:
    """A workbook written row after row: titles in sight, a filter, columns as wide as their cells.

    Args:
        flux: File to write.
        nom: Name of the sheet.
        titres: Titles.
        fait_le: Day of making it bears, None for that of the clock.
        choix: Values one may choose from, by title; they stand in a sheet of their own.
        desarmer: Whether text stays harmless once the sheet is saved as CSV.
    """

    def __init__(
        self,
        flux: IO[bytes],
        nom: str,
        titres: Sequence[str],
        *,
        fait_le: datetime | None = None,
        choix: Mapping[str, Sequence[str]] | None = None,
        desarmer: bool = True,
    ) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only for .xlsx

        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self._flux = flux
        # Made apart: what makes it cannot leave a disk that is full without noise.
        self._copie = TemporaryFile()  # noqa: SIM115 - closed when it is whole
        self._classeur = Workbook(self._copie, options)
        if fait_le is not None:
            self._classeur.set_properties({"created": fait_le})
        self._feuille = self._classeur.add_worksheet(nom)
        gras = self._classeur.add_format({"bold": True})
        self._jour = self._classeur.add_format({"num_format": "yyyy-mm-dd"})
        self._titres = titres
        self._sur: Callable[[str], str] = sans_formule if desarmer else str
        self._largeurs = [len(titre) for titre in titres]
        for place, titre in enumerate(titres):
            self._feuille.write_string(0, place, self._sur(titre), gras)
        self._feuille.freeze_panes(1, 0)
        self._rangee = 1
        if choix:
            self._offrir(choix)

    def _offrir(self, choix: Mapping[str, Sequence[str]]) -> None:
        listes = self._classeur.add_worksheet(CHOIX)
        hauteur = max(len(valeurs) for valeurs in choix.values())
        for rang in range(hauteur):  # row by row: nothing written is kept in memory
            for place, valeurs in enumerate(choix.values()):
                if rang < len(valeurs):
                    listes.write_string(rang, place, valeurs[rang])
        for place, (titre, valeurs) in enumerate(choix.items()):
            lettre = chr(ord("A") + place)
            ou = self._titres.index(titre)
            source = f"={CHOIX}!${lettre}$1:${lettre}${len(valeurs)}"
            regle = {"validate": "list", "source": source, "error_type": "information"}
            regle |= {
                "error_title": "Hors de la liste",
                "error_message": "Cette valeur n'est pas de la liste ; elle sera lue si possible.",
            }
            self._feuille.data_validation(1, ou, CHOIX_AU_PLUS, ou, regle)

    def ligne(self, cellules: Sequence[Any]) -> None:
        """Write a row.

        Raises:
            FichierError: A sheet cannot hold that many rows.
        """
        if self._rangee >= LIGNES_XLSX:
            raise FichierError(
                "XLSX", f"une feuille tient {LIGNES_XLSX} lignes au plus : écrivez en CSV"
            )
        for place, valeur in enumerate(cellules):
            if valeur is not None and valeur != "":
                self._cellule(place, valeur)
        self._rangee += 1

    def _cellule(self, place: int, valeur: Any) -> None:
        if self._rangee <= MESUREES:
            self._largeurs[place] = max(self._largeurs[place], len(str(valeur)))
        if isinstance(valeur, bool | int | float) and abs(valeur) < EXACT:
            self._feuille.write_number(self._rangee, place, valeur)
        elif hasattr(valeur, "isoformat") and hasattr(valeur, "year"):
            self._feuille.write_datetime(self._rangee, place, valeur, self._jour)
        else:
            self._feuille.write_string(self._rangee, place, self._sur(str(valeur)))

    def finir(self) -> None:
        """Write the workbook.

        Raises:
            OSError: The disk is full.
        """
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - only for .xlsx

        for place, large in enumerate(self._largeurs):
            self._feuille.set_column(place, place, min(max(large + 2, ETROITE), LARGE))
        self._feuille.autofilter(0, 0, max(self._rangee - 1, 1), max(len(self._titres) - 1, 0))
        try:
            self._classeur.close()
        except FileCreateError as erreur:
            raise OSError(*erreur.args[0].args) from erreur
        with self._copie:
            self._copie.seek(0)
            copyfileobj(self._copie, self._flux)


class PuitsXlsx:
    """XLSX, batch after batch.

    Args:
        flux: File to write.
        schema: Columns.
        nom: Name of the sheet.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema, nom: str = "Réponses") -> None:
        self._classeur = ClasseurEcrit(flux, nom, schema.names)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch.

        Raises:
            FichierError: A sheet cannot hold that many rows.
        """
        colonnes = [c.to_pylist() for c in lot.columns]
        for ligne in zip(*colonnes, strict=True):
            self._classeur.ligne(ligne)

    def finir(self) -> None:
        """Write the workbook."""
        self._classeur.finir()
