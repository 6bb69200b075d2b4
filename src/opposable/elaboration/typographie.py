"""French typography of the sentences shown: apostrophes, thin spaces."""

from __future__ import annotations

FINE = "\u202f"
"""Narrow no-break space: before ; : ! ? and inside « », and between thousands."""
DOUBLES = {f" {signe}": f"{FINE}{signe}" for signe in ";:!?»%"}


def soigner(phrase: str) -> str:
    """Return a sentence with the apostrophes and the spaces of French printers."""
    for brut, soigne in DOUBLES.items():
        phrase = phrase.replace(brut, soigne)
    return phrase.replace("« ", f"«{FINE}").replace("'", "’")


def compter(nombre: int, nom: str, pluriel: str = "") -> str:
    """Return a number with its noun: `1 cellule`, `1 240 cellules`.

    Args:
        nombre: How many.
        nom: The noun for one.
        pluriel: The noun for several, where an `s` at the end is not enough.
    """
    chiffres = f"{nombre:,}".replace(",", FINE)
    return f"{chiffres} {nom if nombre < 2 else pluriel or nom + 's'}"  # noqa: PLR2004 - grammar
