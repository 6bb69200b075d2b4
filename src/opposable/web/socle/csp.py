"""The policy of contents, made once: no answer holds a nonce, and few change what it says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PARTICULIERES = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")
"""What a view may ask of its own answer."""


class Csp(CSPMiddleware):
    """Adds the policy common to all; an answer that asks for another goes the library's way."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the policy."""
        if HEADER not in response and _commune(request, response):
            response.headers[HEADER] = _politique()
            return response
        ajoutee: HttpResponseBase = super().process_response(request, response)
        return ajoutee


def _commune(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether an answer bears what the settings say, and nothing else."""
    if settings.DEBUG or getattr(request, "_csp_nonce", None):
        return False
    return not any(hasattr(response, nom) for nom in PARTICULIERES)


@cache
def _politique() -> str:
    """Return the policy of the settings."""
    politique: str = build_policy()
    return politique
