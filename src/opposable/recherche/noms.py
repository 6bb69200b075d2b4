"""The words people use for codes: the tables beside the law that help searching."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from opposable.ecrit.repli import replier
from opposable.law.tables import DOSSIER, NOMS, empreinte
from opposable.recherche.recueil import Nom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    """Names people use, as rows of cells read when first asked for; none of them decides anything.

    Attributes:
        contenus: Bytes of the files, by name.
    """

    contenus: Mapping[str, bytes]

    @classmethod
    def lire(cls, dossier: Path = DOSSIER) -> Noms:
        """Read the names that stand beside the law of a folder.

        Raises:
            OSError: One of the files cannot be read.
        """
        return cls({nom: (dossier / NOMS / f"{nom}.csv").read_bytes() for nom in FICHIERS})

    @cached_property
    def empreinte(self) -> str:
        """The SHA-256 of the files."""
        return empreinte(self.contenus.items())

    @cached_property
    def metiers(self) -> tuple[Ligne, ...]:
        """Rows (metier, appellation, source): names of an occupation, printed or everyday."""
        return _lire(self.contenus["metiers"])

    @cached_property
    def pays(self) -> tuple[Ligne, ...]:
        """Rows of names and demonyms, one a code."""
        return _lire(self.contenus["pays"])

    @cached_property
    def particuliers(self) -> tuple[Ligne, ...]:
        """Rows (nature, codes, formes): forms that need more than a code."""
        return _lire(self.contenus["pays_particuliers"])

    @cached_property
    def repertoire(self) -> tuple[Ligne, ...]:
        """Rows of the public employment service: code, label, domains, official titles."""
        return _lire(self.contenus["rome_v3"])

    @cached_property
    def aucun(self) -> tuple[Ligne, ...]:
        """Rows (nomenclature, code, nom, name): what stands for an occupation on no list."""
        return _lire(self.contenus["aucun"])

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

    def appellations(self, corpus: Corpus) -> list[Nom]:
        """Return the names of occupations of the law and of the public employment service."""
        return [*self._du_repertoire(), *self._du_droit(corpus), *_familles(corpus)]

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


def _lire(octets: bytes) -> tuple[Ligne, ...]:
    return tuple(csv.DictReader(StringIO(octets.decode(), newline="")))
