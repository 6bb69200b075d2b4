"""`opposable batch`: a whole file decided."""

from __future__ import annotations

import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from opposable.batch.demandes import lire_colonnes
from opposable.batch.explication import Explication
from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.reprise import reprendre
from opposable.batch.synthese import Synthese
from opposable.batch.table_batie import table_batie
from opposable.cli.application import Sortie
from opposable.cli.etat import Avec, ConnuLe, Lectures, droit
from opposable.cli.progression import progression
from opposable.ecrit.nombre import dire_entier
from opposable.fichiers.entree import Format
from opposable.fichiers.feuille import Feuille, en_csv
from opposable.fichiers.memoire import borner_la_memoire
from opposable.fichiers.sortie import Destination, ecrire_entier
from opposable.recherche.cellules import Cellules
from opposable.recherche.registre import Recherches

if TYPE_CHECKING:
    from opposable.batch.local import Bilan
    from opposable.batch.synthese import Compte
    from opposable.law.corpus import Corpus


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
    corpus = droit(lecture, avec, connu_le)
    if engine is Moteur.SPARK:
        from opposable.batch.spark import traiter as par_spark  # noqa: PLC0415 - an optional extra

        sans_objet = explain or summary or resume or de or vers or rejets or colonnes or feuille
        if sans_objet:
            raise typer.BadParameter("avec Spark, seules --columns, --lecture et --avec valent")
        conclure(par_spark(corpus, entree, sortie, gardees(columns), master))
    options = Options(
        colonnes=gardees(columns),
        de=de,
        vers=vers,
        rejets=rejets,
        titres=lire_colonnes(colonnes),
        feuille=feuille,
        mots=Cellules(lambda: Recherches().pour(corpus)),
    )
    conclure(
        _local(corpus, entree, sortie, options, explain=explain, summary=summary, resume=resume)
    )


def _local(
    corpus: Corpus,
    entree: str,
    sortie: str,
    options: Options,
    *,
    explain: bool,
    summary: bool,
    resume: bool,
) -> Bilan:
    """Decide on this machine, under a ceiling on memory."""
    borner_la_memoire()
    noyau = Noyau(corpus, table_batie(corpus))
    options.explication = Explication(corpus) if explain else None
    synthese = options.synthese = Synthese(noyau) if summary else None
    with progression() as avancement:
        options.avancement = avancement
        bilan = (reprendre if resume else traiter)(noyau, entree, sortie, options)
    if synthese is not None:
        imprimer_synthese(synthese.comptes())
        if sortie != "-":
            with Destination(f"{sortie}.synthese.csv") as ecrite:
                ecrite.flux.write(synthese.en_csv().encode())
            sys.stderr.write(f"Par régime, région et liste dans {sortie}.synthese.csv\n")
    if bilan.comprises and sortie != "-":
        compris = [tuple(c) for c in bilan.comprises]
        feuille = Feuille("Compris", ("champ", "ecrit", "lu"), compris)
        ecrire_entier(Path(f"{sortie}.compris.csv"), en_csv(feuille))
    return bilan


def conclure(bilan: Bilan) -> NoReturn:
    """Print the account and leave.

    Raises:
        SystemExit: Always; `Sortie.REJETS` where rows were rejected.
    """
    dire(bilan)
    raise SystemExit(Sortie.REJETS if bilan.rejetees else Sortie.REPONSE)


def imprimer_synthese(comptes: list[Compte]) -> None:
    """Print how many rows had each answer on standard error."""
    par_reponse: Counter[str] = Counter()
    for compte in comptes:
        par_reponse[compte.situation_emploi] += compte.demandes
    dits = {reponse: dire_entier(combien) for reponse, combien in par_reponse.most_common()}
    largeur = max(map(len, dits.values()), default=1)
    for reponse, combien in dits.items():
        sys.stderr.write(f"{combien:>{largeur}}  {reponse}\n")


def gardees(option: str) -> list[str] | None:
    """Read the option `--columns`; None keeps them all."""
    if option == "*":
        return None
    return [nom.strip() for nom in option.split(",") if nom.strip()]


def dire(bilan: Bilan) -> None:
    """Print the account on standard error: standard output may be the answers."""
    for constat in bilan.constats:
        sys.stderr.write(f"{constat}\n")
    lues, decidees, rejetees = map(dire_entier, (bilan.lues, bilan.decidees, bilan.rejetees))
    sys.stderr.write(f"{lues} lignes lues = {decidees} décidées + {rejetees} rejetées\n")
    if bilan.rejets:
        sys.stderr.write(f"Lignes rejetées dans {bilan.rejets}\n")
    if bilan.a_corriger:
        sys.stderr.write(f"Les mêmes, à corriger et à renvoyer, dans {bilan.a_corriger}\n")
