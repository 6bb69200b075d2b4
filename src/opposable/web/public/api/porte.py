"""The door of the API: applications, sent as JSON or said by an address, decided without fault."""

from __future__ import annotations

import io
from time import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import QueryDict

from opposable.web.public.api.debit import Debit
from opposable.web.public.api.determinations import repondre_aux_donnees, repondre_aux_parametres
from opposable.web.public.api.garde import COMPTE, RACINE, dire_le_debit
from opposable.web.public.api.reponse_json import JSON, empreindre
from opposable.web.socle.porte import Faite, Porte, Sorte, courte

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.web.socle.guet import Guet
    from opposable.web.socle.porte import Application, Debuter, Entetes, Environ

ADRESSE, ROUTE = f"{RACINE}determinations", f"{RACINE[1:]}determinations"
PARAMETRES_AU_PLUS = 1_000
"""Characters of a query read here."""
CHANGENT = frozenset(
    {"content-length", "etag", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"}
)
"""Headers that are made anew for each answer."""
SANS_PARAMETRE = QueryDict()
"""What most addresses say; it cannot be changed."""


class PorteDeLApi(Porte):
    """Stands before the site; the application of the server.

    Args:
        suite: The site.
        guet: Looks out for another law from the first request on; None: nobody does.

    Attributes:
        debit: Counts the requests to the API; made before the processes of the server part.
    """

    def __init__(self, suite: Application, guet: Guet | None = None) -> None:
        super().__init__(suite)
        self._guet = guet
        self.debit = Debit()

    def __call__(self, environ: Environ, debuter: Debuter) -> Iterable[bytes]:
        """Count the request, then answer or have the site answer."""
        if self._guet and not self._guet.ouvert:
            self._guet.ouvrir()
        if not environ.get("PATH_INFO", "").startswith(RACINE):
            return self.suite(environ, debuter)
        instant = time()
        if settings.DEBIT_PAR_MINUTE:
            compte = self.debit.compter(environ.get("REMOTE_ADDR", ""), instant)
            environ[COMPTE] = (compte, instant)
        return super().__call__(environ, debuter)

    def reconnaitre(self, environ: Environ) -> Sorte | None:
        """Return the kind of an application sent whole; None for anything else."""
        if (
            environ.get("PATH_INFO") == ADRESSE
            and courte(environ, PARAMETRES_AU_PLUS)
            and (_porte_du_json(environ) or _dit_tout_par_l_adresse(environ))
        ):
            return Sorte.de(environ, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return None

    def faire(self, sorte: Sorte, environ: Environ) -> Faite | None:
        """Decide, where the rate is not passed."""
        debit = dire_le_debit(*environ.get(COMPTE, (0, 0.0)))
        corps = None if "Retry-After" in debit else _decider(sorte, environ)
        if corps is None:
            return None
        propres = list(debit.items())
        if sorte.methode == "GET":
            propres.append(("ETag", empreindre(corps)))
        return Faite(ROUTE, corps, propres)

    def garder(self, entetes: Entetes) -> Entetes | None:
        """Return the headers that say nothing of one answer."""
        return [(nom, dit) for nom, dit in entetes if nom.lower() not in CHANGENT]


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


def _decider(sorte: Sorte, environ: Environ) -> bytes | None:
    """Return what the site would answer; what is read of a body can be read again."""
    lus = environ.get("QUERY_STRING", "")
    parametres = QueryDict(lus.encode("iso-8859-1")) if lus else SANS_PARAMETRE
    if sorte.methode == "GET":
        return repondre_aux_parametres(parametres, sorte.langues)
    donnees = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(donnees)
    return repondre_aux_donnees(lambda: donnees, parametres, sorte.langues)
