"""What a lawyer cites: text and article of a place, its version on a day, where it is published.

The law data name places by anchors (`2/5`, `ceseda#L.313-10`); people read words. The address is
that of the official publication: an order is found by its date and NOR, an article of a code by
the number of its version, or by the code as it stood on the day.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from django.utils.translation import gettext

from opposable.ecrit.typographie import INSECABLE
from opposable.law.controle import disposition
from opposable.web.socle import droit
from opposable.web.socle.francais import jour, typo
from opposable.web.socle.noms import dire_zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from opposable.ecrit.bilingue import Langue
    from opposable.law.instrument import Instrument

FICHIER = Path(__file__).parent / "donnees" / "references.toml"
ACTES = frozenset({"arrete", "decret"})
"""Natures of texts that have articles and a NOR by which the official journal finds them."""
ARTICLE = re.compile(r"([LRD])\.(\d[\d-]*?)(?:-(?:19|20)\d\d)?")
"""An article of a code; a year behind tells its version from another."""
RANGEE = re.compile(r"(?:(?P<annexe>A\d)|(?P<article>\d+))/(?:(?P<zone>[^/]+)/)?(?P<ligne>\d+)")
ALINEA = re.compile(r"(?P<partie>\d(?:\.\d)?)(?:/(?P<alinea>\d+))?")
ANNEXE = re.compile(r"A(?P<annexe>[\d.]+)(?:\.six|/(?P<zone>[^/]+))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place of a text, as it is cited.

    Attributes:
        court: In few words, for a link in a sentence.
        entier: Full title of the text and place, NOR where it has one.
        version: Version on the day, in words; empty where the text has but one.
        adresse: Address of the official publication, empty where there is none.
    """

    court: str
    entier: str
    version: str
    adresse: str


def referer(ancre: str, le: date | None = None) -> Reference:
    """Return how a place is cited, in the language of the page.

    Args:
        ancre: Anchor of the law data.
        le: Day whose version is meant; None for a place whatever the day.
    """
    return _referer(ancre, le, droit.langue())


@lru_cache(maxsize=8192)
def _referer(ancre: str, le: date | None, langue: Langue) -> Reference:
    corpus = droit.corpus()
    connue = corpus.dispositions.get(disposition(corpus, ancre) or "")
    texte = connue.instrument if connue else ancre.partition("#")[0]
    lieu = _dire_lieu(ancre)
    instrument = corpus.instruments.get(texte)
    entier = nommer(texte, langue)
    if instrument is not None and instrument.nor:
        entier += f" (NOR {instrument.nor.replace('/', '')})"
    return Reference(
        typo(", ".join(filter(None, (_court(texte, instrument, langue), lieu)))),
        typo(", ".join(filter(None, (entier, lieu)))),
        _version(texte, le),
        _adresse(texte, ancre, instrument, le),
    )


def nommer(texte: str, langue: Langue) -> str:
    """Return the name of a text for people; its identifier where it has none."""
    if instrument := droit.corpus().instruments.get(texte):
        return instrument.titre.dire(langue)
    return str(_textes().get(texte, {}).get("entier", {}).get(langue, texte))


def accord(nationalite: str | None) -> Reference | None:
    """Return the agreement that governs a nationality apart, None where none is known here."""
    for lu in _lues()["accord"]:
        if lu["pays"] == nationalite:
            nom = typo(lu["nom"][droit.langue()])
            adresse = f"{_lues()['legifrance']}/search/all?query={quote_plus(lu['recherche'])}"
            return Reference(nom, nom, "", adresse)
    return None


def accords(ancre: str) -> list[Reference]:
    """Return the agreements of the nationalities whose regime rests on a provision."""
    corpus = droit.corpus()
    pays = (lu["pays"] for lu in _lues()["accord"])
    concernes = (p for p in pays if any(s.ancre == ancre for s in corpus.nationalites[p].statuts))
    return [trouve for p in concernes if (trouve := accord(p))]


def versions(ancre: str) -> Iterator[tuple[date, date | None, str]]:
    """Yield the versions of an article that are known here: first day, last day, address."""
    for lue in _lues()["version"]:
        if lue["article"] == ancre:
            yield lue["du"], lue.get("au"), _article(lue["legi"])


