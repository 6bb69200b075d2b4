"""Reading a threshold and a range of thresholds, as people write them."""

from __future__ import annotations

from fractions import Fraction

from opposable.ecrit.nombre import fraction
from opposable.errors import ValeurError

SEUILS_AU_PLUS = 1_000
"""Thresholds tried at most: beyond, a curve shows no more."""


def lire_seuil(champ: str, texte: str) -> Fraction:
    """Read a threshold or a margin, exactly; comma or point.

    Raises:
        ValeurError: It is not a number, or is negative.
    """
    try:
        lu = fraction(texte)
    except ValueError:
        lu = Fraction(-1)
    if lu < 0:
        raise ValeurError(champ, texte, f"« {texte} » n'est pas un nombre positif, comme 0,05")
    return lu


def lire_balayage(texte: str) -> tuple[Fraction, ...]:
    """Read the thresholds to try, `MIN:MAX:PAS`, both ends included; none for an empty text.

    Raises:
        ValeurError: It is not three numbers in order, or asks for too many thresholds.
    """
    if not texte:
        return ()
    parties = texte.split(":")
    if len(parties) != len(("MIN", "MAX", "PAS")):
        raise ValeurError("balayage", texte, f"« {texte} » : écrivez MIN:MAX:PAS, 0,5:1,5:0,05")
    bas, haut, pas = (lire_seuil("balayage", partie) for partie in parties)
    if haut < bas or not pas or (haut - bas) / pas >= SEUILS_AU_PLUS:
        raise ValeurError(
            "balayage",
            texte,
            f"« {texte} » : MIN avant MAX, un pas, et {SEUILS_AU_PLUS} seuils au plus",
        )
    return tuple(bas + rang * pas for rang in range((haut - bas) // pas + 1))
