"""Thresholds of pay that texts set: shown beside an answer, they decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.procedure import periode

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True)
class Remuneration:
    """A threshold of pay that a text sets for some workers, over a period.

    Attributes:
        rapport: How many times the minimum pay.
        montant: Gross euros a month as published, None where no source gives them.
        texte: For whom, and what.
        source: Where it was read.
    """

    id: str
    du: date
    au: date
    rapport: Decimal
    montant: Decimal | None
    texte: Bilingue
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Remuneration:
        """Read a row of `remunerations.csv`."""
        return cls(
            rangee.texte("id"),
            *periode(rangee),
            rangee.nombre("rapport"),
            rangee.nombre("montant") if rangee.optionnel("montant") else None,
            rangee.bilingue("texte", "text"),
            rangee.ancre(),
            rangee.certitude(),
            rangee.texte("source"),
        )
