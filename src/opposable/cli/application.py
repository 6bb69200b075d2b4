"""The `opposable` command: its sub-commands, and how every error is told.

Exit codes: 0 an answer was given (even `indeterminee`); 1 a check found a fault; 2 the input
cannot be used; 3 some rows were rejected; 4 a choice is left to the asker.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from opposable.cli import completion
from opposable.cli.aide import Application, usage
from opposable.cli.sortie import Sortie, perdre, refuser
from opposable.errors import OpposableError

COMMANDES = {
    "decide": "opposable.cli.decide",
    "search": "opposable.cli.search",
    "lists": "opposable.cli.lists",
    "verify": "opposable.cli.verify",
    "tabulate": "opposable.cli.tabulate",
    "replay": "opposable.cli.replay",
    "batch": "opposable.cli.batch",
    "modele": "opposable.cli.modele",
    "compare-law": "opposable.cli.compare_law",
    "elaborate": "opposable.cli.elaborate",
    "serve": "opposable.cli.serve",
    "publish": "opposable.cli.publish",
    "demo": "opposable.cli.demo",
    "completion": "opposable.cli.completion",
    "man": "opposable.cli.man",
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
    app = Application(name="opposable", help=AIDE, no_args_is_help=True)
    seules = {demandee: COMMANDES[demandee]} if demandee in COMMANDES else COMMANDES
    for module in seules.values():
        import_module(module).ajouter(app)
    app.callback(invoke_without_command=True)(_seul)
    return app


def _seul(
    version: Annotated[bool, typer.Option("--version", help="Version du programme.")] = False,
) -> None:
    """Keep the name of the command even where only one is built, and tell the version."""
    if version:
        from importlib.metadata import version as lire  # noqa: PLC0415 - slow to import

        typer.echo(f"opposable {lire('opposable')}")
        raise typer.Exit


def main() -> None:
    """Run the command line in a process of its own."""
    try:
        executer()
    except SystemExit as sortie:
        texte = sys.modules.get("opposable.fichiers.texte")  # only where a CSV file was read
        if texte is None or not texte.ABANDONNEE.is_set():
            raise
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(sortie.code if isinstance(sortie.code, int) else Sortie.ENTREE)


def executer() -> NoReturn:
    """Run the command asked for; a known error is one French sentence on standard error.

    Raises:
        SystemExit: Always, with the code of the process.
    """
    demandee = next((mot for mot in sys.argv[1:] if not mot.startswith("-")), None)
    demandee = demandee or completion.demandee()
    try:
        sortie = application(demandee)(standalone_mode=False)
        sys.stdout.flush()
    except OpposableError as erreur:
        refuser(erreur.message)
    except typer.Abort:
        refuser("interrompu")
    except typer.TyperException as erreur:
        if type(erreur).__name__ == "NoArgsIsHelpError":
            typer.echo(erreur.format_message())
            raise SystemExit(Sortie.ENTREE) from None
        refuser(usage(erreur))
    except (OSError, UnicodeEncodeError) as erreur:
        perdre(erreur)
    raise SystemExit(sortie if isinstance(sortie, int) else Sortie.REPONSE)
