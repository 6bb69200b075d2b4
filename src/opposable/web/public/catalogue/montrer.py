"""From prepared records to what templates write: words, links and counts, no rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from opposable.decision.motif import dire_mot
from opposable.web.public.catalogue.decoupage import du_jour
from opposable.web.public.catalogue.fiche_region import regions_par_metier
from opposable.web.public.catalogue.mots import ETATS, dire_lieux, dire_nombre_de_regions
from opposable.web.public.catalogue.vue import Etat, nomenclatures_communes, publics
from opposable.web.socle import droit
from opposable.web.socle.noms import nom_de

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.law.consultation import Ouverte
    from opposable.law.metier import Metier
    from opposable.web.public.catalogue.fiche_metier import FicheMetier
    from opposable.web.public.catalogue.fiche_region import FicheRegion
    from opposable.web.public.catalogue.histoire import Epoque
    from opposable.web.public.catalogue.vue import Vue
    from opposable.web.socle.domaines import Domaine

Contexte = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DomaineMontre:
    """A heading with its occupations and, for each audience, where each is open.

    Attributes:
        domaine: The heading.
        publics: Audiences, in words.
        rangees: Occupations, each with a word for each audience.
    """

    domaine: Domaine
    publics: list[str]
    rangees: list[tuple[Metier, list[str]]]


def montrer_metiers(domaines: Iterable[Domaine], jour: date) -> list[DomaineMontre]:
    """Return headings with, for each occupation and audience, the number of regions open.

    Only the occupations that the common lists of the day name so are shown.
    """
    corpus, langue = droit.corpus(), droit.langue()
    par_metier = regions_par_metier(jour, corpus)
    noms = [dire_mot(p.value, corpus, langue) for p in publics(corpus)]
    toutes = len(du_jour(jour, corpus))
    ecrites = nomenclatures_communes(jour, corpus)
    return [
        DomaineMontre(
            d,
            noms,
            [
                (m, [_combien(n, toutes) for _, n in par_metier[m.ecrit]])
                for m in d.metiers
                if m.nomenclature in ecrites
            ],
        )
        for d in domaines
    ]


def _combien(nombre: int | None, toutes: int) -> str:
    if nombre is None:
        return str(ETATS[Etat.SANS_REPONSE])
    if nombre == 0:
        return str(ETATS[Etat.FERME])
    if nombre == toutes:
        return gettext("toutes les régions")
    return dire_nombre_de_regions(nombre)


def dire_publics(regimes: Iterable[str]) -> str:
    """Return audiences in words."""
    corpus, langue = droit.corpus(), droit.langue()
    return ", ".join(dire_mot(str(regime), corpus, langue) for regime in regimes)


def montrer_ouvertes(fiche: FicheMetier, vue: Vue) -> list[Contexte]:
    """Return what each list opens of an occupation, in words."""
    return [montrer_ouverte(ouverte, vue) for ouverte in fiche.ouvertes]


def montrer_ouverte(ouverte: Ouverte, vue: Vue) -> Contexte:
    """Return what a list opens of an occupation, in words."""
    corpus, langue, liste = droit.corpus(), droit.langue(), ouverte.liste
    sans_zone = any(e.partout for e in ouverte.entrees)
    return {
        "liste": liste,
        "nom": nom_de(liste),
        "publics": dire_publics(p.value for p in liste.public),
        "ou": gettext("partout, sans zone") if sans_zone else dire_lieux(ouverte.regions, corpus),
        "activites": [dire_mot(a, corpus, langue) for a in ouverte.activites],
        "ancres": [e.ancre for e in ouverte.entrees],
        "ici": liste.examine(vue.jour) and vue.public in liste.public,
    }


def montrer_epoques(epoques: Iterable[Epoque]) -> list[Contexte]:
    """Return the periods of an occupation by audience, each with its states in words."""
    par_public: dict[str, list[Contexte]] = {}
    for epoque in epoques:
        par_public.setdefault(epoque.public.value, []).append(_epoque(epoque))
    corpus, langue = droit.corpus(), droit.langue()
    return [
        {"public": dire_mot(public, corpus, langue), "epoques": lues}
        for public, lues in par_public.items()
    ]


def _epoque(epoque: Epoque) -> Contexte:
    etats = [
        {"etat": e, "nom": ETATS[e], "ou": dire_lieux(regions, droit.corpus())}
        for e in Etat
        if (regions := epoque.regions(e))
    ]
    return {"du": epoque.du, "au": epoque.au, "etats": etats, "personne": epoque.etats is None}


def montrer_domaines(fiche: FicheRegion) -> list[Contexte]:
    """Return what is open in a region, heading by heading, in words."""
    corpus = droit.corpus()
    return [
        {
            "domaine": domaine,
            "rangees": [
                {
                    "metier": lu.metier,
                    "etat": lu.etat,
                    "nom": ETATS[lu.etat],
                    "liste": corpus.listes.get(lu.constat.trame.liste or ""),
                    "lectures": [vue.lecture for vue in lu.constat.trame.lectures],
                }
                for lu in lus
            ],
        }
        for domaine, lus in fiche.par_domaine
    ]
