"""Figures as people write and read them: exact fractions in, French numbers out."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FINE = "\u202f"


def fraction(texte: str) -> Fraction:
    """Read a decimal number exactly; comma or point.

    Raises:
        ValueError: It is not one, or is not finite.
    """
    nombre = Decimal(texte.strip().replace(",", "."))
    if not nombre.is_finite():
        raise ValueError(texte)
    return Fraction(nombre)


def decimal(valeur: Fraction, chiffres: int = 2) -> Decimal:
    """Return a fraction rounded for show, halves away from zero as readers expect."""
    pas = Decimal(1).scaleb(-chiffres)
    exact = Decimal(valeur.numerator) / Decimal(valeur.denominator)
    return exact.quantize(pas, rounding=ROUND_HALF_UP)


def dire(valeur: Fraction | None, chiffres: int = 2) -> str:
    """Return a ratio in French: `0,93`; a dash where there is none."""
    return "–" if valeur is None else f"{decimal(valeur, chiffres)}".replace(".", ",")


def dire_compte(valeur: int | None, unites: int = 1) -> str:
    """Return a count in French: `1 240`, with the decimals its unit allows."""
    if valeur is None:
        return "–"
    nombre = Decimal(valeur) / unites
    texte = f"{nombre:,f}" if nombre % 1 else f"{int(nombre):,}"
    return texte.replace(",", FINE).replace(".", ",")


def dire_part(valeur: Fraction | None) -> str:
    """Return a share in French: `40,3 %`."""
    return "–" if valeur is None else f"{dire(valeur * 100, 1)}{FINE}%"
