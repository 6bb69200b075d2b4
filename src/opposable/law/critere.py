"""What may revive the labour-market situation at a first renewal: occupation, zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.procedure import periode

if TYPE_CHECKING:
    from datetime import date

    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True, kw_only=True)
class Critere:
    """A criterion of renewal over a period of examination.

    Attributes:
        id: Identifier.
        critere: What is compared with the first permit: `metier` or `zone`.
        compte: Whether a difference revives the labour-market situation.
        du: First day of examination; `date.min` where nothing bounds it.
        au: Last day of examination; `date.max` where nothing bounds it.
        source: Where it was read.
    """

    id: str
    critere: str
    compte: bool
    du: date
    au: date
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Critere:
        """Read a row of `renouvellements.csv`."""
        du, au = periode(rangee)
        return cls(
            id=rangee.texte("id"),
            critere=rangee.texte("critere"),
            compte=rangee.booleen("compte"),
            du=du,
            au=au,
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
        )
