"""The law, followed: provisions, defects, calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.decision.motif import dire_mot
from opposable.web import droit
from opposable.web.loi import calendrier as jours
from opposable.web.loi import suivi

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from opposable.law.lecture import Lecture


@require_safe
def sommaire(requete: HttpRequest) -> HttpResponse:
    """Show every provision, text by text."""
    contexte = {"rubrique": "loi", "textes": suivi.par_texte(droit.corpus())}
    return render(requete, "loi/sommaire.html", contexte)


@require_safe
def disposition(requete: HttpRequest, ancre: str) -> HttpResponse:
    """Show the provision that holds a place, followed through rule, cases and answers."""
    corpus = droit.corpus()
    trouvee = suivi.trouver(ancre, corpus)
    if trouvee is None:
        raise Http404
    suivie = suivi.suivre(trouvee, corpus, droit.langue())
    contexte = {
        "rubrique": "loi",
        "s": suivie,
        "texte": suivi.nommer(suivie.disposition.instrument, corpus),
        "place_exacte": ancre if ancre != trouvee else "",
        "ligne": suivi.ligne(ancre, corpus),
        "source": settings.SOURCE,
        "certitude": dire_mot(suivie.disposition.certitude.value, corpus, droit.langue()),
    }
    return render(requete, "loi/disposition.html", contexte)


@require_safe
def defauts(requete: HttpRequest) -> HttpResponse:
    """Show the register of defects."""
    lectures = [_lecture(lecture) for lecture in droit.corpus().lectures.values()]
    return render(requete, "loi/defauts.html", {"rubrique": "loi", "lectures": lectures})


@require_safe
def defaut(requete: HttpRequest, lecture: str) -> HttpResponse:
    """Show a defect: both readings, why, who is concerned, the cases that show it."""
    corpus = droit.corpus()
    connue = corpus.lectures.get(lecture)
    if connue is None:
        raise Http404
    cas = [suivi.poser(c) for c in suivi.tracabilite()["cas"] if lecture in c["nom"]]
    contexte = {"rubrique": "loi", "x": _lecture(connue), "cas": cas}
    return render(requete, "loi/defaut.html", contexte)


def _lecture(lecture: Lecture) -> dict[str, Any]:
    """Return a reading in the language of the page, with whom it concerns by name."""
    corpus, francais = droit.corpus(), droit.langue() == "fr"
    return {
        "id": lecture.id,
        "ancre": lecture.ancre,
        "imprime": lecture.imprime if francais else lecture.printed,
        "retenue": lecture.retenue if francais else lecture.adopted,
        "rivale": lecture.rivale if francais else lecture.rival,
        "motif": lecture.motif if francais else "",
        "change": bool(lecture.remplace),
        "metiers": [corpus.metiers[m] for m in lecture.metiers if m in corpus.metiers],
        "codes": [m for m in lecture.metiers if m not in corpus.metiers],
        "regions": [corpus.regions[r] for r in lecture.regions],
        "nationalites": [
            n.nom if francais else n.name
            for n in (corpus.nationalites[c] for c in lecture.nationalites)
        ],
    }


@require_safe
def calendrier(requete: HttpRequest) -> HttpResponse:
    """Show what applied when."""
    corpus = droit.corpus()
    tableaux = {
        "listes": jours.listes(corpus),
        "services": jours.services(corpus),
        "regimes": jours.regimes(corpus),
    }
    contexte = {
        "rubrique": "loi",
        **tableaux,
        **{f"hauteur_{nom}": jours.hauteur(len(lignes)) for nom, lignes in tableaux.items()},
        **{f"bas_{nom}": jours.hauteur(len(lignes)) - 4 for nom, lignes in tableaux.items()},
        "annees": jours.graduations(corpus),
        "couverture": corpus.couverture,
        "largeur": jours.LARGEUR,
    }
    return render(requete, "loi/calendrier.html", contexte)
