"""The life of a file, drawn from the table of the acts: nothing of it is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.acte import TABLE, aretes, arrivees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Etat
from opposable.web.bureau.instruction.mots import ACTES, ETATS, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LARGEUR, HAUTEUR = 150, 44
PAS_X, PAS_Y = 300, 130
MARGE = 20


class Boite(NamedTuple):
    """A state: where its box is, and what it is called."""

    etat: Etat
    nom: str
    x: int
    y: int

    @property
    def milieu(self) -> tuple[int, int]:
        """Where its name stands."""
        return self.x + LARGEUR // 2, self.y + HAUTEUR // 2


class Trait(NamedTuple):
    """The ways from a state to another: the path, where it is told, the acts."""

    chemin: str
    x: int
    y: int
    actes: tuple[tuple[int, str], ...]


class Dessin(NamedTuple):
    """What the page draws, in units of its own."""

    largeur: int
    hauteur: int
    boites: tuple[Boite, ...]
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
    """Place each state by how far it is from the first, then draw the ways between them."""
    places = _places()
    boites = tuple(
        Boite(etat, str(ETATS[etat]), MARGE + PAS_X * colonne, MARGE + PAS_Y * rang)
        for etat, (colonne, rang) in places.items()
    )
    par_etat = {boite.etat: boite for boite in boites}
    groupes: dict[tuple[Etat, Etat], list[str]] = {}
    for depuis, vers, acte in aretes():
        groupes.setdefault((depuis, vers), []).append(str(ACTES[acte]))
    traits = tuple(_trait(par_etat[de], par_etat[a], dits) for (de, a), dits in groupes.items())
    return Dessin(
        max(boite.x for boite in boites) + LARGEUR + MARGE,
        max(boite.y for boite in boites) + HAUTEUR + 3 * MARGE,
        boites,
        traits,
    )


def _places() -> Mapping[Etat, tuple[int, int]]:
    """Return the column of each state, its distance from the first, and its rank there."""
    distances = {Etat.BROUILLON: 0}
    for _ in Etat:
        for depuis, vers, _acte in aretes():
            if depuis in distances:
                distances.setdefault(vers, distances[depuis] + 1)
    colonnes: dict[int, list[Etat]] = {}
    for etat in Etat:
        colonnes.setdefault(distances[etat], []).append(etat)
    return {e: (c, rang) for c, etats in colonnes.items() for rang, e in enumerate(etats)}


def _trait(de: Boite, a: Boite, actes: Sequence[str]) -> Trait:
    """Draw an arrow from a box to another; a way back leaves from below."""
    avance = a.x > de.x or (a.x == de.x and a.y > de.y)
    if a.x == de.x:
        x1 = x2 = de.x + LARGEUR // 2
        y1, y2 = (de.y + HAUTEUR, a.y) if avance else (de.y, a.y + HAUTEUR)
    elif avance:
        x1, y1, x2, y2 = de.x + LARGEUR, de.y + HAUTEUR // 2, a.x, a.y + HAUTEUR // 2
    else:
        x1, y1, x2, y2 = de.x, de.y + HAUTEUR - 8, a.x + LARGEUR, a.y + HAUTEUR - 8
    milieu_x, milieu_y = (x1 + x2) // 2, (y1 + y2) // 2
    dits = tuple((milieu_y - 6 + 15 * rang, dit) for rang, dit in enumerate(actes))
    return Trait(f"M{x1} {y1}L{x2} {y2}", milieu_x, milieu_y, dits)
