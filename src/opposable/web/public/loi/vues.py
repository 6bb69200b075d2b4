"""The law, followed: provisions, defects, calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.law.veille import perimes
from opposable.web.public.loi import calendrier as periodes
from opposable.web.public.loi import connu as etat_connu
from opposable.web.public.loi import registre, suivi
from opposable.web.public.loi.comptes import comptes
from opposable.web.public.loi.evenements import evenements
from opposable.web.public.loi.places import voisines
from opposable.web.public.loi.sources import extrait
from opposable.web.socle import droit
from opposable.web.socle.references import accords, referer, versions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def sommaire(requete: HttpRequest) -> HttpResponse:
    """Show every provision, text by text."""
    textes = suivi.par_texte(droit.corpus(), droit.langue())
    return render(requete, "loi/sommaire.html", {"rubrique": "loi", "textes": textes})


@require_safe
def disposition(requete: HttpRequest, ancre: str) -> HttpResponse:
    """Show the provision that holds a place, followed through rule, cases and answers."""
    suivie = suivi.suivre(ancre, droit.corpus(), droit.langue())
    if suivie is None:
        raise Http404
    trouvee = suivie.disposition.ancre
    avant, apres = voisines(trouvee, droit.corpus())
    contexte = {
        "rubrique": "loi",
        "s": suivie,
        "place": ancre,
        "reference": referer(ancre),
        "versions": list(versions(trouvee)),
        "accords": accords(trouvee),
        "avant_dit": referer(avant.ancre).court if avant else "",
        "apres_dit": referer(apres.ancre).court if apres else "",
        "place_exacte": ancre if ancre != trouvee else "",
        "seule": suivie.lignes[0] if [li.entree.ancre for li in suivie.lignes] == [ancre] else None,
        "avant": avant,
        "apres": apres,
        "source": settings.SOURCE,
        "total": comptes().total,
    }
    return render(requete, "loi/disposition.html", contexte)


@require_safe
def defauts(requete: HttpRequest) -> HttpResponse:
    """Show the register of defects."""
    corpus, langue = droit.corpus(), droit.langue()
    lectures = [registre.montrer(lecture, corpus, langue) for lecture in corpus.lectures.values()]
    return render(requete, "loi/defauts.html", {"rubrique": "loi", "lectures": lectures})


@require_safe
def defaut(requete: HttpRequest, lecture: str) -> HttpResponse:
    """Show a defect: both readings, why, who is concerned, the cases that show it."""
    corpus, langue = droit.corpus(), droit.langue()
    connue = corpus.lectures.get(lecture)
    if connue is None:
        raise Http404
    contexte = {
        "rubrique": "loi",
        "x": registre.montrer(connue, corpus, langue),
        "cas": registre.cas(connue, corpus, langue),
        "source": settings.SOURCE,
        "total": comptes().total,
    }
    return render(requete, "loi/defaut.html", contexte)


@require_safe
def source(requete: HttpRequest, nom: str) -> HttpResponse:
    """Show the code of a name that the followed law cites."""
    trouve = extrait(nom)
    if trouve is None:
        raise Http404
    contexte = {"rubrique": "loi", "x": trouve, "source": settings.SOURCE}
    return render(requete, "loi/source.html", contexte)


@require_safe
def connu(requete: HttpRequest) -> HttpResponse:
    """Show the state of the law known: every text, and what is still looked for."""
    corpus = droit.corpus()
    contexte = {
        "rubrique": "loi",
        "jour": corpus.connu_le,
        "textes": etat_connu.textes(corpus, droit.langue()),
        "perimes": perimes(corpus),
    }
    return render(requete, "loi/connu.html", contexte)


@require_safe
def calendrier(requete: HttpRequest) -> HttpResponse:
    """Show what applied when."""
    corpus = droit.corpus()
    contexte = {
        "rubrique": "loi",
        "couverture": corpus.couverture,
        "jours": evenements(corpus),
        "publics": periodes.publics(corpus),
        "accords": periodes.accords(corpus),
        "services": periodes.services(corpus),
        "bases": periodes.bases(corpus),
        "regimes": periodes.regimes(corpus),
        "annees": periodes.graduations(corpus),
        "largeur": periodes.LARGEUR,
    }
    return render(requete, "loi/calendrier.html", contexte)
