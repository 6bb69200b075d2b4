"""The life of a file, drawn from the table of the acts: nothing of it is written here.

A column is a state, a line an act: a dot where it may be done, an arrow to where it leads.
"""

from __future__ import annotations

from typing import NamedTuple

from opposable.dossiers.acte import TABLE, Ligne, arrivees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Etat
from opposable.web.bureau.dire import ROLES
from opposable.web.bureau.instruction.mots import ACTES, ETATS

NOMS, COLONNE, LIGNE, TETE = 290, 125, 26, 40
FLECHE = 8
"""Room left between the point of an arrow and the middle of its column."""


class Trait(NamedTuple):
    """An act on the drawing: its name, its dots, its arrows, at a height."""

    acte: str
    y: int
    points: tuple[int, ...]
    fleches: tuple[tuple[int, int], ...]


class Colonne(NamedTuple):
    """A state on the drawing."""

    etat: str
    x: int


class Dessin(NamedTuple):
    """What the page draws, in units of its own."""

    largeur: int
    hauteur: int
    colonnes: tuple[Colonne, ...]
    traits: tuple[Trait, ...]


class Rang(NamedTuple):
    """A row of the table: the act, from which states, to which, by whom."""

    acte: str
    depuis: tuple[str, ...]
    vers: tuple[str, ...]
    roles: tuple[str, ...]


def tableau() -> tuple[Rang, ...]:
    """Return the table of the acts, in the language of the page."""
    return tuple(
        Rang(
            str(ACTES[ligne.acte]),
            tuple(str(ETATS[etat]) for etat in Etat if etat in ligne.depuis),
            tuple(str(ETATS[etat]) for etat in arrivees(ligne)),
            tuple(str(ROLES[role]) for role in Role if role in ligne.roles),
        )
        for ligne in TABLE.values()
    )


def dessiner() -> Dessin:
    """Return the drawing of the table, in the language of the page."""
    places = {etat: NOMS + COLONNE * rang + COLONNE // 2 for rang, etat in enumerate(Etat)}
    traits = tuple(
        _trait(ligne, TETE + LIGNE * rang + LIGNE // 2, places)
        for rang, ligne in enumerate(TABLE.values())
    )
    return Dessin(
        NOMS + COLONNE * len(places),
        TETE + LIGNE * len(traits),
        tuple(Colonne(str(ETATS[etat]), x) for etat, x in places.items()),
        traits,
    )


def _trait(ligne: Ligne, y: int, places: dict[Etat, int]) -> Trait:
    points = tuple(places[etat] for etat in Etat if etat in ligne.depuis)
    fleches = []
    for vers in arrivees(ligne):
        avance = places[vers] > points[0]
        depart = points[0] if avance else points[-1]
        fleches.append((depart, places[vers] - FLECHE if avance else places[vers] + FLECHE))
    return Trait(str(ACTES[ligne.acte]), y, points, tuple(fleches))
