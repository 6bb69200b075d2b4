"""`opposable lists`: read the lists, compare two of them, export them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from opposable.cli.aide import Application
from opposable.cli.etat import Avec, ConnuLe, Lectures, droit
from opposable.cli.tableau import Format, FormatDeTable, imprimer_tableau
from opposable.ecrit.bilingue import FRANCAIS
from opposable.errors import TerritoireError
from opposable.law import consultation
from opposable.law.consultation import LigneDeListe
from opposable.law.corpus import Corpus
from opposable.law.nationalite import Regime
from opposable.recherche.citation import citer

AIDE = """Lit les listes de métiers, les compare, les exporte.

Exemples :

  opposable lists show 2008-01-10 --region 53

  opposable lists compare circulaire-2007-12-20 arrete-2008-01-18-tiers --regime pays_tiers

  opposable lists export arrete-2008-01-18-tiers/liste liste.xlsx
"""
Public = Annotated[Regime | None, typer.Option(help="Public de la liste.")]


def ajouter(app: typer.Typer) -> None:
    """Add the command and its sub-commands to the application."""
    listes = Application(help=AIDE, no_args_is_help=True)
    listes.command("index", help="Les listes du corpus, leurs dates et leur public.")(index)
    listes.command("show", help="Les lignes d'une liste, d'un texte ou d'un jour.")(show)
    listes.command("compare", help="Ce que l'un ouvre et l'autre non.")(compare)
    listes.command("export", help="Écrit les lignes en .csv, .json, .xlsx ou .parquet.")(export)
    app.add_typer(listes, name="lists")


def index(avec: Avec = None, format_: Format = FormatDeTable.TEXT) -> None:
    """Print the lists of the corpus."""
    corpus = droit((), avec)
    imprimer_tableau(
        format_,
        ["Liste", "Public", "Examen du", "au", "Lignes"],
        [
            (
                liste.id,
                ", ".join(liste.public),
                liste.examine_du.isoformat(),
                "" if liste.examine_au == date.max else liste.examine_au.isoformat(),
                str(sum(e.ouvre for e in liste.entrees)),
            )
            for liste in corpus.listes.values()
        ],
        "liste",
    )


def show(
    nom: Annotated[str, typer.Argument(help="Liste, texte, ou jour AAAA-MM-JJ.")],
    region: Annotated[str | None, typer.Option(help="Code de région.")] = None,
    domaine: Annotated[str | None, typer.Option(help="Mots du domaine professionnel.")] = None,
    regime: Public = None,
    lecture: Lectures = None,
    avec: Avec = None,
    connu_le: ConnuLe = "",
    format_: Format = FormatDeTable.TEXT,
) -> None:
    """Print rows."""
    corpus = droit(lecture, avec, connu_le)
    lignes = _lignes(corpus, nom, region, domaine, regime)
    lisible = format_ is FormatDeTable.TEXT
    places = (citer(li.ancre, corpus, FRANCAIS) if lisible else li.ancre for li in lignes)
    imprimer_tableau(
        format_,
        ["Code", "Intitulé imprimé", "Zone", "Limité à", "Place", "Lectures"],
        [
            (li.metier, li.intitule, li.zone, li.activite, place, li.lectures)
            for li, place in zip(lignes, places, strict=True)
        ],
        "ligne",
    )


def compare(
    avant: Annotated[str, typer.Argument(help="Liste, texte, ou jour AAAA-MM-JJ.")],
    apres: Annotated[str, typer.Argument(help="Liste, texte, ou jour AAAA-MM-JJ.")],
    regime: Public = None,
    lecture: Lectures = None,
    avec: Avec = None,
    connu_le: ConnuLe = "",
    format_: Format = FormatDeTable.TEXT,
) -> None:
    """Print what one side opens and the other does not."""
    corpus = droit(lecture, avec, connu_le)
    listes_avant, listes_apres = (consultation.choisir(corpus, nom) for nom in (avant, apres))
    ecarts = consultation.comparer(corpus, listes_avant, listes_apres, regime)
    imprimer_tableau(
        format_,
        ["Code", "Intitulé", "Zone", "Devient", "Public"],
        [tuple(e) for e in ecarts],
        "écart",
    )


def export(
    nom: Annotated[str, typer.Argument(help="Liste, texte, ou jour AAAA-MM-JJ.")],
    sortie: Annotated[Path, typer.Argument(help="Fichier .csv, .json, .xlsx ou .parquet.")],
    region: Annotated[str | None, typer.Option(help="Code de région.")] = None,
    domaine: Annotated[str | None, typer.Option(help="Mots du domaine professionnel.")] = None,
    regime: Public = None,
    avec: Avec = None,
) -> None:
    """Write rows to a file."""
    from opposable.cli.export import ecrire  # noqa: PLC0415 - XLSX only where it serves

    lignes = _lignes(droit((), avec), nom, region, domaine, regime)
    ecrire(lignes, sortie)
    typer.echo(f"{len(lignes)} lignes écrites dans {sortie}")


def _lignes(
    corpus: Corpus, nom: str, region: str | None, domaine: str | None, regime: Regime | None
) -> list[LigneDeListe]:
    if region is not None and not corpus.parties(region):
        versions = corpus.territoires.values()
        connues = " ; ".join(f"{v.nom.fr} : {', '.join(v.regions)}" for v in versions)
        raise TerritoireError("region", region, f"« {region} » n'en est pas une ; {connues}")
    listes = consultation.choisir(corpus, nom)
    return list(consultation.lignes(corpus, listes, region=region, domaine=domaine, regime=regime))
