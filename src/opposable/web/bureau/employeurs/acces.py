"""Who opens a page of an account: whoever entered by it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from opposable.web.bureau.comptes.acces import vers
from opposable.web.bureau.employeurs.seance import employeur_de

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from opposable.web.bureau.employeurs.models import Employeur

P = ParamSpec("P")
ENTREE = "guichet:demandes"
"""Where an account opens."""


def par_compte(
    vue: Callable[Concatenate[HttpRequest, Employeur, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in who entered by their account; lead others to its door, and back."""

    @wraps(vue)
    @sensitive_post_parameters()
    def gardee(requete: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        employeur = employeur_de(requete)
        if employeur is None:
            lue = requete.method in {"GET", "HEAD"}
            return redirect(vers("employeurs:entrer", requete.get_full_path() if lue else ""))
        return vue(requete, employeur, *args, **kwargs)

    gardee.acces = "compte"  # type: ignore[attr-defined]
    return gardee
