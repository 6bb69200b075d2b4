"""A page of the catalogue as JSON: the same address with `format=json`, the same choice of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from opposable.law.liste import Liste
    from opposable.web.public.catalogue.choix import Choix
    from opposable.web.public.catalogue.fiche_region import FicheRegion
    from opposable.web.public.catalogue.montrer import DomaineMontre
    from opposable.web.public.catalogue.table_de_liste import Facettes, Filtre, Page


def demande(requete: HttpRequest) -> bool:
    """Tell whether a page is asked for as JSON."""
    return requete.GET.get("format") == "json"


def rendre(contenu: dict[str, Any], statut: int = 200) -> JsonResponse:
    """Return values as JSON, accents as they are."""
    return JsonResponse(contenu, status=statut, json_dumps_params={"ensure_ascii": False})


def choisi(choix: Choix) -> dict[str, Any]:
    """Return the day and the audience a page speaks for, and what could not be read of them."""
    return {
        "le": choix.vue.jour.isoformat(),
        "public": choix.vue.public.value,
        "erreurs": choix.erreurs,
    }


def lignes(liste: str, filtre: Filtre, page: Page, facettes: Facettes) -> dict[str, Any]:
    """Return a page of the rows of a list, with how many other choices would leave."""
    return {
        "liste": liste,
        "filtre": filtre._asdict(),
        "trouvees": page.trouvees,
        "page": page.numero,
        "pages": page.pages,
        "facettes": facettes._asdict(),
        "lignes": [
            {
                "rang": r.entree.rang,
                "metier": r.entree.metier,
                "metier_imprime": r.entree.metier_imprime,
                "intitule": r.entree.intitule,
                "domaine": r.domaine.cle,
                "zone": r.entree.zone,
                "activite": r.entree.activite,
                "lectures": list(r.entree.lectures),
                "ancre": r.entree.ancre,
            }
            for r in page.rangees
        ],
    }


def region(fiche: FicheRegion, muette: bool) -> dict[str, Any]:  # noqa: FBT001 - as the page says
    """Return a region: its departments, its counts, what is open there by heading."""
    return {
        "region": fiche.region.code,
        "nom": fiche.region.nom,
        "departements": [d.code for d in fiche.departements],
        "sans_reponse": muette,
        "nombres": {etat.value: nombre for etat, nombre in fiche.nombres.items()},
        "domaines": [
            {
                "domaine": domaine.cle,
                "nom": domaine.nom,
                "metiers": [
                    {
                        "metier": r.metier.ecrit,
                        "intitule": r.metier.intitule,
                        "etat": r.etat.value,
                        "lectures": [vue.lecture for vue in r.constat.trame.lectures],
                    }
                    for r in rangees
                ],
            }
            for domaine, rangees in fiche.par_domaine
        ],
    }


def liste(de: Liste, lignes: int) -> dict[str, Any]:
    """Return what the index says of a list."""
    return {
        "liste": de.id,
        "instrument": de.instrument,
        "nomenclature": de.nomenclature,
        "public": [regime.value for regime in de.public],
        "examine_du": de.examine_du.isoformat(),
        "examine_au": None if de.sans_fin else de.examine_au.isoformat(),
        "lignes": lignes,
        "metiers": len(de.ouvertures),
        "ancre": de.ancre,
    }


def par_domaine(montres: list[DomaineMontre]) -> list[dict[str, Any]]:
    """Return headings, each with its occupations and a word for each audience."""
    return [
        {
            "domaine": montre.domaine.cle,
            "nom": montre.domaine.nom,
            "metiers": [
                {
                    "metier": metier.ecrit,
                    "intitule": metier.intitule,
                    "ouvert": dict(zip(montre.publics, mots, strict=True)),
                }
                for metier, mots in montre.rangees
            ],
        }
        for montre in montres
    ]
