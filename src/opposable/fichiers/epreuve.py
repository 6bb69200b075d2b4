"""Something done first in a copy of this process, because a library may end the one that does it.

A Parquet file whose description of itself is damaged makes Arrow end the process when one asks
it for the columns: no error comes that could be caught.
"""

from __future__ import annotations

import os
import select
import signal
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DELAI = 20.0
"""Seconds the copy is waited for."""
FAIT = b"+"


def survit(faire: Callable[[], object]) -> bool:
    """Tell whether a process that does something is still there afterwards.

    An error of Python is survived: it comes again, and is told, where the thing is done for good.
    """
    if not hasattr(os, "fork"):
        return True
    lire, ecrire = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the copy does this and nothing else
        copie = os.fork()
    if not copie:
        _faire(faire, ecrire)
    os.close(ecrire)
    try:
        pret, _, _ = select.select([lire], [], [], DELAI)
        return bool(pret) and os.read(lire, 1) == FAIT
    finally:
        os.close(lire)
        os.kill(copie, signal.SIGKILL)
        os.waitpid(copie, 0)


def _faire(faire: Callable[[], object], ecrire: int) -> None:
    """Do it in the copy, in silence, and leave."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        faire()
    except Exception:  # noqa: BLE001, S110 - comes again in the process that matters
        pass
    finally:
        os.write(ecrire, FAIT)
        os._exit(0)
