"""How a command ends: its code, and the one sentence for what stopped it.

Apart from the library that reads command lines, which a plain question does not need.
"""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import NoReturn

from opposable.ecrit.typographie import composer


class Sortie(IntEnum):
    """Exit codes."""

    REPONSE = 0
    FAUTE = 1
    ENTREE = 2
    REJETS = 3
    CHOIX = 4


def refuser(message: str) -> NoReturn:
    """Tell why nothing can be answered, and leave.

    Raises:
        SystemExit: Always.
    """
    sys.stderr.write(composer(f"opposable : {message}") + "\n")
    raise SystemExit(Sortie.ENTREE) from None


def perdre(erreur: OSError | UnicodeEncodeError) -> NoReturn:
    """Tell that the output cannot be written; a reader who left is told nothing.

    Raises:
        SystemExit: Always.
    """
    if not isinstance(erreur, BrokenPipeError):
        from opposable.ecrit.systeme import dire_refus  # noqa: PLC0415 - only where it fails

        perdu = "un caractère n'y a pas de place"
        probleme = dire_refus(erreur) if isinstance(erreur, OSError) else perdu
        phrase = f"opposable : écriture impossible sur la sortie ({probleme})"
        sys.stderr.write(composer(phrase) + "\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush
    raise SystemExit(Sortie.ENTREE) from None
