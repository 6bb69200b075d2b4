"""The words of the law explained on the word: a link to what it means, on the page itself.

They are data (`donnees/glossaire.toml`). The first time a word stands in the text of a page, it
becomes a link to its meaning, told at the end of the page: no script is needed, a keyboard and a
screen reader follow it, and paper keeps it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html

from opposable.ecrit.bilingue import Bilingue
from opposable.web.socle.francais import typo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.ecrit.bilingue import Langue

FICHIER = Path(__file__).parent / "donnees" / "glossaire.toml"
DEFINITION = 'id="mot-'
"""What marks the meanings of words in a page."""
BALISE = re.compile(r"(<[^>]*>)")
MARQUE = re.compile(r"\0(\w+)\0")
"""A place left in a page that is made ready. No text that people read holds the character."""
VERSIONS_AU_PLUS = 64
"""Ways a piece is kept, by the words met before it."""
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


class Trouve(NamedTuple):
    """A word found in the text of a page: its bit among the words, and how it is written."""

    bit: int
    mot: Mot
    ecrit: str


class Trou(NamedTuple):
    """A place left in a page: its name, and whether words put there may be explained."""

    nom: str
    lisible: bool


class Morceau:
    """HTML whose words may be explained, ready whatever was explained before it on the page.

    Args:
        suite: The HTML in order, the words found in it apart.
        langue: Its language.

    Attributes:
        suite: The same.
        mots: The bits of the words found.
        nu: The HTML, none of them linked.
    """

    __slots__ = ("_dits", "_langue", "mots", "nu", "suite")

    def __init__(self, suite: Iterable[str | Trouve], langue: Langue) -> None:
        self.suite, self._langue = tuple(_joindre(suite)), langue
        self.mots = 0
        for partie in self.suite:
            if isinstance(partie, Trouve):
                self.mots |= partie.bit
        self.nu = self._lier(0)
        self._dits: dict[int, str] = {}

    @classmethod
    def de(cls, html: str, langue: Langue) -> Morceau:
        """Return a whole piece of HTML: no element of it is opened or closed elsewhere."""
        if _motif(langue)[0].search(_bas(html)) is None:
            return cls((html,), langue)
        return cls((p for p in suivre(html, langue) if not isinstance(p, Trou)), langue)

    @classmethod
    def unir(cls, pieces: Iterable[str | Morceau], langue: Langue) -> Morceau:
        """Return several pieces as one; text alone stands as it is."""
        suites = ((une,) if isinstance(une, str) else une.suite for une in pieces)
        return cls((partie for suite in suites for partie in suite), langue)

    def dire(self, vus: int) -> str:
        """Return it, its words linked but those met before.

        Args:
            vus: The bits of the words met before on the page.
        """
        libres = self.mots & ~vus
        return (self._dits.get(libres) or self._apprendre(libres)) if libres else self.nu

    def _apprendre(self, libres: int) -> str:
        dit = self._lier(libres)
        if len(self._dits) < VERSIONS_AU_PLUS:
            self._dits[libres] = dit
        return dit

    def _lier(self, libres: int) -> str:
        dits = []
        for partie in self.suite:
            if isinstance(partie, str):
                dits.append(partie)
            elif partie.bit & libres:
                libres ^= partie.bit
                dits.append(_lien(partie.mot, partie.ecrit, self._langue))
            else:
                dits.append(partie.ecrit)
        return "".join(dits)


def expliquer(page: str, langue: Langue) -> tuple[str, tuple[Mot, ...]]:
    """Return HTML whose words are links to their meaning, and those that were found."""
    morceau = Morceau.de(page, langue)
    return morceau.dire(0), trouves(morceau.mots)


def trouves(mots: int) -> tuple[Mot, ...]:
    """Return words by their bits, in the order they are told."""
    return tuple(mot for rang, mot in enumerate(glossaire()) if mots >> rang & 1)


def suivre(page: str, langue: Langue) -> Iterator[str | Trouve | Trou]:
    """Follow HTML from its beginning: what stands as it is, words that it tells, places left."""
    muet = ""
    for morceau in filter(None, BALISE.split(page)):
        balise = morceau.startswith("<")
        if balise:
            muet = _muet(morceau, muet)
        lisible = not muet and not balise
        for rang, texte in enumerate(MARQUE.split(morceau) if "\0" in morceau else (morceau,)):
            if rang % 2:
                yield Trou(texte, lisible)
            elif lisible:
                yield from _lire(texte, langue)
            else:
                yield texte


def _lire(texte: str, langue: Langue) -> Iterator[str | Trouve]:
    """Yield a text, the words found in it apart."""
    motif, par_forme = _motif(langue)
    fin = 0
    for trouve in motif.finditer(_bas(texte)):
        ecrit = texte[trouve.start() : trouve.end()]
        rang, mot = par_forme[_plier(ecrit)]
        yield texte[fin : trouve.start()]
        yield Trouve(1 << rang, mot, ecrit)
        fin = trouve.end()
    yield texte[fin:]


def _bas(texte: str) -> str:
    """Return a text in small letters, of the same length: one capital alone would become two."""
    bas = texte.lower()
    return bas if len(bas) == len(texte) else texte


def _joindre(suite: Iterable[str | Trouve]) -> Iterator[str | Trouve]:
    """Yield the same, pieces of text that follow one another made one."""
    for ecrit, parties in groupby(suite, lambda partie: isinstance(partie, str)):
        if ecrit:
            yield "".join(parties)  # type: ignore[arg-type]
        else:
            yield from parties


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
def _motif(langue: Langue) -> tuple[re.Pattern[str], dict[str, tuple[int, Mot]]]:
    ranges = enumerate(glossaire())
    par_forme = {_plier(f): (rang, mot) for rang, mot in ranges for f in mot.formes[langue]}
    suites: dict[str, list[str]] = {}
    for forme in sorted(par_forme, key=len, reverse=True):
        ecrite = re.escape(forme).replace(r"\ ", r"\s+")
        suites.setdefault(ecrite[0], []).append(ecrite[1:])
    # By first letter, alone before anything else: the library then skips to one of these letters.
    motif = "|".join(rf"{un}(?<=\b.)(?:{'|'.join(reste)})" for un, reste in suites.items())
    return re.compile(rf"(?:{motif})\b"), par_forme


def _plier(ecrit: str) -> str:
    return " ".join(ecrit.casefold().split())
