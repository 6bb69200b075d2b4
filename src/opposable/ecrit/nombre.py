"""Figures as people write and read them: exact fractions in, French numbers out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from opposable.ecrit.typographie import FINE

DECIMAUX = 10**6
"""What every unit that gives decimals with an end divides."""
DECIMAL = re.compile(r"-?[0-9]{1,18}([.,][0-9]{1,18})?")


def fraction(texte: str) -> Fraction:
    """Read a decimal number exactly; comma or point, no exponent.

    Raises:
        ValueError: It is not one, or has more digits than a threshold or a count ever has.
    """
    if not DECIMAL.fullmatch(texte.strip()):
        raise ValueError(texte)
    return Fraction(texte.strip().replace(",", "."))


def decimal(valeur: Fraction, chiffres: int = 2) -> Decimal:
    """Return a fraction rounded for show, halves away from zero as readers expect."""
    exact = Decimal(valeur.numerator) / Decimal(valeur.denominator)
    return exact.quantize(_pas(chiffres), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=64)
def _pas(chiffres: int) -> Decimal:
    """Return the unit of the last of so many decimals."""
    return Decimal(1).scaleb(-chiffres)


def dire(valeur: Fraction | None, chiffres: int = 2) -> str:
    """Return a ratio in French: `0,93`; a dash where there is none."""
    return "–" if valeur is None else f"{decimal(valeur, chiffres)}".replace(".", ",")


@lru_cache(maxsize=1_024)
def dire_seuil(seuil: Fraction | None) -> str:
    """Return a threshold with all its digits, as written; four where they never end."""
    if seuil is None:
        return "–"
    for chiffres in range(9):
        if (seuil * 10**chiffres).denominator == 1:
            return dire(seuil, chiffres)
    return dire(seuil, 4)


def dire_entier(valeur: int, separateur: str = FINE) -> str:
    """Return a whole number with its thousands apart: `3 042 661`."""
    return f"{valeur:,}".replace(",", separateur)


def compter(combien: int, nom: str, pluriel: str = "") -> str:
    """Return a number with its noun: `1 cellule`, `1 240 cellules`.

    Args:
        combien: How many.
        nom: The noun for one.
        pluriel: The noun for several, where an `s` at the end is not enough.
    """
    accorde = nom if combien < 2 else pluriel or f"{nom}s"  # noqa: PLR2004 - grammar
    return f"{dire_entier(combien)} {accorde}"


def dire_compte(valeur: int | None, unites: int = 1) -> str:
    """Return a count in French: `1 240`, with the decimals its unit allows.

    A mean whose decimals never end is rounded to two.
    """
    if valeur is None:
        return "–"
    nombre = Decimal(valeur) / unites
    if DECIMAUX % unites:
        nombre = decimal(Fraction(valeur, unites)).normalize()
    if nombre % 1 == 0:
        return dire_entier(int(nombre))
    return f"{nombre:,f}".replace(",", FINE).replace(".", ",")


def dire_arrondi(valeur: int | None, unites: int = 1) -> str:
    """Return a count in French to the nearest whole: `3 042 661`."""
    return "–" if valeur is None else dire_compte(int(decimal(Fraction(valeur, unites), 0)))


def dire_ecart(valeur: Fraction | None) -> str:
    """Return a distance to a threshold, signed: `+0,012`, `−0,030`."""
    if valeur is None:
        return "–"
    return f"{'−' if valeur < 0 else '+'}{dire(max(valeur, -valeur), 3)}"


def dire_part(valeur: Fraction | None) -> str:
    """Return a share in French: `40,3 %`."""
    return "–" if valeur is None else f"{dire(valeur * 100, 1)}{FINE}%"
