"""Who opens a page of the door: whoever holds the key of that application."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from opposable.web.bureau.guichet import cles, depots

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from opposable.web.bureau.guichet.models import Depot

P = ParamSpec("P")


def par_cle(
    vue: Callable[Concatenate[HttpRequest, Depot, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in who gave the key in this session, or gives it now; ask for it elsewhere.

    What was typed when the session had ended is carried through the page that asks for the key.
    """

    @wraps(vue)
    @sensitive_post_parameters()
    def gardee(
        requete: HttpRequest, /, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        depot = depots.trouver(reference)
        if requete.method == "POST" and "cle" in requete.POST:
            if cles.trop_d_essais(requete):
                return trop(requete)
            if not cles.ouvrir(requete, depot, requete.POST["cle"]) or depot is None:
                return _demander(requete, HTTPStatus.UNPROCESSABLE_ENTITY)
            if not cles.typees(requete.POST.dict()):
                return redirect(requete.path)
        elif depot is None or not cles.est_ouvert(requete, depot):
            perdu = requete.method == "POST"
            return _demander(requete, HTTPStatus.FORBIDDEN if perdu else HTTPStatus.OK)
        return vue(requete, depot, *args, **kwargs)

    gardee.acces = "cle"  # type: ignore[attr-defined]
    return gardee


def trop(requete: HttpRequest) -> HttpResponse:
    """Answer whoever gave too many wrong keys."""
    return render(requete, "guichet/trop.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def _demander(requete: HttpRequest, statut: HTTPStatus) -> HttpResponse:
    """Ask for the key, and keep what was typed meanwhile."""
    contexte = {
        "faux": statut is HTTPStatus.UNPROCESSABLE_ENTITY,
        "perdu": statut is HTTPStatus.FORBIDDEN,
        "typees": cles.typees(requete.POST.dict()),
        "fichier": bool(requete.FILES),
    }
    return render(requete, "guichet/cle.html", contexte, status=statut)
