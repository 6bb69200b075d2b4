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


def ligne(console: Console, texte: str, ancre: str = "", puce: str = "•") -> None:
    """Print an item, its place in the text dimmed behind it."""
    place = f"[{ancre}]" if ancre else ""
    plein = f"{texte}  {place}" if place else texte
    for rang in wrap(
        plein,
        console.width,
        initial_indent=f"  {puce} ",
        subsequent_indent="    ",
        break_long_words=False,
    ):
        ecrit = Text(rang)
        if place and rang.endswith(place):
            ecrit.stylize("dim", len(rang) - len(place))
        console.print(ecrit)


def lignes(console: Console, textes: Iterable[tuple[str, str]]) -> None:
    """Print items with their places."""
    for texte, ancre in textes:
        ligne(console, texte, ancre)
