"""Facts that settle an answer whatever the list: exemptions, and what sets the criterion aside."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.nationalite import Regime
from opposable.law.procedure import periode

if TYPE_CHECKING:
    from datetime import date

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee


class Portee(StrEnum):
    """What a fact does: no permit is due, the criterion is set aside, or it is only told.

    One that no fact of the application states is told in every case, whatever it does.
    """

    AUTORISATION_NON_REQUISE = "autorisation_non_requise"
    NON_OPPOSABLE = "non_opposable"
    NOTE = "note"


@enregistrement(frozen=True, slots=True, kw_only=True)
class Dispense:
    """A fact, whom it helps, and when.

    Attributes:
        id: Identifier.
        fait: Fact of the application, None for what is only told.
        valeur: Value of that fact, None for what is only told.
        effet: What it does.
        types: Kinds of application; empty for all.
        regimes: Regimes it helps; empty for all.
        nationalites: Nationalities it is limited to; empty where it is not.
        sauf: Nationalities it does not help.
        du: First day of examination; `date.min` where nothing bounds it.
        au: Last day of examination; `date.max` where nothing bounds it.
        fondement: Legal basis, None for what is only told.
        texte: Words, in both languages.
        source: Where it was read.
    """

    id: str
    fait: str | None
    valeur: str | None
    effet: Portee
    types: tuple[str, ...]
    regimes: frozenset[Regime]
    nationalites: frozenset[str]
    sauf: frozenset[str]
    du: date
    au: date
    fondement: str | None
    texte: Bilingue
    ancre: str
    certitude: Certitude
    source: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Dispense:
        """Read a row of `dispenses.csv`; a fact has its value, and a value its fact."""
        du, au = periode(rangee)
        if bool(rangee.brut("fait")) != bool(rangee.brut("valeur")):
            raise rangee.erreur("valeur", "un fait et sa valeur se disent ensemble")
        return cls(
            id=rangee.texte("id"),
            fait=rangee.optionnel("fait"),
            valeur=rangee.optionnel("valeur"),
            effet=rangee.parmi("effet", Portee),
            types=rangee.mots("types"),
            regimes=frozenset(rangee.parmi_mots("regimes", Regime)),
            nationalites=frozenset(rangee.mots("nationalites")),
            sauf=frozenset(rangee.mots("sauf")),
            du=du,
            au=au,
            fondement=rangee.optionnel("fondement"),
            texte=rangee.bilingue("texte", "text"),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
        )

    @property
    def dispense_du_permis(self) -> bool:
        """Whether no permit is due at all."""
        return self.effet is Portee.AUTORISATION_NON_REQUISE

    def concerne(
        self, type_: str | None, regime: Regime | None, nationalite: str, jour: date
    ) -> bool:
        """Tell whether it may help an application examined on a day."""
        return (
            self.du <= jour <= self.au
            and (not self.types or type_ in self.types)
            and (not self.regimes or regime in self.regimes)
            and (not self.nationalites or nationalite in self.nationalites)
            and nationalite not in self.sauf
        )
