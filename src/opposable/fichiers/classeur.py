"""An XLSX workbook looked at before it is opened: overlaps, sizes, cells.

The zip module of Python accepts entries that overlap, and a sheet with one cell at each
end makes a reader reserve every cell between them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from itertools import pairwise
from typing import IO, TYPE_CHECKING

import numpy as np

from opposable.errors import FichierError
from opposable.fichiers.refus import refuser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

PIECES_AU_PLUS = 1_000
OCTETS_AU_PLUS = 1 << 28
CELLULES_AU_PLUS = 12_000_000
MORCEAU = 1 << 20
ENTETE_LOCALE = 30
CELLULE = re.compile(rb"""[<:]c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
RANGEE = re.compile(rb"[<:]row[\s>]")
VALEUR = re.compile(rb"[<:]v(?:\s[^>]*)?>\s*([0-9]{1,7}\s*<|[^<]*&#|<!)")
TEXTE_PARTAGE = re.compile(rb"[<:]si[\s>/]")
FORMULE = re.compile(rb"<(?:\w+:)?f[\s/>]")
FEUILLE = re.compile(r"worksheets/[^/]+\.xml$", re.IGNORECASE)
BALISE_AU_PLUS = 1 << 12
PARTAGES = "sharedstrings.xml"
CONSEIL = "; exportez la feuille en CSV"
BASE = ord("A") - 1


def verifier_classeur(fichier: IO[bytes], nom: str, *, formules: bool = True) -> None:
    """Check a workbook without deploying it in memory.

    Args:
        fichier: The workbook, which can be sought.
        nom: Its name, for messages.
        formules: Whether the results of formulas may be read.

    Raises:
        FichierError: It is not a zip file, its entries overlap, it deploys too far, or a sheet
            holds a formula where none may be.
    """
    with refuser(nom, "classeur illisible ou abîmé"):
        try:
            with zipfile.ZipFile(fichier) as archive:
                pieces = archive.infolist()
                _exiger_pieces(pieces, nom)
                _exiger_disjointes(pieces, fichier, nom)
                _mesurer(pieces, fichier, nom, formules=formules)
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


def _mesurer(
    pieces: list[zipfile.ZipInfo], fichier: IO[bytes], nom: str, *, formules: bool
) -> None:
    """Deploy each entry piece by piece, counting its real bytes and its cells."""
    total = 0
    partages, citations = _Partages(), _Citations()
    for piece in pieces:
        etendue, formule = _Etendue(), _Formule()
        lecteurs: list[_Lecteur] = (
            [partages]
            if piece.filename.lower().endswith(PARTAGES)
            else [etendue, citations, *([] if formules else [formule])]
        )
        for morceau in _deployer(piece, fichier):
            total += len(morceau)
            if total > OCTETS_AU_PLUS:
                raise FichierError(
                    nom, f"le classeur se déploie au-delà de {OCTETS_AU_PLUS >> 20} Mio {CONSEIL}"
                )
            for lecteur in lecteurs:
                lecteur.lire(morceau)
        if etendue.cellules > CELLULES_AU_PLUS:
            raise FichierError(nom, f"une feuille s'étend sur trop de cellules {CONSEIL}")
        if formule.cellule is not None and FEUILLE.search(piece.filename):
            raise FichierError(
                nom,
                f"une feuille contient des formules (cellule {formule.cellule}) : leurs "
                "résultats peuvent être périmés ; collez-les en valeurs",
            )
    if citations.octets(partages.longueurs()) > OCTETS_AU_PLUS:
        raise FichierError(
            nom, f"les textes cités se déploient au-delà de {OCTETS_AU_PLUS >> 20} Mio {CONSEIL}"
        )


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


class _Lecteur:
    """Looks for tags in the pieces of an entry; one cut by the end of a piece is not lost."""

    def __init__(self) -> None:
        self._reste = b""
        self._passes = 0

    def lire(self, morceau: bytes) -> None:
        """Read a piece."""
        texte = self._reste + morceau
        coupe = max(texte.rfind(b"<"), len(texte) - BALISE_AU_PLUS, 0)
        self._reste = texte[coupe:]
        self._voir(texte)
        self._passes += coupe

    def _voir(self, texte: bytes) -> None:
        """Look at a text, whose end is seen again with the next one."""


class _Partages(_Lecteur):
    """The lengths of the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self._debuts = array("q")

    def _voir(self, texte: bytes) -> None:
        vus = (self._passes + trouve.start() for trouve in TEXTE_PARTAGE.finditer(texte))
        dernier = self._debuts[-1] if self._debuts else -1
        self._debuts.extend(vu for vu in vus if vu > dernier)

    def longueurs(self) -> NDArray[np.int64]:
        """Return the bytes of each, tags included."""
        bornes = np.array([*self._debuts, self._passes], dtype=np.int64)
        return bornes[1:] - bornes[:-1]


class _Citations(_Lecteur):
    """How many times each shared string is cited; a number counts as a citation."""

    def __init__(self) -> None:
        super().__init__()
        self._fois = np.zeros(0, dtype=np.int64)
        self._voilees = 0

    def _voir(self, texte: bytes) -> None:
        trouves = VALEUR.findall(texte)
        clairs = [int(t[:-1]) for t in trouves if t[:1].isdigit() and t[-1:] == b"<"]
        self._voilees += len(trouves) - len(clairs)
        fois = np.bincount(np.array(clairs, dtype=np.int64))
        if len(fois) > len(self._fois):
            fois, self._fois = self._fois, fois.astype(np.int64)
        self._fois[: len(fois)] += fois

    def octets(self, longueurs: NDArray[np.int64]) -> int:
        """Return the bytes of all that is cited; a number written oddly may cite the longest."""
        n = min(len(longueurs), len(self._fois))
        cites = int(longueurs[:n] @ self._fois[:n])
        return cites + self._voilees * int(longueurs.max(initial=0))


class _Etendue(_Lecteur):
    """The rectangle of cells a sheet spans, from the places its cells state."""

    def __init__(self) -> None:
        super().__init__()
        self._colonne = self._rangee = self._rangees = 0

    def _voir(self, texte: bytes) -> None:
        self._rangees += len(RANGEE.findall(texte))
        for colonne, rangee in {*CELLULE.findall(texte)}:
            self._colonne = max(self._colonne, _numero(colonne))
            self._rangee = max(self._rangee, int(rangee))

    @property
    def cellules(self) -> int:
        """Cells of the rectangle."""
        return self._colonne * max(self._rangee, self._rangees)


class _Formule(_Lecteur):
    """The first cell that holds a formula, None where none does."""

    def __init__(self) -> None:
        super().__init__()
        self.cellule: str | None = None

    def _voir(self, texte: bytes) -> None:
        trouvee = None if self.cellule is not None else FORMULE.search(texte)
        if trouvee:
            places = CELLULE.findall(texte, 0, trouvee.start())
            self.cellule = b"".join(places[-1]).decode() if places else "?"


def _numero(colonne: bytes) -> int:
    numero = 0
    for lettre in colonne:
        numero = numero * 26 + lettre - BASE
    return numero
