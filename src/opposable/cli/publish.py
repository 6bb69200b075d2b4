"""`opposable publish`: put a law in service, while the site answers."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.errors import FichierError, MiseEnServiceError

if TYPE_CHECKING:
    from opposable.batch.mise_en_service import EnService

AIDE = """Met un droit en service : le site qui tourne le sert, sans s'arrêter.

Le dossier est celui d'un droit entier (les CSV et TOML du paquet, noms/ compris). Il est vérifié
comme par verify, sa table est construite, puis il est gardé dans le dossier de travail du site
(OPPOSABLE_VAR, à défaut var) et nommé. Les réponses commencées finissent sous le droit d'avant ;
les suivantes, une seconde ou deux après, sont sous celui-ci. Tout ou rien (code 2).

Exemples :

  opposable publish mon-droit

  opposable publish --du-paquet
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("publish", help=AIDE)(commande)


def commande(
    dossier: Annotated[
        Path | None, typer.Argument(help="Dossier des données du droit.", metavar="DOSSIER")
    ] = None,
    du_paquet: Annotated[
        bool, typer.Option("--du-paquet", help="Sert de nouveau le droit du paquet.")
    ] = False,
) -> None:
    """Check a law, keep it, have it served; or have that of the package served again."""
    from opposable.batch.mise_en_service import (  # noqa: PLC0415 - only where it serves
        mettre_en_service,
        retirer,
    )

    var = Path(os.environ.setdefault("OPPOSABLE_VAR", "var"))
    if (dossier is None) != du_paquet:
        raise FichierError("publish", "donnez un dossier de droit, ou --du-paquet")
    if dossier is None:
        avant = retirer(var)
        typer.echo(f"Le droit du paquet est {'de nouveau' if avant else 'déjà'} en service.")
        return
    mis = mettre_en_service(dossier, var, eprouver_les_mots)
    typer.echo(f"Droit {mis.corpus.version} en service ({mis.corpus.sha256})")
    typer.echo(f"Gardé dans {mis.dossier}")


def eprouver_les_mots(mis: EnService) -> None:
    """Check that the words people use for the codes of a law can be read.

    Raises:
        MiseEnServiceError: They cannot.
    """
    from opposable.recherche.noms import Noms  # noqa: PLC0415 - only where it serves
    from opposable.recherche.registre import Recherche  # noqa: PLC0415

    try:
        recherche = Recherche(mis.corpus, Noms.lire(mis.dossier), mis.magasin)
        _ = recherche.metiers, recherche.pays, recherche.noms.hors_liste
    except (OSError, LookupError, ValueError, TypeError, AttributeError, csv.Error) as erreur:
        raise MiseEnServiceError(
            "noms", f"les mots de ce droit ne se lisent pas ({type(erreur).__name__})"
        ) from erreur
