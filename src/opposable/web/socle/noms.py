"""What lists and zones are called on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.recherche import citation
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
    return citation.dire_zone(zone, regions, droit.langue())
