"""`opposable tabulate`: the decision table as open data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from opposable.cli.etat import ConnuLe, droit
from opposable.ecrit.nombre import dire_entier
from opposable.errors import FichierError

AIDE = """Écrit la table de toutes les réponses possibles en Parquet, à joindre depuis tout outil.

Deux fichiers : OUT.parquet (une ligne par case) et OUT-nationalites.parquet (le régime de chaque
nationalité, période par période). Le reçu du droit est dans leurs métadonnées.
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("tabulate", help=AIDE)(commande)


def commande(
    sortie: Annotated[
        Path, typer.Argument(help="Fichier Parquet à écrire.", metavar="OUT.parquet")
    ],
    lecture: Annotated[
        list[str] | None, typer.Option(help="Lecture rivale à essayer : ID=rival (répétable).")
    ] = None,
    avec: Annotated[
        list[str] | None,
        typer.Option("--avec", "--with", help="Dossier d'un projet de texte (répétable)."),
    ] = None,
    connu_le: ConnuLe = "",
) -> None:
    """Build the table and write it."""
    from opposable.batch.publication import publier  # noqa: PLC0415 - Arrow only where it serves
    from opposable.batch.table_batie import table_batie  # noqa: PLC0415

    if not sortie.parent.is_dir():
        raise FichierError(str(sortie), f"le dossier {sortie.parent} n'existe pas : créez-le")
    corpus = droit(lecture, avec, connu_le)
    lignes, compagnon = publier(table_batie(corpus), corpus, sortie)
    typer.echo(f"{dire_entier(lignes)} cases écrites dans {sortie}")
    typer.echo(f"Régimes des nationalités dans {compagnon}")
