"""The words people use for codes: the tables beside the law that help searching."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from opposable.ecrit.repli import replier
from opposable.law.tables import DOSSIER, NOMS
from opposable.recherche.metier import Index, Nom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opposable.law.corpus import Corpus

Ligne: TypeAlias = "dict[str, str]"

FICHIERS = ("metiers", "pays", "pays_particuliers", "rome_v3", "aucun")
REPERTOIRE = "rome-v3"
"""Nomenclature whose official titles come in a table of their own."""
BARRE = "|"
IMPRIME, USAGE = "imprime", "usage"


@dataclass(frozen=True)
class Noms:
    """Names people use, as rows of cells; none of them decides anything.

    Attributes:
        metiers: Rows (metier, appellation, source): names of an occupation, printed or everyday.
        pays: Rows of names and demonyms, one a code.
        particuliers: Rows (nature, codes, formes): forms that need more than a code.
        repertoire: Rows of the public employment service: code, label, domains, official titles.
        aucun: Rows (nomenclature, code, nom, name): the code that stands for an occupation none
            of whose names is on a list.
    """

    metiers: tuple[Ligne, ...]
    pays: tuple[Ligne, ...]
    particuliers: tuple[Ligne, ...]
    repertoire: tuple[Ligne, ...]
    aucun: tuple[Ligne, ...]

    @classmethod
    def lire(cls, dossier: Path = DOSSIER) -> Noms:
        """Read the names that stand beside the law of a folder."""
        return cls(*(_lire(dossier / NOMS / f"{fichier}.csv") for fichier in FICHIERS))

    @cached_property
    def usuels(self) -> dict[str, tuple[str, ...]]:
        """Everyday names of each occupation, by code; printed labels left out."""
        noms: dict[str, list[str]] = {}
        for ligne in self.metiers:
            if ligne["source"] == USAGE:
                noms.setdefault(ligne["metier"], []).append(ligne["appellation"])
        return {metier: tuple(trouves) for metier, trouves in noms.items()}

    @cached_property
    def domaines(self) -> dict[str, str]:
        """The domain of each occupation of the public employment service, by code."""
        return {ligne["code"]: ligne["domaine"] for ligne in self.repertoire}

    @cached_property
    def intitules(self) -> dict[str, str]:
        """The label of each occupation of the public employment service, by code."""
        return {ligne["code"]: ligne["intitule"] for ligne in self.repertoire}

    @cached_property
    def hors_liste(self) -> dict[str, Ligne]:
        """The code for an occupation on no list, with its names, by nomenclature."""
        return {ligne["nomenclature"]: ligne for ligne in self.aucun}

    @cached_property
    def formes_hors_liste(self) -> frozenset[str]:
        """The names of these codes, folded."""
        lignes = self.hors_liste.values()
        return frozenset(replier(nom) for li in lignes for nom in (li["nom"], li["name"]))

    def index(self, corpus: Corpus) -> Index:
        """Return the occupations of the law and of the public employment service, to search."""
        return Index([*self._du_repertoire(), *self._du_droit(corpus), *_familles(corpus)])

    def _du_repertoire(self) -> Iterator[Nom]:
        """Yield the official titles, then the everyday names of the same codes."""
        for ligne in self.repertoire:
            for texte in (ligne["intitule"], *ligne["appellations"].split(BARRE)):
                yield Nom(REPERTOIRE, ligne["code"], ligne["intitule"], texte)
        for ligne in self.metiers:
            if nom := self.intitules.get(code := ligne["metier"]):
                yield Nom(REPERTOIRE, code, nom, ligne["appellation"], officiel=False)

    def _du_droit(self, corpus: Corpus) -> Iterator[Nom]:
        """Yield the names of the occupations of a corpus: labels, as printed, everyday."""
        connus = {ecrit: (m.nomenclature, m.intitule) for ecrit, m in corpus.metiers.items()}
        for code, (nomenclature, intitule) in connus.items():
            yield Nom(nomenclature, code, intitule, intitule)
        for liste in corpus.listes.values():
            for entree in liste.entrees:
                code = corpus.ecrire(liste.nomenclature, entree.metier)
                nomenclature, intitule = connus.setdefault(
                    code, (liste.nomenclature, entree.intitule)
                )
                yield Nom(nomenclature, code, intitule, entree.intitule)
        for ligne in self.metiers:
            if ligne["metier"] in connus:
                nomenclature, intitule = connus[ligne["metier"]]
                officiel = ligne["source"] == IMPRIME
                yield Nom(nomenclature, ligne["metier"], intitule, ligne["appellation"], officiel)


def _familles(corpus: Corpus) -> Iterator[Nom]:
    """Yield the labels of the nomenclatures that the law holds whole."""
    for nomenclature in corpus.nomenclatures:
        for ligne in corpus.tables.get(f"nomenclatures/{nomenclature.id}.csv", ()):
            code = corpus.ecrire(nomenclature.id, str(ligne["code"]))
            intitule = str(ligne["intitule"])
            yield Nom(nomenclature.id, code, intitule, intitule)


def _lire(chemin: Path) -> tuple[Ligne, ...]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return tuple(csv.DictReader(fichier))
