"""A door before the site for the pages asked for most: the answer, and the help while typing.

What the layers of the site add to such a page is the same every time: headers, a count, a line of
the log. The first request of a kind goes through them, and the headers they give are kept; the
next ones are answered here, by the very function that makes the page. Another method, a cookie, a
fault, anything in doubt: the site answers. A test sends every kind of request both ways and
compares.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve, reverse
from django.utils import translation

from opposable.decision.acquis import Acquis
from opposable.ecrit.bilingue import LANGUES
from opposable.web.public.demander.page import composer
from opposable.web.public.demander.suggestions import suggerer
from opposable.web.socle import journal, mesures
from opposable.web.socle.compression import COURTE, accepte, compresser
from opposable.web.socle.droit_servi import SUCCESSION, Tenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest

    from opposable.ecrit.bilingue import Langue

    Environ = dict[str, Any]
    Entetes = list[tuple[str, str]]
    Debuter = Callable[..., Any]
    Application = Callable[[Environ, Debuter], Iterable[bytes]]

REUSSITE = "200 OK"
SORTES_AU_PLUS = 256
"""Kinds of requests whose headers are kept: one host, scheme, page and coding each."""
PARAMETRES_AU_PLUS = 2_000
"""Characters of a query read here."""
AILLEURS = (
    *("HTTP_COOKIE", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT"),
    *("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
)
"""What a request answered here does not bear."""
FAITES: Mapping[str, Callable[[HttpRequest], str]] = {
    "demander:reponse": composer,
    "demander:suggestions": suggerer,
}
"""The pages answered here, by name, and what makes each."""


class Page(NamedTuple):
    """A page answered here: its language, the route that the log says, what makes it."""

    langue: Langue
    route: str
    faire: Callable[[HttpRequest], str]


class Sorte(NamedTuple):
    """What headers depend on."""

    hote: str
    schema: str
    relaye: str
    chemin: str
    comprimee: bool


class PorteDesPages:
    """Stands before the site, for some of its pages.

    Args:
        suite: What answers everything else.
    """

    def __init__(self, suite: Application) -> None:
        self.suite = suite
        self.sortes: Acquis[Sorte, Entetes] = Acquis(SORTES_AU_PLUS)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages answered here, by address."""
        pages = {}
        for langue in LANGUES:
            with translation.override(langue):
                for nom, faire in FAITES.items():
                    chemin = reverse(nom)
                    pages[chemin] = Page(langue, resolve(chemin).route, faire)
        return pages

    def __call__(self, environ: Environ, debuter: Debuter) -> Iterable[bytes]:
        """Answer, or have the site answer."""
        page = self.pages.get(environ.get("PATH_INFO", ""))
        if page is None or not _simple(environ):
            return self.suite(environ, debuter)
        debut, sorte = perf_counter(), _sorte(environ)
        entetes = self.sortes.get(sorte)
        if entetes is None:
            return self.suite(environ, self._retenir(sorte, debuter))
        corps = _faire(page, environ)
        # A page that the site would leave as it is has other headers.
        if corps is None or len(corps) < COURTE:
            return self.suite(environ, debuter)
        if sorte.comprimee:
            corps = compresser(corps)
        debuter(REUSSITE, [*entetes, ("Content-Length", str(len(corps)))])
        mesures.compter(page.route, "GET", 200, perf_counter() - debut)
        journal.noter("GET", page.route, 200, perf_counter() - debut)
        return [corps]

    def _retenir(self, sorte: Sorte, debuter: Debuter) -> Debuter:
        """Keep the headers that the site gives, where it answers."""

        def noter(statut: str, entetes: Entetes, *reste: Any) -> Any:
            dits = {nom.lower(): dit for nom, dit in entetes}
            entiere = int(dits.get("content-length", "0")) >= COURTE
            codee = "content-encoding" in dits
            if statut == REUSSITE and entiere and codee == sorte.comprimee:
                communs = [(nom, dit) for nom, dit in entetes if nom.lower() != "content-length"]
                self.sortes.apprendre(sorte, communs)
            return debuter(statut, entetes, *reste)

        return noter


def _simple(environ: Environ) -> bool:
    """Whether a request is of the kind answered here."""
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and not environ.get("SCRIPT_NAME")
        and len(environ.get("QUERY_STRING", "")) <= PARAMETRES_AU_PLUS
        and not any(nom in environ for nom in AILLEURS)
    )


def _sorte(environ: Environ) -> Sorte:
    lire = environ.get
    return Sorte(
        lire("HTTP_HOST", ""),
        lire("wsgi.url_scheme", ""),
        lire("HTTP_X_FORWARDED_PROTO", ""),
        lire("PATH_INFO", ""),
        accepte(lire("HTTP_ACCEPT_ENCODING", "")),
    )


def _faire(page: Page, environ: Environ) -> bytes | None:
    """Return the page; None where it is left to the site to say what is wrong."""
    with suppress(Exception), Tenu(SUCCESSION.actuel()), translation.override(page.langue):
        return page.faire(WSGIRequest(environ)).encode()
    return None
