"""A workbook to fill in: the columns of the contract, with lists to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.batch.valeurs import donnees
from opposable.decision.demande import CHAMPS
from opposable.ecrit.repli import replier
from opposable.fichiers.feuille import Feuille

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opposable.law.corpus import Corpus


def modele(corpus: Corpus, exemples: Sequence[Mapping[str, str]] = ()) -> Feuille:
    """Return the model: what is chosen from its lists is read back as the code it begins with.

    Args:
        corpus: The law, for the lists.
        exemples: Rows to begin with, by field.
    """
    titres = titres_du_modele()
    choix = {titres[champ]: valeurs for champ, valeurs in choix_de(corpus).items()}
    lignes = [[exemple.get(champ, "") for champ in CHAMPS] for exemple in exemples]
    return Feuille("Demandes", [titres[c] for c in CHAMPS], lignes, choix=choix)


def titres_du_modele() -> dict[str, str]:
    """Return the title of each field in the model."""
    dits = donnees()["modele"]
    return {champ: dits.get(champ, champ) for champ in CHAMPS}


def choix_de(corpus: Corpus) -> dict[str, list[str]]:
    """Return the values one may choose for each field that has a list."""
    metiers = sorted((f"{code} {m.intitule}" for code, m in corpus.metiers.items()), key=str)
    pays = sorted(corpus.nationalites.items(), key=lambda paire: replier(paire[1].nom.fr))
    regions = sorted(corpus.regions.items(), key=lambda paire: replier(paire[1].nom))
    listes = {
        "nationalite": [f"{code} {pays_.nom.fr}" for code, pays_ in pays],
        "metier": metiers,
        "departement": [f"{code} {d.nom}" for code, d in sorted(corpus.departements.items())],
        "region": [f"{code} {region.nom}" for code, region in regions],
        "metier_initial": metiers,
        **{champ: list(valeurs) for champ, valeurs in corpus.valeurs.items()},
    }
    return {champ: listes[champ] for champ in CHAMPS if champ in listes}
