"""The screen: colours and tables in a terminal, plain text when piped.

What draws on a terminal is imported where something is drawn.
"""

from __future__ import annotations

import os
import sys
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias

from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

LARGEUR_FICHIER = 100
JOINT = "\ue000"
"""Stands for a space that may not break a line, until the lines are made."""
COULEURS = {
    "non_opposable": "bold green",
    "autorisation_non_requise": "bold cyan",
    "indeterminee": "bold yellow",
    "opposable": "bold red",
}


FORCE = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""What makes colours wanted even in a pipe."""


class Papier:
    """Plain lines of a fixed width, where nobody looks at a terminal."""

    width = LARGEUR_FICHIER

    def ecrire(self, texte: str) -> None:
        """Write a line; one that is too long, or has wide characters, is folded as on a screen."""
        if len(texte) <= self.width and all(map(_etroit, texte)):
            sys.stdout.write(f"{texte}\n")
        else:
            _dessiner(ecran(), texte)


Surface: TypeAlias = "Console | Papier"


def _etroit(lettre: str) -> bool:
    """Whether a character surely has the width of one."""
    return " " <= lettre < "\u0300" or "\u2010" <= lettre <= "\u2193"


def ecran() -> Console:
    """Return the console of standard output; a pipe gets plain lines of a fixed width."""
    from rich.console import Console  # noqa: PLC0415 - slow to import

    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=LARGEUR_FICHIER)
    return console


def surface() -> Surface:
    """Return where lines are written: a terminal, or plain paper."""
    voulu = sys.stdout.isatty() or any(os.environ.get(nom) for nom in FORCE)
    return ecran() if voulu else Papier()


def dire(surface_: Surface, texte: str, style: str = "", depuis: int = 0, fin: str = "") -> None:
    """Write a line.

    Args:
        surface_: Where.
        texte: The line.
        style: Its colour and weight, on a terminal.
        depuis: First character that has them.
        fin: What follows, dimmed.
    """
    if isinstance(surface_, Papier):
        surface_.ecrire(texte + fin)
    else:
        _dessiner(surface_, texte, style, depuis, fin)


def _dessiner(
    console: Console, texte: str, style: str = "", depuis: int = 0, fin: str = ""
) -> None:
    from rich.text import Text  # noqa: PLC0415 - slow to import

    ecrit = Text(texte)
    if style:
        ecrit.stylize(style, depuis)
    if fin:
        ecrit.append(fin, style="dim")
    console.print(ecrit)


def titre(surface_: Surface, texte: str) -> None:
    """Print a heading."""
    dire(surface_, "")
    dire(surface_, composer(texte), "bold")


def alinea(surface_: Surface, texte: str) -> None:
    """Print a paragraph, set in a little."""
    for rang in wrap(texte, surface_.width, initial_indent="  ", subsequent_indent="  "):
        dire(surface_, rang)


def ligne(
    surface_: Surface, texte: str, ancre: str = "", puce: str = "•", *, citation: str = ""
) -> None:
    """Print an item, its place in the text dimmed behind it: in words where they are given."""
    place = f"({citation})" if citation else f"[{ancre}]" if ancre else ""
    rangs = wrap(
        f"{texte}  {place.replace(' ', JOINT)}" if place else texte,
        surface_.width,
        initial_indent=f"  {puce} ",
        subsequent_indent="    ",
        break_long_words=False,
    )
    for rang in rangs:
        estompe = place and rang is rangs[-1]
        depuis = max(len(rang) - len(place), 0)
        dire(surface_, rang.replace(JOINT, " "), "dim" if estompe else "", depuis)


def lignes(surface_: Surface, textes: Iterable[tuple[str, str]]) -> None:
    """Print items with their places."""
    for texte, ancre in textes:
        ligne(surface_, texte, ancre)
