"""A process of its own that draws, while this one works: engine started at once, charts when ready.

What is asked and drawn goes by pipes, a line of JSON each. Whatever happens to it, what it does
not draw is drawn here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Self

from opposable.elaboration.restitution.dessin import Dessin, dessiner, preparer

if TYPE_CHECKING:
    from types import TracebackType

COMMANDE = (sys.executable, "-P", "-m", __name__)
"""What starts it; nothing is imported from the folder one works in."""


class Dessinateur:
    """Draws beside, until the block is left; it serves one thread at a time."""

    def __enter__(self) -> Self:
        """Start it."""
        self._processus: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._processus = subprocess.Popen(  # noqa: S603 - this very program
                COMMANDE,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it: it keeps nothing."""
        if self._processus is not None:
            self._processus.kill()
            self._processus.communicate()

    def __call__(self, dessin: Dessin) -> str:
        """Return a chart as SVG.

        Raises:
            FichierError: What draws is not installed.
        """
        return self._demander(dessin) or dessiner(dessin)

    def _demander(self, dessin: Dessin) -> str:
        """Ask the other process; empty where it does not answer."""
        processus = self._processus
        if processus is None or processus.stdin is None or processus.stdout is None:
            return ""
        try:
            processus.stdin.write(_ligne(dessin))
            processus.stdin.flush()
            return str(json.loads(processus.stdout.readline()))
        except (OSError, ValueError):
            return ""


def servir(demandes: IO[bytes], reponses: IO[bytes]) -> None:
    """Draw what is asked, line after line, until nothing more is.

    Args:
        demandes: Charts, each as a list: its sort, what it shows.
        reponses: Where each SVG goes, as a JSON text.
    """
    preparer()
    for ligne in demandes:
        reponses.write(_ligne(dessiner(Dessin(*json.loads(ligne)))))
        reponses.flush()


def _ligne(valeur: object) -> bytes:
    return f"{json.dumps(valeur)}\n".encode()


if __name__ == "__main__":
    servir(sys.stdin.buffer, sys.stdout.buffer)
