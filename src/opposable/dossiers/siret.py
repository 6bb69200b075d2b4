"""The number of an establishment: fourteen digits, two keys."""

from __future__ import annotations

from opposable.errors import ValeurError

SIREN = 9
SIRET = 14
MODULE = 10
CLE_LA_POSTE = 5
"""The establishments of La Poste are too many for the ordinary key: theirs is a plain sum."""
LA_POSTE = "356000000"


def lire_siret(saisi: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        ValeurError: Another number of digits, or a key that is wrong.
    """
    siret = "".join(saisi.split())
    if len(siret) != SIRET or not (siret.isascii() and siret.isdigit()):
        raise ValeurError("siret", saisi, f"« {saisi} » n'a pas quatorze chiffres")
    if not _cle_juste(siret[:SIREN]):
        raise ValeurError("siret", saisi, f"« {saisi} » : les neuf premiers ne font pas un SIREN")
    propre = siret[:SIREN] == LA_POSTE and sum(map(int, siret)) % CLE_LA_POSTE == 0
    if not propre and not _cle_juste(siret):
        raise ValeurError("siret", saisi, f"« {saisi} » : un chiffre est faux, relisez-le")
    return siret


def _cle_juste(chiffres: str) -> bool:
    """Sum the digits, every second one from the right doubled: a multiple of ten."""
    doubles = (int(c) * (1 + rang % 2) for rang, c in enumerate(reversed(chiffres)))
    return sum(d // MODULE + d % MODULE for d in doubles) % MODULE == 0
