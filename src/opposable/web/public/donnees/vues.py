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
TABLES = (table_publiee.TABLE, table_publiee.NATIONALITES)


def base(requete: HttpRequest) -> str:
    """Return the public address of the site, ending with `/`."""
    return f"{settings.ADRESSE_PUBLIQUE or requete.build_absolute_uri('/').rstrip('/')}/"


@require_safe
def donnees(requete: HttpRequest) -> HttpResponse:
    """List the files, their formats, sizes and schemas, and how to cite them."""
    contexte = {
        "rubrique": "listes",
        "jeux": _jeux(base(requete)),
        "tables": [(nom, _taille_de_la_table(nom)) for nom in TABLES],
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


def _taille_de_la_table(nom: str) -> int | None:
    prete = table_publiee.prete(nom)
    return prete.stat().st_size if prete else None


@require_safe
def fichier(requete: HttpRequest, chemin: str) -> HttpResponseBase:
    """Return a file of the open data."""
    if chemin in TABLES:
        return _table(requete, chemin)
    if chemin not in fichiers.chemins():
        raise Http404
    trouve = fichiers.contenu(chemin, base(requete))
    reponse = HttpResponse(trouve.octets, content_type=trouve.nature)
    return _servir(requete, reponse, chemin, f'"{trouve.empreinte[:32]}"')


def _table(requete: HttpRequest, nom: str) -> HttpResponseBase:
    reponse = FileResponse(table_publiee.preparer(nom).open("rb"))
    return _servir(requete, reponse, nom, f'"{table_publiee.empreinte()}-{nom}"')


def _servir(
    requete: HttpRequest, reponse: HttpResponseBase, chemin: str, etag: str
) -> HttpResponseBase:
    """Add what a program needs: who may read, how long to keep, under which licence."""
    parties = PurePosixPath(chemin)
    liens = [f'<{fichiers.LICENCE["path"]}>; rel="license"']
    if schema := fichiers.schema_de(chemin) if chemin not in TABLES else "":
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
