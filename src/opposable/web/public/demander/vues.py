"""The question, the help while typing, the answer and its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from opposable.errors import DemandeError, EtatDuDroitError, LectureError
from opposable.web.public.demander import document, suite
from opposable.web.public.demander.formulaire import TYPES, Question, lieux, lire_jour, phrase
from opposable.web.public.demander.page import composer, lire
from opposable.web.public.demander.reponse import Reponse, adresse, repondre
from opposable.web.public.demander.suggestions import suggerer
from opposable.web.socle import droit, exemples
from opposable.web.socle.situations import situations

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, QueryDict

MAL_DITE = 422
"""Status of a form that could not be understood."""


@require_safe
def question(requete: HttpRequest) -> HttpResponse:
    """Show the form; once sent and understood, lead to the answer."""
    if "demander" not in requete.GET:
        return _formulaire(requete, Question(initial={**_ouverture(), **requete.GET.dict()}))
    formulaire = Question(requete.GET)
    if formulaire.is_valid() and formulaire.demande is not None:
        ou = adresse(formulaire.demande, formulaire.droit)
        return redirect(f"{reverse('demander:reponse')}?{ou}")
    return _formulaire(requete, formulaire, status=MAL_DITE)


def _ouverture() -> dict[str, str]:
    """Return what the form opens on: today."""
    return {"depose_le": droit.aujourd_hui().isoformat()}


def _arret() -> date | None:
    """Return the last day on which the law is known here, where that is before today."""
    dernier = droit.corpus().couverture.au
    return dernier if dernier < droit.aujourd_hui() else None


def _formulaire(requete: HttpRequest, formulaire: Question, status: int = 200) -> HttpResponse:
    contexte = {
        "rubrique": "demander",
        "f": formulaire,
        "types": TYPES,
        "lieux": lieux(),
        "pays": droit.pays().a_proposer(droit.langue()),
        "valeurs": {nom: formulaire.valeur(nom) for nom in formulaire.fields},
        "arret": _arret(),
        "exemples": exemples.exemples(droit.langue()),
        "situations": situations(),
    }
    return render(requete, "demander/question.html", contexte, status=status)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def integrer(requete: HttpRequest) -> HttpResponse:
    """Show the question in one line, for another site's page: the only one that may be framed."""
    page = render(requete, "demander/integrer.html")
    page["Cross-Origin-Resource-Policy"] = "cross-origin"
    return page


@require_safe
def suggestions(requete: HttpRequest) -> HttpResponse:
    """Return the occupations that the words typed so far may mean, as choices."""
    return HttpResponse(suggerer(requete))


@require_safe
def reponse(requete: HttpRequest) -> HttpResponse:
    """Show the answer to the facts that the address states."""
    try:
        return HttpResponse(composer(requete))
    except (DemandeError, EtatDuDroitError, LectureError) as erreur:
        return _mal_dite(requete, erreur)


@require_safe
def pdf(requete: HttpRequest) -> HttpResponse:
    """Return the answer as an accessible PDF."""
    decide_le = lire_jour(requete.GET.get("decide_le", ""))
    try:
        obtenue = _repondre(requete.GET, decide_le)
    except (DemandeError, EtatDuDroitError, LectureError) as erreur:
        return _mal_dite(requete, erreur)
    permanent = requete.build_absolute_uri(f"{reverse('demander:reponse')}?{obtenue.adresse}")
    contenu = document.composer(
        obtenue, permanent, droit.langue(), droit.aujourd_hui(), decidee=bool(decide_le)
    )
    nom = document.nommer(obtenue.determination.demande)
    entetes = {"Content-Disposition": f'inline; filename="{nom}"'}
    return HttpResponse(contenu, content_type="application/pdf", headers=entetes)


def _repondre(parametres: QueryDict, examine_le: str = "") -> Reponse:
    return repondre(lire(parametres, examine_le), droit.corpus(droit.etat_demande(parametres)))


def _mal_dite(
    requete: HttpRequest, erreur: DemandeError | EtatDuDroitError | LectureError
) -> HttpResponse:
    """Show the form with what the address said and what is wrong beside the field."""
    champs = requete.GET.dict()
    for nom, champ, prefixe in suite.LIEUX:
        if champs.get(nom):
            champs[champ] = prefixe + champs[nom]
    formulaire = Question(champs)
    formulaire.is_valid()
    if isinstance(erreur, DemandeError):
        formulaire.refuser(erreur)
    else:
        fautif = "connu_le" if isinstance(erreur, EtatDuDroitError) else None
        if fautif not in formulaire.errors:
            formulaire.add_error(fautif, phrase(erreur.message))
    return _formulaire(requete, formulaire, status=MAL_DITE)
