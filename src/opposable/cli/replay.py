"""`opposable replay`: give a stored determination again and compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from opposable.cli.decide import Langue
from opposable.decision.chargement import load_corpus
from opposable.decision.rejeu import rejouer
from opposable.ecrit.systeme import dire_refus
from opposable.errors import FichierError

AIDE = """Rejoue une détermination enregistrée (opposable decide --format json) et la compare.

Le droit doit être celui du reçu ; --corpus donne le dossier d'un droit plus ancien.
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("replay", help=AIDE)(commande)


def commande(
    fichier: Annotated[Path, typer.Argument(help="Détermination en JSON.")],
    corpus: Annotated[
        Path | None, typer.Option(help="Dossier des données du droit du reçu.")
    ] = None,
    avec: Annotated[
        list[str] | None,
        typer.Option("--avec", "--with", help="Dossier d'un projet de texte (répétable)."),
    ] = None,
    langue: Annotated[Langue, typer.Option(help="Langue de l'enregistrement.")] = Langue.FR,
) -> None:
    """Read, decide again, compare."""
    try:
        enregistree = json.loads(fichier.read_text(encoding="utf-8"))
    except OSError as erreur:
        raise FichierError(str(fichier), f"lecture impossible ({dire_refus(erreur)})") from erreur
    except ValueError as erreur:
        raise FichierError(str(fichier), f"ce n'est pas du JSON en UTF-8 ({erreur})") from erreur
    if not isinstance(enregistree, dict):
        raise FichierError(str(fichier), "un objet JSON est attendu")
    determination = rejouer(enregistree, load_corpus(corpus, avec=avec or ()), langue.value)
    typer.echo(f"Identique : {determination.situation_emploi.value} ({determination.regle})")
