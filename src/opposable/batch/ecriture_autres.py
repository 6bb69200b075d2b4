"""Writing JSON Lines and XLSX."""

from __future__ import annotations

import json
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from opposable.ecrit.tableur import sans_formule
from opposable.errors import FichierError

if TYPE_CHECKING:
    import pyarrow as pa

LIGNES_XLSX = 1_048_576


class PuitsJsonl:
    """JSON Lines: what is not said has no key.

    Args:
        flux: File to write.
        schema: Columns.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema) -> None:
        self._flux = flux
        self._noms = schema.names

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch, an object a line."""
        colonnes = [c.to_pylist() for c in lot.columns]
        lignes = [
            json.dumps(
                {n: v for n, v in zip(self._noms, ligne, strict=True) if v is not None},
                ensure_ascii=False,
                default=str,
            )
            for ligne in zip(*colonnes, strict=True)
        ]
        self._flux.write(("\n".join(lignes) + "\n").encode())

    def finir(self) -> None:
        """Nothing remains."""


class PuitsXlsx:
    """XLSX: every text cell is written as text, never as a formula.

    Args:
        flux: File to write.
        schema: Columns.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only for .xlsx

        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self._flux = flux
        # Made apart: what makes it cannot leave a disk that is full without noise.
        self._copie = TemporaryFile()  # noqa: SIM115 - closed when it is whole
        self._classeur = Workbook(self._copie, options)
        self._feuille = self._classeur.add_worksheet("Réponses")
        gras = self._classeur.add_format({"bold": True})
        self._jour = self._classeur.add_format({"num_format": "yyyy-mm-dd"})
        for place, nom in enumerate(schema.names):
            self._feuille.write_string(0, place, sans_formule(nom), gras)
        self._feuille.freeze_panes(1, 0)
        self._rangee = 1

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch.

        Raises:
            FichierError: A sheet cannot hold that many rows.
        """
        if self._rangee + lot.num_rows > LIGNES_XLSX:
            raise FichierError(
                "XLSX", f"une feuille tient {LIGNES_XLSX} lignes au plus : écrivez en CSV"
            )
        colonnes = [c.to_pylist() for c in lot.columns]
        for ligne in zip(*colonnes, strict=True):
            for place, valeur in enumerate(ligne):
                if valeur is not None:
                    self._cellule(place, valeur)
            self._rangee += 1

    def _cellule(self, place: int, valeur: Any) -> None:
        if isinstance(valeur, bool | int | float) and abs(valeur) < 1 << 53:
            self._feuille.write_number(self._rangee, place, valeur)
        elif hasattr(valeur, "isoformat") and hasattr(valeur, "year"):
            self._feuille.write_datetime(self._rangee, place, valeur, self._jour)
        else:
            self._feuille.write_string(self._rangee, place, sans_formule(str(valeur)))

    def finir(self) -> None:
        """Write the workbook.

        Raises:
            OSError: The disk is full.
        """
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - only for .xlsx

        try:
            self._classeur.close()
        except FileCreateError as erreur:
            raise OSError(*erreur.args[0].args) from erreur
        with self._copie:
            self._copie.seek(0)
            copyfileobj(self._copie, self._flux)
