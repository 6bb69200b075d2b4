"""HEAD: the headers of GET, and no body (RFC 9110, section 9.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class Head:
    """Leaves the body out of what answers HEAD; its length stays announced."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer, without a body where the headers alone are asked for."""
        reponse = self.suite(requete)
        if requete.method != "HEAD":
            return reponse
        if reponse.streaming:
            reponse.streaming_content = []  # type: ignore[attr-defined]
        else:
            reponse.content = b""  # type: ignore[attr-defined]
        return reponse
