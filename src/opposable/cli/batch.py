"""`opposable batch`: a whole file decided."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.batch.formats import Format
from opposable.cli.application import Sortie
from opposable.cli.decide import rivales
from opposable.law.chargement import load_corpus

if TYPE_CHECKING:
    from opposable.batch.local import Bilan

AIDE = """Décide un fichier entier : CSV, Parquet, Arrow/Feather, JSON Lines ou XLSX.

Toute ligne lue est décidée ou rejetée, jamais perdue : les rejetées vont dans SORTIE.rejets.csv avec
leur ligne, le champ et la raison. « - » lit l'entrée standard ou écrit la sortie standard.

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
        bool, typer.Option(help="Compte par réponse, régime, région et liste.")
    ] = False,
    lecture: Annotated[
        list[str] | None, typer.Option(help="Lecture rivale à essayer : ID=rival (répétable).")
    ] = None,
    avec: Annotated[
        list[str] | None, typer.Option(help="Dossier d'un projet de texte à ajouter (répétable).")
    ] = None,
    de: Annotated[Format | None, typer.Option("--from", help="Format de l'entrée.")] = None,
    vers: Annotated[Format | None, typer.Option("--to", help="Format de la sortie.")] = None,
    rejets: Annotated[str | None, typer.Option(help="Fichier des lignes rejetées.")] = None,
    resume: Annotated[
        bool, typer.Option(help="Parquet : travaille par parties et reprend à la dernière finie.")
    ] = False,
    engine: Annotated[str, typer.Option(help="local ou spark.")] = "local",
    master: Annotated[str, typer.Option(help="Spark : maître de la grappe.")] = "local[*]",
) -> None:
    """Decide a file and print its account."""
    from opposable.batch.explication import Explication  # noqa: PLC0415 - Arrow only where it serves
    from opposable.batch.garde import borner_la_memoire  # noqa: PLC0415
    from opposable.batch.local import Options, traiter  # noqa: PLC0415
    from opposable.batch.noyau import Noyau  # noqa: PLC0415
    from opposable.batch.synthese import Synthese  # noqa: PLC0415
    from opposable.cli.progression import progression  # noqa: PLC0415

    corpus = load_corpus(avec=avec or (), lectures=rivales(lecture or []))
    borner_la_memoire()
    noyau = Noyau(corpus)
    synthese = Synthese(noyau) if summary else None
    with progression() as avancement:
        bilan = traiter(
            noyau,
            entree,
            sortie,
            Options(
                colonnes=colonnes(columns),
                de=de,
                vers=vers,
                rejets=rejets,
                explication=Explication(corpus) if explain else None,
                synthese=synthese,
                avancement=avancement,
            ),
        )
    if synthese is not None and sortie != "-":
        Path(f"{sortie}.synthese.csv").write_text(synthese.en_csv(), encoding="utf-8")
    dire(bilan)
    raise SystemExit(Sortie.REJETS if bilan.rejetees else Sortie.REPONSE)


def colonnes(option: str) -> list[str] | None:
    """Read the option `--columns`; None keeps them all."""
    if option == "*":
        return None
    return [nom.strip() for nom in option.split(",") if nom.strip()]


def dire(bilan: Bilan) -> None:
    """Print the account on standard error: standard output may be the answers."""
    for constat in bilan.constats:
        sys.stderr.write(f"{constat}\n")
    sys.stderr.write(
        f"{bilan.lues} lignes lues = {bilan.decidees} décidées + {bilan.rejetees} rejetées\n"
    )
    if bilan.rejets:
        sys.stderr.write(f"Lignes rejetées dans {bilan.rejets}\n")
