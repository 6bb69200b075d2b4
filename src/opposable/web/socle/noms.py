"""What lists and zones are called on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from opposable.law.territoire import METROPOLE, OUTRE_MER, PARTOUT, TOUTES_REGIONS
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.liste import Liste
    from opposable.law.territoire import Region


def nom_de(liste: Liste) -> str:
    """Return the name of a list in the language of the page."""
    return liste.nom.dire(droit.langue())


def dire_zone(zone: str, regions: Mapping[str, Region]) -> str:
    """Return the zone of a printed row in words; a region is of the version of its list."""
    if zone in regions:
        return regions[zone].nom
    noms = {
        PARTOUT: gettext("partout, sans zone"),
        METROPOLE: gettext("toutes les régions de métropole"),
        OUTRE_MER: gettext("toutes les régions d’outre-mer"),
        TOUTES_REGIONS: gettext("toutes les régions"),
    }
    return noms.get(zone, zone)
