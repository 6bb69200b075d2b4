"""Health, asked by machines that know this process by its number and not by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.web.service.technique import pret, vie

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

VUES = {"/sante/vie": vie, "/sante/pret": pret}


class Sante:
    """Answers before the name of the host is checked: a probe calls 127.0.0.1, or an address."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponse:
        """Answer a question about health, pass on any other."""
        vue = VUES.get(requete.path)
        return vue(requete) if vue else self.suite(requete)
