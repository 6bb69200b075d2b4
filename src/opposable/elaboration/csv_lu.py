"""Reading CSV: encoding, delimiter and line of titles are found out and said."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from opposable.ecrit.nombre import compter
from opposable.elaboration.chiffres.anomalie import Anomalie, Effet, signaler
from opposable.elaboration.chiffres.colonnes import APERCU, ligne_de_titres
from opposable.elaboration.table_lue import TableLue
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}
BLANCS = " \t\n\r\v\f\u00a0\u202f"
"""Characters of a cell that holds nothing."""
UTF8, CP1252 = "UTF-8", "CP1252"
LOT = 20_000
"""Records turned into columns at once."""
Lot = tuple[list[int], list[list[str]]]
"""Lines where records begin, and their cells."""


def lire_csv(nom: str, octets: bytes, genre: str) -> TableLue:
    """Read CSV text; a row whose cells are not as many as the titles is set aside.

    Args:
        nom: Name of the file.
        octets: The whole of it.
        genre: `releve` or `nomenclature`: which titles to look for.

    Raises:
        FichierError: A zero byte, unknown encoding, an open quote, or no row.
    """
    texte, encodage = _decoder(nom, octets)
    separateur, place = _reperer(nom, texte, genre)
    lots = _lots(nom, texte, separateur)
    ligne, titres, suite, vides = _entete(lots, place)
    lu = _Rangement(nom, titres)
    for lot in (suite, *lots):
        lu.ajouter(lot)
    forme = f"CSV, séparateur : {SEPARATEURS[separateur]} ; encodage : {encodage}"
    return lu.table((f"{forme} ; titres à la ligne {ligne}.", *_passees(place, vides + lu.vides)))


def _decoder(nom: str, octets: bytes) -> tuple[str, str]:
    """Return the text and its encoding, as said to people."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FichierError(nom, "texte en UTF-16 ; enregistrez-le en CSV UTF-8")
    if b"\0" in octets:
        ligne = octets[: octets.index(b"\0")].count(b"\n") + 1
        raise FichierError(nom, f"ligne {ligne} : octet nul ; ce fichier n'est pas du texte CSV")
    marque = " avec BOM" if octets.startswith(codecs.BOM_UTF8) else ""
    for encodage in (UTF8, CP1252):
        try:
            return octets.decode("utf-8-sig" if encodage == UTF8 else encodage), encodage + marque
        except UnicodeDecodeError as erreur:
            ligne = octets[: erreur.start].count(b"\n") + 1
    raise FichierError(nom, f"ligne {ligne} : ni UTF-8 ni CP1252 ; enregistrez-le en UTF-8")


def _reperer(nom: str, texte: str, genre: str) -> tuple[str, int]:
    """Return the delimiter and the place of the titles among the first rows."""
    trouves = []
    for separateur in SEPARATEURS:
        debut = _debut(texte, separateur)
        place, reconnus = ligne_de_titres(debut, genre)
        trouves.append((reconnus, len(debut[place]) if debut else 0, separateur, place))
    _, largeur, separateur, place = max(
        trouves, key=lambda trouve: trouve[:2], default=(0, 0, "", 0)
    )
    if not largeur:
        raise FichierError(nom, "aucune ligne de titres n'est lisible")
    return separateur, place


def _debut(texte: str, separateur: str) -> list[list[str]]:
    """Return the first records that hold anything, up to one that cannot be read."""
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    debut: list[list[str]] = []
    with suppress(csv.Error):  # told with its line once the delimiter is known
        debut.extend(islice(filter(_pleine, lecteur), APERCU))
    return debut


def _lots(nom: str, texte: str, separateur: str) -> Iterator[Lot]:
    """Yield the records, many at once, with the line each begins at."""
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    debut = 1
    rangees = [[""]]
    while rangees:
        lignes, rangees = [], []
        try:
            for cellules in islice(lecteur, LOT):
                lignes.append(debut)
                rangees.append(cellules)
                debut = lecteur.line_num + 1
        except csv.Error as erreur:
            raise FichierError(
                nom,
                f"ligne {debut} : un guillemet est mal placé ou jamais refermé, ou la cellule est "
                "trop longue",
            ) from erreur
        yield lignes, rangees


def _pleine(cellules: list[str]) -> bool:
    """Tell whether a record holds anything."""
    return bool("".join(cellules).strip(BLANCS))


def _entete(lots: Iterator[Lot], place: int) -> tuple[int, list[str], Lot, int]:
    """Return the titles, their line, what follows in the first lot, and the empty lines above."""
    lignes, rangees = next(lots)
    pleines = [rang for rang, cellules in enumerate(rangees) if _pleine(cellules)]
    rang = pleines[place]
    titres = [titre.strip() for titre in rangees[rang]]
    return lignes[rang], titres, (lignes[rang + 1 :], rangees[rang + 1 :]), rang - place


def _passees(avant: int, vides: int) -> Iterator[str]:
    if avant:
        yield f"{compter(avant, 'ligne')} au-dessus des titres, sans chiffres."
    if vides:
        yield f"{compter(vides, 'ligne vide', 'lignes vides')} sans effet."


class _Rangement:
    """Records turned into columns, lot after lot; those of another width are set aside."""

    def __init__(self, nom: str, titres: list[str]) -> None:
        self._nom = nom
        self._titres = titres
        self._colonnes: list[list[pa.Array]] = [[pa.array([], pa.string())] for _ in titres]
        self._lignes: list[int] = []
        self._anomalies: list[Anomalie] = []
        self.vides = 0

    def ajouter(self, lot: Lot) -> None:
        """Add records."""
        largeur = len(self._titres)
        droites = []
        for ligne, cellules in zip(*lot, strict=True):
            if not _pleine(cellules):
                self.vides += 1
            elif len(cellules) != largeur:
                self._anomalies.append(self._ecarter(ligne, cellules))
            else:
                self._lignes.append(ligne)
                droites.append(cellules)
        for tableaux, colonne in zip(self._colonnes, zip(*droites, strict=True), strict=False):
            tableaux.append(pa.array(colonne, pa.string()))

    def _ecarter(self, ligne: int, cellules: list[str]) -> Anomalie:
        probleme = (
            f"{compter(len(cellules), 'cellule')} pour {compter(len(self._titres), 'titre')} ; "
            "complétez la ligne ou mettez ses virgules entre guillemets"
        )
        texte = ";".join(cellules)
        return signaler(self._nom, ligne, "", texte, probleme, Effet.LIGNE_ECARTEE)

    def table(self, constats: tuple[str, ...]) -> TableLue:
        """Return the table."""
        return TableLue(
            self._nom,
            tuple(self._titres),
            tuple(pa.concat_arrays(tableaux) for tableaux in self._colonnes),
            np.array(self._lignes, dtype=np.int64),
            tuple(self._anomalies),
            constats,
        )
