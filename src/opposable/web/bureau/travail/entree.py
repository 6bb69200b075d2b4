"""The page of entry: who one is here, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import LECTEURS, Role
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.dire import ROLES
from opposable.web.bureau.travail import listes
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@reserve()
def entree(requete: Requete) -> HttpResponse:
    """Show the services of someone, their roles there, and each worklist that holds a file."""
    porteur = requete.porteur
    lit = bool(porteur.roles & {*LECTEURS, Role.REGIONAL, Role.AUDITEUR})
    noms = [n for n in listes.LISTES if n != "clos"] if lit else []
    comptes = listes.compter(porteur, *((nom, listes.TOUTES) for nom in noms))
    contexte = {
        "rubrique": "bureau",
        "lieux": [
            *(nom_du_service(service, porteur.jour) for service in porteur.services),
            *(droit.corpus().nom_de_region(region) for region in porteur.regions),
        ],
        "roles": [ROLES[role] for role in Role if role in porteur.roles],
        "cartes": [(n, listes.LISTES[n], c) for n, c in zip(noms, comptes, strict=True)],
    }
    return render(requete, "travail/entree.html", contexte)
