"""A request put to an application as a server puts it, and all that is seen of its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from opposable.web.socle.mesures import DUREES, REQUETES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest


class Vu(NamedTuple):
    """What a client, a collector and a reader of the log see of a request."""

    statut: str
    entetes: list[tuple[str, str]]
    corps: bytes
    compte: float
    duree: float
    journal: list[str]


def passer(application: Any, environ: dict[str, Any], caplog: pytest.LogCaptureFixture) -> Vu:
    """Send a request as a server does."""
    environ = {"HTTP_HOST": "localhost", "REMOTE_ADDR": "192.0.2.44", **environ}
    setup_testing_defaults(environ)
    dits: list[tuple[str, list[tuple[str, str]]]] = []
    caplog.clear()
    avant = _compte(), _durees()
    reponse: Iterable[bytes] = application(environ, lambda s, e, *_: dits.append((s, e)))
    lu = b"".join(reponse)
    getattr(reponse, "close", lambda: None)()
    ((statut, entetes),) = dits
    lignes = [re.sub(r"[\d.]+ ms|[\d:.T-]+Z", "", r.getMessage()) for r in caplog.records]
    return Vu(statut, sorted(entetes), lu, _compte() - avant[0], _durees() - avant[1], lignes)


def _compte() -> float:
    return sum(s.value for m in REQUETES.collect() for s in m.samples if s.name.endswith("_total"))


def _durees() -> float:
    return sum(s.value for m in DUREES.collect() for s in m.samples if s.name.endswith("_count"))


class Compteur:
    """The site, which tells what reached it.

    Attributes:
        venues: Addresses asked of it, in order.
    """

    def __init__(self) -> None:
        self._site = get_wsgi_application()
        self.venues: list[str] = []

    def __call__(self, environ: dict[str, Any], debuter: Any) -> Any:
        """Answer, and remember."""
        self.venues.append(environ["PATH_INFO"])
        return self._site(environ, debuter)
