"""The open data: the page that lists the files, and the files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.web.public.donnees import fichiers
from opposable.web.socle import droit, table_publiee
from opposable.web.socle.noms import nom_de

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

CACHE = "public, max-age=3600"
COMMANDE = "python manage.py preparer_donnees --toutes"


def base(requete: HttpRequest) -> str:
    """Return the public address of the site, ending with `/`."""
    return f"{settings.ADRESSE_PUBLIQUE or requete.build_absolute_uri('/').rstrip('/')}/"


@require_safe
def donnees(requete: HttpRequest) -> HttpResponse:
    """List the files, their formats, sizes and schemas, and how to cite them."""
    contexte = {
        "rubrique": "listes",
        "jeux": _jeux(base(requete)),
        "tables": [_table_dite(publiee) for publiee in table_publiee.publiees()],
        "commande": COMMANDE,
        "licence": fichiers.LICENCE,
        "adresse": base(requete),
    }
    return render(requete, "donnees/donnees.html", contexte)


def _jeux(adresse: str) -> list[dict[str, Any]]:
    """Return the files gathered by what they hold."""
    corpus = droit.corpus()
    noms = {
        f"{fichiers.LISTES}/{droit.cle(x.id)}": nom_de(x) for x in corpus.toutes_listes.values()
    }
    noms |= {
        "metiers": gettext("Métiers : codes, intitulés, domaines, listes, noms de tous les jours"),
        "nomenclatures": gettext("Nomenclatures de métiers et forme de leurs codes"),
        "passages": gettext("Passages d’une nomenclature à une autre"),
        "regions": gettext("Régions et leurs départements"),
        "territoires": gettext("Régions de chaque version et leurs départements"),
        "evenements": gettext("Registre : chaque événement du droit, connu quand, agissant quand"),
        "textes": gettext("Textes, leurs jours et leurs listes"),
        "catalogue": gettext("Listes : leurs jours, ce qui en est connu"),
        "constats": gettext("Lignes connues fermées ou incertaines"),
        "sources": gettext("Sources publiques des lignes"),
        "manques": gettext("Ce qui est encore cherché"),
        "defauts": gettext("Défauts du texte et lectures retenues"),
        "skos": gettext(
            "Nomenclatures, passages, métiers, domaines et listes en données liées (SKOS)"
        ),
        "datapackage": gettext("Description de tous les tableaux (Data Package)"),
    }
    par_jeu: dict[str, list[fichiers.Contenu]] = {}
    for chemin in fichiers.chemins():
        jeu = chemin.removesuffix(PurePosixPath(chemin).suffix)
        if jeu in noms:
            par_jeu.setdefault(jeu, []).append(fichiers.contenu(chemin, adresse))
    return [_jeu(noms[jeu], contenus) for jeu, contenus in par_jeu.items()]


def _jeu(nom: str, contenus: list[fichiers.Contenu]) -> dict[str, Any]:
    lus = [
        {
            "chemin": c.chemin,
            "format": PurePosixPath(c.chemin).suffix[1:].upper(),
            "taille": len(c.octets),
            "empreinte": c.empreinte,
        }
        for c in contenus
    ]
    return {"nom": nom, "fichiers": lus, "schema": fichiers.schema_de(contenus[0].chemin)}


def _table_dite(publiee: table_publiee.Publiee) -> dict[str, Any]:
    """Return a decision table as the page lists it: its files, or how they are made."""
    noms = (publiee.table, publiee.nationalites)
    pretes = {nom: table_publiee.prete(nom) for nom in noms}
    return {
        "nomenclatures": publiee.nomenclatures,
        "offerte": publiee.premiere or all(pretes.values()),
        "fichiers": [
            {
                "chemin": nom,
                "taille": prete.stat().st_size if prete else None,
                "empreinte": table_publiee.somme(nom),
            }
            for nom, prete in pretes.items()
        ],
    }


@require_safe
def fichier(requete: HttpRequest, chemin: str) -> HttpResponseBase:
    """Return a file of the open data."""
    if publiee := table_publiee.de_quelle_table(chemin):
        return _table(requete, chemin, publiee)
    if chemin not in fichiers.chemins():
        raise Http404
    trouve = fichiers.contenu(chemin, base(requete))
    reponse = HttpResponse(trouve.octets, content_type=trouve.nature)
    return _servir(requete, reponse, chemin, f'"{trouve.empreinte[:32]}"')


def _table(requete: HttpRequest, nom: str, publiee: table_publiee.Publiee) -> HttpResponseBase:
    if not publiee.premiere and table_publiee.prete(nom) is None:
        raise Http404
    reponse = FileResponse(table_publiee.preparer(nom).open("rb"))
    return _servir(requete, reponse, nom, f'"{table_publiee.empreinte()}-{nom}"')


def _servir(
    requete: HttpRequest, reponse: HttpResponseBase, chemin: str, etag: str
) -> HttpResponseBase:
    """Add what a program needs: who may read, how long to keep, under which licence."""
    parties = PurePosixPath(chemin)
    liens = [f'<{fichiers.LICENCE["path"]}>; rel="license"']
    if not table_publiee.de_quelle_table(chemin) and (schema := fichiers.schema_de(chemin)):
        liens.append(f'</donnees/{fichiers.SCHEMAS}/{schema}.json>; rel="describedby"')
    disposition = "inline" if parties.suffix in {".json", ".ttl"} else "attachment"
    entetes = {
        "Content-Type": fichiers.NATURES[parties.suffix],
        "Content-Disposition": f'{disposition}; filename="{parties.name}"',
        "Link": ", ".join(liens),
        "Cache-Control": CACHE,
        "ETag": etag,
        "Last-Modified": http_date(fichiers.modifie_le()),
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    for nom, valeur in entetes.items():
        reponse.headers[nom] = valeur
    entiere = cast("HttpResponse", reponse)
    servie = get_conditional_response(requete, etag, fichiers.modifie_le(), entiere)
    if servie is not reponse:
        reponse.close()
    return servie or reponse
