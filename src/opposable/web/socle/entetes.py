"""Headers that every answer bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

REFUSEES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class Entetes:
    """Adds the headers that Django does not: what the page may not ask of the browser."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        reponse = self.suite(requete)
        reponse.headers.setdefault("Permissions-Policy", REFUSEES)
        reponse.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return reponse
