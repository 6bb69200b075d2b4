"""`opposable modele`: a workbook to fill in, with lists to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from opposable.batch.droit_bati import droit_bati
from opposable.errors import FichierError

AIDE = """Écrit un classeur à remplir : une ligne par demande, des listes où choisir.

Une fois rempli, il se décide tel quel :

  opposable modele demandes.xlsx

  opposable batch demandes.xlsx reponses.xlsx
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("modele", help=AIDE)(commande)


def commande(
    sortie: Annotated[Path, typer.Argument(help="Classeur à écrire.", metavar="OUT.xlsx")],
) -> None:
    """Write the model."""
    from opposable.batch.modele import modele  # noqa: PLC0415 - only where it serves
    from opposable.fichiers.feuille import en_xlsx  # noqa: PLC0415
    from opposable.fichiers.sortie import ecrire_entier  # noqa: PLC0415

    if sortie.suffix.lower() != ".xlsx":
        raise FichierError(str(sortie), "un modèle est un classeur : donnez un nom en .xlsx")
    ecrire_entier(sortie, en_xlsx(modele(droit_bati())))
    typer.echo(f"Modèle à remplir dans {sortie}")
