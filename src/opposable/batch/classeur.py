"""An XLSX workbook looked at before it is opened: overlaps, sizes, cells.

The zip module of Python accepts entries that overlap, and a sheet with one cell at each
end makes a reader reserve every cell between them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from itertools import pairwise
from typing import IO, TYPE_CHECKING

from opposable.batch.refus import refuser
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES_AU_PLUS = 1_000
OCTETS_AU_PLUS = 1 << 28
CELLULES_AU_PLUS = 12_000_000
MORCEAU = 1 << 20
ENTETE_LOCALE = 30
CELLULE = re.compile(rb"""<c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
RANGEE = re.compile(rb"<row[\s>]")
CONSEIL = "; exportez la feuille en CSV"
BASE = ord("A") - 1


def verifier_classeur(fichier: IO[bytes], nom: str) -> None:
    """Check a workbook without deploying it in memory.

    Raises:
        FichierError: It is not a zip file, its entries overlap, or it deploys too far.
    """
    with refuser(nom, "classeur illisible ou abîmé"):
        try:
            with zipfile.ZipFile(fichier) as archive:
                pieces = archive.infolist()
                _exiger_pieces(pieces, nom)
                _exiger_disjointes(pieces, fichier, nom)
                _mesurer(pieces, fichier, nom)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError) as e:
            raise FichierError(nom, "ce n'est pas un classeur XLSX, ou il est abîmé") from e


def _exiger_pieces(pieces: list[zipfile.ZipInfo], nom: str) -> None:
    if len(pieces) > PIECES_AU_PLUS:
        raise FichierError(nom, f"le classeur a {len(pieces)} pièces : il est refusé")
    noms = {piece.filename for piece in pieces}
    if len(noms) != len(pieces):
        raise FichierError(nom, "une pièce du classeur est là deux fois : il est refusé")
    if "xl/workbook.xml" not in noms:
        raise FichierError(nom, "ce n'est pas un classeur XLSX")
    if any(piece.flag_bits & 1 for piece in pieces):
        raise FichierError(nom, f"le classeur est protégé par un mot de passe {CONSEIL}")
    connues = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(piece.compress_type not in connues for piece in pieces):
        raise FichierError(nom, f"compression inconnue dans le classeur {CONSEIL}")


def _exiger_disjointes(pieces: list[zipfile.ZipInfo], fichier: IO[bytes], nom: str) -> None:
    """Entries that overlap make a small file deploy without end."""
    etendues = sorted((p.header_offset, _debut(p, fichier) + p.compress_size) for p in pieces)
    if any(fin > suivant for (_, fin), (suivant, _) in pairwise(etendues)):
        raise FichierError(nom, "des pièces du classeur se chevauchent : il est refusé")


def _debut(piece: zipfile.ZipInfo, fichier: IO[bytes]) -> int:
    """Offset of the data of an entry."""
    fichier.seek(piece.header_offset)
    entete = fichier.read(ENTETE_LOCALE)
    if len(entete) < ENTETE_LOCALE:
        raise zipfile.BadZipFile(piece.filename)
    nom, reste = (int.from_bytes(entete[i : i + 2], "little") for i in (26, 28))
    return piece.header_offset + ENTETE_LOCALE + nom + reste


def _mesurer(pieces: list[zipfile.ZipInfo], fichier: IO[bytes], nom: str) -> None:
    """Deploy each entry piece by piece, counting its real bytes and its cells."""
    total = 0
    for piece in pieces:
        etendue = _Etendue()
        for morceau in _deployer(piece, fichier):
            total += len(morceau)
            if total > OCTETS_AU_PLUS:
                raise FichierError(
                    nom, f"le classeur se déploie au-delà de {OCTETS_AU_PLUS >> 20} Mio {CONSEIL}"
                )
            if piece.filename.startswith("xl/worksheets/"):
                etendue.lire(morceau)
        if etendue.cellules > CELLULES_AU_PLUS:
            raise FichierError(nom, f"une feuille s'étend sur trop de cellules {CONSEIL}")


def _deployer(piece: zipfile.ZipInfo, fichier: IO[bytes]) -> Iterator[bytes]:
    fichier.seek(_debut(piece, fichier))
    reste = piece.compress_size
    inflateur = zlib.decompressobj(-zlib.MAX_WBITS)
    while reste:
        lu = fichier.read(min(reste, MORCEAU))
        if not lu:
            raise zipfile.BadZipFile(piece.filename)
        reste -= len(lu)
        if piece.compress_type == zipfile.ZIP_STORED:
            yield lu
            continue
        while lu and not inflateur.eof:
            yield inflateur.decompress(lu, MORCEAU)
            lu = inflateur.unconsumed_tail


class _Etendue:
    """The rectangle of cells a sheet spans, from the places its cells state."""

    def __init__(self) -> None:
        self._colonne = self._rangee = self._rangees = 0
        self._reste = b""

    def lire(self, morceau: bytes) -> None:
        """Read a piece of the sheet."""
        texte = self._reste + morceau
        self._reste = texte[-256:]
        self._rangees += len(RANGEE.findall(morceau))
        for colonne, rangee in {*CELLULE.findall(texte)}:
            self._colonne = max(self._colonne, _numero(colonne))
            self._rangee = max(self._rangee, int(rangee))

    @property
    def cellules(self) -> int:
        """Cells of the rectangle."""
        return self._colonne * max(self._rangee, self._rangees)


def _numero(colonne: bytes) -> int:
    numero = 0
    for lettre in colonne:
        numero = numero * 26 + lettre - BASE
    return numero
