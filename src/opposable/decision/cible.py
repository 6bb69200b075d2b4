"""What the codes of an application point at in the nomenclature of a list.

Law:
    lecture#II.4: under a list, the code of its nomenclature decides, even against the others; a
    passage decides where the law says so, any other only proposes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.passage import Passage


class Cible(NamedTuple):
    """The codes of a list that an application may fall under.

    Attributes:
        codes: Codes, with the activity for which they are meant; all must agree.
        connue: Whether these are all there is.
    """

    codes: tuple[tuple[str, str | None], ...]
    connue: bool


INCONNUE = Cible((), connue=False)
HORS_LISTE = ""
"""Stands for a code on no row."""


def viser(codes: Mapping[str, str], liste: Liste, corpus: Loi) -> Cible:
    """Return what the codes point at in a list."""
    dit = codes.get(liste.nomenclature)
    if dit is not None:
        return Cible(((dit, None),), connue=True)
    for passage in corpus.passages:
        if passage.decide and passage.de in codes and liste.nomenclature in passage.vers:
            return _passer(codes[passage.de], passage, liste, corpus)
    return INCONNUE


def sans_les_absents(cible: Cible, liste: Liste) -> Cible:
    """Return the same, where a code that the list does not name is like any other such code."""
    nommes = tuple(
        (code if code in liste.ouvertures or code in liste.autres else HORS_LISTE, activite)
        for code, activite in cible.codes
    )
    return cible._replace(codes=nommes)


def _passer(code: str, passage: Passage, liste: Liste, corpus: Loi) -> Cible:
    """Follow a passage that decides; rows without a condition of activity come first."""
    arrivee = passage.arrivee(code, liste.nomenclature, _sans_suite(passage, corpus))
    libres = [etape for etape in arrivee.etapes if etape.activite is None]
    if libres and arrivee.proposees:
        return Cible(((libres[0].vers, None),), connue=True)
    if not arrivee.connue:
        return INCONNUE
    codes = tuple((etape.vers, etape.activite) for etape in libres or arrivee.etapes)
    return Cible(codes or ((HORS_LISTE, None),), connue=True)


def _sans_suite(passage: Passage, corpus: Loi) -> Collection[str]:
    """Codes that lead to no row where the passage has none for them: those of one list."""
    if passage.vers_aucun is None:
        return ()
    return corpus.toutes_listes[passage.vers_aucun].ouvertures.keys()
