"""Pages of the lists: all of them, and one as printed and as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.web.public.catalogue import en_json
from opposable.web.public.catalogue.decoupage import ranger
from opposable.web.public.catalogue.montrer import dire_publics
from opposable.web.public.catalogue.table_de_liste import TRIS, compter, filtrer, lire_filtre
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines
from opposable.web.socle.noms import nom_de

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from opposable.law.liste import Liste

FORMATS = ("csv", "json", "xlsx", "parquet", "ttl")
"""Suffixes of the files of a list."""


@require_safe
def listes(requete: HttpRequest) -> HttpResponse:
    """Show every list: its text, its audience, its days, its rows."""
    toutes = droit.corpus().listes.values()
    if en_json.demande(requete):
        dites = [en_json.liste(x, _ouvrantes(x)) for x in toutes]
        return en_json.rendre({"listes": dites})
    contexte = {"rubrique": "listes", "listes": [_resume(x) for x in toutes]}
    return render(requete, "catalogue/listes.html", contexte)


def _ouvrantes(liste: Liste) -> int:
    """Return how many rows of a list open something."""
    return sum(entree.ouvre for entree in liste.entrees)


def _resume(liste: Liste) -> dict[str, Any]:
    corpus = droit.corpus()
    instrument = corpus.instruments[liste.instrument]
    return {
        "liste": liste,
        "nom": nom_de(liste),
        "instrument": instrument,
        "titre": instrument.titre.dire(droit.langue()),
        "publics": dire_publics(p.value for p in liste.public),
        "lignes": _ouvrantes(liste),
        "metiers": len(liste.ouvertures),
        "cadre": len(liste.cadre),
        "formats": FORMATS,
    }


@require_safe
def liste(requete: HttpRequest, cle: str) -> HttpResponse:
    """Show a list, row by row, as printed and as read."""
    corpus, nom = droit.corpus(), droit.liste_de(cle)
    if nom is None:
        raise Http404
    trouvee = corpus.listes[nom]
    cles = {d.cle: d.nom for d in domaines(corpus).values()}
    filtre = lire_filtre(requete.GET.dict(), corpus, cles)
    page, facettes = filtrer(trouvee, filtre, corpus), compter(trouvee, filtre, corpus)
    if en_json.demande(requete):
        return en_json.rendre(en_json.lignes(nom, filtre, page, facettes))
    contexte = {
        **_resume(trouvee),
        "cle": cle,
        "rubrique": "listes",
        "filtre": filtre,
        "filtree": any((filtre.q, filtre.region, filtre.domaine)),
        "page": page,
        "numeros": range(1, page.pages + 1),
        "tris": _tris(),
        "regions": [
            (r, facettes.region.get(r.code, 0))
            for r in ranger(corpus.regions_de(trouvee.territoires))
        ],
        "domaines": [
            (c, d, facettes.domaine.get(c, 0))
            for c, d in cles.items()
            if c in facettes.domaine or c == filtre.domaine
        ],
        "certitudes": _certitudes(trouvee),
    }
    return render(requete, "catalogue/liste.html", contexte)


def _certitudes(liste: Liste) -> dict[str, str]:
    """Return how the days of a list and of its text are known, in words."""
    corpus = droit.corpus()
    mots, texte = corpus.textes.mots[droit.langue()], corpus.instruments[liste.instrument]
    return {
        "signature": mots[texte.certitude.value],
        "publication": mots[texte.certitude_publication.value],
        "jours": mots[liste.certitude.value],
    }


def _tris() -> dict[str, str]:
    noms = {
        "texte": gettext("Ordre du texte"),
        "code": gettext("Code"),
        "intitule": gettext("Intitulé"),
        "domaine": gettext("Domaine"),
        "zone": gettext("Zone"),
    }
    return {tri: noms[tri] for tri in TRIS}
