"""The first rows of a decided file: the answer first, in words, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from opposable.batch.demandes import attribuer
from opposable.batch.reponses import AJOUTES
from opposable.decision.motif import dire_mot
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.web.public.lots.decider import Lot

SITUATION, LISTE = "situation_emploi", "liste"


class Ligne(NamedTuple):
    """A row: its answer, in the program and in words, its list, its page, its other cells."""

    cle: str
    reponse: str
    liste: str
    adresse: str
    cellules: tuple[str, ...]


class Tableau(NamedTuple):
    """The first rows, and the titles of the cells that are not answers."""

    titres: tuple[str, ...]
    lignes: tuple[Ligne, ...]


def tableau(lot: Lot, dites: Mapping[str, str]) -> Tableau:
    """Return the first rows in words, each with the address of its whole answer.

    Args:
        lot: The file decided.
        dites: Title of the column of each field that the person said.
    """
    gardes = tuple(titre for titre in lot.titres if titre not in AJOUTES)
    champs = attribuer("fichier", gardes, dites)
    lus = {(c.champ, c.ecrit): c.lu for c in lot.bilan.comprises}
    lignes = (dict(zip(lot.titres, ligne, strict=True)) for ligne in lot.lignes)
    return Tableau(gardes, tuple(_ligne(ligne, gardes, champs, lus) for ligne in lignes))


def _ligne(
    ligne: Mapping[str, str],
    gardes: tuple[str, ...],
    champs: Mapping[str, str],
    lus: Mapping[tuple[str, str], str],
) -> Ligne:
    corpus, langue = droit.corpus(), droit.langue()
    liste = corpus.listes.get(ligne[LISTE])
    faits = {champ: lus.get((champ, ligne[t]), ligne[t]) for t, champ in champs.items()}
    adresse = urlencode({champ: dit for champ, dit in faits.items() if dit and champ != "id"})
    return Ligne(
        ligne[SITUATION],
        dire_mot(ligne[SITUATION], corpus, langue),
        liste.nom.dire(langue) if liste else ligne[LISTE],
        f"{reverse('demander:reponse')}?{adresse}",
        tuple(ligne[titre] for titre in gardes),
    )
