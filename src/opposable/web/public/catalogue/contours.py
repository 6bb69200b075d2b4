"""Outlines of the regions, read from the package that ships them, simplified and rounded.

The package draws the regions of the base with many more points than a page needs. They are read
once for each process; nothing of them is kept in the project.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = "tuple[float, float]"
Boucle: TypeAlias = "list[Point]"

PAQUET, FICHIER = "pygal_maps_fr", "fr.regions.svg"
GROUPE = "{http://www.w3.org/2000/svg}g"
TRACE = "{http://www.w3.org/2000/svg}path"
CODE = re.compile(r"\ba(\d\d) region\b")
MORCEAU = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
COUPLES = {"m": 1, "l": 1, "c": 3}
"""Points that each command of an outline takes; a curve keeps its last."""
COIN = 3
"""Points under which a loop has no inside."""


@cache
def boucles() -> dict[str, list[Boucle]]:
    """Return the loops of each region, by code, as the package draws them.

    Raises:
        ValueError: The file draws with a command that is not known here.
    """
    racine = ET.fromstring((files(PAQUET) / FICHIER).read_text("utf-8"))  # noqa: S314 - an installed package
    trouvees: dict[str, list[Boucle]] = {}
    for groupe in racine.iter(GROUPE):
        if connu := CODE.search(groupe.get("class", "")):
            traces = groupe.iter(TRACE)
            trouvees[connu[1]] = [b for t in traces for b in lire_trace(t.get("d", ""))]
    return trouvees


def lire_trace(trace: str) -> list[Boucle]:
    """Return the loops that an SVG path draws, curves replaced by their ends.

    Raises:
        ValueError: A command is not `m`, `l`, `c` or `z`.
    """
    lues: list[Boucle] = []
    ici: Point = (0.0, 0.0)
    for commande, nombres in _commandes(trace):
        if commande in "zZ":
            ici = lues[-1][0]
            continue
        if commande.lower() not in COUPLES:
            raise ValueError(f"contour : commande « {commande} » inattendue")
        for rang, point in enumerate(_arrivees(commande, nombres, ici)):
            if commande in "mM" and rang == 0:
                lues.append([])
            lues[-1].append(point)
            ici = point
    return [boucle for boucle in lues if len(boucle) >= COIN]


def _commandes(trace: str) -> list[tuple[str, list[float]]]:
    """Return each command with the numbers that follow it."""
    lues: list[tuple[str, list[float]]] = []
    for morceau in MORCEAU.findall(trace):
        if morceau.isalpha():
            lues.append((morceau, []))
        else:
            lues[-1][1].append(float(morceau))
    return lues


def _arrivees(commande: str, nombres: list[float], depart: Point) -> list[Point]:
    """Return the points a command goes through."""
    pas = 2 * COUPLES[commande.lower()]
    points: list[Point] = []
    x, y = depart if commande.islower() else (0.0, 0.0)
    for i in range(pas - 2, len(nombres), pas):
        point = (x + nombres[i], y + nombres[i + 1])
        points.append(point)
        if commande.islower():
            x, y = point
    return points


def simplifier(boucle: Boucle, tolerance: float) -> Boucle:
    """Drop the points of a loop that lie within a distance of the line drawn without them.

    The loop is cut at its first point and at the farthest from it, so that its ends are
    points of the outline (Douglas and Peucker).
    """
    loin = max(range(len(boucle)), key=lambda i: _distance(boucle[i], boucle[0], boucle[0]))
    aller, retour = boucle[: loin + 1], [*boucle[loin:], boucle[0]]
    return [*_ligne(aller, tolerance)[:-1], *_ligne(retour, tolerance)[:-1]]


def _ligne(points: Boucle, tolerance: float) -> Boucle:
    garde = {0, len(points) - 1}
    a_voir = [(0, len(points) - 1)]
    while a_voir:
        debut, fin = a_voir.pop()
        if fin - debut < 2:  # noqa: PLR2004 - no point between the two
            continue
        ecarts = [_distance(points[i], points[debut], points[fin]) for i in range(debut + 1, fin)]
        ecart = max(ecarts)
        if ecart > tolerance:
            milieu = debut + 1 + ecarts.index(ecart)
            garde.add(milieu)
            a_voir += [(debut, milieu), (milieu, fin)]
    return [points[i] for i in sorted(garde)]


def _distance(point: Point, debut: Point, fin: Point) -> float:
    """Distance from a point to the segment between two others."""
    (x, y), (x1, y1), (x2, y2) = point, debut, fin
    dx, dy = x2 - x1, y2 - y1
    longueur = dx * dx + dy * dy
    part = ((x - x1) * dx + (y - y1) * dy) / longueur if longueur else 0.0
    part = min(1.0, max(0.0, part))
    return float(((x - x1 - part * dx) ** 2 + (y - y1 - part * dy) ** 2) ** 0.5)


def aire(boucle: Boucle) -> float:
    """Return twice the signed area that a loop encloses."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*boucle, boucle[0]]))


def milieu(boucle: Boucle) -> Point:
    """Return the centre of gravity of a loop."""
    double = aire(boucle)
    x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise([*boucle, boucle[0]]):
        produit = x1 * y2 - x2 * y1
        x += (x1 + x2) * produit
        y += (y1 + y2) * produit
    return x / (3 * double), y / (3 * double)


def ecrire(loops: list[Boucle]) -> str:
    """Return loops as an SVG path, in whole units, each point told from the one before."""
    return "".join(_ecrire(boucle) for boucle in loops)


def _ecrire(boucle: Boucle) -> str:
    points = [(round(x), round(y)) for x, y in boucle]
    points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    pas = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    suite = "".join(f"{dx:+d}{dy:+d}" for dx, dy in pas).replace("+", " ").lstrip()
    return f"M{points[0][0]},{points[0][1]}l{suite}z" if len(points) >= COIN else ""
