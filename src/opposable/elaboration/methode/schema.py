"""A scheme: the steps by which lists are drawn, with their parameters, read from TOML.

A scheme is a list of selections, and a selection a list of steps taken in order. A step
admits occupations among those still out (`deja_ouverts`, `tension`, `demandes`,
`plus_fortes`), or moves some by decision (`ajouts`, `retraits`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from opposable.elaboration.chiffres.nomenclature import Niveau


class Genre(StrEnum):
    """Kinds of step."""

    DONNES = "donnes"
    """Occupations named by a file: already open, consulted on, requested by federations."""
    TENSION = "tension"
    """Tension above a threshold, among some levels."""
    PLUS_FORTES = "plus_fortes"
    """Strongest tensions, among some levels, a given number or down to a floor."""
    PARTOUT = "partout"
    """Occupations named, open in every territory of the selection."""
    AJOUTS = "ajouts"
    """Additions by préfets and federations, each with its motive."""
    RETRAITS = "retraits"
    """Removals, the same."""


@dataclass(frozen=True, slots=True)
class Etape:
    """A step of a selection.

    Attributes:
        id: Identifier, shown in verdicts.
        nom: French name.
        genre: What it does.
        ancre: Place in the text it carries out; empty for a variant of one's own.
        seuil: Threshold of tension, or floor; None where the step has none.
        strict: Whether equality is not enough (« supérieur à »).
        niveaux: Levels it is limited to; empty for all.
        nombre: How many at most (`plus_fortes`), None for no limit.
        fichier: File that names occupations, with their motive; None where the step has none.
        attendu: How many the text says it gives, None where it does not say.
    """

    id: str
    nom: str
    genre: Genre
    ancre: str = ""
    seuil: Fraction | None = None
    strict: bool = True
    niveaux: tuple[Niveau, ...] = ()
    nombre: int | None = None
    fichier: Path | None = None
    attendu: int | None = None


@dataclass(frozen=True, slots=True)
class Tirage:
    """How one list is drawn.

    Attributes:
        id: Identifier of the list.
        nom: French name.
        par_region: Whether it is drawn region by region.
        parmi: Identifier of the earlier selection it draws from; empty for the nomenclature.
        etapes: Steps, in order.
    """

    id: str
    nom: str
    par_region: bool
    parmi: str
    etapes: tuple[Etape, ...]


class Mesure(StrEnum):
    """What a figure printed by the text counts."""

    NOMBRE = "nombre"
    OFFRES = "offres"
    PART_OFFRES = "part_offres"
    TENSION = "tension"
    DOMAINES = "domaines"


@dataclass(frozen=True, slots=True)
class Constat:
    """A figure the text prints, and what to recompute beside it.

    Attributes:
        chiffre: Identifier in `law/data/seuils.toml`.
        selection: Selection it speaks of.
        etapes: Steps it is limited to; empty for the whole selection.
        mesure: What it counts.
    """

    chiffre: str
    selection: str
    etapes: tuple[str, ...]
    mesure: Mesure


@dataclass(frozen=True, slots=True)
class Schema:
    """A scheme.

    Attributes:
        id: Identifier.
        nom: French name.
        mesure: Scale of tension its thresholds are set on.
        effectif_minimal: Fewest job seekers, in persons, for a ratio to be assessed.
        domaines_total: How many domains there are in all, None where it is not said.
        tirages: Lists to draw, in order.
        constats: Figures of the text to recompute.
    """

    id: str
    nom: str
    mesure: str
    effectif_minimal: int
    domaines_total: int | None
    tirages: tuple[Tirage, ...]
    constats: tuple[Constat, ...] = ()
