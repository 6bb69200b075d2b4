"""`opposable man`: the page of manual, made from the help of every command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from opposable.cli.aide import rediger, resumer
from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Iterator

AIDE = """Écrit la page de manuel, au format de man.

Exemples :

  opposable man > opposable.1
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("man", help=AIDE)(commande)


def commande() -> None:
    """Print the page."""
    from opposable.cli.application import application  # noqa: PLC0415 - it imports this module

    typer.echo("\n".join(page(get_command(application()))))


def page(racine: Any) -> Iterator[str]:
    """Yield the lines of the page: name, then a section for each command."""
    yield '.TH OPPOSABLE 1 "" "Opposable" "Commandes"'
    yield ".SH NOM"
    yield _roff(f"opposable – {resumer(racine.help)}")
    for commande_, contexte in parcourir(racine, None, "opposable"):
        yield f'.SH "{contexte.command_path.upper()}"'
        yield ".nf"
        yield from (_roff(composer(ligne)) for ligne in rediger(commande_, contexte))
        yield ".fi"


def parcourir(commande_: Any, parent: Any, nom: str) -> Iterator[tuple[Any, Any]]:
    """Yield a command and those under it, each with its context."""
    contexte = commande_.context_class(commande_, parent, nom)
    yield commande_, contexte
    for sous, sienne in getattr(commande_, "commands", {}).items():
        yield from parcourir(sienne, contexte, sous)


def _roff(ligne: str) -> str:
    """Return a line that man shows as it is: no mark of its own at the start nor inside."""
    protegee = ligne.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{protegee}" if protegee.startswith((".", "'")) else protegee
