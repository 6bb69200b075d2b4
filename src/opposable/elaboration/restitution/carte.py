"""A map of tiles, one for each region near its place; a region not assessed is hatched, never 0."""

from __future__ import annotations

import csv
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.ecrit.typographie import INSECABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.territoire import Region

TUILES = Path(__file__).parent / "donnees"
COTE = 56
"""Side of a tile."""
RIEN, PARTS, PLEIN = 0.06, ((0.25, 0.16), (0.5, 0.3), (0.75, 0.48)), 0.88
"""Opacity of a tile that keeps nothing; up to a share of the largest; above: what is written on
it is read in any light."""
HACHURES = (
    '<pattern id="hachures" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="var(--papier)"/>'
    '<line x1="0" y1="0" x2="0" y2="7" stroke="var(--trait)" stroke-width="2"/></pattern>'
)


def carte(nombres: Mapping[str, int], regions: Mapping[str, Region]) -> str:
    """Draw the regions as tiles in their places, each with how many occupations it keeps.

    Args:
        nombres: How many by region; a region that is not there was not assessed.
        regions: The regions by code; one that has no place on the map is left out.
    """
    tuiles = _tuiles(regions)
    plus = max(nombres.values(), default=0)
    cases = [
        _case(t["sigle"], regions[t["region"]].nom, nombres.get(t["region"]), plus, _place(t))
        for t in tuiles
    ]
    largeur, hauteur = (
        COTE * (1 + max((int(t[axe]) for t in tuiles), default=0)) for axe in ("colonne", "ligne")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{largeur}" height="{hauteur}" '
        f'viewBox="0 0 {largeur} {hauteur}" text-anchor="middle" font-family="inherit">'
        f"<defs>{HACHURES}</defs>{''.join(cases)}</svg>"
    )


def _tuiles(regions: Mapping[str, Region]) -> list[dict[str, str]]:
    """Return the places of the regions, of the version of the territories that has them most."""
    versions = []
    for chemin in sorted(TUILES.glob("tuiles-*.csv")):
        with chemin.open(encoding="utf-8", newline="") as fichier:
            versions.append([t for t in csv.DictReader(fichier) if t["region"] in regions])
    return max(versions, key=len)


def _place(tuile: Mapping[str, str]) -> tuple[int, int]:
    return COTE * int(tuile["colonne"]), COTE * int(tuile["ligne"])


def _force(nombre: int, plus: int) -> float:
    """Return the opacity of a tile."""
    if not nombre:
        return RIEN
    return next((force for part, force in PARTS if nombre <= part * plus), PLEIN)


def _case(sigle: str, nom: str, nombre: int | None, plus: int, place: tuple[int, int]) -> str:
    """Draw a tile: the more a region keeps, the darker; hatched where it was not assessed."""
    x, y = place
    force = _force(nombre or 0, plus)
    fond = 'fill="url(#hachures)"'
    if nombre is not None:
        fond = f'fill="var(--retenu)" fill-opacity="{force}"'
    encre = "var(--papier)" if force == PLEIN else "var(--encre)"
    dit = "non évaluée" if nombre is None else str(nombre)
    return (
        f"<g><title>{escape(nom)}{INSECABLE}: {dit}</title>"
        f'<rect x="{x + 1}" y="{y + 1}" width="{COTE - 2}" height="{COTE - 2}" {fond} '
        'stroke="var(--trait-fort)"/>'
        f'<text x="{x + COTE // 2}" y="{y + 21}" font-size="12" fill="{encre}">{escape(sigle)}'
        f'</text><text x="{x + COTE // 2}" y="{y + 43}" font-size="17" font-weight="bold" '
        f'fill="{encre}">{"–" if nombre is None else nombre}</text></g>'
    )
