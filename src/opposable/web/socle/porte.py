"""Doors before the site: what is asked most is answered without its layers, as they would answer.

What the layers add to such an answer is the same every time: headers, a count, a line of the log.
The first request of a kind goes through them, and the headers that they give are kept; the next
ones are answered at the door, by the very function that makes the answer behind it. A fault, a
cookie, anything in doubt: the site answers. A test sends every kind of request both ways and
compares.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.acquis import Acquis
from opposable.web.socle import journal, mesures
from opposable.web.socle.droit_servi import SUCCESSION, Tenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    Entetes = list[tuple[str, str]]
    Debuter = Callable[..., Any]
    Application = Callable[[Environ, Debuter], Iterable[bytes]]

REUSSITE = "200 OK"
SORTES_AU_PLUS = 256
"""Kinds of requests whose headers are kept, at each door."""
AILLEURS = ("HTTP_COOKIE", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT")
"""What a request answered at a door does not bear."""


class Sorte(NamedTuple):
    """What the headers of an answer depend on."""

    methode: str
    chemin: str
    hote: str
    schema: str
    relaye: str
    langues: str
    comprimee: bool

    @classmethod
    def de(cls, environ: Environ, langues: str = "", *, comprimee: bool = False) -> Sorte:
        """Return the kind of a request."""
        lire = environ.get
        return cls(
            lire("REQUEST_METHOD", ""),
            lire("PATH_INFO", ""),
            lire("HTTP_HOST", ""),
            lire("wsgi.url_scheme", ""),
            lire("HTTP_X_FORWARDED_PROTO", ""),
            langues,
            comprimee,
        )


class Faite(NamedTuple):
    """An answer made at a door: its route, as the log says it, its body, headers of its own."""

    route: str
    corps: bytes
    entetes: Entetes


class Porte(ABC):
    """Stands before the site, for some of its addresses.

    Args:
        suite: What answers everything else.
    """

    def __init__(self, suite: Application) -> None:
        self.suite = suite
        self.sortes: Acquis[Sorte, Entetes] = Acquis(SORTES_AU_PLUS)

    @abstractmethod
    def reconnaitre(self, environ: Environ) -> Sorte | None:
        """Return the kind of a request; None where it is left to the site."""

    @abstractmethod
    def faire(self, sorte: Sorte, environ: Environ) -> Faite | None:
        """Return the answer, under the law that is held; None where it is left to the site."""

    @abstractmethod
    def garder(self, entetes: Entetes) -> Entetes | None:
        """Return those of the site's headers that every such answer has; None: keep none."""

    def __call__(self, environ: Environ, debuter: Debuter) -> Iterable[bytes]:
        """Answer, or have the site answer."""
        debut, sorte = perf_counter(), self.reconnaitre(environ)
        if sorte is None:
            return self.suite(environ, debuter)
        entetes = self.sortes.get(sorte)
        if entetes is None:
            return self.suite(environ, self._retenir(sorte, debuter))
        faite = self._faire(sorte, environ)
        if faite is None:
            return self.suite(environ, debuter)
        taille = ("Content-Length", str(len(faite.corps)))
        debuter(REUSSITE, [*entetes, *faite.entetes, taille])
        duree = perf_counter() - debut
        mesures.compter(faite.route, sorte.methode, 200, duree)
        journal.noter(sorte.methode, faite.route, 200, duree)
        return [faite.corps]

    def _faire(self, sorte: Sorte, environ: Environ) -> Faite | None:
        # The site meets the same fault, and tells it as it tells all of them.
        with suppress(Exception), Tenu(SUCCESSION.actuel()):
            return self.faire(sorte, environ)
        return None

    def _retenir(self, sorte: Sorte, debuter: Debuter) -> Debuter:
        """Keep the headers that the site gives, where it answers."""

        def noter(statut: str, entetes: Entetes, *reste: Any) -> Any:
            codee = any(nom.lower() == "content-encoding" for nom, _ in entetes)
            gardes = self.garder(entetes) if statut == REUSSITE else None
            if gardes is not None and codee == sorte.comprimee:
                self.sortes.apprendre(sorte, gardes)
            return debuter(statut, entetes, *reste)

        return noter


def courte(environ: Environ, au_plus: int, ailleurs: Iterable[str] = AILLEURS) -> bool:
    """Whether a request says no more than a door reads, and bears nothing that the site reads.

    Args:
        environ: The request.
        au_plus: Characters of a query read at this door.
        ailleurs: What makes it the site's.
    """
    return len(environ.get("QUERY_STRING", "")) <= au_plus and not any(
        nom in environ for nom in ailleurs
    )
