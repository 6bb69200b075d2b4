"""Pages of occupations and of the headings they stand under."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opposable.web.public.catalogue import en_json, fiche_metier, fiche_region
from opposable.web.public.catalogue.carte_montree import carte, legende
from opposable.web.public.catalogue.choix import choisir
from opposable.web.public.catalogue.montrer import (
    montrer_epoques,
    montrer_metiers,
    montrer_ouvertes,
)
from opposable.web.public.catalogue.mots import ETATS, dire_lecture
from opposable.web.public.catalogue.voisins import ailleurs
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from opposable.law.corpus import Corpus
    from opposable.recherche.metier import Proposition
    from opposable.web.public.catalogue.choix import Choix

TROUVES = 20
LONGUEUR = 200
MAL_DIT = 422


@require_safe
def metiers(requete: HttpRequest) -> HttpResponse:
    """Search the occupations, or read them all by heading."""
    choix = choisir(requete.GET)
    ecrit = requete.GET.get("q", "").strip()[:LONGUEUR]
    montres = montrer_metiers(domaines(droit.corpus()).values(), choix.vue.jour)
    domaines_montres = [montre for montre in montres if montre.rangees]
    tous = _trouves(ecrit)
    facettes, gardee = nomenclatures(tous, droit.corpus()), requete.GET.get("nomenclature", "")
    trouves = [p for p in tous if gardee not in facettes or _ecrite_en(p) == gardee]
    if en_json.demande(requete):
        dits = [{"metier": p.metier, "intitule": p.intitule} for p in trouves]
        par_domaine = en_json.par_domaine(domaines_montres)
        comptes = {nom: facette.combien for nom, facette in facettes.items()}
        contenu = {"q": ecrit, "trouves": dits, "nomenclatures": comptes, "domaines": par_domaine}
        return en_json.rendre({**en_json.choisi(choix), **contenu}, _statut(choix))
    contexte = {
        "q": ecrit,
        "trouves": trouves,
        "facettes": facettes,
        "gardee": gardee if gardee in facettes else "",
        "domaines": domaines_montres,
    }
    return _rendre(requete, "metiers", choix, contexte)


class Facette(NamedTuple):
    """A nomenclature among the occupations found: its short name, and how many are of it."""

    nom: str
    combien: int


def nomenclatures(trouves: list[Proposition], corpus: Corpus) -> dict[str, Facette]:
    """Return the nomenclatures of the occupations found, those of most first."""
    comptes = Counter(_ecrite_en(p) for p in trouves)
    noms = {n.id: n.nom.partition(" (")[0] for n in corpus.nomenclatures}
    return {n: Facette(noms.get(n, n), combien) for n, combien in comptes.most_common()}


def _ecrite_en(proposition: Proposition) -> str:
    metier = droit.corpus().metiers[proposition.metier]
    return metier.nomenclature


def _trouves(ecrit: str) -> list[Proposition]:
    """Return the occupations that words may mean and that have a page."""
    connus = droit.corpus().metiers
    trouves = droit.chercher_metier(ecrit, TROUVES) if ecrit else ()
    return [p for p in trouves if p.metier in connus]


@require_safe
def metier(requete: HttpRequest, code: str) -> HttpResponse:
    """Show an occupation: names, lists, regions, history, defects."""
    corpus, choix = droit.corpus(), choisir(requete.GET, code)
    connu = corpus.metier(code)
    if connu is None:
        raise Http404
    fiche = fiche_metier.fiche(connu, choix.vue, corpus)
    etats = {r.region.code: r.etat for r in fiche.en_regions}
    contexte = {
        "fiche": fiche,
        "ouvertes": montrer_ouvertes(fiche, choix.vue),
        "regions": [(r, ETATS[r.etat]) for r in fiche.en_regions],
        "carte": carte(etats, lambda region: _region(region, choix), choix.vue.jour),
        "nomenclature": _nomenclature(code),
        "legende": legende(etats.values()),
        "epoques": montrer_epoques(fiche.histoire),
        "lectures": [dire_lecture(lecture, droit.langue()) for lecture in fiche.lectures],
        "ailleurs": ailleurs(connu.ecrit, choix.vue, corpus),
    }
    return _rendre(requete, "metier", choix, contexte)


def _nomenclature(code: str) -> str:
    """Return the short name of the nomenclature of a code."""
    corpus = droit.corpus()
    ici = corpus.nomenclature_de(code)
    return next((n.nom.partition(" (")[0] for n in corpus.nomenclatures if n.id == ici), "")


def _region(code: str, choix: Choix) -> str:
    return reverse("catalogue:region", args=[code]) + choix.adresse


@require_safe
def tous_les_domaines(requete: HttpRequest) -> HttpResponse:
    """List the headings, with what is open under each."""
    choix = choisir(requete.GET)
    par_metier = fiche_region.regions_par_metier(choix.vue.jour, droit.corpus())
    ouverts = {m for m, nombres in par_metier.items() if dict(nombres)[choix.vue.public]}
    rangees = [
        (d, len(d.metiers), sum(m.ecrit in ouverts for m in d.metiers))
        for d in domaines(droit.corpus()).values()
    ]
    if en_json.demande(requete):
        dits = [{"domaine": d.cle, "nom": d.nom, "nommes": n, "ouverts": o} for d, n, o in rangees]
        return en_json.rendre({**en_json.choisi(choix), "domaines": dits}, _statut(choix))
    return _rendre(requete, "domaines", choix, {"rangees": rangees})


@require_safe
def domaine(requete: HttpRequest, cle: str) -> HttpResponse:
    """Show a heading and its occupations."""
    choix = choisir(requete.GET)
    trouve = domaines(droit.corpus()).get(cle)
    if trouve is None:
        raise Http404
    (montre,) = montrer_metiers([trouve], choix.vue.jour)
    if en_json.demande(requete):
        (dit,) = en_json.par_domaine([montre])
        return en_json.rendre({**en_json.choisi(choix), **dit}, _statut(choix))
    return _rendre(requete, "domaine", choix, {"domaine": trouve, "montre": montre})


def _rendre(
    requete: HttpRequest, modele: str, choix: Choix, contexte: dict[str, Any]
) -> HttpResponse:
    commun = {"rubrique": "metiers", "choix": choix}
    modele = f"catalogue/{modele}.html"
    return render(requete, modele, {**commun, **contexte}, status=_statut(choix))


def _statut(choix: Choix) -> int:
    return MAL_DIT if choix.erreurs else 200
