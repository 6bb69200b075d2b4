"""Letters as pages of the office hand them out: one kept, as it went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import LECTEURS
from opposable.dossiers.etat import Etat, Sens
from opposable.errors import LettreError
from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve
from opposable.web.bureau.courriers.ecrire import ecrire, imprimer
from opposable.web.bureau.courriers.modeles import modele
from opposable.web.bureau.courriers.suite import DE_LA_DECISION, autour
from opposable.web.bureau.models import FicheLettre
from opposable.web.socle.francais import typo

if TYPE_CHECKING:
    from datetime import date

    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.comptes.acces import Porteur

ETATS = {Sens.FAVORABLE: Etat.ACCEPTE, Sens.DEFAVORABLE: Etat.REFUSE}


@require_safe
@reserve()
def lettre(requete: Requete, numero: str, rang: int, type_: str) -> HttpResponse:
    """Hand out a letter to who may read its file."""
    dossier_lisible(requete, numero)
    gardee = FicheLettre.objects.filter(dossier__numero=numero, rang=rang, type=type_).first()
    if gardee is None:
        raise Http404
    return _document(bytes(gardee.document), f"{numero}-{rang}-{type_}")


@require_safe
@reserve(*LECTEURS)
def projet(requete: Requete, numero: str) -> HttpResponse:
    """Show the letter of a decision prepared as it would be signed today; it is kept nowhere."""
    lu = dossier_lisible(requete, numero)
    if lu.minute is None:
        raise Http404
    try:
        document = _projeter(lu, requete.porteur)
    except LettreError as refus:
        dits = " ; ".join(refus.defauts)
        tete = gettext("La lettre ne peut pas être signée :")
        messages.error(requete, f"{tete} {typo(dits)}")
        return redirect("instruction:dossier", numero=numero)
    return _document(document, f"{numero}-projet")


def _projeter(lu: Dossier, porteur: Porteur) -> bytes:
    signee = _comme_signee(lu, porteur.agent, porteur.jour)
    type_ = DE_LA_DECISION[signee.etat]
    lettre_ = ecrire(type_, signee, autour(signee, porteur.jour))
    return imprimer(lettre_, f"PROJET – {modele(type_).objet}")


def _comme_signee(lu: Dossier, par: str, jour: date) -> Dossier:
    """The file as it would be if someone signed: a value that no act makes."""
    if lu.minute is None:
        return lu
    decision = replace(lu.minute, signe_par=par, date_le=jour)
    return replace(lu, etat=ETATS[decision.sens], decision=decision, clos_le=jour)


def _document(octets: bytes, nom: str) -> HttpResponse:
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.pdf"'
    return reponse
