"""The page of one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve
from opposable.web.bureau.comptes.services import nom_du_service

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@reserve()
def dossier(requete: Requete, numero: str) -> HttpResponse:
    """Show a file to who may read it."""
    lu = dossier_lisible(requete, numero)
    service = nom_du_service(lu.service or "", requete.porteur.jour)
    return render(requete, "instruction/dossier.html", {"dossier": lu, "service": service})
