"""Reading one count as people write it: exactly, or with the reason why not."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.ecrit.nombre import compter
from opposable.elaboration.chiffres.colonnes import DONNEES
from opposable.elaboration.chiffres.releve import Etat
from opposable.fichiers.table import en_texte
from opposable.fichiers.tableaux import les_dits, les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from opposable.fichiers.table import Distinctes

MILLIERS = " \u00a0\u202f"
"""Spaces that people put between thousands."""
NOMBRE = re.compile(
    rf"(?P<entier>[0-9]{{1,3}}(?:[{MILLIERS}][0-9]{{3}})+|[0-9]+)(?:(?P<signe>[.,])(?P<suite>[0-9]+))?"
)
DECIMALES_AU_PLUS = 4
"""Decimals above which a count is not one of a few hundredths, but a quotient."""
PART_DECIMALE = 0.5
"""Share of a column above which its decimals are meant."""
CHIFFRES_AU_PLUS = 30
"""Digits above which a number is surely not a count."""
SIMPLE = "^[0-9]{1,9}$"
UNITES_SURES = 10**6
"""Digits read at once, and units for which they stay below the largest count."""
JEU = 1e-6
"""Distance to a unit under which a binary number stands for it."""
MOINS = ("-", "−")


class Cellule(NamedTuple):
    """A count read.

    Attributes:
        valeur: In units; 0 where it is not known.
        etat: What is known of it.
        probleme: French sentence where it is not known, empty otherwise.
        decimales: Decimal sign met: `,` or `.`, empty where there is none.
    """

    valeur: int
    etat: Etat
    probleme: str = ""
    decimales: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Comptes:
    """A column of counts.

    Attributes:
        valeurs: In units (int64, N).
        etats: `Etat` of each (int8, N).
        cellules: What was read of each distinct cell that is not plain digits, by its rank.
        colonne: The cells.
    """

    valeurs: NDArray[np.int64]
    etats: NDArray[np.int8]
    cellules: dict[int, Cellule]
    colonne: Distinctes


@cache
def contrat() -> Mapping[str, Any]:
    """Return the Table Schema of the tidy layout of figures."""
    lu: dict[str, Any] = json.loads((DONNEES / "releve.schema.json").read_text(encoding="utf-8"))
    return lu


@cache
def secrets() -> frozenset[str]:
    """Return the texts that stand for a figure kept back."""
    return frozenset(_effectif()["missingValues"])


@cache
def plus_grand() -> int:
    """Return the largest count that is read, in units."""
    return int(_effectif()["constraints"]["maximum"])


def _effectif() -> Mapping[str, Any]:
    """Return the field of a count."""
    champs = {champ["name"]: champ for champ in contrat()["fields"]}
    effectif: Mapping[str, Any] = champs["offres"]
    return effectif


def unites_de(colonnes: Iterable[Distinctes]) -> int:
    """Return the unit in which counts with decimals are whole, a power of ten.

    Decimals are taken for meant where a fair part of a column has some; one cell among whole
    numbers is more likely a mistake, and is named as one.

    Args:
        colonnes: Columns of counts.
    """
    plus = 0
    for colonne in colonnes:
        fois = np.bincount(colonne.rangs, minlength=len(colonne.valeurs)).tolist()
        comptes = [0] * (DECIMALES_AU_PLUS + 2)
        for valeur, combien in zip(colonne.valeurs, fois, strict=True):
            comptes[_decimales(valeur)] += combien
        lus = sum(comptes[:-1])
        if lus and sum(comptes[1:-1]) > PART_DECIMALE * lus:
            plus = max(plus, *(rang for rang, n in enumerate(comptes[:-1]) if n))
    return int(10**plus)


def _decimales(brut: Any) -> int:
    """Return how many decimals a count has; one more than are read where it is no such count."""
    texte = f"{brut:.12f}".rstrip("0") if isinstance(brut, float) else en_texte(brut)
    trouve = NOMBRE.fullmatch(texte.rstrip("."))
    combien = len((trouve["suite"] or "").rstrip("0")) if trouve else DECIMALES_AU_PLUS + 1
    return min(combien, DECIMALES_AU_PLUS + 1)


def lire_comptes(colonne: Distinctes, unites: int) -> Comptes:
    """Read a column of counts, each distinct cell once.

    Args:
        colonne: The cells.
        unites: How many units make one.
    """
    valeurs, simples = _chiffres(colonne.tableau, unites)
    etats = np.where(simples, Etat.CONNUE, Etat.ABSENTE).astype(np.int8)
    autres = np.flatnonzero(~simples).tolist()
    cellules = {rang: lire_cellule(colonne.valeurs[rang], unites) for rang in autres}
    for rang, cellule in cellules.items():
        valeurs[rang], etats[rang] = cellule.valeur, cellule.etat
    return Comptes(valeurs[colonne.rangs], etats[colonne.rangs], cellules, colonne)


def _chiffres(tableau: pa.Array, unites: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Read at once the cells made of a few digits; tell which they are."""
    valeurs = np.zeros(len(tableau), dtype=np.int64)
    if pa.types.is_integer(tableau.type):
        tableau = tableau.cast(pa.string())
    if not pa.types.is_string(tableau.type) or unites > UNITES_SURES:
        return valeurs, np.zeros(len(tableau), dtype=np.bool_)
    simples = sans_nul(pc.match_substring_regex(tableau, SIMPLE), valeur=False)
    lues = tableau.filter(simples).cast(pa.int64())
    masque = les_dits(simples)
    valeurs[masque] = les_nombres(lues) * unites
    return valeurs, masque


