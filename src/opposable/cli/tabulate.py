"""`opposable tabulate`: the decision table as open data."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.cli.etat import Avec, ConnuLe, Lectures, droit
from opposable.decision import axes
from opposable.decision.tabulate import tabulate
from opposable.ecrit.nombre import dire_entier
from opposable.errors import FichierError

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.nomenclature import Nomenclature

AIDE = """Écrit la table de toutes les réponses possibles en Parquet, à joindre depuis tout outil.

Deux fichiers : OUT.parquet (une ligne par case) et OUT-nationalites.parquet (le régime de chaque
nationalité, période par période). Le reçu du droit est dans leurs métadonnées, et l'empreinte de
chaque fichier est dite. Il y a une table pour chaque ensemble de nomenclatures.
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("tabulate", help=AIDE)(commande)


def commande(
    sortie: Annotated[
        Path, typer.Argument(help="Fichier Parquet à écrire.", metavar="OUT.parquet")
    ],
    lecture: Lectures = None,
    avec: Avec = None,
    connu_le: ConnuLe = "",
    nomenclatures: Annotated[
        str, typer.Option(help="Ensemble de nomenclatures ; à défaut, le premier.", metavar="NOM")
    ] = "",
) -> None:
    """Build the table and write it."""
    from opposable.batch.publication import publier  # noqa: PLC0415 - Arrow only where it serves
    from opposable.batch.table_batie import table_batie  # noqa: PLC0415

    if not sortie.parent.is_dir():
        raise FichierError(str(sortie), f"le dossier {sortie.parent} n'existe pas : créez-le")
    corpus = droit(lecture, avec, connu_le)
    parmi = _ensemble(nomenclatures, corpus)
    table = tabulate(corpus, parmi) if parmi else table_batie(corpus)
    lignes, compagnon = publier(table, corpus, sortie)
    typer.echo(f"{dire_entier(lignes)} cases écrites dans {sortie}")
    typer.echo(f"Régimes des nationalités dans {compagnon}")
    for chemin in (sortie, compagnon):
        typer.echo(f"SHA-256 de {chemin.name} : {_empreinte(chemin)}")


def _ensemble(nom: str, corpus: Corpus) -> tuple[Nomenclature, ...]:
    """Return the nomenclatures of a set, none for the first: that of look-ups.

    Raises:
        typer.BadParameter: No set has that name.
    """
    connus = axes.ensembles(corpus)
    if nom and nom not in connus:
        possibles = ", ".join(connus)
        raise typer.BadParameter(f"« {nom} » n'est pas un ensemble ; écrivez : {possibles}")
    return () if nom in ("", next(iter(connus))) else connus[nom]


def _empreinte(chemin: Path) -> str:
    with chemin.open("rb") as fichier:
        return hashlib.file_digest(fichier, "sha256").hexdigest()
