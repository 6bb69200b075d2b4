"""`opposable compare-law`: which applications change answer from a state of the law to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opposable.cli.sortie import Sortie
from opposable.fichiers.entree import Format

AIDE = """Compare deux états du droit sur les mêmes demandes : lesquelles changent de réponse, où, pour qui.

Un état s'écrit en mots joints par des virgules : « actuel » ; un jour AAAA-MM-JJ ou un texte
(toutes les demandes examinées ce jour-là, ou le premier jour de ses listes) ; ID=rival (une lecture) ;
un dossier (un projet de texte) ; LISTE=FICHIER.csv (une liste changée, colonnes metier, zone, activite).

Exemples :

  opposable compare-law demandes.parquet --before circulaire-2007-12-20 --after arrete-2008-01-18-tiers

  opposable compare-law demandes.csv --with projet-2010

  opposable compare-law demandes.csv --before actuel --after arrete-2008-01-18-ue/liste=projet.csv
"""  # noqa: E501 - a command to copy stays on one line


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare-law", help=AIDE)(commande)


def commande(
    entree: Annotated[str, typer.Argument(metavar="ENTRÉE", help="Fichier de demandes, ou -.")],
    before: Annotated[str, typer.Option(help="État du droit avant.")] = "actuel",
    after: Annotated[str, typer.Option(help="État du droit après.")] = "actuel",
    avec: Annotated[
        list[str] | None,
        typer.Option(
            "--avec", "--with", help="Dossier d'un projet, ajouté à l'état d'après (répétable)."
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Nom des fichiers écrits, sans suffixe (.md, .html, .csv).")
    ] = Path("comparaison"),
    de: Annotated[Format | None, typer.Option("--from", help="Format de l'entrée.")] = None,
) -> None:
    """Compare and write the report, its page and the list of applications that change."""
    from opposable.batch.comparaison import Comparaison  # noqa: PLC0415 - Arrow only where it serves
    from opposable.batch.demandes import Demandes  # noqa: PLC0415
    from opposable.batch.etat_compare import lire_etat  # noqa: PLC0415
    from opposable.batch.rapport import en_html, en_markdown  # noqa: PLC0415
    from opposable.fichiers.entree import Entree  # noqa: PLC0415
    from opposable.fichiers.memoire import borner_la_memoire  # noqa: PLC0415
    from opposable.fichiers.sortie import Destination  # noqa: PLC0415
    from opposable.fichiers.table import ouvrir  # noqa: PLC0415

    comparaison = Comparaison(lire_etat(before), lire_etat(after, avec or ()))
    borner_la_memoire()
    with Entree(entree, de) as lue:
        demandes = Demandes(())
        source = ouvrir(lue, demandes)
        comparaison.lire(source, demandes.champs, f"{out}.csv", f"{out}.rejets.csv")
    for suffixe, rendre in ((".md", en_markdown), (".html", en_html)):
        with Destination(f"{out}{suffixe}") as sortie:
            sortie.flux.write(rendre(comparaison).encode())
    sys.stderr.write(
        f"{comparaison.changees} demandes changent de réponse sur {comparaison.lues} comparées ; "
        f"{comparaison.rejetees} rejetées\nRapport : {out}.md, {out}.html ; demandes : {out}.csv\n"
    )
    raise SystemExit(Sortie.REJETS if comparaison.rejetees else Sortie.REPONSE)
