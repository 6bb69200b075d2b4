"""The page that decides a file: sent, answered and forgotten in one request."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from opposable.batch.modele import modele as modele_de
from opposable.decision.demande import CHAMPS
from opposable.ecrit.typographie import composer
from opposable.errors import FichierError
from opposable.fichiers.entree import Format
from opposable.fichiers.feuille import en_xlsx
from opposable.web.public.lots.decider import (
    LIGNES_AU_PLUS,
    LIGNES_EXPLIQUEES,
    MONTREES,
    REJETS_MONTRES,
    archiver,
    decider,
)
from opposable.web.public.lots.graphique import barres, groupes, resume
from opposable.web.public.lots.modele import exemple
from opposable.web.socle import droit
from opposable.web.socle.francais import dit_en_francais

if TYPE_CHECKING:
    from django.http import HttpRequest

    from opposable.law.corpus import Corpus
    from opposable.web.public.lots.decider import Lot

SORTIES = {
    "page": gettext_lazy("Montrer sur cette page"),
    "csv": gettext_lazy("Télécharger en CSV"),
    "xlsx": gettext_lazy("Télécharger en XLSX"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGUEUR = 1_000  # characters of titles a person says
MARGE = 64 * 1024  # what a form adds around its file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def depot(requete: HttpRequest) -> HttpResponse:
    """Show the form, or decide the file it sends."""
    if requete.method != "POST":
        return _page(requete)
    if int(requete.META.get("CONTENT_LENGTH") or 0) > settings.FICHIER_AU_PLUS + MARGE:
        return _page(requete, _trop_grand(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    fichier = requete.FILES.get("fichier")
    if fichier is None or fichier.name is None:
        return _page(requete, gettext("Choisissez un fichier."), HTTPStatus.UNPROCESSABLE_ENTITY)
    if (fichier.size or 0) > settings.FICHIER_AU_PLUS:
        return _page(requete, _trop_grand(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    sortie = requete.POST.get("sortie", "page")
    vers = Format.XLSX if sortie == "xlsx" else Format.CSV
    try:
        lot = decider(
            fichier,
            fichier.name,
            vers,
            expliquer=requete.POST.get("expliquer") == "oui",
            colonnes=requete.POST.get("colonnes", "")[:LONGUEUR],
        )
    except FichierError as erreur:
        dit = composer(erreur.probleme.replace("--colonnes ", gettext("Vos titres") + " : "))
        phrase = dit[:1].upper() + dit[1:] + ("" if dit.endswith(".") else ".")
        return _page(requete, dit_en_francais(phrase), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _telecharger(lot, vers) if sortie in ("csv", "xlsx") else _montrer(requete, lot)


def _trop_grand() -> str:
    mega = settings.FICHIER_AU_PLUS >> 20
    return gettext("Ce fichier dépasse %(mega)s Mio : découpez-le.") % {"mega": mega}


def _page(requete: HttpRequest, erreur: str = "", statut: int = HTTPStatus.OK) -> HttpResponse:
    contexte = {
        "rubrique": "lots",
        "erreur": erreur,
        "sorties": SORTIES,
        "mega": settings.FICHIER_AU_PLUS >> 20,
        "lignes": LIGNES_AU_PLUS,
        "lignes_expliquees": LIGNES_EXPLIQUEES,
        "champs": CHAMPS,
        "colonnes": requete.POST.get("colonnes", "")[:LONGUEUR],
    }
    return render(requete, "lots/depot.html", contexte, status=statut)


def _montrer(requete: HttpRequest, lot: Lot) -> HttpResponse:
    contexte = {
        "rubrique": "lots",
        "lot": lot,
        "barres": barres(resume(lot.comptes)),
        "groupes": groupes(lot.comptes),
        "montrees": MONTREES,
        "rejets_montres": REJETS_MONTRES,
    }
    return render(requete, "lots/resultat.html", contexte)


def _telecharger(lot: Lot, vers: Format) -> HttpResponse:
    """Return the answers, with the rejected rows beside them where there are some."""
    if lot.tous_rejets:
        corps, nom, type_ = archiver(lot, vers), "reponses.zip", "application/zip"
    elif vers is Format.XLSX:
        corps, nom, type_ = lot.sortie, "reponses.xlsx", XLSX
    else:
        corps, nom, type_ = lot.sortie, "reponses.csv", "text/csv; charset=utf-8"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"'}
    return HttpResponse(corps, content_type=type_, headers=entetes)


@require_safe
def modele(_requete: HttpRequest) -> HttpResponse:
    """Return a file of examples to begin with."""
    entetes = {"Content-Disposition": 'attachment; filename="demandes-exemple.csv"'}
    return HttpResponse(exemple(), content_type="text/csv; charset=utf-8", headers=entetes)


@require_safe
@cache_control(public=True, max_age=3600)
def classeur(_requete: HttpRequest) -> HttpResponse:
    """Return a workbook to fill in, with lists to choose from."""
    entetes = {"Content-Disposition": 'attachment; filename="demandes-modele.xlsx"'}
    return HttpResponse(_classeur(droit.corpus()), content_type=XLSX, headers=entetes)


@lru_cache(maxsize=2)
def _classeur(corpus: Corpus) -> bytes:
    return en_xlsx(modele_de(corpus))
