"""The door of the pages asked for most: the answer, and the help while typing."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve, reverse
from django.utils import translation

from opposable.ecrit.bilingue import LANGUES
from opposable.web.public.demander.page import composer
from opposable.web.public.demander.suggestions import suggerer
from opposable.web.socle.compression import COURTE, accepte, compresser
from opposable.web.socle.porte import AILLEURS, Faite, Porte, Sorte, courte

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpRequest

    from opposable.ecrit.bilingue import Langue
    from opposable.web.socle.porte import Application, Entetes, Environ

PATIENCE = 0.1
"""Seconds that a page waits for its turn."""
PARAMETRES_AU_PLUS = 2_000
"""Characters of a query read here."""
TENUES = ("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
"""What says that a page is held already, whole or in part."""
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


class PorteDesPages(Porte):
    """Stands before the site, for some of its pages.

    One page is made at a time: threads that make several at once take the interpreter from each
    other at every pause, which made the slowest pages twice as long. A page that lasts, because it
    has a law built, holds nobody up longer than `PATIENCE`.

    Args:
        suite: What answers everything else.
    """

    def __init__(self, suite: Application) -> None:
        super().__init__(suite)
        self._tour = Lock()

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

    def reconnaitre(self, environ: Environ) -> Sorte | None:
        """Return the kind of a page asked for whole; None for anything else."""
        if (
            environ.get("PATH_INFO") in self.pages
            and environ.get("REQUEST_METHOD") == "GET"
            and not environ.get("SCRIPT_NAME")
            and courte(environ, PARAMETRES_AU_PLUS, (*AILLEURS, *TENUES))
        ):
            return Sorte.de(environ, comprimee=accepte(environ.get("HTTP_ACCEPT_ENCODING", "")))
        return None

    def faire(self, sorte: Sorte, environ: Environ) -> Faite | None:
        """Make the page; one that the site would leave uncompressed has other headers."""
        page = self.pages[sorte.chemin]
        with self._a_son_tour(), translation.override(page.langue):
            corps = page.faire(WSGIRequest(environ)).encode()
        if len(corps) < COURTE:
            return None
        return Faite(page.route, compresser(corps) if sorte.comprimee else corps, [])

    @contextmanager
    def _a_son_tour(self) -> Iterator[None]:
        """Wait for the page being made to be ready, but no longer than said."""
        pris = self._tour.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if pris:
                self._tour.release()

    def garder(self, entetes: Entetes) -> Entetes | None:
        """Return the headers of a page; None for one that is left uncompressed."""
        tailles = [int(dit) for nom, dit in entetes if nom.lower() == "content-length"]
        if not tailles or tailles[0] < COURTE:
            return None
        return [(nom, dit) for nom, dit in entetes if nom.lower() != "content-length"]
