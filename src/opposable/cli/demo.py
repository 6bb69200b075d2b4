"""`opposable demo`: an office to be tried, with invented people and files."""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import typer

from opposable.cli.preparation import preparer
from opposable.errors import DemonstrationError

if TYPE_CHECKING:
    from typing import Any

AIDE = """Remplit un bureau de démonstration : services, agents, trois cents dossiers.

Tout y est inventé, et tout le monde en connaît les mots de passe : refusé en production.
`opposable serve --demo` l'ouvre, et la page /bureau/ dit qui peut y entrer.
"""
GENS = "bureau/comptes/donnees/demonstration.toml"


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo", help=AIDE)(demo)


def demo() -> None:
    """Make the office of the demonstration, and say who may enter."""
    situer()
    preparer()
    faite = peupler()
    typer.echo("Démonstration prête." if faite else "La démonstration est déjà là.")
    typer.echo(dire_qui_entre())


def situer() -> None:
    """Set the day on which the demonstration lives, before the settings are read.

    Raises:
        DemonstrationError: These are settings of production.
    """
    if os.environ.get("OPPOSABLE_PRODUCTION", "0") not in {"", "0"}:
        raise DemonstrationError("une démonstration ne se fait pas en production")
    os.environ.setdefault("OPPOSABLE_JOUR", _gens()["jour"].isoformat())


def peupler() -> bool:
    """Make the office of the demonstration once the site is prepared; False where it is there.

    Raises:
        DemonstrationError: The office has real people.
    """
    from opposable.web.bureau.demonstration.bureau_montre import montrer  # noqa: PLC0415

    return montrer()


def dire_qui_entre() -> str:
    """Say who may enter, with what password, and what each of them shows."""
    gens = _gens()
    lignes = [f"  {c['identifiant']:<18} {c['fr']}" for c in gens["compte"]]
    entete = f"Le bureau vit le {gens['jour']:%d/%m/%Y}. Mot de passe : {gens['mot_de_passe']}"
    employeur = gens["employeur"]
    guichet = f"Au guichet (/depot/compte/entrer/) : {employeur['courriel']}"
    return "\n".join([entete, *lignes, guichet])


def _gens() -> dict[str, Any]:
    return tomllib.loads((files("opposable.web") / GENS).read_text(encoding="utf-8"))
