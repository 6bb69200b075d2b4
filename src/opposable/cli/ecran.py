"""The screen: colours and tables in a terminal, plain text when piped."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEUR_FICHIER = 100
JOINT = "\ue000"
"""Stands for a space that may not break a line, until the lines are made."""
COULEURS = {
    "non_opposable": "bold green",
    "autorisation_non_requise": "bold cyan",
    "indeterminee": "bold yellow",
    "opposable": "bold red",
}


def ecran() -> Console:
    """Return the console of standard output; a pipe gets plain lines of a fixed width."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=LARGEUR_FICHIER)
    return console


def titre(console: Console, texte: str) -> None:
    """Print a heading."""
    console.print()
    console.print(Text(composer(texte), style="bold"))


def alinea(console: Console, texte: str) -> None:
    """Print a paragraph, set in a little."""
    for rang in wrap(texte, console.width, initial_indent="  ", subsequent_indent="  "):
        console.print(Text(rang))


def ligne(
    console: Console, texte: str, ancre: str = "", puce: str = "•", *, citation: str = ""
) -> None:
    """Print an item, its place in the text dimmed behind it: in words where they are given."""
    place = f"({citation})" if citation else f"[{ancre}]" if ancre else ""
    rangs = wrap(
        f"{texte}  {place.replace(' ', JOINT)}" if place else texte,
        console.width,
        initial_indent=f"  {puce} ",
        subsequent_indent="    ",
        break_long_words=False,
    )
    for rang in rangs:
        ecrit = Text(rang.replace(JOINT, " "))
        if place and rang is rangs[-1]:
            ecrit.stylize("dim", len(rang) - len(place))
        console.print(ecrit)


def lignes(console: Console, textes: Iterable[tuple[str, str]]) -> None:
    """Print items with their places."""
    for texte, ancre in textes:
        ligne(console, texte, ancre)
