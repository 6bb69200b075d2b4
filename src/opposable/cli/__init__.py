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
        from opposable.cli.application import main as lancer  # noqa: PLC0415 - interrupted here too

        lancer()
    except KeyboardInterrupt:
        with suppress(OSError):
            sys.stderr.write("opposable\u00a0: interrompu\n")
            sys.stderr.flush()
        os._exit(INTERROMPU)
    finally:
        with suppress(ValueError):  # a thread that is not the first
            signal.signal(signal.SIGINT, signal.SIG_DFL)


__all__ = ["main"]
