"""The page that decides a file: sent, answered and forgotten in one request."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opposable.batch.demandes import EXIGEES, deviner, lire_colonnes
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
    decider,
    lire_titres,
)
from opposable.web.public.lots.envoi import XLSX, convertir, emporter, rendre, telecharger
from opposable.web.public.lots.graphique import barres, groupes, resume
from opposable.web.public.lots.lignes import tableau
from opposable.web.public.lots.modele import exemple
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.francais import dit_en_francais

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from opposable.law.corpus import Corpus
    from opposable.web.public.lots.decider import Lot

SORTIES = {
    "page": gettext_lazy("Montrer sur cette page"),
    "csv": gettext_lazy("Télécharger en CSV"),
    "xlsx": gettext_lazy("Télécharger en XLSX"),
}
NOMS = {
    "nationalite": gettext_lazy("Nationalité"),
    "metier": gettext_lazy("Métier"),
    "departement": gettext_lazy("Département"),
    "region": gettext_lazy("Région"),
    "type": gettext_lazy("Démarche"),
    "depose_le": gettext_lazy("Déposée le"),
    "examine_le": gettext_lazy("Examinée le"),
    "metier_initial": gettext_lazy("Métier du premier titre"),
    "activite": gettext_lazy("Activité"),
    "diplome_francais": gettext_lazy("Diplôme français"),
}
"""Words for the fields that people know; the others go by their name."""
LONGUEUR = 1_000  # characters of titles a person says
MARGE = 64 * 1024  # what a form adds around its file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def depot(requete: HttpRequest) -> HttpResponse:
    """Show the form, or decide the file it sends."""
    if requete.method != "POST":
        return _page(requete)
    fichier = _recevoir(requete)
    if isinstance(fichier, HttpResponse):
        return fichier
    sortie = requete.POST.get("sortie", "page")
    vers = Format.XLSX if sortie == "xlsx" else Format.CSV
    try:
        dites = _titres_dits(requete)
        lot = decider(
            fichier,
            fichier.name or "",
            vers,
            expliquer=requete.POST.get("expliquer") == "oui",
            colonnes=dites,
        )
    except FichierError as erreur:
        return _page(requete, _dire(erreur), HTTPStatus.UNPROCESSABLE_ENTITY)
    return telecharger(lot, vers) if sortie in ("csv", "xlsx") else _montrer(requete, lot, dites)


@never_cache
@require_POST
def titres(requete: HttpRequest) -> HttpResponse:
    """Show the titles of a file, and which was taken for each field, to be confirmed."""
    fichier = _recevoir(requete)
    if isinstance(fichier, HttpResponse):
        return fichier
    try:
        lus = lire_titres(fichier, fichier.name or "")
    except FichierError as erreur:
        return _page(requete, _dire(erreur), HTTPStatus.UNPROCESSABLE_ENTITY)
    devines = deviner(lus)
    champs = [(c, NOMS.get(c, c), c in EXIGEES, devines.get(c, "")) for c in CHAMPS]
    contexte = {"titres": [t for t in lus if t], "devines": champs}
    if requete.headers.get("HX-Request"):
        return render(requete, "lots/titres.html", contexte)
    return _page(requete, plus=contexte)


@never_cache
@require_POST
def reponses(requete: HttpRequest) -> HttpResponse:
    """Return the answers that the page of a decided file carried, as CSV or XLSX."""
    try:
        lot = rendre(requete.POST.get("reponses", ""))
    except BadSignature:
        dit = gettext("Ces réponses ne sont plus lisibles : envoyez de nouveau le fichier.")
        return _page(requete, dit, HTTPStatus.UNPROCESSABLE_ENTITY)
    if requete.POST.get("sortie") == "xlsx":
        return telecharger(convertir(lot), Format.XLSX)
    return telecharger(lot, Format.CSV)


def _recevoir(requete: HttpRequest) -> UploadedFile[Any] | HttpResponse:
    """Return the file sent, or what refuses a request without one, or with one too large."""
    trop_grand = int(requete.META.get("CONTENT_LENGTH") or 0) > settings.FICHIER_AU_PLUS + MARGE
    fichier = None if trop_grand else requete.FILES.get("fichier")
    if isinstance(fichier, UploadedFile) and (fichier.size or 0) > settings.FICHIER_AU_PLUS:
        trop_grand = True
    if trop_grand:
        return _page(requete, _trop_grand(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not isinstance(fichier, UploadedFile) or fichier.name is None:
        return _page(requete, gettext("Choisissez un fichier."), HTTPStatus.UNPROCESSABLE_ENTITY)
    return fichier


def _titres_dits(requete: HttpRequest) -> dict[str, str]:
    """Return the title of each field that the person said: confirmed, or written."""
    ecrits = lire_colonnes(requete.POST.get("colonnes", "")[:LONGUEUR])
    confirmes = {
        champ: requete.POST[f"titre_{champ}"]
        for champ in CHAMPS
        if requete.POST.get("titres") == "confirmes" and f"titre_{champ}" in requete.POST
    }
    return {**confirmes, **ecrits}


def _dire(erreur: FichierError) -> str:
    dit = composer(erreur.probleme.replace("--colonnes ", gettext("Vos titres") + " : "))
    return dit_en_francais(dit[:1].upper() + dit[1:] + ("" if dit.endswith(".") else "."))


def _trop_grand() -> str:
    mega = settings.FICHIER_AU_PLUS >> 20
    return gettext("Ce fichier dépasse %(mega)s Mio : découpez-le.") % {"mega": mega}


def _page(
    requete: HttpRequest,
    erreur: str = "",
    statut: int = HTTPStatus.OK,
    plus: Mapping[str, Any] | None = None,
) -> HttpResponse:
    contexte = {
        **(plus or {}),
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


def _montrer(requete: HttpRequest, lot: Lot, dites: Mapping[str, str]) -> HttpResponse:
    contexte = {
        "rubrique": "lots",
        "lot": lot,
        "tableau": tableau(lot, dites),
        "emporte": emporter(lot, settings.DATA_UPLOAD_MAX_MEMORY_SIZE - MARGE),
        "barres": barres(resume(lot.comptes)),
        "groupes": groupes(lot.comptes),
        "montrees": MONTREES,
        "rejets_montres": REJETS_MONTRES,
    }
    return render(requete, "lots/resultat.html", contexte)


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


@du_droit(2)
def _classeur(corpus: Corpus) -> bytes:
    return en_xlsx(modele_de(corpus))
