"""`opposable serve`: the site on this machine, with granian, ready in one command."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opposable.cli import demo
from opposable.cli.preparation import preparer
from opposable.ecrit.nombre import compter
from opposable.ecrit.systeme import dire_refus
from opposable.errors import FichierError
from opposable.law.promesse import verifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.law.corpus import Corpus

AIDE = """Sert le site et l'API sur cette machine.

Prépare le dossier de travail, la base et les fichiers statiques, puis démarre. Ctrl-C arrête.
Les réglages d'un service sont des variables d'environnement : docs/deploiement.md.
"""
PORTS = range(8000, 8100)
SITE = "opposable.web.wsgi:application"
LECTURE_MS, ENTETES = 10_000, 65_536
"""How long the head of a request may take to come (ms), and how large it may be (bytes)."""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", help=AIDE)(serve)


def serve(
    adresse: Annotated[str, typer.Option(help="Adresse à écouter.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(help="Port à écouter ; à défaut, le premier libre depuis 8000.", max=65535),
    ] = None,
    processus: Annotated[int, typer.Option(help="Nombre de processus.", min=1, max=64)] = 1,
    fils: Annotated[
        int, typer.Option(help="Requêtes servies ensemble par chaque processus.", min=1, max=64)
    ] = 4,
    montre: Annotated[
        bool,
        typer.Option("--demo", help="Ouvre aussi le bureau de démonstration."),
    ] = False,
) -> None:
    """Prepare, then serve until interrupted."""
    choisi = premier_port_libre(adresse) if port is None else port
    _exiger_le_port(adresse, choisi)
    if montre:
        demo.situer()
    preparer()
    if montre:
        demo.peupler()
    application = _charger()
    _annoncer(f"http://{'localhost' if adresse == '127.0.0.1' else adresse}:{choisi}", montre)
    _servir(application, adresse, choisi, processus, fils)


def premier_port_libre(adresse: str) -> int:
    """Return the first port that can be listened to; the first of all where none can."""
    return next((port for port in PORTS if _occupation(adresse, port) is None), PORTS[0])


def _exiger_le_port(adresse: str, port: int) -> None:
    erreur = _occupation(adresse, port)
    if erreur is not None:
        raise FichierError(
            f"{adresse}:{port}",
            f"écoute impossible ({dire_refus(erreur)}) ; choisissez un autre --port",
        ) from erreur


def _occupation(adresse: str, port: int) -> OSError | None:
    """Return why a port cannot be listened to, None where it can."""
    famille = socket.AF_INET6 if ":" in adresse else socket.AF_INET
    with socket.socket(famille) as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((adresse, port))
        except OSError as erreur:
            return erreur
    return None


def _annoncer(racine: str, montre: bool) -> None:
    """Print what the law data are worth, the address, real questions, and how to stop."""
    from opposable.web.socle import droit  # noqa: PLC0415
    from opposable.web.socle.exemples import exemples  # noqa: PLC0415

    typer.echo(_dire_le_droit(droit.corpus()))
    typer.echo(f"\nOpposable : {racine}/\n\nPour commencer :")
    for exemple in exemples(droit.LANGUE):
        typer.echo(f"  {exemple.dit}\n    {racine}/reponse/?{exemple.adresse}")
    if montre:
        typer.echo(f"  Le bureau des dossiers (démonstration) : {racine}/bureau/")
    typer.echo(f"  L'API : {racine}/api/\n\nCtrl-C pour arrêter.")


def _dire_le_droit(corpus: Corpus) -> str:
    """Say in a line that the law data were checked; what is known to be wrong is no alarm."""
    promesses = verifier(corpus)
    rompues = sum(not promesse.tenue for promesse in promesses)
    connus = compter(rompues, "défaut connu, inscrit", "défauts connus, tous inscrits")
    return (
        f"Droit {corpus.version} vérifié : {compter(len(promesses), 'promesse')} du texte, "
        f"{connus} ; opposable verify les montre."
    )


def _charger() -> Callable[..., Any]:
    """Load the site and its law, so that the address is given once it answers."""
    from opposable.web.wsgi import application  # noqa: PLC0415

    return application


def _servir(
    application: Callable[..., Any], adresse: str, port: int, processus: int, fils: int
) -> None:
    from granian import Granian  # noqa: PLC0415
    from granian.constants import HTTPModes, Interfaces, RuntimeModes  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        SITE,
        address=adresse,
        port=port,
        interface=Interfaces.WSGI,
        workers=processus,
        blocking_threads=fils,
        runtime_mode=RuntimeModes.mt,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=LECTURE_MS, max_buffer_size=ENTETES),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve(target_loader=lambda *_: application)