@cache
def _lues() -> dict[str, Any]:
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))


@cache
def _textes() -> dict[str, dict[str, Any]]:
    return {lu["id"]: lu for lu in _lues()["texte"]}


@cache
def _rangees() -> frozenset[str]:
    listes = droit.corpus().listes.values()
    return frozenset(e.ancre for liste in listes for e in (*liste.entrees, *liste.cadre))


def _court(texte: str, instrument: Instrument | None, langue: Langue) -> str:
    if connu := _textes().get(texte):
        return str(connu["court"][langue])
    if instrument is None:
        return texte
    noms = {
        "arrete": gettext("arrêté du %(jour)s"),
        "decret": gettext("décret du %(jour)s"),
        "circulaire": gettext("circulaire du %(jour)s"),
    }
    if instrument.nature in noms and instrument.signe_le:
        return noms[instrument.nature] % {"jour": jour(instrument.signe_le)}
    nom = nommer(texte, langue)
    return nom[:1].lower() + nom[1:]


def _dire_lieu(ancre: str) -> str:
    """Return a place within a text in words: article, paragraph, annex, row."""
    texte, _, lieu = ancre.rpartition("#")
    if trouve := ARTICLE.fullmatch(lieu):
        return gettext("article %(n)s") % {"n": f"{trouve[1]}.{INSECABLE}{trouve[2]}"}
    if (trouve := RANGEE.fullmatch(lieu)) and ancre in _rangees():
        return _dire_rangee(trouve, texte)
    if texte and lieu.isdecimal():
        instrument = droit.corpus().instruments.get(texte)
        connu = instrument is not None and instrument.nature in ACTES
        return gettext("article %(n)s") % {"n": lieu} if connu else ""
    if trouve := ALINEA.fullmatch(lieu):
        dit = {"partie": trouve["partie"], "alinea": trouve["alinea"]}
        return (gettext("%(partie)s, alinéa %(alinea)s") % dit) if trouve["alinea"] else lieu
    if trouve := ANNEXE.fullmatch(lieu):
        annexe = gettext("annexe %(n)s") % {"n": trouve["annexe"]}
        return ", ".join(filter(None, (annexe, _zone(trouve["zone"], texte))))
    return lieu


def _dire_rangee(trouve: re.Match[str], texte: str) -> str:
    annexe, article = trouve["annexe"], trouve["article"]
    debut = (
        gettext("annexe %(n)s") % {"n": annexe[1:]}
        if annexe
        else gettext("article %(n)s") % {"n": article}
    )
    ligne = gettext("ligne %(n)s") % {"n": trouve["ligne"]}
    return ", ".join(filter(None, (debut, _zone(trouve["zone"], texte), ligne)))


def _zone(zone: str | None, texte: str) -> str:
    """Name a zone of a list of a text, in the version of the territories of that list."""
    corpus = droit.corpus()
    siennes = (li.territoires for li in corpus.toutes_listes.values() if li.instrument == texte)
    regions = corpus.regions_de(next(siennes, corpus.base.id))
    return dire_zone(zone, regions) if zone else ""


def _version(texte: str, le: date | None) -> str:
    if le is None or not _textes().get(texte, {}).get("code"):
        return ""
    return gettext("dans sa version en vigueur au %(jour)s") % {"jour": jour(le)}


def _adresse(texte: str, ancre: str, instrument: Instrument | None, le: date | None) -> str:
    """Return the address of the official publication: article, order by its NOR, or text."""
    base = str(_lues()["legifrance"])
    signe = instrument.signe_le if instrument else None
    if instrument and signe and instrument.nor and instrument.nature in ACTES:
        jour_signe = f"{signe.year}/{signe.month}/{signe.day}"
        return f"{base}/eli/{instrument.nature}/{jour_signe}/{instrument.nor}/jo/texte"
    if le is not None:
        for du, au, adresse in versions(ancre):
            if du <= le and (au is None or le <= au):
                return adresse
    connu = _textes().get(texte, {})
    if not connu.get("adresse"):
        return ""
    au_jour = f"/{le.isoformat()}" if le and connu.get("code") else ""
    return f"{base}{connu['adresse']}{au_jour}"


def _article(legi: str) -> str:
    return f"{_lues()['legifrance']}/codes/article_lc/{legi}"
