"""After a refusal or a silence: the law on the day of the decision, time limits, model letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.decision.demande import CHAMPS, Demande
from opposable.ecrit.bilingue import FRANCAIS
from opposable.errors import DemandeError, EtatDuDroitError, LectureError
from opposable.web.public.demander.courrier import ecrire, en_pdf
from opposable.web.public.demander.fiche import situation
from opposable.web.public.demander.formulaire import lire_jour
from opposable.web.public.demander.reponse import Reponse, repondre
from opposable.web.socle import droit
from opposable.web.socle.francais import typo
from opposable.web.socle.recours import autorite, delais, juge, modeles

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from opposable.web.public.demander.courrier import Courrier

JOURS = ("decide_le", "notifie_le")
ILLISIBLE = 422
ERREURS = (DemandeError, EtatDuDroitError, LectureError)
TYPES = {"txt": "text/plain; charset=utf-8", "pdf": "application/pdf"}


class Suite(NamedTuple):
    """What the page rests on.

    Attributes:
        reponse: The answer on the day of the decision, that of the examination if it is not said.
        decide_le: Day of the decision.
        notifie_le: Day it was notified.
        le: Day the sheet speaks of.
    """

    reponse: Reponse
    decide_le: date | None
    notifie_le: date | None
    le: date | None


@require_safe
def recours(requete: HttpRequest) -> HttpResponse:
    """Show the sheet of the day of the decision, the time limits and the letters."""
    fautes: list[str] = []
    try:
        suite = _suite(requete.GET, fautes)
    except ERREURS as erreur:
        illisible = {"rubrique": "demander", "fautes": [typo(str(erreur))]}
        return render(requete, "demander/recours.html", illisible, status=ILLISIBLE)
    faits = {nom: requete.GET[nom] for nom in CHAMPS if requete.GET.get(nom)}
    contexte = {
        "rubrique": "demander",
        "s": suite,
        "fautes": fautes,
        "faits": faits,
        "adresse": urlencode({**faits, **_jours_dits(suite)}),
        "situation": situation(suite.reponse),
        "limites": [(d, _au_plus_tard(d.id, suite)) for d in delais().values()],
        "juge": juge(),
        "autorite": autorite(suite.le) if suite.le else None,
        "lettres": [(m, _courrier(m.id, requete.GET)) for m in modeles().values()],
    }
    return render(requete, "demander/recours.html", contexte, status=ILLISIBLE if fautes else 200)


@require_safe
def lettre(requete: HttpRequest, nom: str, forme: str) -> HttpResponse:
    """Return a model letter filled from the facts, as text or PDF."""
    if nom not in modeles():
        raise Http404
    try:
        courrier = _courrier(nom, requete.GET)
    except ERREURS as erreur:
        return HttpResponse(typo(str(erreur)), status=ILLISIBLE, content_type=TYPES["txt"])
    contenu = en_pdf(courrier, droit.aujourd_hui()) if forme == "pdf" else courrier.texte().encode()
    entetes = {"Content-Disposition": f'attachment; filename="{nom}.{forme}"'}
    return HttpResponse(contenu, content_type=TYPES[forme], headers=entetes)


def _courrier(nom: str, parametres: QueryDict) -> Courrier:
    """Fill a letter: it is written to a French office, in French whatever the page."""
    with translation.override(FRANCAIS):
        suite = _suite(parametres, [])
        return ecrire(modeles()[nom], suite.reponse, suite.decide_le, suite.notifie_le)


def _suite(parametres: QueryDict, fautes: list[str]) -> Suite:
    decide_le, notifie_le = (_lire(parametres, nom, fautes) for nom in JOURS)
    champs = {nom: parametres.get(nom, "") for nom in CHAMPS if nom != "id"}
    if decide_le:
        champs["examine_le"] = decide_le.isoformat()
    demande = Demande.depuis(champs)
    reponse = repondre(demande, droit.corpus(droit.etat_demande(parametres)))
    le = demande.examine_le or demande.depose_le
    return Suite(reponse, decide_le, notifie_le, le)


def _lire(parametres: QueryDict, nom: str, fautes: list[str]) -> date | None:
    ecrit = parametres.get(nom, "").strip()
    lu = lire_jour(ecrit)
    if ecrit and not lu:
        message = gettext("« %(ecrit)s » n’est pas une date : écrivez-la JJ/MM/AAAA.")
        fautes.append(message % {"ecrit": ecrit})
    return date.fromisoformat(lu) if lu else None


def _jours_dits(suite: Suite) -> dict[str, str]:
    dits = zip(JOURS, (suite.decide_le, suite.notifie_le), strict=True)
    return {nom: dit.isoformat() for nom, dit in dits if dit}


def _au_plus_tard(nom: str, suite: Suite) -> date | None:
    """Return the last day of a time limit: from the filing for a silence, else the notification."""
    depart = suite.reponse.determination.demande.depose_le if nom == "silence" else suite.notifie_le
    if depart is None or nom == "motifs":
        return None
    return delais()[nom].duree.apres(depart)
