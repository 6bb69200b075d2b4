"""Writing the answers: beside the destination, then renamed when whole."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, Self, TextIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.batch.formats import FLUX, Format, format_de
from opposable.batch.refus import refuser
from opposable.batch.reponses import MOTS
from opposable.ecrit.tableur import sans_formule
from opposable.errors import FichierError

if TYPE_CHECKING:
    from types import TracebackType

    from opposable.batch.rejet import Rejets

LIGNES_PAR_GROUPE = 1 << 20
OCTETS_PAR_GROUPE = 1 << 26
COMPRESSION = "zstd"


class Puits(Protocol):
    """Where batches are written."""

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch."""

    def finir(self) -> None:
        """Write what remains."""


class Destination:
    """A file written beside and renamed when whole; standard output where the name is `-`.

    Leaving the `with` block through an error leaves the old file as it was.

    Args:
        nom: Path, or `-`.
    """

    def __init__(self, nom: str) -> None:
        self.nom = "sortie standard" if nom == FLUX else nom
        self._chemin = None if nom == FLUX else Path(nom)
        self._provisoire = self._chemin and provisoire(self._chemin)
        self.flux: IO[bytes] = sys.stdout.buffer

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            FichierError: The folder is absent or cannot be written.
        """
        if self._chemin and self._provisoire:
            if not self._chemin.parent.is_dir():
                dossier = self._chemin.parent
                raise FichierError(self.nom, f"le dossier {dossier} n'existe pas : créez-le")
            if self._chemin.is_dir():
                raise FichierError(self.nom, "c'est un dossier ; donnez un fichier")
            with refuser(self.nom, "écriture impossible"):
                self.flux = self._provisoire.open("wb")
        return self

    def __exit__(
        self,
        sorte: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Rename when whole; throw the attempt away otherwise."""
        if self._provisoire is None or self._chemin is None:
            return
        try:
            with refuser(self.nom, "écriture impossible"):
                if sorte is None:
                    self.flux.flush()
                    os.fsync(self.flux.fileno())
                self.flux.close()
                if sorte is None:
                    self._provisoire.replace(self._chemin)
        finally:
            self._provisoire.unlink(missing_ok=True)

    def vider(self) -> None:
        """Push standard output out, so that a closed pipe is told now."""
        with refuser(self.nom, "écriture impossible"):
            self.flux.flush()


def provisoire(chemin: Path) -> Path:
    """Return the file written beside a destination until it is whole."""
    return chemin.with_name(f".{chemin.name}.part")


class PuitsParquet:
    """Parquet: row groups of a million rows, or less where rows are wide.

    No dictionary is sought for columns whose values hardly repeat: numbers and days are
    written as differences.

    Args:
        flux: File to write.
        schema: Columns.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema) -> None:
        self._schema = schema
        dictionnaires = [c.name for c in schema if pa.types.is_dictionary(c.type)]
        self._ecrivain = pq.ParquetWriter(
            flux,
            schema,
            compression=COMPRESSION,
            use_dictionary=dictionnaires,
            column_encoding={c.name: "DELTA_BINARY_PACKED" for c in schema if _entier(c.type)},
            write_statistics=False,
        )
        self._attente: list[pa.RecordBatch] = []
        self._lignes = self._octets = 0
        self._mesurer = not all(_etroite(c.type) for c in schema)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Keep a batch; write a row group when there is enough for one."""
        self._attente.append(lot)
        self._lignes += lot.num_rows
        self._octets += lot.nbytes if self._mesurer else 0
        if self._lignes >= LIGNES_PAR_GROUPE or self._octets >= OCTETS_PAR_GROUPE:
            self._vider()

    def _vider(self) -> None:
        if self._attente:
            table = pa.Table.from_batches(self._attente, self._schema).unify_dictionaries()
            self._ecrivain.write_table(table, row_group_size=LIGNES_PAR_GROUPE)
        self._attente, self._lignes, self._octets = [], 0, 0

    def finir(self) -> None:
        """Write the last row group and the footer."""
        self._vider()
        self._ecrivain.close()


