"""Rules and sentences: what is shown to people, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Rangee


DE_LA_LISTE = "liste"
"""Legal basis of a rule that takes it from the list it rests on."""


GENRES = ("regle", "motif", "avis", "question", "voie", "reserve")
"""Kinds of sentences in `regles.toml`."""


class SituationEmploi(StrEnum):
    """The answer: may the labour-market situation be opposed to the application?"""

    AUTORISATION_NON_REQUISE = "autorisation_non_requise"
    NON_OPPOSABLE = "non_opposable"
    INDETERMINEE = "indeterminee"
    OPPOSABLE = "opposable"


class Notification(StrEnum):
    """When an answer may be notified: never, on examination, or as the list says."""

    AUCUNE = "aucune"
    IMMEDIATE = "immediate"
    LISTE = "liste"


@enregistrement(frozen=True, slots=True)
class Phrase:
    """A sentence with its place in the text; `{names}` are filled when it is shown."""

    id: str
    ancre: str
    texte: Bilingue

    @classmethod
    def lire(cls, rangee: Rangee) -> Phrase:
        """Read an entry of `regles.toml`."""
        return cls(rangee.texte("id"), rangee.ancre(), rangee.bilingue("fr", "en"))


@enregistrement(frozen=True, slots=True)
class Regle:
    """A deciding rule: the answer it gives and the sentence that says why."""

    id: str
    ancre: str
    situation_emploi: SituationEmploi
    fondement: str | None
    notification: Notification
    phrase: Phrase

    @classmethod
    def lire(cls, rangee: Rangee) -> Regle:
        """Read a `[[regle]]` of `regles.toml`."""
        return cls(
            rangee.texte("id"),
            rangee.ancre(),
            rangee.parmi("situation_emploi", SituationEmploi),
            rangee.optionnel("fondement"),
            rangee.parmi("notification", Notification),
            Phrase.lire(rangee),
        )
