"""Nomenclatures of occupations: how their codes are written, and which of them claims a code.

A code by itself is only a text: two nomenclatures may write the same one. It means something
with its nomenclature, written `nomenclature:code` wherever more than one could claim it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    import re

QUALIFIE = ":"
"""Between a nomenclature and a code of it."""


class CodeMetier(NamedTuple):
    """A code of occupation: the nomenclature it is of, and how that one writes it."""

    nomenclature: str
    code: str

    def __str__(self) -> str:
        """Return it as it may be written anywhere: `fap-2009:A0Z40`."""
        return f"{self.nomenclature}{QUALIFIE}{self.code}" if self.nomenclature else self.code


@enregistrement(frozen=True, slots=True)
class Nomenclature:
    """How the codes of a nomenclature of occupations are written, and which they are.

    Attributes:
        id: Identifier.
        nom: Its name.
        forme: Pattern of its codes.
        du_corpus: Whether some list of the corpus uses it.
        aucun: Code that stands for none of its rows, where it has one.
        codes: Its codes, where it is known whole; None elsewhere.
    """

    id: str
    nom: str
    forme: re.Pattern[str]
    du_corpus: bool
    aucun: str | None = None
    codes: frozenset[str] | None = None

    def ecrit(self, code: str) -> bool:
        """Tell whether a code is written as its codes are."""
        return self.forme.fullmatch(code) is not None

    def peut_avoir(self, code: str) -> bool:
        """Tell whether a code is there, or may be: it is not known whole."""
        return self.codes is None or code in self.codes or code == self.aucun

    def admet(self, code: str) -> bool:
        """Tell whether a code may be one of its own: written so and, if known whole, there."""
        return self.peut_avoir(code) and self.ecrit(code)


def candidats(texte: str, parmi: tuple[Nomenclature, ...]) -> tuple[CodeMetier, ...]:
    """Return what a code may be: itself where it says its nomenclature, else one a claimant."""
    dite, separe, code = texte.rpartition(QUALIFIE)
    return tuple(
        CodeMetier(n.id, code) for n in parmi if (not separe or n.id == dite) and n.admet(code)
    )


def ecrire(code: CodeMetier, parmi: tuple[Nomenclature, ...]) -> str:
    """Return the shortest text that means a code: with its nomenclature if another claims it."""
    for autre in parmi:
        if autre.id != code.nomenclature and autre.admet(code.code):
            return str(code)
    return code.code
