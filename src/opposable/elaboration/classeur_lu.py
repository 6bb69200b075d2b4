"""Reading XLSX: the workbook is deployed within bounds, then only what was measured is read.

Each piece is copied into a workbook of our own, uncompressed: entries that overlap, lie
about their size or deploy without end never reach the reader.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from opposable.ecrit.nombre import compter
from opposable.elaboration.chiffres.colonnes import ligne_de_titres
from opposable.elaboration.table_lue import TableLue, en_texte
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator

OCTETS_AU_PLUS = 200_000_000
PIECES_AU_PLUS = 1_000
CELLULES_AU_PLUS = 5_000_000
"""What a workbook may deploy to; two cells at the ends of a sheet reserve all between."""
PLACE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{0,3})\$?(\d{1,7})["']""")
FORMULE = re.compile(rb"<(?:\w+:)?f[\s/>]")
FEUILLE = re.compile(r"xl/worksheets/[^/]*?(\d*)\.xml")
CONSEIL = "; exportez la feuille en CSV"
ABIME = "ce n'est pas un classeur XLSX, ou il est abîmé"
REFUS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    KeyError,
)
BASE = ord("A") - 1


def lire_classeur(nom: str, octets: bytes, genre: str) -> TableLue:
    """Read the sheet of a workbook whose titles are best known; rows are numbered from 1.

    Args:
        nom: Name of the file.
        octets: The whole of it.
        genre: `releve` or `nomenclature`: which titles to look for.

    Raises:
        FichierError: It is damaged, too large, holds formulas, or no row.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_deployer(nom, octets))) as classeur:
            feuilles = {f: _rangees(classeur, f) for f in classeur.sheet_names}
    except (CalamineError, *REFUS) as erreur:
        raise FichierError(nom, f"{ABIME} {CONSEIL}") from erreur
    feuilles = {f: rangees for f, rangees in feuilles.items() if rangees}
    if not feuilles:
        raise FichierError(nom, "le classeur est vide")
    places = {f: ligne_de_titres([r for _, r in rgs], genre) for f, rgs in feuilles.items()}
    feuille = max(places, key=lambda f: places[f][1])
    return _ranger(nom, feuilles, feuille, places[feuille][0])


def _deployer(nom: str, octets: bytes) -> bytes:
    """Return the same workbook, uncompressed, every piece measured."""
    sortie = io.BytesIO()
    reste = OCTETS_AU_PLUS
    with zipfile.ZipFile(io.BytesIO(octets)) as entree, zipfile.ZipFile(sortie, "w") as copie:
        pieces = entree.infolist()
        _exiger_pieces(nom, pieces)
        for piece in pieces:
            with entree.open(piece) as flux:
                contenu = flux.read(reste + 1)
            reste -= len(contenu)
            if reste < 0:
                raise _trop(nom)
            if trouve := FEUILLE.fullmatch(piece.filename):
                _exiger_feuille(nom, trouve[1], contenu)
            copie.writestr(piece.filename, contenu)
    return sortie.getvalue()


def _trop(nom: str) -> FichierError:
    return FichierError(
        nom, f"le classeur se déploie au-delà de {OCTETS_AU_PLUS // 10**6} Mo {CONSEIL}"
    )


def _exiger_pieces(nom: str, pieces: list[zipfile.ZipInfo]) -> None:
    noms = {piece.filename for piece in pieces}
    if "xl/workbook.xml" not in noms:
        raise FichierError(nom, ABIME)
    if len(pieces) > PIECES_AU_PLUS or len(noms) < len(pieces):
        raise FichierError(nom, f"le classeur a trop de pièces, ou deux du même nom {CONSEIL}")
    if sum(piece.file_size for piece in pieces) > OCTETS_AU_PLUS:
        raise _trop(nom)


def _exiger_feuille(nom: str, numero: str, contenu: bytes) -> None:
    """Check that a sheet spans a reasonable rectangle and holds values only."""
    places = set(PLACE.findall(contenu))
    largeur = max((_numero(colonne) for colonne, _ in places), default=0)
    hauteur = max((int(rangee) for _, rangee in places), default=0)
    if largeur * hauteur > CELLULES_AU_PLUS:
        raise FichierError(nom, f"la feuille n° {numero} s'étend sur trop de cellules {CONSEIL}")
    formule = FORMULE.search(contenu)
    if formule:
        colonne, rangee = (PLACE.findall(contenu, 0, formule.start()) or [(b"?", b"?")])[-1]
        raise FichierError(
            nom,
            f"la feuille n° {numero} contient des formules (cellule {colonne.decode()}"
            f"{rangee.decode()}) : leurs résultats peuvent être périmés ; collez-les en valeurs",
        )


def _numero(colonne: bytes) -> int:
    numero = 0
    for lettre in colonne.upper():
        numero = numero * 26 + lettre - BASE
    return numero


def _rangees(classeur: CalamineWorkbook, feuille: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a sheet that are not empty, as text, with their number."""
    lues = classeur.get_sheet_by_name(feuille).to_python(skip_empty_area=False)
    textes = ((numero, [_texte(v) for v in rangee]) for numero, rangee in enumerate(lues, 1))
    return [(numero, rangee) for numero, rangee in textes if any(rangee)]


def _texte(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    if isinstance(valeur, date):
        return valeur.isoformat()
    return en_texte(valeur)


def _ranger(
    nom: str, feuilles: dict[str, list[tuple[int, list[str]]]], feuille: str, place: int
) -> TableLue:
    """Turn the rows of a sheet into columns, those without a title and empty left out."""
    rangees = feuilles[feuille]
    ligne, titres = rangees[place]
    suite = rangees[place + 1 :]
    colonnes = [pa.array([r[i] for _, r in suite], pa.string()) for i in range(len(titres))]
    return TableLue(
        nom,
        tuple(titres),
        tuple(colonnes),
        np.array([numero for numero, _ in suite], dtype=np.int64),
        (),
        (
            f"XLSX, feuille « {feuille} », titres à la ligne {ligne}.",
            *_autres(place, [f for f in feuilles if f != feuille]),
        ),
    )


def _autres(avant: int, feuilles: list[str]) -> Iterator[str]:
    if avant:
        yield f"{compter(avant, 'ligne')} au-dessus des titres, sans chiffres."
    if feuilles:
        yield f"Feuilles non lues : {', '.join(f'« {f} »' for f in feuilles)}."
