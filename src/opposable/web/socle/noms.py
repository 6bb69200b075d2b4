"""What things of the law are called on every page: lists, zones, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from opposable.law.territoire import METROPOLE, OUTRE_MER, PARTOUT, TOUTES_REGIONS
from opposable.web.socle import droit

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste

CITES = {
    "ceseda": gettext_lazy(
        "Code de l’entrée et du séjour des étrangers et du droit d’asile (CESEDA)"
    ),
    "code-travail": gettext_lazy("Code du travail"),
    "lecture": gettext_lazy("Notre lecture, là où les textes se taisent"),
}
"""Names of the texts that hold no list."""


def nom_de(liste: Liste) -> str:
    """Return the name of a list in the language of the page."""
    return liste.nom if droit.langue() == "fr" else liste.name


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


def nommer(texte: str, corpus: Corpus, langue: Langue) -> str:
    """Return the name of a text for people; its identifier where it has none."""
    instrument = corpus.instruments.get(texte)
    if instrument is None:
        return str(CITES.get(texte, texte))
    return instrument.titre if langue == "fr" else instrument.title
