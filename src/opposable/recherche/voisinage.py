"""An occupation in other nomenclatures: what is proposed to join its history, and why.

Nothing here decides: a passage is followed either way, an equal name is only a name, and both are
told as such.

Law:
    lecture#II.4: a passage decides only where the reading says; every other one proposes.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.repli import replier
from opposable.recherche.noms import BARRE, REPERTOIRE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus
    from opposable.recherche.noms import Noms

DEUX_GENRES = " / "
AU_PLUS = 12
"""Neighbours in a nomenclature beyond which none is shown: a list of them joins nothing."""


class Lien(StrEnum):
    """Why a code is proposed."""

    PASSAGE = "passage"
    NOM = "nom"


class Voisin(NamedTuple):
    """A code proposed in another nomenclature.

    Attributes:
        metier: The code, as codes are written.
        nomenclature: Its nomenclature.
        lien: Why it is proposed.
        nom: The name that both have, where they have one.
        par: The code through which it is reached; None where directly.
    """

    metier: str
    nomenclature: str
    lien: Lien
    nom: str | None
    par: str | None


class Voisinage:
    """The neighbours of every occupation of a law.

    Args:
        corpus: The law.
        noms: The words people use, for the official titles.
    """

    def __init__(self, corpus: Corpus, noms: Noms) -> None:
        self._corpus = corpus
        self._communes = {n.id for n in corpus.employees if n.aucun is None}
        self._dits: dict[str, dict[str, None]] = {}
        self._porteurs: dict[str, dict[str, str]] = {}
        for code, nom in _noms(corpus, noms):
            plie = replier(nom)
            self._dits.setdefault(code, {})[plie] = None
            self._porteurs.setdefault(plie, {}).setdefault(code, nom)

    def de(self, metier: str) -> tuple[Voisin, ...]:
        """Return the neighbours of an occupation: the nearest first, by nomenclature.

        What is reached directly comes first; a nomenclature of the common lists that nothing
        reaches so is sought one step further.
        """
        directs = tuple(self._directs(metier, None))
        atteintes = {v.nomenclature for v in directs} | {self._corpus.nomenclature_de(metier)}
        loin = chain.from_iterable(self._directs(v.metier, v.metier) for v in directs)
        suites = (v for v in loin if v.nomenclature in self._communes - atteintes)
        return self._garder((*directs, *suites))

    def _directs(self, metier: str, par: str | None) -> Iterator[Voisin]:
        ici, loi = self._corpus.nomenclature_de(metier), self._corpus
        code = metier.rpartition(":")[2]
        for (de, vers), lies in loi.codes_lies.items():
            if de == ici:
                for autre in lies.get(code, ()):
                    yield Voisin(loi.ecrire(vers, autre), vers, Lien.PASSAGE, None, par)
        for plie in self._dits.get(metier, ()):
            for autre, nom in self._porteurs[plie].items():
                nomenclature = loi.nomenclature_de(autre)
                if nomenclature != ici:
                    yield Voisin(autre, nomenclature, Lien.NOM, nom, par)

    def _garder(self, trouves: tuple[Voisin, ...]) -> tuple[Voisin, ...]:
        """Keep one of each code, and no nomenclature in which there are too many."""
        uniques: dict[str, Voisin] = {}
        for voisin in trouves:
            uniques.setdefault(voisin.metier, voisin)
        combien = Counter(v.nomenclature for v in uniques.values())
        return tuple(v for v in uniques.values() if combien[v.nomenclature] <= AU_PLUS)


def _noms(corpus: Corpus, noms: Noms) -> Iterator[tuple[str, str]]:
    """Yield every code with each of its printed labels, official titles and everyday names."""
    for metier in corpus.metiers.values():
        yield metier.ecrit, metier.intitule
    for liste in corpus.toutes_listes.values():
        for entree in liste.entrees:
            yield corpus.ecrire(liste.nomenclature, entree.metier), entree.intitule
    for ligne in noms.repertoire:
        for titre in (ligne["intitule"], *ligne["appellations"].split(BARRE)):
            yield corpus.ecrire(REPERTOIRE, ligne["code"]), masculin(titre)
    for ligne in noms.metiers:
        if ligne["metier"] in corpus.metiers:
            yield ligne["metier"], ligne["appellation"]


def masculin(titre: str) -> str:
    """Return the first form of a title written in both genders, as older lists print it."""
    premier, separe, second = titre.partition(DEUX_GENRES)
    mots, suite = premier.split(), second.split()
    return " ".join((*mots, *suite[len(mots) :])) if separe else titre
