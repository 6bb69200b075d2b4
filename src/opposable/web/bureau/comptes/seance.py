"""Sessions where people are known, and nowhere else: the public pages bear no cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django_otp.middleware import OTPMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


NUL = "\0"


class Seance:
    """Opens a session under the addresses of the office, and keeps its pages out of caches."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.dehors = suite
        messages = MessageMiddleware(suite)
        self.dedans = SessionMiddleware(AuthenticationMiddleware(OTPMiddleware(messages)))

    def __call__(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer, within a session where there may be one."""
        if not requete.path_info.startswith(settings.SEANCES_SOUS):
            return self.dehors(requete)
        if _porte_un_nul(requete):
            raise BadRequest
        reponse: HttpResponseBase = self.dedans(requete)  # type: ignore[assignment] # no coroutine here
        reponse.headers["Cache-Control"] = "private, no-store"
        return reponse


def _porte_un_nul(requete: HttpRequest) -> bool:
    """Whether a request bears the character that no one types and PostgreSQL keeps nowhere."""
    dits = (
        dit for envoi in (requete.GET, requete.POST) for cle in envoi for dit in envoi.getlist(cle)
    )
    return NUL in requete.path_info or any(NUL in dit for dit in dits)