def _etroite(type_: pa.DataType) -> bool:
    """Whether a million rows are small whatever they hold: numbers, days, words of the answers."""
    if pa.types.is_dictionary(type_):
        return bool(type_ == MOTS)
    return bool(pa.types.is_primitive(type_))


def _entier(type_: pa.DataType) -> bool:
    """Whether differences between rows are shorter than values: integers and days."""
    return bool(pa.types.is_signed_integer(type_) or pa.types.is_date32(type_)) and (
        type_.bit_width >= 32  # noqa: PLR2004 - Parquet has no shorter integer
    )


class PuitsArrow:
    """Arrow: a file, or a stream for a pipe; answers keep their dictionaries.

    Args:
        flux: File to write.
        schema: Columns.
        en_flux: Whether to write a stream.
    """

    def __init__(self, flux: IO[bytes], schema: pa.Schema, *, en_flux: bool) -> None:
        self._simple = pa.schema([_sans_dictionnaire(c) for c in schema])
        nouveau = pa.ipc.new_stream if en_flux else pa.ipc.new_file
        self._ecrivain = nouveau(flux, self._simple)

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Write a batch."""
        self._ecrivain.write_batch(lot.cast(self._simple))

    def finir(self) -> None:
        """Write the end of the file."""
        self._ecrivain.close()


def _sans_dictionnaire(champ: pa.Field) -> pa.Field:
    return champ.with_type(champ.type.value_type) if pa.types.is_dictionary(champ.type) else champ


class FichierDeRejets:
    """`OUT.rejets.csv`, begun at the first rejected row: line, field, reason.

    Args:
        nom: Path; None writes the lines on standard error.
    """

    def __init__(self, nom: str | None) -> None:
        self.nom = nom
        self.nombre = 0
        self._destination: Destination | None = None
        self._texte: io.TextIOWrapper | None = None

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def ajouter(self, rejets: Rejets) -> None:
        """Write rejected rows, each on one line whatever its cells held."""
        if not len(rejets):
            return
        self.nombre += len(rejets)
        dire = _en_phrase if self.nom is None else _en_cellules
        suites = [dire(champ, " ".join(raison.splitlines())) for champ, raison in rejets.dits]
        debut = "ligne " if self.nom is None else ""
        paires = zip(rejets.lignes.tolist(), rejets.rangs.tolist(), strict=True)
        texte = "".join([f"{debut}{ligne}{suites[rang]}\n" for ligne, rang in paires])
        with refuser(self.nom or "sortie d'erreur", "écriture impossible"):
            self._ouvert().write(texte)

    def _ouvert(self) -> TextIO:
        """Return where the rows are written, opened at the first one."""
        if self.nom is None:
            return sys.stderr
        if self._texte is None:
            self._ouvrir(self.nom)
        return cast("TextIO", self._texte)

    def _ouvrir(self, nom: str) -> None:
        self._destination = Destination(nom).__enter__()
        self._texte = io.TextIOWrapper(self._destination.flux, "utf-8", newline="")
        self._texte.write("ligne,champ,raison\n")

    def __exit__(
        self,
        sorte: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Rename when whole; with no rejected row, take away the file of an earlier run."""
        if self._destination and self._texte:
            try:
                with refuser(self._destination.nom, "écriture impossible"):
                    self._texte.flush()
            finally:
                self._destination.__exit__(sorte, erreur, trace)
        elif sorte is None and self.nom:
            Path(self.nom).unlink(missing_ok=True)


def _en_phrase(champ: str, raison: str) -> str:
    return f"{champ and f', {champ}'} : {raison}"


def _en_cellules(champ: str, raison: str) -> str:
    texte = io.StringIO()
    csv.writer(texte, lineterminator="").writerow([sans_formule(c) for c in ("", champ, raison)])
    return texte.getvalue()


def format_de_sortie(nom: str, demande: Format | None, entree: Format) -> Format:
    """Return the format to write: that asked for, that of the name, that of the input."""
    if demande is not None:
        return demande
    return entree if nom == FLUX else format_de(nom)
