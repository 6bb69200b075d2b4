"""An occupation told in words: codes are proposed, none is ever guessed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from opposable.cli.application import Sortie

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus


def est_un_code(texte: str) -> bool:
    """Tell whether a text looks like a code of any nomenclature rather than like words."""
    return any(c.isdigit() for c in texte)


def proposer(mots: str, option: str, corpus: Corpus) -> None:
    """Print the codes that words may mean, and leave: the asker chooses.

    Raises:
        SystemExit: Always, with `Sortie.CHOIX`, or `Sortie.ENTREE` where nothing is near.
    """
    from opposable.recherche.noms import Noms  # noqa: PLC0415 - only where words are searched

    lues = [n.id for n in corpus.employees]
    propositions = Noms.lire().index(corpus).chercher(mots, nomenclatures=lues)
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
