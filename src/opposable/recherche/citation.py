"""A place of the texts in words, as people cite it: text, article, annex, zone, row.

The law data name places by anchors (`2/5`, `ceseda#L.313-10`); people read words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.decision.motif import dire_date
from opposable.ecrit.bilingue import FRANCAIS, Bilingue
from opposable.ecrit.typographie import INSECABLE, composer
from opposable.law.controle import disposition
from opposable.law.territoire import METROPOLE, OUTRE_MER, PARTOUT, TOUTES_REGIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.instrument import Instrument
    from opposable.law.territoire import Region

FICHIER = Path(__file__).parent / "donnees" / "textes.toml"
ACTES = frozenset({"arrete", "decret"})
"""Natures of texts that have articles and a NOR by which the official journal finds them."""
ARTICLE_DE_CODE = re.compile(r"([LRD])\.(\d[\d-]*?)(?:-(?:19|20)\d\d)?")
"""An article of a code; a year behind tells its version from another."""
RANGEE = re.compile(r"(?:(?P<annexe>A\d)|(?P<article>\d+))/(?:(?P<zone>[^/]+)/)?(?P<ligne>\d+)")
ALINEA = re.compile(r"(?P<partie>\d(?:\.\d)?)(?:/(?P<alinea>\d+))?")
ANNEXE = re.compile(r"A(?P<annexe>\d[\d.]*?)(?:\.six(?:/\d+)?|/(?P<zone>[^/]+))?")

ZONES = {
    PARTOUT: Bilingue("partout, sans zone", "everywhere, no zone"),
    METROPOLE: Bilingue("toutes les régions de métropole", "every region of metropolitan France"),
    OUTRE_MER: Bilingue("toutes les régions d’outre-mer", "every overseas region"),
    TOUTES_REGIONS: Bilingue("toutes les régions", "every region"),
}
NATURES = {
    "arrete": Bilingue("arrêté du", "order of"),
    "decret": Bilingue("décret du", "decree of"),
    "circulaire": Bilingue("circulaire du", "circular of"),
}
ARTICLE = Bilingue("article", "article")
ANNEXE_DITE = Bilingue("annexe", "annex")
LIGNE = Bilingue("ligne", "row")
ALINEA_DIT = Bilingue("alinéa", "paragraph")


def citer(ancre: str, corpus: Corpus, langue: Langue) -> str:
    """Return a place in few words: « circulaire, 1.2, alinéa 1 »."""
    texte = texte_de(ancre, corpus)
    dits = (_court(texte, corpus, langue), situer(ancre, corpus, langue))
    return _composer(", ".join(filter(None, dits)), langue)


def texte_de(ancre: str, corpus: Corpus) -> str:
    """Return the identifier of the text that holds a place."""
    connue = corpus.dispositions.get(disposition(corpus, ancre) or "")
    return connue.instrument if connue else ancre.partition("#")[0]


def nommer(texte: str, corpus: Corpus, langue: Langue) -> str:
    """Return the name of a text for people; its identifier where it has none."""
    if instrument := corpus.instruments.get(texte):
        return instrument.titre.dire(langue)
    return str(textes().get(texte, {}).get("entier", {}).get(langue, texte))


def situer(ancre: str, corpus: Corpus, langue: Langue) -> str:
    """Return a place within its text in words: article, paragraph, annex, row."""
    texte, _, lieu = ancre.rpartition("#")
    if trouve := ARTICLE_DE_CODE.fullmatch(lieu):
        return f"{ARTICLE.dire(langue)} {trouve[1]}.{INSECABLE}{trouve[2]}"
    if (trouve := RANGEE.fullmatch(lieu)) and ancre in _rangees(corpus):
        return _rangee(trouve, texte, corpus, langue)
    if texte and lieu.isdecimal():
        instrument = corpus.instruments.get(texte)
        connu = instrument is not None and instrument.nature in ACTES
        return f"{ARTICLE.dire(langue)} {lieu}" if connu else ""
    if trouve := ALINEA.fullmatch(lieu):
        alinea = trouve["alinea"]
        return f"{trouve['partie']}, {ALINEA_DIT.dire(langue)} {alinea}" if alinea else lieu
    if trouve := ANNEXE.fullmatch(lieu):
        annexe = f"{ANNEXE_DITE.dire(langue)} {trouve['annexe']}"
        zone = _zone(trouve["zone"], texte, corpus, langue)
        return ", ".join(filter(None, (annexe, zone)))
    return lieu


def dire_zone(zone: str, regions: Mapping[str, Region], langue: Langue) -> str:
    """Return the zone of a printed row in words; a region is of the version of its list."""
    if zone in regions:
        return regions[zone].nom
    return ZONES[zone].dire(langue) if zone in ZONES else zone


@cache
def textes() -> dict[str, dict[str, Any]]:
    """Return what the texts without a list of their own are called, by identifier."""
    lus = tomllib.loads(FICHIER.read_text(encoding="utf-8"))["texte"]
    return {lu["id"]: lu for lu in lus}


def _court(texte: str, corpus: Corpus, langue: Langue) -> str:
    if connu := textes().get(texte):
        return str(connu["court"][langue])
    instrument = corpus.instruments.get(texte)
    return texte if instrument is None else _instrument(instrument, corpus, langue)


def _instrument(instrument: Instrument, corpus: Corpus, langue: Langue) -> str:
    if instrument.nature in NATURES and instrument.signe_le:
        jour = dire_date(instrument.signe_le, corpus, langue).replace(" ", INSECABLE, 1)
        return f"{NATURES[instrument.nature].dire(langue)} {jour}"
    nom = instrument.titre.dire(langue)
    return nom[:1].lower() + nom[1:]


def _rangee(trouve: re.Match[str], texte: str, corpus: Corpus, langue: Langue) -> str:
    annexe, article = trouve["annexe"], trouve["article"]
    debut = (
        f"{ANNEXE_DITE.dire(langue)} {annexe[1:]}"
        if annexe
        else f"{ARTICLE.dire(langue)} {article}"
    )
    ligne = f"{LIGNE.dire(langue)} {trouve['ligne']}"
    zone = _zone(trouve["zone"], texte, corpus, langue)
    return ", ".join(filter(None, (debut, zone, ligne)))


def _zone(zone: str | None, texte: str, corpus: Corpus, langue: Langue) -> str:
    """Name a zone of a list of a text, in the version of the territories of that list."""
    siennes = (li.territoires for li in corpus.toutes_listes.values() if li.instrument == texte)
    regions = corpus.regions_de(next(siennes, corpus.base.id))
    return dire_zone(zone, regions, langue) if zone else ""


@lru_cache(maxsize=4)
def _rangees(corpus: Corpus) -> frozenset[str]:
    listes = corpus.listes.values()
    return frozenset(e.ancre for liste in listes for e in (*liste.entrees, *liste.cadre))


def _composer(texte: str, langue: Langue) -> str:
    return composer(texte) if langue == FRANCAIS else texte
