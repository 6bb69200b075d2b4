"""`/api/v1/`: what this address is, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from opposable.web.public.api.api import DESCRIPTION, api
from opposable.web.public.api.reponse_json import repondre
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def racine(requete: HttpRequest) -> HttpResponseBase:
    """Return the version, the document, the page that explains, and every address."""
    ici = reverse("racine")
    chemins = (str(adresse.pattern) for adresse in api.urls[0])
    dit = {
        "nom": api.title,
        "version": api.version,
        "description": DESCRIPTION.splitlines()[0],
        "droit": droit.corpus().version,
        "documentation": reverse("api"),
        "openapi": reverse("api:openapi-json"),
        "adresses": list(dict.fromkeys(ici + chemin for chemin in chemins if chemin)),
    }
    return repondre(requete, dit)
