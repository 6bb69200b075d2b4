"""The words of the law explained on the word: a link to what it means, on the page itself.

They are data (`donnees/glossaire.toml`). The first time a word stands in the text of a page, it
becomes a link to its meaning, told at the end of the page: no script is needed, a keyboard and a
screen reader follow it, and paper keeps it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html

from opposable.ecrit.bilingue import Bilingue
from opposable.web.socle.francais import typo

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Langue

FICHIER = Path(__file__).parent / "donnees" / "glossaire.toml"
DEFINITION = 'id="mot-'
"""What marks the meanings of words in a page."""
BALISE = re.compile(r"(<[^>]*>)")
ELEMENT = re.compile(r"</?([a-z][a-z0-9]*)")
MUETS = frozenset(
    {
        *("a", "button", "code", "datalist", "dt", "h1", "h2", "h3", "label", "legend", "option"),
        *("script", "select", "summary", "textarea"),
    }
)
"""Elements whose text is left alone: names, commands, and what is a link already."""


class Mot(NamedTuple):
    """A word, what it means, and how it stands in a sentence of each language."""

    id: str
    nom: Bilingue
    dit: Bilingue
    formes: dict[Langue, tuple[str, ...]]


@cache
def glossaire() -> tuple[Mot, ...]:
    """Return the words, in the order they are told."""
    lus = tomllib.loads(FICHIER.read_text(encoding="utf-8"))["mot"]
    return tuple(
        Mot(
            lu["id"],
            Bilingue(**lu["nom"]),
            Bilingue(**lu["dit"]),
            {langue: tuple(formes) for langue, formes in lu["formes"].items()},
        )
        for lu in lus
    )


def expliquer(page: str, langue: Langue) -> tuple[str, tuple[Mot, ...]]:
    """Return HTML whose words are links to their meaning, and those that were found."""
    motif, par_forme = _motif(langue)
    trouves: dict[str, Mot] = {}

    def lier(trouve: re.Match[str]) -> str:
        mot = par_forme[_plier(trouve[0])]
        if mot.id in trouves:
            return trouve[0]
        trouves[mot.id] = mot
        return _lien(mot, trouve[0], langue)

    muet, dits = "", []
    for morceau in BALISE.split(page):
        if morceau.startswith("<"):
            muet = _muet(morceau, muet)
            dits.append(morceau)
        else:
            dits.append(morceau if muet else motif.sub(lier, morceau))
    return "".join(dits), tuple(mot for mot in glossaire() if mot.id in trouves)


def _muet(balise: str, muet: str) -> str:
    """Return the element whose text is left alone after a tag, empty for none."""
    trouve = ELEMENT.match(balise)
    nom = trouve[1] if trouve else ""
    if balise.startswith("</"):
        return "" if nom == muet else muet
    return muet or (nom if nom in MUETS else "")


def _lien(mot: Mot, ecrit: str, langue: Langue) -> str:
    lien = format_html(
        '<a class="mot" href="#mot-{}" title="{}">', mot.id, typo(mot.dit.dire(langue))
    )
    return f"{lien}{ecrit}</a>"


@cache
def _motif(langue: Langue) -> tuple[re.Pattern[str], dict[str, Mot]]:
    par_forme = {_plier(f): mot for mot in glossaire() for f in mot.formes[langue]}
    formes = sorted(par_forme, key=len, reverse=True)
    ecrites = (re.escape(forme).replace(r"\ ", r"\s+") for forme in formes)
    return re.compile(rf"\b(?:{'|'.join(ecrites)})\b", re.IGNORECASE), par_forme


def _plier(ecrit: str) -> str:
    return " ".join(ecrit.casefold().split())
