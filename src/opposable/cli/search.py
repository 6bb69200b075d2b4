"""`opposable search`: the codes that words may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from opposable.cli.etat import droit
from opposable.cli.mots import nommer
from opposable.cli.sortie import Sortie
from opposable.cli.tableau import Format, FormatDeTable, imprimer_tableau
from opposable.ecrit.repli import replier
from opposable.recherche.phrase import AUCUN_METIER, dire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus

AIDE = """Cherche ce que des mots peuvent désigner : métiers, nationalités, départements, régions.

Rien n'est choisi : chaque code proposé porte son nom, le plus proche d'abord.

Exemples :

  opposable search soudeur

  opposable search ivoirienne --format json
"""
TITRES = ("Fait", "Code", "Nom")


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("search", help=AIDE)(commande)


def commande(
    mots: Annotated[list[str], typer.Argument(help="Ce que l'on cherche, en mots.")],
    limite: Annotated[int, typer.Option(help="Métiers proposés au plus.", min=1, max=100)] = 10,
    format_: Format = FormatDeTable.TEXT,
) -> None:
    """Print what words may mean; exit 4 where they mean nothing known."""
    rangees = list(chercher(" ".join(mots), limite, droit((), ())))
    imprimer_tableau(format_, TITRES, rangees, "proposition")
    raise SystemExit(Sortie.REPONSE if rangees else Sortie.CHOIX)


def chercher(mots: str, limite: int, corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Yield what words may mean: the fact of the contract, the code, its name."""
    from opposable.batch import livraison  # noqa: PLC0415 - not to list the commands
    from opposable.recherche.lecteur import Lecteur  # noqa: PLC0415 - the same
    from opposable.recherche.noms import Noms  # noqa: PLC0415
    from opposable.recherche.registre import Recherche  # noqa: PLC0415

    recherche = Recherche(corpus, Noms.lire(), livraison.magasin())
    propositions = Lecteur(recherche).proposer(mots, limite)
    for proposition in propositions:
        noms = f"{nommer(proposition)} ({proposition.nomenclature}, {proposition.degre.value})"
        yield "metier", proposition.metier, noms
    for hors in recherche.noms.aucun[:1] if propositions else ():
        yield "metier", hors["code"], f"{dire(AUCUN_METIER)} ({hors['nomenclature']})"
    pays = recherche.pays
    comprise = pays.comprendre(mots)
    for code in (*comprise.codes, *comprise.propositions):
        yield "nationalite", code, pays.nom(code)
    plie = replier(mots)
    for champ, lieux in (("departement", corpus.departements), ("region", corpus.regions)):
        for code, lieu in lieux.items():
            if plie and plie in replier(lieu.nom):
                yield champ, code, lieu.nom
