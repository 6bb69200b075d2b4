"""`opposable decide`: one application, every reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from opposable.cli.etat import Avec, ConnuLe, Lectures, droit


class Format(StrEnum):
    """How the answer is printed."""

    TEXT = "text"
    JSON = "json"


class Langue(StrEnum):
    """Language of the sentences."""

    FR = "fr"
    EN = "en"


AIDE = """Répond à une demande, avec chaque raison et sa place dans le texte.

Ce qui n'est pas dit n'est jamais lu « non » : la réponse dit alors quoi demander.

Exemples :

  opposable decide --nationalite POL --metier 42114 --departement 35 --type introduction --depose-le 2008-02-01

  opposable decide --nationalite SEN+FRA --metier soudeur --type introduction --depose-le 2008-02-01
"""  # noqa: E501 - a command to copy stays on one line


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("decide", help=AIDE)(commande)


def commande(
    nationalite: Annotated[
        str,
        typer.Option(help="Des mots, ou des codes ISO ; plusieurs joints par +."),
    ] = "",
    metier: Annotated[
        str,
        typer.Option(
            help="Des mots, ou un code (ROME de 1999, ROME v3, FAP 2009, ligne d'un accord), "
            "plusieurs joints par +."
        ),
    ] = "",
    departement: Annotated[
        str, typer.Option(help="Département de travail : son nom ou son code (35, 2A, 971).")
    ] = "",
    region: Annotated[str, typer.Option(help="Région de travail : son nom ou son code.")] = "",
    type_: Annotated[
        str, typer.Option("--type", help="introduction, changement_statut ou renouvellement.")
    ] = "",
    depose_le: Annotated[str, typer.Option(help="Jour où le dossier arrive, AAAA-MM-JJ.")] = "",
    examine_le: Annotated[
        str, typer.Option(help="Jour de l'examen ; à défaut, celui du dépôt.")
    ] = "",
    metier_initial: Annotated[
        str, typer.Option(help="Renouvellement : métier de la première autorisation.")
    ] = "",
    activite: Annotated[str, typer.Option(help="peche, finance ou autre.")] = "",
    diplome_francais: Annotated[str, typer.Option(help="master ou autre.")] = "",
    dispense: Annotated[str, typer.Option(help="detache_ue, douze_mois ou aucune.")] = "",
    jeune_diplome: Annotated[
        str, typer.Option(help="oui ou non : master, emploi lié et payé au-dessus du seuil.")
    ] = "",
    rang_renouvellement: Annotated[str, typer.Option(help="premier ou suivant.")] = "",
    departement_initial: Annotated[
        str, typer.Option(help="Renouvellement : département de la première autorisation.")
    ] = "",
    region_initiale: Annotated[
        str, typer.Option(help="Renouvellement : région de la première autorisation.")
    ] = "",
    lecture: Lectures = None,
    avec: Avec = None,
    connu_le: ConnuLe = "",
    format_: Annotated[Format, typer.Option("--format", help="text ou json.")] = Format.TEXT,
    langue: Annotated[Langue, typer.Option(help="fr ou en.")] = Langue.FR,
    ancres: Annotated[
        bool, typer.Option("--ancres", help="Places et règles par leurs identifiants.")
    ] = False,
) -> None:
    """Decide one application and print the determination."""
    from opposable.cli.decision import repondre  # noqa: PLC0415 - completing needs no rule

    corpus = droit(lecture, avec, connu_le)
    champs = {
        "nationalite": nationalite,
        "metier": metier,
        "departement": departement,
        "region": region,
        "type": type_,
        "depose_le": depose_le,
        "examine_le": examine_le,
        "metier_initial": metier_initial,
        "activite": activite,
        "diplome_francais": diplome_francais,
        "connu_le": connu_le,
        "dispense": dispense,
        "jeune_diplome": jeune_diplome,
        "rang_renouvellement": rang_renouvellement,
        "departement_initial": departement_initial,
        "region_initiale": region_initiale,
    }
    en_json = format_ is Format.JSON
    repondre(champs, corpus, langue.value, json_=en_json, ancres=ancres)
