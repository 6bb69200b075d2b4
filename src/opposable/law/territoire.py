"""Regions and departments of 2007, and the zones a list can name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.cellule import Rang

PARTOUT = "partout"
TOUTES_REGIONS = "toutes_regions"
METROPOLE = "metropole"
OUTRE_MER = "outre_mer"


@dataclass(frozen=True, slots=True)
class Region:
    """A region of 2007; `zone` is `metropole` or `outre_mer`."""

    code: str
    nom: str
    zone: str

    @classmethod
    def lire(cls, rang: Rang) -> Region:
        """Read a row of `regions.csv`."""
        zone = rang.texte("zone")
        if zone not in (METROPOLE, OUTRE_MER):
            raise rang.erreur("zone", f"metropole ou outre_mer attendu, trouvé {zone!r}")
        return cls(rang.texte("code"), rang.texte("nom"), zone)


@dataclass(frozen=True, slots=True)
class Departement:
    """A department of 2007 and the code of its region."""

    code: str
    nom: str
    region: str

    @classmethod
    def lire(cls, rang: Rang) -> Departement:
        """Read a row of `departements.csv`."""
        return cls(rang.texte("code"), rang.texte("nom"), rang.texte("region"))


def zones(regions: Mapping[str, Region]) -> dict[str, frozenset[str]]:
    """Return what each zone covers: every region by itself, and the named groups.

    `partout` is a list without zone: it covers places this corpus does not even name,
    so an unknown place of work is covered too. `toutes_regions` is every region, one by one.
    """
    par_zone = {code: frozenset({code}) for code in regions}
    for zone in (METROPOLE, OUTRE_MER):
        par_zone[zone] = frozenset(r.code for r in regions.values() if r.zone == zone)
    par_zone[TOUTES_REGIONS] = par_zone[PARTOUT] = frozenset(regions)
    return par_zone
