"""The page of entry: who one is here, and what one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.services import nom_du_service

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@reserve()
def entree(requete: Requete) -> HttpResponse:
    """Show the services of someone, and their roles there."""
    porteur = requete.porteur
    services = [nom_du_service(service, porteur.jour) for service in porteur.services]
    contexte = {"services": services, "roles": sorted(porteur.roles)}
    return render(requete, "travail/entree.html", contexte)
