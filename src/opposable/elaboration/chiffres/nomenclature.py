"""The occupations that may be listed: labels, levels of qualification, domains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Niveau(StrEnum):
    """Levels of qualification of 1969, highest first (annex 1, note 1)."""

    I = "I"  # noqa: E741 - the text writes levels so
    II = "II"
    III = "III"
    IV = "IV"
    V = "V"
    VI = "VI"


@dataclass(frozen=True, slots=True)
class MetierNomme:
    """An occupation of the nomenclature of the figures.

    Attributes:
        code: Its code.
        intitule: Its label.
        niveau: Level of qualification it asks for, None where it is not known.
        domaine: Professional domain, empty where it is not known.
    """

    code: str
    intitule: str
    niveau: Niveau | None = None
    domaine: str = ""


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """The occupations by code.

    Attributes:
        id: Identifier, such as `rome-1999` or `rome-v3`.
        metiers: Occupations by code.
    """

    id: str
    metiers: Mapping[str, MetierNomme]

    def domaines(self) -> tuple[str, ...]:
        """Return every domain, sorted."""
        return tuple(sorted({m.domaine for m in self.metiers.values() if m.domaine}))
