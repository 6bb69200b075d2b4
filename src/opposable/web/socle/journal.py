"""The log: one line a request, without anything a person typed.

The route is logged rather than the address, since an address may hold the facts of an
application; no network address, no query, no form, no header of the asker.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from json import JSONEncoder
from time import perf_counter
from typing import TYPE_CHECKING, cast

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

ICI = "opposable.web"
journal = structlog.stdlib.get_logger(ICI)
requetes = logging.getLogger(f"{ICI}.requetes")
EN_TEXTE = "%(asctime)s [info     ] requete %(message)s"
MILLE = 1000
ENCODER = JSONEncoder(ensure_ascii=False).encode
BAVARDS = (
    *("django.request", "django.server", "django.template", "django.security.DisallowedHost"),
    *("axes", "mozilla_django_oidc"),
)
"""Loggers whose lines quote what was asked, or who asked."""


def configuration_du_journal(*, json: bool) -> None:
    """Set structlog and the standard library's logging to write the same lines.

    Args:
        json: Whether a line is JSON (for a collector) or text (for a terminal).
    """
    communs: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    dernier: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*communs, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    rendu = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=communs,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, dernier],
    )
    sortie = logging.StreamHandler(sys.stderr)
    sortie.setFormatter(rendu)
    sortie.addFilter(lambda dit: dit.name != requetes.name)
    racine = logging.getLogger()
    racine.handlers = [sortie]
    lignes = logging.StreamHandler(sys.stderr)
    lignes.setFormatter(Requete() if json else logging.Formatter(EN_TEXTE))
    requetes.handlers = [lignes]
    logging.getLogger("opposable").setLevel(logging.INFO)
    # Django's own lines hold the address asked for: the line below says it without the facts.
    for bavard in BAVARDS:
        logging.getLogger(bavard).setLevel(logging.CRITICAL)


def noter(methode: str | None, route: str, statut: int, duree: float) -> None:
    """Log a request and its seconds."""
    dit: dict[str, str | float | None]
    dit = {"methode": methode, "route": route, "statut": statut}
    dit["duree_ms"] = round(duree * MILLE, 1)
    requetes.info("%(methode)s %(route)s %(statut)s %(duree_ms)s ms", dit)


class Requete(logging.Formatter):
    """Writes the line of a request with one encoder, since there is one for each of them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the keys of every other line."""
        instant = datetime.fromtimestamp(record.created, UTC).isoformat()
        fin = {"event": "requete", "level": "info", "logger": ICI}
        dit = cast("Mapping[str, object]", record.args)
        ligne = {**dit, **fin, "timestamp": instant.replace("+00:00", "Z")}
        return ENCODER(ligne)


class Journal:
    """Logs each request: method, route, status, duration in milliseconds, bytes."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponse:
        """Answer, then log."""
        debut = perf_counter()
        reponse = self.suite(requete)
        trouvee = requete.resolver_match
        route = trouvee.route if trouvee else "(inconnue)"
        noter(requete.method, route, reponse.status_code, perf_counter() - debut)
        return reponse

    def process_exception(self, _requete: HttpRequest, erreur: Exception) -> None:
        """Log where a fault of ours happened, without its message, which may quote facts."""
        trace = erreur.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        lieu = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
        journal.error("faute", nature=type(erreur).__name__, lieu=lieu)
