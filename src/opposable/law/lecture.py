"""Readings: the defects of the text, the reading adopted, the rival, and what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opposable.ecrit.bilingue import Bilingue
from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.cellule import Rangee

SANS_RIVALE = Bilingue("", "")


@enregistrement(frozen=True, slots=True, eq=False)
class Lecture:
    """A defect of the text and how it is read.

    Attributes:
        id: Identifier, such as `npdc-52151`.
        ancre: Place of the defect.
        imprime: What the text prints.
        retenue: The reading adopted.
        rivale: The other reading, empty where none is held.
        motif: Why the first is preferred.
        metiers: Occupations concerned; empty for all or none.
        regions: Regions concerned; empty for all or none.
        nationalites: Nationalities concerned; empty for all or none.
        suppose: Text it compares with: the defect is not known before that text is published.
        avis: Note attached to an answer that depends on it.
        remplace: Changes of data that make the rival reading; empty where no answer changes.
    """

    id: str
    ancre: str
    imprime: Bilingue
    retenue: Bilingue
    rivale: Bilingue
    motif: str
    metiers: tuple[str, ...]
    regions: tuple[str, ...]
    nationalites: tuple[str, ...]
    suppose: str | None
    avis: str | None
    remplace: tuple[Mapping[str, Any], ...]

    @classmethod
    def lire(cls, rangee: Rangee) -> Lecture:
        """Read a `[[lecture]]` of `lectures.toml`."""
        return cls(
            rangee.texte("id"),
            rangee.ancre(),
            rangee.bilingue("imprime", "printed"),
            rangee.bilingue("retenue", "adopted"),
            rangee.bilingue("rivale", "rival") if rangee.optionnel("rivale") else SANS_RIVALE,
            rangee.francais("motif"),
            rangee.mots("metiers"),
            rangee.mots("regions"),
            rangee.mots("nationalites"),
            rangee.optionnel("suppose"),
            rangee.optionnel("avis"),
            tuple(rangee.ligne.get("remplace", ())),
        )
