"""Pages of a file that was filed: where it stands, documents to add, letters, giving up."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from opposable.dossiers.acte import ClasserSansSuite, Completer, Joindre, SeDesister, Transferer
from opposable.dossiers.delais import Attente, arrete, attente, echeance, ecoule
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import FINAUX, OUVERTS, Etat
from opposable.dossiers.lettre import TypeLettre
from opposable.errors import DossierError, PieceError
from opposable.web.bureau import horloge, tenue
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.guichet.acces import par_cle
from opposable.web.bureau.guichet.vues import televerse
from opposable.web.bureau.models import FicheLettre
from opposable.web.bureau.pieces.depot import PIECES_AU_PLUS, recevoir, rendre
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier, Minute
    from opposable.web.bureau.guichet.models import Depot

ETATS = {
    Etat.EN_CONSTRUCTION: gettext_lazy("Reçue, pas encore examinée"),
    Etat.EN_INSTRUCTION: gettext_lazy("En cours d’examen"),
    Etat.ACCEPTE: gettext_lazy("Accordée"),
    Etat.REFUSE: gettext_lazy("Refusée"),
    Etat.SANS_SUITE: gettext_lazy("Classée sans suite"),
}
ATTENTES = {
    Attente.DEMANDEUR: gettext_lazy("Vous : le service attend des pièces."),
    Attente.SERVICE: gettext_lazy("Le service."),
    Attente.AUTRE_SERVICE: gettext_lazy("Un autre service, dont l’avis est demandé."),
    Attente.PERSONNE: gettext_lazy("Personne."),
}
LETTRES = {
    TypeLettre.RECEPISSE: gettext_lazy("Récépissé"),
    TypeLettre.DEMANDE_DE_PIECES: gettext_lazy("Demande de pièces"),
    TypeLettre.ACCORD: gettext_lazy("Décision : accord"),
    TypeLettre.REFUS: gettext_lazy("Décision : refus"),
    TypeLettre.MOTIFS_DU_SILENCE: gettext_lazy("Motifs du refus né du silence"),
}
"""Letters that an applicant may fetch; those between services are not theirs."""
DE_LA_DECISION = frozenset((TypeLettre.ACCORD, TypeLettre.REFUS))


@require_safe
@par_cle
def suivi(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Show where the file stands, who is waited for, the clock, and what may be done."""
    return _page(requete, depot, _dossier(depot))


def _page(requete: HttpRequest, depot: Depot, dossier: Dossier, erreur: str = "") -> HttpResponse:
    jour, silence = horloge.aujourd_hui(), reglages().silence
    montre = est_dite(dossier.decision, dossier.notifie_le)
    etat = dossier.etat if montre else Etat.EN_INSTRUCTION
    contexte = {
        "depot": depot,
        "dossier": dossier,
        "etat": ETATS[etat],
        "attente": ATTENTES[attente(dossier) if montre else Attente.SERVICE],
        "service": nom_du_service(dossier.service or "", jour),
        "ecoule": ecoule(dossier, jour),
        "arrete": arrete(dossier, jour),
        "echeance": echeance(dossier, silence) if etat in OUVERTS else None,
        "depuis": dossier.incomplet.demande_le if dossier.incomplet else None,
        "ouvert": etat in OUVERTS,
        "motif": _motif(dossier),
        "tacite": dossier.decision is not None and dossier.decision.tacite,
        "transferts": _transferts(dossier, jour),
        "lettres": [(type_, LETTRES[type_]) for type_ in lettres(dossier)],
        "erreur": erreur,
        "mega": settings.FICHIER_AU_PLUS >> 20,
        "au_plus": PIECES_AU_PLUS,
    }
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if erreur else HTTPStatus.OK
    return render(requete, "guichet/suivi.html", contexte, status=statut)


def est_dite(decision: Minute | None, notifie_le: date | None) -> bool:
    """Whether the applicant may be told where the file stands: a decision, once notified.

    Until then it is still examined, as far as they are told.

    Law: 2/11.
    """
    return decision is None or decision.tacite or notifie_le is not None


