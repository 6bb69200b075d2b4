"""Versions of the territories: their regions and departments, and the zones a list can name.

A place has a version: a code of region alone is only a text. The first version of the corpus is
its base: its regions are the finest, so that a place of work is kept as some of them, and each
list finds in its own version the region that holds each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Rangee

PARTOUT = "partout"
TOUTES_REGIONS = "toutes_regions"
METROPOLE = "metropole"
OUTRE_MER = "outre_mer"


@enregistrement(frozen=True, slots=True)
class Region:
    """A region of a version; `zone` is `metropole` or `outre_mer`."""

    code: str
    nom: str
    zone: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Region:
        """Read a row of `regions.csv`."""
        zone = rangee.texte("zone")
        if zone not in (METROPOLE, OUTRE_MER):
            raise rangee.erreur("zone", f"metropole ou outre_mer attendu, trouvé {zone!r}")
        return cls(rangee.texte("code"), rangee.texte("nom"), zone)


@enregistrement(frozen=True, slots=True)
class Departement:
    """A department of a version and the code of its region."""

    code: str
    nom: str
    region: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Departement:
        """Read a row of `departements.csv`."""
        return cls(rangee.texte("code"), rangee.texte("nom"), rangee.texte("region"))


@enregistrement(frozen=True, slots=True, kw_only=True)
class Territoires:
    """A version of the territories.

    Attributes:
        id: Identifier.
        nom: What its regions are called.
        regions: Regions, by code.
        departements: Departments, by code.
        tient: The region that holds a region of the base, by the code of the latter.
    """

    id: str
    nom: Bilingue
    regions: Mapping[str, Region]
    departements: Mapping[str, Departement]
    tient: Mapping[str, str]


def tenir(base: Mapping[str, Departement], ici: Mapping[str, Departement]) -> dict[str, str]:
    """Return the region of a version that holds each region of the base.

    Args:
        base: Departments of the base, by code.
        ici: Those of the version.

    Raises:
        ValueError: A region of the base lies in two of the version, or a department in none.
    """
    tenues: dict[str, str] = {}
    for code, departement in base.items():
        if code not in ici:
            raise ValueError(f"le département {code} n'y est pas")
        region = tenues.setdefault(departement.region, ici[code].region)
        if region != ici[code].region:
            deux = f"{region} et {ici[code].region}"
            raise ValueError(f"la région {departement.region} y est partagée entre {deux}")
    return tenues


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
