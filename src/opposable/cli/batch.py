"""`opposable batch`: a whole file decided."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from opposable.cli.etat import Avec, ConnuLe, Lectures, droit
from opposable.fichiers.entree import Format


class Moteur(StrEnum):
    """Where the kernel runs."""

    LOCAL = "local"
    SPARK = "spark"


AIDE = """Décide un fichier entier : CSV, Parquet, Arrow/Feather, JSON Lines ou XLSX.

Toute ligne lue est décidée ou rejetée, jamais perdue : les rejetées vont dans SORTIE.rejets.csv avec
leur ligne, le champ et la raison, et dans SORTIE.a-corriger.csv (ou .xlsx) sous leurs titres, à
corriger et à renvoyer. Les titres et les valeurs en clair (« Date de dépôt », « 10 mars 2008 »,
« Marocaine ») sont lus, et ce qui en a été lu est dit. « - » lit l'entrée standard ou écrit la sortie standard.

Exemples :

  opposable batch demandes.csv reponses.csv --summary

  opposable batch demandes.parquet reponses.parquet --columns id
"""  # noqa: E501 - a command to copy stays on one line


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("batch", help=AIDE)(commande)


def commande(
    entree: Annotated[str, typer.Argument(metavar="ENTRÉE", help="Fichier, ou -.")],
    sortie: Annotated[str, typer.Argument(metavar="SORTIE", help="Fichier, ou -.")],
    columns: Annotated[
        str, typer.Option(help="Colonnes d'entrée gardées, séparées par des virgules ; toutes.")
    ] = "*",
    explain: Annotated[bool, typer.Option(help="Ajoute les motifs en français (lent).")] = False,
    summary: Annotated[
        bool, typer.Option(help="Compte par réponse ; par régime, région et liste dans un fichier.")
    ] = False,
    lecture: Lectures = None,
    avec: Avec = None,
    connu_le: ConnuLe = "",
    de: Annotated[Format | None, typer.Option("--from", help="Format de l'entrée.")] = None,
    vers: Annotated[Format | None, typer.Option("--to", help="Format de la sortie.")] = None,
    rejets: Annotated[str | None, typer.Option(help="Fichier des lignes rejetées.")] = None,
    resume: Annotated[
        bool, typer.Option(help="Parquet : travaille par parties et reprend à la dernière finie.")
    ] = False,
    colonnes: Annotated[
        str,
        typer.Option(help="Titre d'une colonne, par champ : nationalite=Pays,depose_le=Reçu."),
    ] = "",
    feuille: Annotated[str, typer.Option(help="XLSX : feuille à lire.")] = "",
    engine: Annotated[Moteur, typer.Option(help="local ou spark.")] = Moteur.LOCAL,
    master: Annotated[str, typer.Option(help="Spark : maître de la grappe.")] = "local[*]",
) -> None:
    """Decide a file and print its account."""
    from opposable.cli import lot  # noqa: PLC0415 - Arrow only where it serves

    corpus = droit(lecture, avec, connu_le)
    if engine is Moteur.SPARK:
        if explain or summary or resume or de or vers or rejets or colonnes or feuille:
            raise typer.BadParameter("avec Spark, seules --columns, --lecture et --avec valent")
        lot.conclure(lot.decider_par_spark(corpus, entree, sortie, columns, master))
    options = lot.Options(
        colonnes=lot.gardees(columns),
        de=de,
        vers=vers,
        rejets=rejets,
        titres=lot.lire_colonnes(colonnes),
        feuille=feuille,
        mots=lot.lire_les_mots(corpus),
    )
    lot.conclure(
        lot.decider(
            corpus, entree, sortie, options, explain=explain, summary=summary, resume=resume
        )
    )
