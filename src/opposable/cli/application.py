"""The `opposable` command: its sub-commands, and how every error is told.

Exit codes: 0 an answer was given (even `indeterminee`); 1 a check found a fault; 2 the input
cannot be used; 3 some rows were rejected; 4 a choice is left to the asker.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from importlib import import_module

import typer

from opposable.errors import OpposableError


class Sortie(IntEnum):
    """Exit codes."""

    REPONSE = 0
    FAUTE = 1
    ENTREE = 2
    REJETS = 3
    CHOIX = 4


COMMANDES = {
    "decide": "opposable.cli.decide",
    "lists": "opposable.cli.lists",
    "verify": "opposable.cli.verify",
    "tabulate": "opposable.cli.tabulate",
    "replay": "opposable.cli.replay",
}
"""Each command and the module that holds its `ajouter(app)`."""

AIDE = """Peut-on opposer la situation de l'emploi à une demande d'autorisation de travail ?

Circulaire du 20 décembre 2007 (NOR IMI/N/07/00011/C) et arrêtés du 18 janvier 2008.

Codes de sortie : 0 réponse donnée · 1 faute trouvée · 2 entrée inutilisable ·
3 lignes rejetées · 4 choix à faire.
"""


def application(demandee: str | None = None) -> typer.Typer:
    """Build the application; only the module of the command asked for is imported.

    Args:
        demandee: Name of the command, None or unknown to build them all (help, completion).
    """
    app = typer.Typer(
        name="opposable",
        help=AIDE,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    seules = {demandee: COMMANDES[demandee]} if demandee in COMMANDES else COMMANDES
    for module in seules.values():
        import_module(module).ajouter(app)
    app.callback()(_seul)
    return app


def _seul() -> None:
    """Keep the name of the command even where only one is built."""


def main() -> None:
    """Run the command line; a known error is one French sentence on standard error."""
    demandee = next((mot for mot in sys.argv[1:] if not mot.startswith("-")), None)
    try:
        application(demandee)()
    except OpposableError as erreur:
        sys.stderr.write(f"opposable : {erreur.message}\n")
        raise SystemExit(Sortie.ENTREE) from None
