"""How much rests on a rule or on a reading: situations counted over the decision table.

A situation is a cell of the table: an occupation, a place, a regime, a kind of application and
a period that the rule can tell apart. It is a measure of reach, not a number of people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from opposable.decision.table import IMPOSSIBLE
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit


@dataclass(frozen=True, slots=True)
class Comptes:
    """Situations: in all, by deciding rule, and by reading attached to the answer."""

    total: int
    par_regle: Counter[str]
    par_lecture: Counter[str]


@du_droit()
def comptes() -> Comptes:
    """Count the situations of the table of the site."""
    table = droit.table()
    fois = table.frequences()
    par_regle: Counter[str] = Counter()
    par_lecture: Counter[str] = Counter()
    for cellule, nombre in zip(table.reponses, fois, strict=True):
        if cellule is not None:
            par_regle[cellule.regle] += nombre
            par_lecture.update({autre.lecture: nombre for autre in cellule.lectures})
    return Comptes(sum(fois) - fois[IMPOSSIBLE], par_regle, par_lecture)