def _motif(dossier: Dossier) -> str:
    """Why the service closed the file without a decision; empty elsewhere."""
    closes = [e for e in dossier.journal if e.acte == ClasserSansSuite.__name__]
    return str(json.loads(closes[-1].contenu)["raison"]) if closes else ""


def _transferts(dossier: Dossier, jour: date) -> list[tuple[date, str]]:
    """Each service the file went to, and the day: the day of its filing stays."""
    passages = [e for e in dossier.journal if e.acte == Transferer.__name__]
    return [(e.le, nom_du_service(json.loads(e.contenu)["service"], jour)) for e in passages]


def lettres(dossier: Dossier) -> list[TypeLettre]:
    """Return the letters that the applicant may fetch: never one of a decision not notified."""
    gardees = set(
        FicheLettre.objects.filter(dossier__numero=dossier.numero).values_list("type", flat=True)
    )
    if dossier.notifie_le is None:
        gardees -= {type_.value for type_ in DE_LA_DECISION}
    return [type_ for type_ in LETTRES if type_.value in gardees]


@require_safe
@par_cle
def lettre(_: HttpRequest, depot: Depot, type_: str) -> HttpResponse:
    """Return a letter as it was kept with its act: the last of its kind."""
    dossier = _dossier(depot)
    if type_ not in {montree.value for montree in lettres(dossier)}:
        raise Http404
    gardees = FicheLettre.objects.filter(dossier__numero=dossier.numero, type=type_)
    document = bytes(gardees.latest("rang").document)
    nom = f"{type_.replace('_', '-')}-{dossier.numero}.pdf"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"'}
    return HttpResponse(document, content_type="application/pdf", headers=entetes)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def completer(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Receive a document, or say that all that was asked for is there."""
    dossier = _dossier(depot)
    if requete.method != "POST":
        return redirect("guichet:suivi", depot.reference)
    par: dict[str, Any] = {"auteur": dossier.demandeur, "role": Role.DEMANDEUR}
    try:
        if "complet" in requete.POST:
            _accomplir(dossier, Completer(**par))
            dit = gettext("Le service est averti : le délai reprend.")
        else:
            nom, contenu = televerse(requete)
            piece = recevoir(nom, contenu, dossier.pieces)
            _accomplir(dossier, Joindre(**par, pieces=(piece,)))
            dit = gettext("La pièce est dans le dossier.")
    except PieceError as refus:
        return _page(requete, depot, dossier, refus.message)
    except DossierError:
        return _deja(requete, depot)
    messages.success(requete, dit)
    return redirect("guichet:suivi", depot.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def se_desister(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Ask whether the applicant gives up; then close the file."""
    dossier = _dossier(depot)
    if dossier.etat in FINAUX:
        return redirect("guichet:suivi", depot.reference)
    if requete.method != "POST" or "confirmer" not in requete.POST:
        return render(requete, "guichet/desistement.html", {"depot": depot, "dossier": dossier})
    try:
        _accomplir(dossier, SeDesister(auteur=dossier.demandeur, role=Role.DEMANDEUR))
    except DossierError:
        return _deja(requete, depot)
    messages.success(requete, gettext("La demande est retirée."))
    return redirect("guichet:suivi", depot.reference)


@require_safe
@par_cle
def piece(_: HttpRequest, depot: Depot, empreinte: str) -> HttpResponse:
    """Return a document of the file, to download."""
    trouvee = next((p for p in _dossier(depot).pieces if p.empreinte == empreinte), None)
    if trouvee is None:
        raise Http404
    try:
        return rendre(trouvee)
    except PieceError as erreur:
        raise Http404 from erreur


def _deja(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Say that the file changed meanwhile: nothing was done."""
    messages.error(requete, gettext("Le dossier a changé entre-temps : rien n’a été fait."))
    return redirect("guichet:suivi", depot.reference)


def _accomplir(dossier: Dossier, acte: Acte) -> None:
    instant = horloge.instant()
    tenue.accomplir(dossier.numero, acte, instant, cadre([], instant.date()))


def _dossier(depot: Depot) -> Dossier:
    if depot.numero is None:
        raise Http404
    return tenue.lire(depot.numero)