def lire_cellule(brut: Any, unites: int = 1) -> Cellule:
    """Read a count.

    Args:
        brut: Text or number, None for an empty cell.
        unites: How many units make one: 100 reads two decimals.
    """
    if isinstance(brut, float) and math.isfinite(brut):
        return _flottant(brut, unites)
    texte = f"{brut:f}" if isinstance(brut, Decimal) else en_texte(brut)
    if texte in secrets():
        dit = f"cellule secrète (« {texte} »)" if texte else "cellule vide"
        return Cellule(0, Etat.SECRETE, f"{dit} : la tension ne sera pas évaluée")
    trouve = NOMBRE.fullmatch(texte)
    return _exact(trouve, unites) if trouve else _erronee(_dire(texte))


def _exact(trouve: re.Match[str], unites: int) -> Cellule:
    """Turn digits into units, without rounding."""
    suite = (trouve["suite"] or "").rstrip("0")
    entier = re.sub(rf"[{MILLIERS}]", "", trouve["entier"])
    if len(entier.lstrip("0") + suite) > CHIFFRES_AU_PLUS:
        return _erronee(_trop(len(entier) > len(suite)))
    milliemes, reste = divmod(int(entier + suite) * unites, 10 ** len(suite))
    if reste:
        return _erronee(_fraction(unites))
    return _borner(milliemes, trouve["signe"] or "")


def _flottant(nombre: float, unites: int) -> Cellule:
    """Turn a binary number into the units it stands for."""
    exact = nombre * unites
    if abs(exact) > plus_grand():
        return _erronee(_dire(en_texte(nombre)) if nombre < 0 else _trop(grand=True))
    proche = round(exact)
    if abs(exact - proche) >= JEU:
        return _erronee(_fraction(unites))
    return _erronee(_dire("-")) if proche < 0 else Cellule(proche, Etat.CONNUE)


def _borner(valeur: int, decimales: str = "") -> Cellule:
    if valeur > plus_grand():
        return _erronee(_trop(grand=True))
    return Cellule(valeur, Etat.CONNUE, "", decimales)


def _erronee(probleme: str) -> Cellule:
    return Cellule(0, Etat.ERRONEE, f"{probleme} ; corrigez la cellule")


def _trop(grand: bool) -> str:  # noqa: FBT001 - told from the digits
    borne = compter(plus_grand(), "unité")
    quoi = f"nombre au-delà de {borne}" if grand else "trop de décimales"
    return f"{quoi} : ce n'est pas un effectif"


def _fraction(unites: int) -> str:
    if unites == 1:
        return (
            "nombre à virgule, alors que des effectifs entiers sont attendus (si le relevé donne "
            "des moyennes à deux décimales, lisez-le en centièmes : --unites 100)"
        )
    return f"plus fin que 1/{unites}, l'unité de ce relevé"


def _dire(texte: str) -> str:
    """Say why a text is not a count."""
    if "%" in texte:
        return "pourcentage, alors qu'un effectif est attendu"
    if texte.startswith(MOINS) and (NOMBRE.fullmatch(texte[1:].strip()) or texte == "-"):
        return "nombre négatif"
    if texte.startswith(("=", "+", "@")):
        return "formule, alors qu'un effectif est attendu"
    return "ce n'est pas un nombre"
