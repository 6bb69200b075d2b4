"""What a selection kept and dropped, and why: one verdict for every occupation × territory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.methode.maintien import AUCUN, Maintien

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.raison import Raison, TropPeu
    from opposable.elaboration.methode.schema import Schema


class Decision(StrEnum):
    """What becomes of an occupation in a territory."""

    RETENU = "retenu"
    ECARTE = "ecarte"
    NON_EVALUABLE = "non_evaluable"


class Verdict(NamedTuple):
    """Why an occupation is in or out, in one territory.

    Attributes:
        metier: Code.
        territoire: Region code, or `FR`.
        decision: In, out, or not assessable.
        etape: Step that admitted it, or the last one that could have and did not.
        offres: Offers in units of the statement, None where they are not known.
        demandeurs: Job seekers, the same.
        seuil: Threshold it was held against, None where the step has none.
        raison: Why, with the figures: a sentence, or what becomes one when it is read.
        strict: Whether equality with the threshold is not enough.
        maintenu: Whether it is in only because it was already (hysteresis).
    """

    metier: str
    territoire: str
    decision: Decision
    etape: str
    offres: int | None
    demandeurs: int | None
    seuil: Fraction | None
    raison: str | Raison | TropPeu
    strict: bool = True
    maintenu: bool = False

    @property
    def motif(self) -> str:
        """The reason as a French sentence."""
        return str(self.raison)

    @property
    def tension(self) -> Fraction | None:
        """Offers ÷ job seekers, None where either is not known or nobody seeks."""
        if self.offres is None or not self.demandeurs:
            return None
        return Fraction(self.offres, self.demandeurs)

    @property
    def ecart(self) -> Fraction | None:
        """Distance to the threshold: tension − threshold."""
        tension = self.tension
        return None if tension is None or self.seuil is None else tension - self.seuil

    @property
    def distance(self) -> Fraction:
        """How far from its threshold it is, on either side; 0 where it has none."""
        ecart = self.ecart or Fraction()
        return max(ecart, -ecart)

    @property
    def tenu(self) -> bool:
        """Whether a threshold decided: a ratio that cannot be assessed is held against none."""
        return (
            self.decision is not Decision.NON_EVALUABLE
            and self.seuil is not None
            and self.offres is not None
            and bool(self.demandeurs)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """A list drawn: every verdict, in the order of occupations then territories.

    Attributes:
        id: Identifier in the scheme.
        nom: French name.
        par_region: Whether it is drawn region by region, or once for the country.
        verdicts: Verdicts by (occupation, territory).
    """

    id: str
    nom: str
    par_region: bool
    verdicts: Mapping[tuple[str, str], Verdict]

    def retenus(self) -> frozenset[tuple[str, str]]:
        """Return the (occupation, territory) pairs kept."""
        return frozenset(
            cle for cle, verdict in self.verdicts.items() if verdict.decision is Decision.RETENU
        )

    def maintenus(self) -> tuple[Verdict, ...]:
        """Return the entries kept only because they were open already (hysteresis)."""
        return tuple(verdict for verdict in self.verdicts.values() if verdict.maintenu)

    def metiers(self) -> frozenset[str]:
        """Return the occupations kept somewhere."""
        return frozenset(metier for metier, _ in self.retenus())


@dataclass(frozen=True, slots=True)
class Elaboration:
    """Lists drawn by a scheme from figures.

    Attributes:
        schema: The scheme applied.
        releve: The figures, one period, the whole country included.
        periodes: The same figures, each period apart.
        nomenclature: The occupations.
        selections: Lists by identifier, in the order of the scheme.
        maintien: What was in place, and how far it may fall before it leaves.
    """

    schema: Schema
    releve: Releve
    periodes: Releve
    nomenclature: Nomenclature
    selections: Mapping[str, Selection]
    maintien: Maintien = AUCUN
