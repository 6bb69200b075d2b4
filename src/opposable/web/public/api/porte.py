"""The busiest address answered before the layers of the site, as they would answer.

What is answered here is an application, or many, sent as JSON, or one said by the address, and
without a fault. The headers are those that the site itself gave the first time to such a request;
any other request, any fault and any doubt is passed on as it came. A test sends every kind of
request both ways and compares.
"""

from __future__ import annotations

import io
from contextlib import suppress
from time import perf_counter, time
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.http import QueryDict

from opposable.decision.acquis import Acquis
from opposable.web.public.api.debit import Debit
from opposable.web.public.api.determinations import repondre_aux_donnees, repondre_aux_parametres
from opposable.web.public.api.garde import COMPTE, RACINE, dire_le_debit
from opposable.web.public.api.reponse_json import JSON, empreindre
from opposable.web.socle import journal, mesures
from opposable.web.socle.droit_servi import SUCCESSION, Tenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opposable.web.socle.guet import Guet

    Environ = dict[str, Any]
    Entetes = list[tuple[str, str]]
    Debuter = Callable[..., Any]
    Application = Callable[[Environ, Debuter], Iterable[bytes]]

ADRESSE, ROUTE = f"{RACINE}determinations", f"{RACINE[1:]}determinations"
REUSSITE = "200 OK"
SORTES_AU_PLUS = 256
"""Kinds of requests whose headers are kept: one host, scheme and list of languages each."""
PARAMETRES_AU_PLUS = 1_000
"""Characters of a query read here."""
AILLEURS = ("HTTP_COOKIE", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT")
"""What a request answered here does not bear."""
CHANGENT = frozenset(
    {"content-length", "etag", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"}
)
"""Headers that are made anew for each answer."""


class Sorte(NamedTuple):
    """What headers depend on."""

    methode: str
    hote: str
    schema: str
    relaye: str
    langues: str

    @classmethod
    def de(cls, environ: Environ) -> Sorte:
        """Return the kind of a request."""
        lire = environ.get
        return cls(
            lire("REQUEST_METHOD", ""),
            lire("HTTP_HOST", ""),
            lire("wsgi.url_scheme", ""),
            lire("HTTP_X_FORWARDED_PROTO", ""),
            lire("HTTP_ACCEPT_LANGUAGE", ""),
        )


class Porte:
    """Stands before the site; the application of the server.

    Args:
        suite: The site.
        guet: Looks out for another law from the first request on; None: nobody does.

    Attributes:
        debit: Counts the requests to the API; made before the processes of the server part.
    """

    def __init__(self, suite: Application, guet: Guet | None = None) -> None:
        self.suite = suite
        self._guet = guet
        self.debit = Debit()
        self.sortes: Acquis[Sorte, Entetes] = Acquis(SORTES_AU_PLUS)

    def __call__(self, environ: Environ, debuter: Debuter) -> Iterable[bytes]:
        """Answer, or have the site answer."""
        if self._guet and not self._guet.ouvert:
            self._guet.ouvrir()
        if not environ.get("PATH_INFO", "").startswith(RACINE):
            return self.suite(environ, debuter)
        instant = time()
        if settings.DEBIT_PAR_MINUTE:
            compte = self.debit.compter(environ.get("REMOTE_ADDR", ""), instant)
            environ[COMPTE] = (compte, instant)
        if not _simple(environ):
            return self.suite(environ, debuter)
        return self._repondre(environ, debuter)

    def _repondre(self, environ: Environ, debuter: Debuter) -> Iterable[bytes]:
        debut, sorte = perf_counter(), Sorte.de(environ)
        entetes = self.sortes.get(sorte)
        if entetes is None:
            return self.suite(environ, self._retenir(sorte, debuter))
        debit = dire_le_debit(*environ.get(COMPTE, (0, 0.0)))
        corps = None if "Retry-After" in debit else _decider(environ)
        if corps is None:
            return self.suite(environ, debuter)
        propres = [("Content-Length", str(len(corps)))]
        if sorte.methode == "GET":
            propres.append(("ETag", empreindre(corps)))
        debuter(REUSSITE, [*entetes, *debit.items(), *propres])
        mesures.compter(ROUTE, sorte.methode, 200, perf_counter() - debut)
        journal.noter(sorte.methode, ROUTE, 200, perf_counter() - debut)
        return [corps]

    def _retenir(self, sorte: Sorte, debuter: Debuter) -> Debuter:
        """Keep the headers that the site gives, where it answers."""

        def noter(statut: str, entetes: Entetes, *reste: Any) -> Any:
            if statut == REUSSITE:
                communs = [(nom, dit) for nom, dit in entetes if nom.lower() not in CHANGENT]
                self.sortes.apprendre(sorte, communs)
            return debuter(statut, entetes, *reste)

        return noter


def _simple(environ: Environ) -> bool:
    """Whether a request is of the kinds answered here."""
    lire = environ.get
    return (
        lire("PATH_INFO") == ADRESSE
        and len(lire("QUERY_STRING", "")) <= PARAMETRES_AU_PLUS
        and not any(nom in environ for nom in AILLEURS)
        and (_porte_du_json(environ) or _dit_tout_par_l_adresse(environ))
    )


def _porte_du_json(environ: Environ) -> bool:
    lire = environ.get
    taille = lire("CONTENT_LENGTH") or ""
    return (
        lire("REQUEST_METHOD") == "POST"
        and lire("CONTENT_TYPE") == JSON
        and taille.isascii()
        and taille.isdigit()
        and 0 < int(taille) <= settings.CORPS_AU_PLUS
    )


def _dit_tout_par_l_adresse(environ: Environ) -> bool:
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("CONTENT_LENGTH", "") in ("", "0")
        and "HTTP_IF_NONE_MATCH" not in environ
    )


def _decider(environ: Environ) -> bytes | None:
    """Return what the site would answer; None where it is left to say it."""
    langues = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    # The site meets the same fault, and tells it as it tells all of them.
    with suppress(Exception), Tenu(SUCCESSION.actuel()):
        parametres = QueryDict(environ.get("QUERY_STRING", "").encode("iso-8859-1"))
        if environ["REQUEST_METHOD"] == "GET":
            return repondre_aux_parametres(parametres, langues)
        donnees = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(donnees)
        return repondre_aux_donnees(lambda: donnees, parametres, langues)
    return None
