"""The headings of the lists: their names, their addresses, their occupations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import slugify

from opposable.ecrit.repli import replier
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus
    from opposable.law.metier import Metier

AUTRES = "autres"
"""Key of the occupations that stand under no heading."""


@dataclass(frozen=True, slots=True)
class Domaine:
    """A heading of the lists.

    Attributes:
        cle: What its address bears.
        imprime: Heading as printed, empty for occupations under none.
        nom: Usual name, empty for occupations under none.
        compte_avec: Usual name of the heading it is counted with, empty for none.
        metiers: Its occupations, in the order of the alphabet.
    """

    cle: str
    imprime: str
    nom: str
    compte_avec: str
    metiers: tuple[Metier, ...]


@du_droit(8)
def domaines(corpus: Corpus) -> dict[str, Domaine]:
    """Return the headings by key, in the order of the alphabet, occupations without last."""
    lignes = corpus.tables["domaines.csv"]
    noms = {ligne["imprime"]: ligne["nom"] for ligne in lignes}
    connus = [
        Domaine(
            slugify(replier(ligne["nom"])),
            ligne["imprime"],
            ligne["nom"],
            noms.get(ligne["compte_avec"], ""),
            _ranger(m for m in corpus.metiers.values() if m.domaine == ligne["imprime"]),
        )
        for ligne in sorted(lignes, key=lambda ligne: replier(ligne["nom"]))
    ]
    if sans := _ranger(m for m in corpus.metiers.values() if m.domaine not in noms):
        connus.append(Domaine(AUTRES, "", "", "", sans))
    return {domaine.cle: domaine for domaine in connus}


@du_droit(8)
def par_metier(corpus: Corpus) -> dict[str, Domaine]:
    """Return the heading of each occupation, by code."""
    return {m.ecrit: d for d in domaines(corpus).values() for m in d.metiers}


def _ranger(metiers: Iterable[Metier]) -> tuple[Metier, ...]:
    return tuple(sorted(metiers, key=lambda m: replier(m.intitule)))
