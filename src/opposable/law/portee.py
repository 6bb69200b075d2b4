"""What a reading touches, worked out from the rows its rival changes.

`decide` asks under each rival whether the answer would differ. The scope only spares the
question where no changed row can be consulted: a test asks it everywhere and compares.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from opposable.law.cellule import Rangee
from opposable.law.enregistrement import enregistrement
from opposable.law.evenement import Acte
from opposable.law.tables import correspond, premiere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from opposable.law.lecture import Lecture
    from opposable.law.liste import Liste
    from opposable.law.tables import Ligne, Tables


RENOUVELLEMENTS = "renouvellements.csv"


@enregistrement(frozen=True, slots=True)
class Portee:
    """The scope of a reading.

    Attributes:
        lecture: Identifier of the reading.
        metiers: Codes whose rows change, None where any code may be concerned.
        nationalites: Nationalities whose rows change, None where any may be.
        publics: Regimes of the lists changed, None where no list is.
        nomenclatures: Nomenclatures of these lists: an application without a code in one of them
            may depend on any row.
        renouvellements: Whether only renewals are concerned.
        du: First day of examination concerned.
        au: Last day of examination concerned.
    """

    lecture: str
    metiers: frozenset[str] | None
    nationalites: frozenset[str] | None
    publics: frozenset[str] | None
    nomenclatures: frozenset[str]
    renouvellements: bool
    du: date
    au: date

    def pour(self, nationalite: str | None) -> bool:
        """Tell whether it may concern a nationality."""
        return self.nationalites is None or nationalite in self.nationalites

    def touche(
        self,
        codes: frozenset[str],
        lues: Callable[[str], bool],
        nationalites: tuple[str, ...],
        jour: date,
    ) -> bool:
        """Tell whether it may concern an application: some row changed may be consulted.

        Args:
            codes: Codes of the application, and those that passages lead to.
            lues: Whether the application says something in a nomenclature.
            nationalites: Its nationalities.
            jour: Day of examination.
        """
        return (
            self.du <= jour <= self.au
            and (self.nationalites is None or not self.nationalites.isdisjoint(nationalites))
            and (
                self.metiers is None
                or not self.metiers.isdisjoint(codes)
                or not all(map(lues, self.nomenclatures))
            )
        )


def portee(
    lecture: Lecture, etats: Sequence[Tables], dependantes: Mapping[str, list[Liste]]
) -> Portee:
    """Work out the scope of a reading.

    Args:
        lecture: A reading whose rival changes data.
        etats: The raw tables: as adopted, and under the readings taken, which may have moved the
            rows that this one changes to other codes.
        dependantes: For each table, the lists that depend on it.
    """
    metiers: set[str] | None = set()
    nationalites: set[str] = set()
    listes: list[Liste] = []
    jours: set[date] = set()
    for changement in lecture.remplace:
        for rangee in chain.from_iterable(_rangees(tables, changement) for tables in etats):
            nationalites |= _nationalites(rangee.ligne)
            metiers = _metiers(metiers, rangee.ligne, changement)
            jours |= _effets(rangee, changement)
        listes += dependantes.get(changement.get("fichier", ""), ())
    tetes = [c for c in lecture.remplace if c.get("fichier", "").endswith("#liste")]
    if len(tetes) == len(lecture.remplace) and all(liste.nationalites for liste in listes):
        nationalites.update(*(liste.nationalites for liste in listes))
    du, au = _bornes(listes, jours)
    return Portee(
        lecture.id,
        frozenset(metiers) if listes and metiers else None,
        frozenset(nationalites) or None,
        frozenset(r for liste in listes for r in liste.public) or None,
        frozenset(liste.nomenclature for liste in listes),
        all(c.get("fichier") == RENOUVELLEMENTS for c in lecture.remplace),
        du,
        au,
    )


def _bornes(listes: list[Liste], jours: set[date]) -> tuple[date, date]:
    """Days of examination concerned: those of the lists, or those an event moves between."""
    if jours:
        return min(jours), max(jours) - timedelta(days=1)
    if not listes:
        return date.min, date.max
    periodes = [periode for liste in listes for periode in liste.periodes]
    du = min((periode.du for periode in periodes), default=date.max)
    return du, max((periode.au for periode in periodes), default=date.min)


def _effets(rangee: Rangee, changement: Mapping[str, Any]) -> set[date]:
    """Days of effect of an event, before and after its change."""
    if "effet_le" not in rangee.ligne:
        return set()
    change = Rangee(
        rangee.fichier, rangee.numero, {**rangee.ligne, **changement.get("valeurs", {})}
    )
    return {jour for etat in (rangee, change) if (jour := etat.jour("effet_le"))}


def _rangees(tables: Tables, changement: Mapping[str, Any]) -> Iterator[Rangee]:
    nom = changement.get("fichier", "")
    for numero, ligne in enumerate(tables.get(nom, ()), premiere(nom)):
        if correspond(ligne, changement.get("ligne", {})):
            yield Rangee(nom, numero, ligne)


def _nationalites(ligne: Ligne) -> set[str]:
    if "regime_de" in ligne:
        return {ligne["code"]}
    if ligne.get("acte") == Acte.RATIFIE:
        return {ligne["cible"]}
    return {ligne["nationalite"]} if "nationalite" in ligne else set()


def _metiers(
    metiers: set[str] | None, ligne: Ligne, changement: Mapping[str, Any]
) -> set[str] | None:
    """Add the codes of a changed row; a row without code concerns them all."""
    champ = "metier" if "metier" in ligne else "de"
    if metiers is None or champ not in ligne:
        return None
    return metiers | {
        ligne[champ],
        changement.get("valeurs", {}).get(champ, ligne[champ]),
    }
