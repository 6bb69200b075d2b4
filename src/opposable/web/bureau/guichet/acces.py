"""Who opens a page of the door: whoever holds its key, or an account it is attached to."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from opposable.web.bureau import horloge
from opposable.web.bureau.comptes import reprise
from opposable.web.bureau.comptes.acces import vers
from opposable.web.bureau.employeurs.seance import employeur_de
from opposable.web.bureau.guichet import cles, depots
from opposable.web.bureau.guichet.rattacher import tient

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from opposable.web.bureau.guichet.models import Depot

P = ParamSpec("P")


def par_cle(
    vue: Callable[Concatenate[HttpRequest, Depot, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in who gave the key in this session, or gives it now, or entered by an account.

    Others are asked for the key. What was typed when the session had ended is carried through the
    page that asks for it, or kept in the session of the browser until an account is entered.
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
        elif depot is None or not _ouvert_a(requete, depot):
            perdu = requete.method == "POST"
            if perdu:
                reprise.garder(requete)
            return _demander(requete, HTTPStatus.FORBIDDEN if perdu else HTTPStatus.OK)
        _reprendre(requete, depot)
        return vue(requete, depot, *args, **kwargs)

    gardee.acces = "cle"  # type: ignore[attr-defined]
    return gardee


def _ouvert_a(requete: HttpRequest, depot: Depot) -> bool:
    """Whether the key was given in this session, or the account that entered holds it."""
    employeur = employeur_de(requete)
    return cles.est_ouvert(requete, depot) or (employeur is not None and tient(employeur, depot))


def _reprendre(requete: HttpRequest, depot: Depot) -> None:
    """Keep what was typed on this page when the session was gone, now that its author is back."""
    saisie = reprise.reprendre(requete, sceau_de(depot))
    if saisie and depot.numero is None:
        depots.taper(depot, saisie["dits"].dict(), horloge.instant())
    if saisie or requete.method == "POST":
        reprise.oublier(requete)


def sceau_de(depot: Depot) -> str:
    """Return whose form a step is: what its seal holds."""
    return f"depot:{depot.reference}"


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
        "employeur": employeur_de(requete),
        "compte": vers("employeurs:entrer", requete.path),
    }
    return render(requete, "guichet/cle.html", contexte, status=statut)
