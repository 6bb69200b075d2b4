"""Reading what names a cell: the occupation, the territory, the period."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.colonnes import plier
from opposable.elaboration.chiffres.effectif import contrat
from opposable.fichiers.table import en_texte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.fichiers.table import Distinctes

HORS = -2
"""Rank of a row of a level of territory that is not read."""
AN = r"(?P<an>(?:19|20)[0-9]{2})"
MOIS = "(?P<n>0[1-9]|1[0-2])"
PERIODES = {
    "année": rf"{AN}",
    "semestre": rf"{AN}[- ]?(?P<n>S[12])",
    "trimestre": rf"{AN}[- ]?[TQ](?P<trimestre>[1-4])",
    "mois": rf"{AN}-?{MOIS}",
    "jour": rf"{AN}-(?P<n>(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T]00:00:00)?",
}
"""Forms of a period."""
INVERSEES = (
    (re.compile(r"([STQ][1-4])[- ]?([0-9]{4})"), r"\2-\1"),
    (re.compile(r"([0-3][0-9])/([01][0-9])/([0-9]{4})"), r"\3-\2-\1"),
    (re.compile(r"([01][0-9])/([0-9]{4})"), r"\2-\1"),
    (re.compile(r"([1-4])(?:ER|E|EME)_TRIMESTRE_([0-9]{4})"), r"\2-T\1"),
    (re.compile(r"([12])(?:ER|E|EME|ND)_SEMESTRE_([0-9]{4})"), r"\2-S\1"),
)
"""Other ways of writing them, turned into those above."""
NOMS_DE_MOIS = (
    *("JANV", "FEVR", "MARS", "AVR", "MAI", "JUIN"),
    *("JUIL", "AOUT", "SEPT", "OCT", "NOV", "DEC"),
)
EN_MOIS = re.compile(r"([A-Z]+)_([0-9]{4})")


class Cle(NamedTuple):
    """A value that names cells, once read.

    Attributes:
        valeur: The value as the project writes it, empty where it could not be read.
        probleme: French sentence where it could not be.
        corrigee: Whether it was completed, as a zero that a spreadsheet took away.
        dit: What the project writes for it in a sentence, where that is not the value.
        hors: Whether its rows are of a level of territory that is not read.
    """

    valeur: str
    probleme: str = ""
    corrigee: bool = False
    dit: str = ""
    hors: bool = False


class Cles(NamedTuple):
    """A column of keys.

    Attributes:
        valeurs: Values read, sorted, each once.
        rangs: Rank of the value of each row (N), -1 where it could not be read, -2 where it
            is of a level that is not read.
        lues: What was read of each distinct cell.
        colonne: The distinct cells and the rank of each row's.
    """

    valeurs: tuple[str, ...]
    rangs: NDArray[np.int64]
    lues: list[Cle]
    colonne: Distinctes


def lire_cles(colonne: Distinctes, lire: Callable[[str], Cle]) -> Cles:
    """Read a column of keys, each distinct cell once."""
    return ranger(colonne, [lire(en_texte(brut)) for brut in colonne.valeurs])


def ranger(colonne: Distinctes, lues: list[Cle]) -> Cles:
    """Return a column of keys from what was read of each distinct cell."""
    presentes = np.flatnonzero(np.bincount(colonne.rangs, minlength=len(lues)))
    valeurs = tuple(sorted({lues[rang].valeur for rang in presentes} - {""}))
    place = {valeur: rang for rang, valeur in enumerate(valeurs)}
    rangs = np.array([HORS if c.hors else place.get(c.valeur, -1) for c in lues], dtype=np.int64)
    return Cles(valeurs, rangs[colonne.rangs], lues, colonne)


def lecteur_de_metiers(nomenclature: Nomenclature | None) -> Callable[[str], Cle]:
    """Return the reader of occupation codes; any code where there is no nomenclature."""
    forme = re.compile(_forme_du_code("metier"))

    def lire(texte: str) -> Cle:
        if not texte:
            return Cle("", "aucun code de métier ; complétez la ligne")
        if nomenclature is not None:
            code = next((c for c in (texte, texte.upper()) if c in nomenclature.metiers), "")
            absent = f"code absent de la nomenclature « {nomenclature.id} » ; corrigez-le"
            return Cle(code, "" if code else absent, corrigee=code != texte)
        if forme.fullmatch(texte):
            return Cle(texte.upper(), corrigee=texte != texte.upper())
        return Cle("", "ce n'est pas un code de métier (lettres et chiffres) ; corrigez-le")

    return lire


def lire_periode(texte: str) -> Cle:
    """Read a period: a year, half-year, quarter, month or day."""
    retournee = _retourner(texte)
    for motif in _formes().values():
        trouve = motif.fullmatch(retournee)
        if trouve:
            parties = {"trimestre": "", "n": "", **trouve.groupdict()}
            suite = f"T{parties['trimestre']}" if parties["trimestre"] else parties["n"]
            return Cle(f"{parties['an']}-{suite}" if suite else parties["an"])
    if not texte:
        return Cle("", "aucune période ; complétez la ligne")
    return Cle("", "période illisible ; écrivez 2006, 2006-S1, 2006-T1, 2006-01 ou 2006-01-31")


def _retourner(texte: str) -> str:
    """Return a period written another way in the form that is read."""
    mots = plier(texte).upper()
    nomme = EN_MOIS.fullmatch(mots)
    mois = [n for n, nom in enumerate(NOMS_DE_MOIS, 1) if nomme and nomme[1].startswith(nom)]
    if nomme and mois:
        return f"{nomme[2]}-{mois[0]:02}"
    for forme, dite in INVERSEES:
        for ecrit in (texte.upper(), mots):
            if forme.fullmatch(ecrit):
                return forme.sub(dite, ecrit)
    return texte.upper()


def forme_de(periode: str) -> str:
    """Return the form of a period already read: year, quarter and so on."""
    return next(forme for forme, motif in _formes().items() if motif.fullmatch(periode))


@cache
def _formes() -> Mapping[str, re.Pattern[str]]:
    return {forme: re.compile(motif) for forme, motif in PERIODES.items()}


def _forme_du_code(champ: str) -> str:
    champs = {c["name"]: c for c in contrat()["fields"]}
    return str(champs[champ]["constraints"]["pattern"])
