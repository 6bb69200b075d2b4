"""The renewal of a permit, prepared by the service: begun here, handed to the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from opposable.dossiers.droits import LECTEURS
from opposable.dossiers.renouvellement import renouveler
from opposable.errors import TransitionError
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve
from opposable.web.bureau.guichet import depots

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_POST
@reserve(*LECTEURS)
def preparer(requete: Requete, numero: str) -> HttpResponse:
    """Begin the renewal of a grant of one's service; tell its key once, to be handed over.

    Law: 2/6.
    """
    lu = dossier_lisible(requete, numero)
    if lu.service not in requete.porteur.services:
        raise Http404
    try:
        projet = renouveler(lu, "", requete.porteur.jour)
    except TransitionError as erreur:
        raise Http404 from erreur
    depot, cle = depots.ouvrir_pour(projet, horloge.instant())
    contexte = {
        "initial": lu,
        "depot": depot,
        "cle": cle,
        "lien": requete.build_absolute_uri(reverse("guichet:ouvrir", args=[depot.reference])),
        "jours": depots.GARDE.days,
    }
    return render(requete, "guichet/renouvellement.html", contexte)
