"""The map of the regions of a day: an outline, a state and a link for each.

The mainland is drawn at its scale; overseas regions stand in tiles over the ocean, each at a
scale of its own, so that all can be seen and pointed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from opposable.law.territoire import OUTRE_MER
from opposable.web.public.catalogue import contours
from opposable.web.public.catalogue.decoupage import ordre, parties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.web.public.catalogue.contours import Boucle, Point
    from opposable.web.public.catalogue.vue import Etat

LARGEUR, HAUTEUR = 700, 656
ECHELLE = 0.35
MARGE = 24.0
TOLERANCE = 1.3
"""Units of the map that an outline may be off by."""
ILE = 100.0
"""Twice the area, in square units of the map, under which a loop is left out."""
CASE = (106, 92)
"""Width and height of a tile."""
CASES = (4, 562)
"""Left and top of the first tile, under the mainland; the others follow to the right."""
DANS_LA_CASE = (88.0, 58.0)
"""Width and height that an outline may take in its tile, its name below."""
BORD = 6
PALIERS, DIFFERENTS = 5, 2
"""Ranges of numbers at most, and how many numbers must differ for there to be any."""


@dataclass(frozen=True, slots=True)
class Contour:
    """How a region is drawn.

    Attributes:
        trace: SVG path, in units of the map.
        x: Where a number may be written.
        y: The same.
        case: Left and top of its tile, None on the mainland.
        fondu: Whether it is made of several outlines, whose common edges are not drawn.
    """

    trace: str
    x: int
    y: int
    case: tuple[int, int] | None = None
    fondu: bool = False


@dataclass(frozen=True, slots=True)
class Forme:
    """A region on a map.

    Attributes:
        code: Code of the region.
        nom: Its name.
        contour: How it is drawn.
        etat: State shown, by pattern and colour.
        dit: What its title says, name first.
        adresse: Where its link leads.
        nombre: Number written on it, empty for none.
        palier: Rank of the range its number falls in, 0 where numbers are not told apart.
    """

    code: str
    nom: str
    contour: Contour
    etat: Etat
    dit: str
    adresse: str
    nombre: str = ""
    palier: int = 0


class Palier(NamedTuple):
    """A range of numbers drawn alike: its rank, from 1, the least and the greatest."""

    rang: int
    de: int
    a: int


def paliers(nombres: Iterable[int]) -> tuple[Palier, ...]:
    """Return the ranges that tell numbers apart, as wide as each other; none where none differ."""
    vus = {n for n in nombres if n}
    combien = min(PALIERS, len(vus))
    if combien < DIFFERENTS:
        return ()
    bas, haut = min(vus), max(vus)
    bornes = [bas + (haut - bas + 1) * i // combien for i in range(combien + 1)]
    return tuple(Palier(i + 1, a, b - 1) for i, (a, b) in enumerate(pairwise(bornes)))


def formes(
    corpus: Corpus,
    jour: date,
    etats: Mapping[str, Etat],
    dire: Callable[[str, str], str],
    adresse: Callable[[str], str],
    nombres: Mapping[str, str] | None = None,
) -> list[Forme]:
    """Return the regions to draw, in the order of the alphabet so that a keyboard follows it.

    Args:
        corpus: The law.
        jour: Day whose regions are drawn.
        etats: State of each region, by code.
        dire: From a code and a name, what the title says.
        adresse: From a code, where the link leads.
        nombres: Number to write on each region.
    """
    rangs = paliers(int(n) for n in (nombres or {}).values())
    regions = ordre(jour, corpus)
    outre_mer = tuple(r.code for r in regions if r.zone == OUTRE_MER)
    groupes = tuple((r.code, parties(r.code, corpus)) for r in regions if r.zone != OUTRE_MER)
    traces = dessins(tuple(sorted(outre_mer)), groupes)
    return [
        Forme(
            r.code,
            r.nom,
            traces[r.code],
            etats[r.code],
            dire(r.code, r.nom),
            adresse(r.code),
            (nombres or {}).get(r.code, ""),
            _palier(rangs, int((nombres or {}).get(r.code) or 0)),
        )
        for r in regions
    ]


def _palier(rangs: tuple[Palier, ...], nombre: int) -> int:
    return next((p.rang for p in rangs if p.de <= nombre <= p.a), 0)


@cache
def dessins(
    outre_mer: tuple[str, ...], groupes: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, Contour]:
    """Return how each region is drawn.

    Args:
        outre_mer: Regions that stand in tiles.
        groupes: Regions of the mainland, each with the outlines that make it.
    """
    lues = contours.boucles()
    x0, y0 = _coin([b for code, bb in lues.items() if code not in _hors(outre_mer) for b in bb])
    metropole = {
        code: _contour(
            [_placer(b, ECHELLE, x0 - MARGE, y0) for partie in siennes for b in lues[partie]],
            fondu=len(siennes) > 1,
        )
        for code, siennes in groupes
    }
    return metropole | {code: _en_case(i, lues[code]) for i, code in enumerate(outre_mer)}


def _hors(outre_mer: tuple[str, ...]) -> set[str]:
    """Codes that the package draws away from the mainland, those no corpus names included."""
    return {code for code in contours.boucles() if code.startswith("0")} | set(outre_mer)


def _coin(boucles: list[Boucle]) -> Point:
    return min(x for b in boucles for x, _ in b), min(y for b in boucles for _, y in b)


def _placer(boucle: Boucle, echelle: float, x0: float, y0: float) -> Boucle:
    return [((x - x0) * echelle, (y - y0) * echelle) for x, y in boucle]


def _contour(
    boucles: list[Boucle], case: tuple[int, int] | None = None, *, fondu: bool = False
) -> Contour:
    """Simplify loops already in units of the map; the largest bears the number."""
    gardees = [b for b in boucles if abs(contours.aire(b)) > ILE]
    simples = [contours.simplifier(b, TOLERANCE) for b in gardees]
    x, y = contours.milieu(max(gardees, key=lambda b: abs(contours.aire(b))))
    return Contour(contours.ecrire(simples), round(x), round(y), case, fondu)


def _en_case(rang: int, boucles: list[Boucle]) -> Contour:
    """Fit a region in a tile."""
    gauche, haut = CASES[0] + CASE[0] * rang, CASES[1]
    grandes = [b for b in boucles if abs(contours.aire(b)) > 1]
    x0, y0 = _coin(grandes)
    large = max(x for b in grandes for x, _ in b) - x0
    long_ = max(y for b in grandes for _, y in b) - y0
    echelle = min(DANS_LA_CASE[0] / large, DANS_LA_CASE[1] / long_)
    dx = gauche + (CASE[0] - large * echelle) / 2
    dy = haut + BORD + (DANS_LA_CASE[1] - long_ * echelle) / 2
    placees = [_placer(b, echelle, x0 - dx / echelle, y0 - dy / echelle) for b in grandes]
    return _contour(placees, (gauche, haut))
