"""The command line: parse, call, print. One module per command."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

INTERROMPU = 2
"""Exit status of a run that was interrupted: nothing was written."""


def main() -> None:
    """Run the command line; an interruption is one word, whenever it comes.

    Once the command is over an interruption ends the process at once: what is left is to leave.
    """
    try:
        lancer()
    except KeyboardInterrupt:
        with suppress(OSError):
            sys.stderr.write("opposable\u00a0: interrompu\n")
            sys.stderr.flush()
        os._exit(INTERROMPU)
    finally:
        with suppress(ValueError):  # a thread that is not the first
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def lancer() -> None:
    """Answer a plain question by the short way, run any other line by the long one.

    Raises:
        SystemExit: Always, with the code of the process.
    """
    from opposable.cli import court  # noqa: PLC0415 - interrupted here too

    lues = court.lire(sys.argv[1:])
    if lues is not None:
        raise SystemExit(court.repondre(lues))
    from opposable.cli.application import main as long  # noqa: PLC0415 - slow to import

    long()


__all__ = ["main"]
