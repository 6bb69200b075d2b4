"""Cells of a file read as codes: what names one code for sure, what has to be asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from opposable.recherche.lecteur import Etat, Lecteur

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.recherche.lecteur import Lue
    from opposable.recherche.registre import Recherche

PROPOSES = 3


class Sens(NamedTuple):
    """What a cell means.

    Attributes:
        code: The code it names for sure, empty where it names none.
        propositions: What it may mean: code and name, told to a person.
        non_dit: Whether it says that the fact is not known.
    """

    code: str = ""
    propositions: tuple[str, ...] = ()
    non_dit: bool = False


class Cellules:
    """Reads the words of a file; never a guess: several meanings are proposed.

    Args:
        ouvrir: Gives the names to search; called at the first word.
    """

    def __init__(self, ouvrir: Callable[[], Recherche]) -> None:
        self._ouvrir = ouvrir

    @cached_property
    def _lecteur(self) -> Lecteur:
        return Lecteur(self._recherche)

    @cached_property
    def _recherche(self) -> Recherche:
        return self._ouvrir()

    def nationalite(self, texte: str) -> Sens:
        """Read a nationality, or several."""
        return _sens(self._lecteur.nationalite(texte))

    def metier(self, texte: str) -> Sens:
        """Read an occupation: the very words of one of its titles, and of no other's."""
        return _sens(self._lecteur.metier(texte))

    def intitule(self, code: str) -> str:
        """Return the label of an occupation, empty where none is known."""
        return self._recherche.metiers.intitule(code) or ""


def _sens(lue: Lue) -> Sens:
    proposees = tuple(f"{code} ({nom})" for code, nom in lue.propositions[:PROPOSES])
    non_dit = lue.etat is Etat.NON_DIT
    return Sens(lue.code, () if lue.code else proposees, non_dit)
