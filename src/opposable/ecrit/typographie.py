"""French typography: apostrophes that curve, and spaces that never break a line."""

from __future__ import annotations

FINE = "\u202f"
"""Narrow no-break space: before ; ! ? and %, and between thousands."""
INSECABLE = "\u00a0"
"""No-break space of a word's width: before : and inside « »."""
SOIGNES = (
    (" :", f"{INSECABLE}:"),
    (" ;", f"{FINE};"),
    (" ?", f"{FINE}?"),
    (" !", f"{FINE}!"),
    (" %", f"{FINE}%"),
    ("« ", f"«{INSECABLE}"),
    (" »", f"{INSECABLE}»"),
    ("'", "’"),
)


def composer(texte: str) -> str:
    """Set a French text as French printers do; one already set is returned as it is."""
    for saisi, soigne in SOIGNES:
        texte = texte.replace(saisi, soigne)
    return texte
