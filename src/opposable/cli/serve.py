"""`opposable serve`: the site on this machine, with gunicorn, ready in one command."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable

AIDE = """Sert le site et l'API sur cette machine.

Prépare le dossier de travail, la base et les fichiers statiques, puis démarre. Ctrl-C arrête.
Les réglages d'un service sont des variables d'environnement : docs/deploiement.md.
"""
REGLAGES = "opposable.web.settings"
FILS = 4
SANS_COMMANDE = "control_socket_disable"


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", help=AIDE)(serve)


def serve(
    adresse: Annotated[str, typer.Option(help="Adresse à écouter.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port à écouter.", min=1, max=65535)] = 8000,
    processus: Annotated[int, typer.Option(help="Nombre de processus.", min=1, max=64)] = 1,
) -> None:
    """Prepare, then serve until interrupted."""
    _exiger_le_port(adresse, port)
    preparer()
    _annoncer(f"http://{'localhost' if adresse == '127.0.0.1' else adresse}:{port}")
    _servir(f"{adresse}:{port}", processus)


def preparer() -> None:
    """Make the working folder, the database and the static files.

    Raises:
        FichierError: The libraries of the site are not installed, or the folder cannot be made.
    """
    var = Path(os.environ.setdefault("OPPOSABLE_VAR", "var"))
    os.environ.setdefault("OPPOSABLE_EMPREINTES", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", REGLAGES)
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise FichierError(str(var), f"dossier impossible à créer ({erreur.strerror})") from erreur
    try:
        import django  # noqa: PLC0415 - only where the site is served
        from django.core.management import call_command  # noqa: PLC0415
    except ImportError:
        raise FichierError(
            "serve",
            "le site n'est pas installé ; installez l'extra : pip install 'opposable[site]'",
        ) from None
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("preparer_donnees", verbosity=0)


def _exiger_le_port(adresse: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in adresse else socket.AF_INET) as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((adresse, port))
        except OSError as erreur:
            raise FichierError(
                f"{adresse}:{port}",
                f"écoute impossible ({erreur.strerror}) ; choisissez un autre --port",
            ) from erreur


def _annoncer(racine: str) -> None:
    """Print the address, and real questions to begin with."""
    from opposable.web.socle import droit  # noqa: PLC0415
    from opposable.web.socle.exemples import exemples  # noqa: PLC0415

    typer.echo(f"\nOpposable : {racine}/\n\nPour commencer :")
    for exemple in exemples(droit.LANGUE):
        typer.echo(f"  {exemple.dit}\n    {racine}/reponse/?{exemple.adresse}")
    typer.echo(f"  L'API : {racine}/api/\n\nCtrl-C pour arrêter.")


def _servir(ecoute: str, processus: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415

    from opposable.web.wsgi import application  # noqa: PLC0415

    class Service(BaseApplication):  # type: ignore[misc]
        """Gunicorn, set by this command."""

        def load_config(self) -> None:
            """Give the settings."""
            reglages: dict[str, Any] = {
                "bind": ecoute,
                "workers": processus,
                "threads": FILS,
                "worker_class": "gthread",
                "preload_app": True,
                "loglevel": "warning",
            }
            if SANS_COMMANDE in self.cfg.settings:  # since gunicorn 25.1
                reglages[SANS_COMMANDE] = True
            for nom, valeur in reglages.items():
                self.cfg.set(nom, valeur)

        def load(self) -> Callable[..., Any]:
            """Return the site."""
            return application

    Service().run()
