"""The page of an act: its form, shown to whom the table allows, and sent once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from opposable.dossiers import vie
from opposable.dossiers.acte import Decider
from opposable.dossiers.droits import LECTEURS, Role
from opposable.errors import OpposableError
from opposable.web.bureau.comptes import reprise
from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve, signature
from opposable.web.bureau.comptes.models import FicheAffectation
from opposable.web.bureau.comptes.services import competents, services
from opposable.web.bureau.courriers.suite import defauts_de_la_lettre
from opposable.web.bureau.instruction import montrer, mots
from opposable.web.bureau.instruction.envoi import capacite, dire, faire, formulaire
from opposable.web.bureau.instruction.fiche import nommer, saisi_de
from opposable.web.bureau.instruction.formulaires import FORMULAIRES, SIGNES, Vue
from opposable.web.socle.francais import dit, typo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpResponse

    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.comptes.acces import Porteur

METHODES = ("GET", "HEAD", "POST")


@require_http_methods(METHODES)
@reserve(*LECTEURS)
def acte(requete: Requete, numero: str, cle: str) -> HttpResponse:
    """Show the form of an act, or do it."""
    if cle in FORMULAIRES and FORMULAIRES[cle].acte in SIGNES:
        raise Http404
    return _acte(requete, numero, cle)


@require_http_methods(METHODES)
@signature
def signer(requete: Requete, numero: str, cle: str) -> HttpResponse:
    """Show what is to be signed, or sign it: who signs just proved who they are."""
    if cle not in FORMULAIRES or FORMULAIRES[cle].acte not in SIGNES:
        raise Http404
    return _acte(requete, numero, cle)


def _acte(requete: Requete, numero: str, cle: str) -> HttpResponse:
    lu = dossier_lisible(requete, numero)
    if cle not in FORMULAIRES:
        raise Http404
    vue = _vue(requete, lu)
    forme = FORMULAIRES[cle]
    role = capacite(forme, vue, requete.porteur)
    rempli: Form | None = None
    repris = reprise.reprendre(requete, requete.porteur.agent)
    refus: list[str] = []
    statut = HTTPStatus.OK
    try:
        rempli = formulaire(cle, vue, *_saisi(requete, repris))
        if role is None:
            statut = HTTPStatus.CONFLICT
            refus = [_pas_permis(lu)]
        elif requete.method == "POST":
            statut = HTTPStatus.UNPROCESSABLE_ENTITY
            if rempli.is_valid():
                faire(cle, rempli, vue, requete.porteur, role)
                reprise.oublier(requete)
                messages.success(requete, gettext("%(acte)s : c’est fait.") % {"acte": forme.titre})
                return redirect("instruction:dossier", numero=numero)
    except OpposableError as erreur:
        statut, refus = HTTPStatus.CONFLICT, dire(erreur)
    contexte = {
        "dossier": lu,
        "objet": montrer.objet(lu),
        "forme": forme,
        "formulaire": rempli,
        "refus": refus,
        "repris": repris,
        "sceau": reprise.sceller(requete.porteur.agent),
        "permis": role is not None,
        "signe": forme.acte in SIGNES,
        **(_a_signer(vue, requete.porteur) if forme.acte is Decider else {}),
    }
    return render(requete, "instruction/acte.html", contexte, status=statut)


def _saisi(requete: Requete, repris: Mapping[str, Any] | None) -> tuple[Any, Any]:
    """What was sent, or typed before the session was gone; nothing where there is neither."""
    if repris:
        return repris["dits"], None
    return (requete.POST, requete.FILES) if requete.method == "POST" else (None, None)


def _pas_permis(lu: Dossier) -> str:
    etat = str(mots.ETATS[lu.etat])
    return gettext(
        "Cet acte n’est pas possible ici : le dossier est « %(etat)s », ou votre rôle ne le permet"
        " pas."
    ) % {"etat": etat}


def _a_signer(vue: Vue, porteur: Porteur) -> dict[str, Any]:
    """What a signature would bind the service to, and what the letter would lack."""
    minute = vue.dossier.minute
    if minute is None:
        return {}
    noms = nommer(vue.dossier)
    acte_ = Decider(auteur=porteur.agent, role=Role.SIGNATAIRE)
    try:
        apres = vie.accomplir(vue.dossier, acte_, vue.jour, porteur.cadre)
    except OpposableError as refus:
        return {"minute": minute, "noms": noms, "empeche": dire(refus)}
    defauts = defauts_de_la_lettre(apres, vue.jour)
    return {
        "minute": minute,
        "noms": noms,
        "defauts": [typo(defaut) for defaut in defauts],
        "prouvee": not defauts,
    }


def _vue(requete: Requete, lu: Dossier) -> Vue:
    porteur: Porteur = requete.porteur
    premiers = competents(lu, porteur.jour)
    tous = (*premiers, *services(porteur.jour).values())
    return Vue(
        dossier=lu,
        jour=porteur.jour,
        parametres=requete.POST if requete.method == "POST" else requete.GET,
        collegues=_collegues(lu.service),
        services={s.id: dit(s.nom) for s in tous},
        saisi=saisi_de(lu, porteur),
    )


def _collegues(service: str | None) -> dict[str, str]:
    tenues = FicheAffectation.objects.filter(
        lieu=service or "", role__in=sorted(LECTEURS), agent__is_active=True
    )
    return dict(tenues.order_by("agent__nom").values_list("agent__identifiant", "agent__nom"))
