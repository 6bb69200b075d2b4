"""The numbers of a company and of an establishment: nine digits and fourteen, each with its key."""

from __future__ import annotations

from opposable.errors import ValeurError

SIREN = 9
SIRET = 14
MODULE = 10
CLE_LA_POSTE = 5
"""The establishments of La Poste are too many for the ordinary key: theirs is a plain sum."""
LA_POSTE = "356000000"


def lire_siren(saisi: str) -> str:
    """Return a SIREN without its spaces.

    Raises:
        ValeurError: Another number of digits, or a key that is wrong.
    """
    siren = _chiffres("siren", saisi, SIREN, "neuf")
    if not _cle_juste(siren):
        raise ValeurError("siren", saisi, f"« {saisi} » : un chiffre est faux, relisez-le")
    return siren


def lire_siret(saisi: str) -> str:
    """Return a SIRET without its spaces.

    Raises:
        ValeurError: Another number of digits, or a key that is wrong.
    """
    siret = _chiffres("siret", saisi, SIRET, "quatorze")
    if not _cle_juste(siret[:SIREN]):
        raise ValeurError("siret", saisi, f"« {saisi} » : les neuf premiers ne font pas un SIREN")
    propre = siret[:SIREN] == LA_POSTE and sum(map(int, siret)) % CLE_LA_POSTE == 0
    if not propre and not _cle_juste(siret):
        raise ValeurError("siret", saisi, f"« {saisi} » : un chiffre est faux, relisez-le")
    return siret


def _chiffres(champ: str, saisi: str, nombre: int, dit: str) -> str:
    nu = "".join(saisi.split())
    if len(nu) != nombre or not (nu.isascii() and nu.isdigit()):
        raise ValeurError(champ, saisi, f"« {saisi} » n'a pas {dit} chiffres")
    return nu


def _cle_juste(chiffres: str) -> bool:
    """Sum the digits, every second one from the right doubled: a multiple of ten."""
    doubles = (int(c) * (1 + rang % 2) for rang, c in enumerate(reversed(chiffres)))
    return sum(d // MODULE + d % MODULE for d in doubles) % MODULE == 0
