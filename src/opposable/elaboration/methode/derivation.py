"""Entries of the lists of the text that neither the method nor another list gives.

Annex 3 should be drawn from annex 2, and annex 4 from annex 3; where a printed row does not
follow, it is listed with the reading that explains it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste


class NonDerivable(NamedTuple):
    """A row, or a missing row, that does not follow from what it should be drawn from.

    Attributes:
        metier: Code as printed.
        zone: Region or zone it is printed for, or missing from.
        ancre: Place in the text.
        raison: French sentence.
        lectures: Readings of the register that explain it.
    """

    metier: str
    zone: str
    ancre: str
    raison: str
    lectures: tuple[str, ...]


def non_derivables(corpus: Corpus) -> tuple[NonDerivable, ...]:
    """Return every entry of the corpus' lists that does not follow from the wider one, once.

    Two circulars may carry the same printed list: its rows are told once.
    """
    trouves: list[NonDerivable] = []
    for liste in corpus.listes.values():
        deja = frozenset(trouves)
        trouves += [n for n in _de_la_liste(corpus, liste) if n not in deja]
    return tuple(trouves)


def _de_la_liste(corpus: Corpus, liste: Liste) -> Iterator[NonDerivable]:
    yield from _doublons(liste)
    if liste.cadre:
        yield from _hors_cadre(liste)
        yield from _absentes(corpus, liste)
        for large in _plus_larges(corpus, liste):
            yield from _hors_liste(liste, large)


def _doublons(liste: Liste) -> Iterator[NonDerivable]:
    """Codes printed twice in one zone: two rows, one code."""
    comptes = Counter((e.metier_imprime, e.zone) for e in liste.entrees)
    for entree in liste.entrees:
        if comptes[entree.metier_imprime, entree.zone] > 1:
            raison = "le code est imprimé deux fois : deux rangs, un code"
            yield _dire(entree, raison)


def _hors_cadre(liste: Liste) -> Iterator[NonDerivable]:
    """Rows of a region that the list they are drawn from does not print."""
    codes = {entree.metier_imprime for entree in liste.cadre}
    for entree in liste.entrees:
        if entree.metier_imprime not in codes:
            yield _dire(entree, "imprimé dans la région, absent de la liste dont elle est tirée")


def _hors_liste(liste: Liste, large: Liste) -> Iterator[NonDerivable]:
    """Rows of the frame that the wider list does not print (1.2/1)."""
    codes = {entree.metier_imprime for entree in large.entrees}
    for entree in liste.cadre:
        if entree.metier_imprime not in codes:
            yield _dire(entree, f"absent de la liste plus large ({large.nom.fr})")


def _plus_larges(corpus: Corpus, liste: Liste) -> list[Liste]:
    """Lists of the same text without zones."""
    return [
        autre
        for autre in corpus.listes.values()
        if autre.instrument == liste.instrument
        and autre.id != liste.id
        and all(entree.partout for entree in autre.entrees)
    ]


def _absentes(corpus: Corpus, liste: Liste) -> Iterator[NonDerivable]:
    """Occupations open in a group of regions that a region of the group does not print."""
    imprimes = {(e.metier_imprime, e.zone) for e in liste.entrees}
    regions = corpus.regions_de(liste.territoires)
    zones = {e.zone for e in liste.entrees if e.zone in regions}
    groupes = [e for e in liste.entrees if e.ouvre and e.zone not in regions]
    for entree in groupes:
        for region in sorted(entree.regions & zones):
            if (entree.metier_imprime, region) not in imprimes:
                nom = regions[region].nom
                raison = f"ouvert dans toutes les régions, absent de la liste imprimée : {nom}"
                lectures = entree.lectures
                yield NonDerivable(entree.metier_imprime, region, entree.ancre, raison, lectures)


def _dire(entree: Entree, raison: str) -> NonDerivable:
    return NonDerivable(entree.metier_imprime, entree.zone, entree.ancre, raison, entree.lectures)
