"""What lists and zones are called on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from opposable.law.territoire import METROPOLE, OUTRE_MER, PARTOUT, TOUTES_REGIONS
from opposable.web.socle import droit

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste


def nom_de(liste: Liste) -> str:
    """Return the name of a list in the language of the page."""
    return liste.nom.dire(droit.langue())


def dire_zone(zone: str, corpus: Corpus) -> str:
    """Return the zone of a printed row in words."""
    if zone in corpus.regions:
        return corpus.regions[zone].nom
    noms = {
        PARTOUT: gettext("partout, sans zone"),
        METROPOLE: gettext("toutes les régions de métropole"),
        OUTRE_MER: gettext("toutes les régions d’outre-mer"),
        TOUTES_REGIONS: gettext("toutes les régions"),
    }
    return noms.get(zone, zone)
