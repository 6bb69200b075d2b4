"""Letters as pages of the office hand them out: one kept, as it went."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve
from opposable.web.bureau.models import FicheLettre


@require_safe
@reserve()
def lettre(requete: Requete, numero: str, rang: int, type_: str) -> HttpResponse:
    """Hand out a letter to who may read its file."""
    dossier_lisible(requete, numero)
    gardee = FicheLettre.objects.filter(dossier__numero=numero, rang=rang, type=type_).first()
    if gardee is None:
        raise Http404
    reponse = HttpResponse(bytes(gardee.document), content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="{numero}-{rang}-{type_}.pdf"'
    return reponse
