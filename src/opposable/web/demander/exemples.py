"""Real questions to begin with, drawn from the lists so that no code stands here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from opposable.law.nationalite import Regime
from opposable.web import droit

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste


@cache
def exemples() -> tuple[dict[str, str], ...]:
    """Return an example for each audience of the lists: the facts and their address."""
    corpus = droit.corpus()
    jour = droit.dernier_jour()
    trouves = [
        _exemple(corpus, liste, regime)
        for regime in Regime
        for liste in corpus.listes.values()
        if regime in liste.public and liste.examine(jour) and not liste.nationalites
    ]
    return tuple(e for e in trouves if e)


def _exemple(corpus: Corpus, liste: Liste, regime: Regime) -> dict[str, str] | None:
    jour = liste.examine_du
    nationalite = next(
        (
            n
            for n in corpus.nationalites.values()
            if (statut := n.statut(jour)) and statut.regime is regime and not n.territoire
        ),
        None,
    )
    if nationalite is None:
        return None
    entree = next(e for e in liste.entrees if e.ouvre and e.activite is None)
    region = min(entree.regions)
    departement = next(d for d in corpus.departements.values() if d.region == region)
    champs = {
        "nationalite": nationalite.code,
        "metier": entree.metier,
        "departement": departement.code,
        "type": corpus.valeurs["type"][0],
        "depose_le": jour.isoformat(),
    }
    dit = f"{nationalite.nom}, {corpus.metiers[entree.metier].intitule}, {departement.nom}"
    return {"adresse": urlencode(champs), "dit": dit}
