"""A file decided from the command line: the run, its account, its exit code."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from opposable.batch import livraison
from opposable.batch.demandes import lire_colonnes
from opposable.batch.explication import Explication
from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.reprise import reprendre
from opposable.batch.synthese import Synthese
from opposable.batch.table_batie import table_batie
from opposable.cli.progression import progression
from opposable.cli.sortie import Sortie
from opposable.ecrit.nombre import dire_entier
from opposable.fichiers.feuille import Feuille, en_csv
from opposable.fichiers.memoire import borner_la_memoire
from opposable.fichiers.sortie import Destination, ecrire_entier
from opposable.recherche.cellules import Cellules
from opposable.recherche.noms import Noms
from opposable.recherche.registre import Recherche

if TYPE_CHECKING:
    from opposable.batch.local import Bilan
    from opposable.batch.synthese import Compte
    from opposable.law.corpus import Corpus

__all__ = ["Options", "conclure", "decider", "decider_par_spark", "gardees", "lire_colonnes"]


def lire_les_mots(corpus: Corpus) -> Cellules:
    """Return what reads the words of cells, made when a first cell is not a code."""
    return Cellules(lambda: Recherche(corpus, Noms.lire(), livraison.magasin()))


def decider_par_spark(corpus: Corpus, entree: str, sortie: str, columns: str, master: str) -> Bilan:
    """Decide on a cluster."""
    from opposable.batch.spark import traiter as par_spark  # noqa: PLC0415 - an optional extra

    return par_spark(corpus, entree, sortie, gardees(columns), master)


def decider(
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
