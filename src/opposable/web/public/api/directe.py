"""The busiest address, answered without the framework's way round.

Ninja documents `/determinations` and answers it; nothing of its reading of requests is used
there, and it costs as much as the answer. Any method but those of the address is left to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt

from opposable.errors import RequeteError
from opposable.web.public.api.api import api, refuser
from opposable.web.public.api.determinations import repondre_a_tout, repondre_a_une

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

VUES: dict[str | None, Callable[[HttpRequest], HttpResponseBase]] = {
    "GET": repondre_a_une,
    "POST": repondre_a_tout,
}
AUTREMENT: Callable[[HttpRequest], HttpResponseBase] = next(
    adresse.callback
    for adresse in api.urls[0]
    if isinstance(adresse, URLPattern) and adresse.name == repondre_a_tout.__name__
)


@csrf_exempt
def determinations(requete: HttpRequest) -> HttpResponseBase:
    """Answer one application or many, or refuse as the rest of the API does."""
    vue = VUES.get(requete.method, AUTREMENT)
    try:
        return vue(requete)
    except RequeteError as refus:
        return refuser(requete, refus)
