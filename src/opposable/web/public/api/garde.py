"""What stands before every address of the API: size, rate, who may read, and errors as JSON."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from time import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse

from opposable.web.public.api.debit import FENETRE, Debit
from opposable.web.public.api.problemes import TYPE, probleme

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

RACINE = "/api/v1/"
UN_JOUR = 24 * 60 * 60
COMPTE = "opposable.compte"
"""Where a request bears how many its address sent in this minute, and when; no header says it."""
EXPOSES = "ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
DETAILS = {
    HTTPStatus.NOT_FOUND: "Cette adresse n’existe pas ; voyez /api/ pour celles qui existent.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Cette adresse n’accepte pas cette méthode ; voyez /api/.",
    HTTPStatus.BAD_REQUEST: "La requête n’a pas pu être lue.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Une panne de notre côté : réessayez plus tard.",
}


class Garde:
    """Guards the API; other addresses pass by."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse what is too large or too fast."""
        if not requete.path.startswith(RACINE):
            return self.suite(requete)
        entetes = self._mesurer(requete)
        reponse = self._repondre(requete, entetes)
        for nom, valeur in {**entetes, **_ouvertures()}.items():
            reponse[nom] = valeur
        return reponse

    def _repondre(self, requete: HttpRequest, entetes: dict[str, str]) -> HttpResponseBase:
        if requete.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        if "Retry-After" in entetes:
            attente = entetes["Retry-After"]
            return probleme(429, f"Trop de requêtes : réessayez dans {attente} secondes.")
        if _trop_grande(requete):
            return _refuser_la_taille()
        try:
            reponse = self._lire(requete)
        except RequestDataTooBig:
            return _refuser_la_taille()
        erreur = reponse.status_code >= HTTPStatus.BAD_REQUEST
        if erreur and reponse.get("Content-Type") != TYPE:
            statut = HTTPStatus(reponse.status_code)
            dit = probleme(statut, DETAILS.get(statut, "La requête a été refusée."))
            if "Allow" in reponse:
                dit["Allow"] = reponse["Allow"]
            return dit
        return reponse

    def _lire(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer HEAD as GET, whose body the middleware `Head` then leaves out."""
        methode = requete.method
        requete.method = "GET" if methode == "HEAD" else methode
        try:
            return self.suite(requete)
        finally:
            requete.method = methode

    def _mesurer(self, requete: HttpRequest) -> dict[str, str]:
        """Count a request that nobody counted yet, and return the headers that tell the rate."""
        if not settings.DEBIT_PAR_MINUTE:
            return {}
        if COMPTE not in requete.META:
            instant = time()
            compte = self.debit.compter(requete.META.get("REMOTE_ADDR", ""), instant)
            requete.META[COMPTE] = (compte, instant)
        return dire_le_debit(*requete.META[COMPTE])

    @cached_property
    def debit(self) -> Debit:
        """Counts what comes without passing by the door."""
        return Debit()


def dire_le_debit(compte: int, instant: float) -> dict[str, str]:
    """Return the headers that tell the rate; `Retry-After` where it is passed."""
    permis = settings.DEBIT_PAR_MINUTE
    if not permis:
        return {}
    reste = str(FENETRE - int(instant % FENETRE))
    entetes = {
        "RateLimit-Limit": str(permis),
        "RateLimit-Remaining": str(max(permis - compte, 0)),
        "RateLimit-Reset": reste,
    }
    return {**entetes, "Retry-After": reste} if compte > permis else entetes


def _ouvertures() -> dict[str, str]:
    """Return the headers that let any page read: there is no cookie and nothing is kept."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Content-Type, Accept-Language, If-None-Match",
        "Access-Control-Expose-Headers": EXPOSES,
        "Access-Control-Max-Age": str(UN_JOUR),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _trop_grande(requete: HttpRequest) -> bool:
    annonce = requete.META.get("CONTENT_LENGTH") or "0"
    return annonce.isdigit() and int(annonce) > settings.CORPS_AU_PLUS


def _refuser_la_taille() -> HttpResponse:
    kilos = settings.CORPS_AU_PLUS // 1024
    return probleme(413, f"La requête dépasse {kilos} Kio : envoyez moins de demandes à la fois.")
