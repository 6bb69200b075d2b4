"""Why a cell is in or out, kept as figures: worded only when someone reads it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from opposable.ecrit.nombre import dire, dire_compte, dire_seuil


class Raison(NamedTuple):
    """A ratio held against a threshold, or ranked among others.

    Attributes:
        offres: Offers in units of the statement.
        demandeurs: Job seekers, the same; never nobody.
        unites: How many units make one.
        seuil: Threshold it was held against, None where it was ranked.
        rang: Its rank in its territory, 0 where it was not ranked.
        sortie: Threshold to leave, of what was open already; None for the rest.
    """

    offres: int
    demandeurs: int
    unites: int
    seuil: Fraction | None = None
    rang: int = 0
    sortie: Fraction | None = None

    def __str__(self) -> str:
        """Return the reason as a French sentence, with the figures."""
        tension = Fraction(self.offres, self.demandeurs)
        phrase = (
            f"tension {dire(tension)} ({dire_compte(self.offres, self.unites)} offres pour "
            f"{dire_compte(self.demandeurs, self.unites)} demandeurs)"
        )
        if self.seuil is not None:
            phrase += f", {situer(tension, self.seuil)}"
        if self.rang:
            phrase += f", {self.rang}{'re' if self.rang == 1 else 'e'} tension du niveau"
        if self.sortie is not None:
            phrase += f" ; déjà ouvert, seuil de sortie {dire_seuil(self.sortie)}"
        return phrase


class TropPeu(NamedTuple):
    """Too few job seekers for a ratio to be assessed.

    Attributes:
        demandeurs: Job seekers in units of the statement.
        minimum: Fewest that are enough, the same.
        unites: How many units make one.
        suite: What follows from it, empty for nothing.
    """

    demandeurs: int
    minimum: int
    unites: int
    suite: str = ""

    def __str__(self) -> str:
        """Return the reason as a French sentence, with the figures."""
        if not self.demandeurs:
            return f"aucun demandeur : pas de rapport{self.suite}"
        return (
            f"{dire_compte(self.demandeurs, self.unites)} demandeurs, moins que le minimum de "
            f"{dire_compte(self.minimum, self.unites)}{self.suite}"
        )


def situer(tension: Fraction, seuil: Fraction) -> str:
    """Return where a tension stands from a threshold, in French."""
    if tension == seuil:
        return f"égale à {dire_seuil(seuil)}"
    return f"{'au-dessus' if tension > seuil else 'au-dessous'} de {dire_seuil(seuil)}"
