"""What a reading touches, worked out from the rows its rival changes.

`decide` asks under each rival whether the answer would differ. The scope only spares the
question where no changed row can be consulted: a test asks it everywhere and compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from opposable.law.cellule import Rang
from opposable.law.tables import correspond

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opposable.law.lecture import Lecture
    from opposable.law.tables import Ligne, Tables


@dataclass(frozen=True, slots=True)
class Portee:
    """The scope of a reading.

    Attributes:
        lecture: Identifier of the reading.
        metiers: Codes whose rows change, None where any code may be concerned.
        nationalites: Nationalities whose rows change, None where any may be.
        publics: Regimes of the lists changed, None where no list is.
        du: First day of examination concerned.
        au: Last day of examination concerned.
    """

    lecture: str
    metiers: frozenset[str] | None
    nationalites: frozenset[str] | None
    publics: frozenset[str] | None
    du: date
    au: date


def portee(lecture: Lecture, tables: Tables, listes: Mapping[str, list[Ligne]]) -> Portee:
    """Work out the scope of a reading.

    Args:
        lecture: A reading whose rival changes data.
        tables: The raw tables, as adopted.
        listes: For each table, the heads of the lists that depend on it.
    """
    metiers: set[str] | None = set()
    nationalites: set[str] = set()
    tetes: list[Ligne] = []
    for changement in lecture.remplace:
        nom = changement.get("fichier", "")
        for ligne in _lignes(tables, changement):
            nationalites |= _nationalites(ligne)
            metiers = _metiers(metiers, ligne, changement)
        tetes += listes.get(nom, ())
    return Portee(
        lecture.id,
        frozenset(metiers) if tetes and metiers else None,
        frozenset(nationalites) or None,
        frozenset(r for tete in tetes for r in tete["public"]) or None,
        min((_jour(tete, "examine_du") or date.min for tete in tetes), default=date.min),
        max((_jour(tete, "examine_au") or date.max for tete in tetes), default=date.max),
    )


def _jour(tete: Ligne, champ: str) -> date | None:
    return Rang("instrument.toml#liste", 0, tete).jour(champ)


def _lignes(tables: Tables, changement: Mapping[str, Any]) -> Iterator[Ligne]:
    for ligne in tables.get(changement.get("fichier", ""), ()):
        if correspond(ligne, changement.get("ligne", {})):
            yield ligne


def _nationalites(ligne: Ligne) -> set[str]:
    if "regime_de" in ligne:
        return {ligne["code"]}
    return {ligne["nationalite"]} if "nationalite" in ligne else set()


def _metiers(
    metiers: set[str] | None, ligne: Ligne, changement: Mapping[str, Any]
) -> set[str] | None:
    """Add the codes of a changed row; a row without code concerns them all."""
    if metiers is None or "metier" not in ligne:
        return None
    return metiers | {
        ligne["metier"],
        changement.get("valeurs", {}).get("metier", ligne["metier"]),
    }
