"""An occupation told in words: codes are proposed, none is ever guessed."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

from opposable.cli.application import Sortie
from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.recherche import Index

APPELLATIONS = "appellations.csv"


def est_un_code(texte: str) -> bool:
    """Tell whether a text looks like a code of any nomenclature rather than like words."""
    return any(c.isdigit() for c in texte)


def index(corpus: Corpus) -> Index:
    """Build the search index: canonical and printed labels, and everyday names."""
    from opposable.recherche import Index  # noqa: PLC0415 - only where words are searched

    intitules = {m.code: m.intitule for m in corpus.metiers.values()}
    entrees = [(code, intitule, intitule) for code, intitule in intitules.items()]
    entrees += (
        (e.metier, intitules[e.metier], e.intitule)
        for liste in corpus.listes.values()
        for e in liste.entrees
    )
    with (DOSSIER / APPELLATIONS).open(encoding="utf-8", newline="") as fichier:
        entrees += (
            (li["metier"], intitules[li["metier"]], li["appellation"])
            for li in csv.DictReader(fichier)
            if li["metier"] in intitules
        )
    return Index(dict.fromkeys(entrees))


def proposer(mots: str, option: str, corpus: Corpus) -> None:
    """Print the codes that words may mean, and leave: the asker chooses.

    Raises:
        SystemExit: Always, with `Sortie.CHOIX`, or `Sortie.ENTREE` where nothing is near.
    """
    propositions = index(corpus).chercher(mots)
    if not propositions:
        sys.stderr.write(
            f"opposable : aucun métier des listes ne ressemble à « {mots} ». "
            f"S'il n'est sur aucune liste, donnez son code ROME à cinq chiffres.\n"
        )
        raise SystemExit(Sortie.ENTREE)
    sys.stderr.write(f"« {mots} » peut désigner ; reprenez la commande avec le code voulu :\n")
    for p in propositions:
        autre = "" if p.appellation == p.intitule else f"  ← {p.appellation}"
        sys.stderr.write(f"  {option} {p.metier}   {p.intitule}{autre}\n")
    raise SystemExit(Sortie.CHOIX)
