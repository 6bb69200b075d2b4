"""A text in the two languages of the house: one value, said in either."""

from __future__ import annotations

from typing import Literal, NamedTuple, NoReturn

Langue = Literal["fr", "en"]
FRANCAIS: Langue = "fr"
LANGUES: tuple[Langue, ...] = ("fr", "en")


class Bilingue(NamedTuple):
    """The same text in French and in English."""

    fr: str
    en: str

    def __str__(self) -> NoReturn:
        """Refuse: a person reads one language, never the pair."""
        raise TypeError("un texte en deux langues se dit : .dire(langue)")

    def __bool__(self) -> bool:
        """Tell whether there is a text at all."""
        return bool(self.fr)

    def dire(self, langue: Langue) -> str:
        """Return the text in a language."""
        return self.fr if langue == FRANCAIS else self.en

    def capitale(self) -> Bilingue:
        """Return the same with a capital, to open a line."""
        return Bilingue(*(texte[:1].upper() + texte[1:] for texte in self))
