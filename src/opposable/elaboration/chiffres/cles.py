"""Reading what names a cell: the occupation, the territory, the period."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.colonnes import connues, plier
from opposable.elaboration.chiffres.effectif import contrat
from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.table_lue import en_texte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.table_lue import Distinctes

ARTICLE = re.compile(r"^(la|le|les|l)_")
AN = r"(?P<an>(?:19|20)[0-9]{2})"
PERIODES = {
    "année": rf"{AN}",
    "semestre": rf"{AN}[- ]?(?P<n>S[12])",
    "trimestre": rf"{AN}[- ]?[TQ](?P<trimestre>[1-4])",
    "mois": rf"{AN}-(?P<n>0[1-9]|1[0-2])",
    "jour": rf"{AN}-(?P<n>(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T]00:00:00)?",
}
"""Forms of a period."""
INVERSEE = re.compile(r"([STQ][1-4])[- ]?([0-9]{4})")


class Cle(NamedTuple):
    """A value that names cells, once read.

    Attributes:
        valeur: The value as the project writes it, empty where it could not be read.
        probleme: French sentence where it could not be.
        corrigee: Whether it was completed, as a zero that a spreadsheet took away.
    """

    valeur: str
    probleme: str = ""
    corrigee: bool = False


class Cles(NamedTuple):
    """A column of keys.

    Attributes:
        valeurs: Values read, sorted, each once.
        rangs: Rank of the value of each row (N), -1 where it could not be read.
        lues: What was read of each distinct cell.
        colonne: The distinct cells and the rank of each row's.
    """

    valeurs: tuple[str, ...]
    rangs: NDArray[np.int64]
    lues: list[Cle]
    colonne: Distinctes


def lire_cles(colonne: Distinctes, lire: Callable[[str], Cle]) -> Cles:
    """Read a column of keys, each distinct cell once."""
    lues = [lire(en_texte(brut)) for brut in colonne.valeurs]
    presentes = np.flatnonzero(np.bincount(colonne.rangs, minlength=len(lues)))
    valeurs = tuple(sorted({lues[rang].valeur for rang in presentes} - {""}))
    place = {valeur: rang for rang, valeur in enumerate(valeurs)}
    rangs = np.array([place.get(cle.valeur, -1) for cle in lues], dtype=np.int64)
    return Cles(valeurs, rangs[colonne.rangs], lues, colonne)


def lecteur_de_metiers(nomenclature: Nomenclature | None) -> Callable[[str], Cle]:
    """Return the reader of occupation codes; any code where there is no nomenclature."""
    motif = re.compile(_motif("metier"))

    def lire(texte: str) -> Cle:
        if not texte:
            return Cle("", "aucun code de métier ; complétez la ligne")
        if nomenclature is not None:
            code = next((c for c in (texte, texte.upper()) if c in nomenclature.metiers), "")
            absent = f"code absent de la nomenclature « {nomenclature.id} » ; corrigez-le"
            return Cle(code, "" if code else absent, corrigee=code != texte)
        if motif.fullmatch(texte):
            return Cle(texte)
        return Cle("", "ce n'est pas un code de métier (lettres et chiffres) ; corrigez-le")

    return lire


def lecteur_de_territoires(regions: Mapping[str, str]) -> Callable[[str], Cle]:
    """Return the reader of territories: codes, names, the whole country.

    Args:
        regions: Names of the regions by code.
    """
    noms = {_nom(nom): code for code, nom in regions.items()}
    noms.update({_nom(nom): FRANCE for nom in connues()["france"]["noms"]})

    def lire(texte: str) -> Cle:
        if not texte:
            return Cle("", "aucun territoire ; complétez la ligne")
        if texte in regions or texte == FRANCE:
            return Cle(texte)
        complet = texte.zfill(2)
        if texte.isascii() and texte.isdigit() and complet in regions:
            return Cle(complet, corrigee=True)
        code = noms.get(_nom(texte), "")
        inconnu = "ni une région de 2007, ni la France entière ; donnez le code à deux chiffres"
        return Cle(code, "" if code else inconnu)

    return lire


def lire_periode(texte: str) -> Cle:
    """Read a period: a year, half-year, quarter, month or day."""
    retournee = INVERSEE.sub(r"\2-\1", texte.upper())
    for motif in _formes().values():
        trouve = motif.fullmatch(retournee)
        if trouve:
            parties = {"trimestre": "", "n": "", **trouve.groupdict()}
            suite = f"T{parties['trimestre']}" if parties["trimestre"] else parties["n"]
            return Cle(f"{parties['an']}-{suite}" if suite else parties["an"])
    if not texte:
        return Cle("", "aucune période ; complétez la ligne")
    return Cle("", "période illisible ; écrivez 2006, 2006-S1, 2006-T1, 2006-01 ou 2006-01-31")


def forme_de(periode: str) -> str:
    """Return the form of a period already read: year, quarter and so on."""
    return next(forme for forme, motif in _formes().items() if motif.fullmatch(periode))


@cache
def _formes() -> Mapping[str, re.Pattern[str]]:
    return {forme: re.compile(motif) for forme, motif in PERIODES.items()}


def _nom(texte: str) -> str:
    return ARTICLE.sub("", plier(texte))


def _motif(champ: str) -> str:
    champs = {c["name"]: c for c in contrat()["fields"]}
    return str(champs[champ]["constraints"]["pattern"])
