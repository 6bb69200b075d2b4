"""What a lawyer cites: text and article of a place, its version on a day, where it is published.

The law data name places by anchors (`2/5`, `ceseda#L.313-10`); people read words. The address is
that of the official publication: an order is found by its date and NOR, an article of a code by
the number of its version, or by the code as it stood on the day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote_plus

from django.utils.translation import gettext

from opposable.recherche import citation
from opposable.recherche.citation import ACTES, citer, situer, texte_de
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.francais import jour, typo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from opposable.ecrit.bilingue import Langue
    from opposable.law.instrument import Instrument

Place: TypeAlias = "tuple[str, date | None]"
"""An anchor, and the day that its version depends on."""
FICHIER = Path(__file__).parent / "donnees" / "references.toml"


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
    return _referer(*en_vigueur(ancre, le), droit.langue())


def en_vigueur(ancre: str, le: date | None) -> Place:
    """Return a place and the day that its version depends on, None for a text that has but one."""
    if le is not None and not _textes().get(_texte(ancre), {}).get("code"):
        return ancre, None
    return ancre, le


@du_droit(8192)
def _referer(ancre: str, le: date | None, langue: Langue) -> Reference:
    corpus = droit.corpus()
    texte, lieu = texte_de(ancre, corpus), situer(ancre, corpus, langue)
    instrument = corpus.instruments.get(texte)
    entier = nommer(texte, langue)
    if instrument is not None and instrument.nor:
        entier += f" (NOR {instrument.nor.replace('/', '')})"
    return Reference(
        typo(citer(ancre, corpus, langue)),
        typo(", ".join(filter(None, (entier, lieu)))),
        _version(texte, le),
        _adresse(texte, ancre, instrument, le),
    )


def publication(ancre: str, le: date | None) -> str:
    """Return the address of the official publication of a place, in its version of a day."""
    corpus = droit.corpus()
    texte = _texte(ancre)
    return _adresse(texte, ancre, corpus.instruments.get(texte), le)


def version_du(le: date) -> str:
    """Return the version of a code on a day, in words."""
    return gettext("dans sa version en vigueur au %(jour)s") % {"jour": jour(le)}


def nommer(texte: str, langue: Langue) -> str:
    """Return the name of a text for people; its identifier where it has none."""
    return citation.nommer(texte, droit.corpus(), langue)


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
    for lue in _versions().get(ancre, ()):
        yield lue["du"], lue.get("au"), _article(lue["legi"])


@du_droit(8192)
def _texte(ancre: str) -> str:
    return texte_de(ancre, droit.corpus())


@cache
def _lues() -> dict[str, Any]:
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))


@cache
def _versions() -> dict[str, list[dict[str, Any]]]:
    versions: dict[str, list[dict[str, Any]]] = {}
    for lue in _lues()["version"]:
        versions.setdefault(lue["article"], []).append(lue)
    return versions


@cache
def _textes() -> dict[str, dict[str, Any]]:
    return {lu["id"]: lu for lu in _lues()["texte"]}


def _version(texte: str, le: date | None) -> str:
    if le is None or not _textes().get(texte, {}).get("code"):
        return ""
    return version_du(le)


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
