"""Pages of the regions of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opposable.web.public.catalogue import en_json, fiche_region
from opposable.web.public.catalogue.carte_montree import carte, legende
from opposable.web.public.catalogue.choix import choisir
from opposable.web.public.catalogue.decoupage import departements, nommee, ordre
from opposable.web.public.catalogue.montrer import montrer_domaines
from opposable.web.public.catalogue.mots import ETATS, dire_lecture
from opposable.web.public.catalogue.vue import Etat
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MAL_DIT = 422


@require_safe
def regions(requete: HttpRequest) -> HttpResponse:
    """Show the regions, and how many occupations are open in each."""
    corpus, choix = droit.corpus(), choisir(requete.GET)
    lues = fiche_region.ouverts_par_region(choix.vue, corpus)
    etats = {r: etat for r, (etat, _) in lues.items()}
    if en_json.demande(requete):
        dites = [
            {
                "region": r.code,
                "nom": r.nom,
                "ouverts": lues[r.code][1],
                "etat": etats[r.code].value,
            }
            for r in ordre(choix.vue.jour, corpus)
        ]
        contenu = {**en_json.choisi(choix), "regions": dites}
        return en_json.rendre(contenu, _statut(choix.erreurs))
    contexte = {
        "rubrique": "regions",
        "choix": choix,
        "rangees": [
            (r, _departements(r.code), lues[r.code][1], ETATS[etats[r.code]])
            for r in ordre(choix.vue.jour, corpus)
        ],
        "carte": carte(
            etats,
            lambda code: reverse("catalogue:region", args=[code]) + choix.adresse,
            choix.vue.jour,
            {r: str(n) for r, (_, n) in lues.items()},
        ),
        "legende": legende(etats.values()),
    }
    return render(requete, "catalogue/regions.html", contexte, status=_statut(choix.erreurs))


def _departements(region: str) -> str:
    return ", ".join(d.nom for d in departements(region, droit.corpus()))


@require_safe
def region(requete: HttpRequest, code: str) -> HttpResponse:
    """Show a region: its departments, what is open there, its defects."""
    corpus, choix = droit.corpus(), choisir(requete.GET)
    if nommee(code, corpus) is None:
        raise Http404
    fiche = fiche_region.fiche(code, choix.vue, corpus)
    muette = fiche.nombres[Etat.SANS_REPONSE] == len(corpus.metiers)
    if en_json.demande(requete):
        contenu = {**en_json.choisi(choix), **en_json.region(fiche, muette)}
        return en_json.rendre(contenu, _statut(choix.erreurs))
    contexte = {
        "rubrique": "regions",
        "choix": choix,
        "fiche": fiche,
        "domaines": montrer_domaines(fiche),
        "muette": muette,
        "lectures": [dire_lecture(lecture, droit.langue()) for lecture in fiche.lectures],
    }
    return render(requete, "catalogue/region.html", contexte, status=_statut(choix.erreurs))


def _statut(erreurs: dict[str, str]) -> int:
    return MAL_DIT if erreurs else 200
