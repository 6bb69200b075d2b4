"""Pages made ready: a template rendered once with places left in it, then filled by joining.

What varies is put in as HTML made ready elsewhere. Between `{% expliquer %}` and its end, words are
explained the first time they are met, in the order of the page, whichever piece holds them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from opposable.web.socle import droit
from opposable.web.socle.glossaire import MARQUE, Morceau, Trou, Trouve, suivre, trouves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from opposable.ecrit.bilingue import Langue

Dit: TypeAlias = "str | Morceau | Iterable[str | Morceau]"
"""What is put in a place: HTML as it is, HTML whose words may be explained, or several of these."""
OUVRE, FERME = "\0expliquer\0", "\0explique\0"
"""Where the part of a page whose words are explained begins, and ends."""
EN_MOULE = "moule"
"""Name by which a template knows that it is rendered to be filled later."""


def marquer(*noms: str) -> dict[str, SafeString]:
    """Return the places that a template leaves, by name."""
    return {nom: SafeString(f"\0{nom}\0") for nom in noms}


class Moule:
    """HTML with places left in it.

    Args:
        html: HTML where places stand as `marquer` gives them; one whose words may be explained is
            all the text of its element.
        langue: Its language.
    """

    __slots__ = ("_parties",)

    def __init__(self, html: str, langue: Langue) -> None:
        self._parties: list[Morceau | Trou] = []
        suite: list[str | Trouve] = []
        for partie in suivre(html, langue):
            if isinstance(partie, Trou):
                self._parties += (Morceau(suite, langue), partie)
                suite = []
            else:
                suite.append(partie)
        self._parties.append(Morceau(suite, langue))

    def couler(self, dits: Mapping[str, Dit]) -> list[str | Morceau]:
        """Return its pieces in order, the places filled."""
        pieces: list[str | Morceau] = []
        for partie in self._parties:
            if isinstance(partie, Morceau):
                pieces.append(partie)
                continue
            dit = dits[partie.nom]
            if isinstance(dit, str | Morceau):
                pieces.append(dit)
            else:
                pieces += dit
        return pieces


class Patron:
    """HTML with places left in it, none of whose words is explained.

    Args:
        html: HTML where places stand as `marquer` gives them.
    """

    __slots__ = ("_parties",)

    def __init__(self, html: str) -> None:
        self._parties = tuple(MARQUE.split(html))

    def remplir(self, **dits: str) -> str:
        """Return it with texts in their places."""
        sures = {nom: str(escape(dit)) for nom, dit in dits.items()}
        return "".join(_remplir(self._parties, sures))


class PageMoulee(NamedTuple):
    """A whole page with places left: before, in and after the part whose words are explained."""

    avant: tuple[str, ...]
    contenu: Moule
    apres: tuple[str, ...]
    langue: Langue

    @classmethod
    def de(cls, html: str, langue: Langue) -> PageMoulee:
        """Cut a page rendered with its places marked."""
        avant, _, suite = html.partition(OUVRE)
        contenu, _, apres = suite.partition(FERME)
        return cls(
            tuple(MARQUE.split(avant)), Moule(contenu, langue), tuple(MARQUE.split(apres)), langue
        )

    def couler(self, dits: Mapping[str, Dit]) -> str:
        """Return the page, its places filled and its words explained."""
        page, vus = _remplir(self.avant, dits), 0
        for piece in self.contenu.couler(dits):
            if isinstance(piece, str):
                page.append(piece)
            elif piece.mots:
                page.append(piece.dire(vus))
                vus |= piece.mots
            else:
                page.append(piece.nu)
        page.append(definir(vus, self.langue))
        return "".join(page + _remplir(self.apres, dits))


def _remplir(parties: tuple[str, ...], dits: Mapping[str, Dit]) -> list[str]:
    remplies = list(parties)
    for rang in range(1, len(parties), 2):
        remplies[rang] = str(dits[parties[rang]])
    return remplies


@lru_cache(maxsize=4096)
def definir(mots: int, _langue: Langue) -> str:
    """Return the meanings of words, by their bits, as the end of a page; nothing for none."""
    return str(render_to_string("theme/mots.html", {"mots": trouves(mots)})) if mots else ""


def mouler(gabarit: str, contexte: Mapping[str, Any], places: Iterable[str]) -> Moule:
    """Render a template with places left in it, in the language of the page."""
    rendu = render_to_string(gabarit, {**contexte, **marquer(*places)})
    return Moule(rendu, droit.langue())


def mouler_la_page(gabarit: str, contexte: Mapping[str, Any], places: Iterable[str]) -> PageMoulee:
    """Render a whole page with places left in it, in the language of the page."""
    rendu = render_to_string(gabarit, {**contexte, **marquer(*places), EN_MOULE: True})
    return PageMoulee.de(rendu, droit.langue())
