"""Pages of an application being written: its entry, its steps, its documents, its sending."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opposable.decision.demande import CHAMPS as FAITS
from opposable.dossiers.acte import Deposer
from opposable.errors import PieceError, TransitionError
from opposable.web.bureau import horloge
from opposable.web.bureau.chercher import semblables
from opposable.web.bureau.comptes import reprise
from opposable.web.bureau.comptes.acces import ouvert
from opposable.web.bureau.dire import dire_fait
from opposable.web.bureau.guichet import cles, depots
from opposable.web.bureau.guichet.acces import par_cle, sceau_de, trop
from opposable.web.bureau.guichet.lecture import CHOISI, METIER, lire
from opposable.web.bureau.guichet.saisies import ETAPE_DE, ETAPES, SAISIES, TITRES, suivante
from opposable.web.bureau.pieces.depot import PIECES_AU_PLUS
from opposable.web.bureau.prevenir import prevenir
from opposable.web.bureau.tenue import lire as lire_le_dossier
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from opposable.web.bureau.guichet.lecture import Lue
    from opposable.web.bureau.guichet.models import Depot

PLUS_TARD = "plus_tard"


@require_safe
@ouvert
def entree(requete: HttpRequest) -> HttpResponse:
    """Show where an application begins, with the facts of an answer where there are some."""
    faits = {nom: requete.GET[nom] for nom in FAITS if requete.GET.get(nom)}
    return render(requete, "guichet/entree.html", {"faits": faits, "jours": depots.GARDE.days})


@require_POST
@ouvert
def nouvelle(requete: HttpRequest) -> HttpResponse:
    """Open an application and tell its key, this once."""
    faits = {nom: requete.POST[nom] for nom in FAITS if requete.POST.get(nom)}
    depot, cle = depots.ouvrir(faits, horloge.instant())
    return dire_la_cle(requete, depot, cle, next(iter(ETAPES)))


def dire_la_cle(
    requete: HttpRequest, depot: Depot, cle: str, etape: str | None = None
) -> HttpResponse:
    """Open an application to who just began it, or drew its key anew; tell that key, this once.

    Args:
        requete: Who asks.
        depot: The application.
        cle: Its key.
        etape: The step it leads to; None: where it stands.
    """
    cles.laisser_entrer(requete, depot)
    lien = requete.build_absolute_uri(reverse("guichet:ouvrir", args=[depot.reference]))
    contexte = {"depot": depot, "cle": cle, "lien": lien, "etape": etape}
    return render(requete, "guichet/nouvelle.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@ouvert
def suivre(requete: HttpRequest) -> HttpResponse:
    """Ask for a number, or a reference, and its key."""
    faux = False
    if requete.method == "POST":
        if cles.trop_d_essais(requete):
            return trop(requete)
        depot = depots.trouver(requete.POST.get("numero", "")[:200])
        if cles.ouvrir(requete, depot, requete.POST.get("cle", "")[:200]) and depot:
            return redirect("guichet:ouvrir", depot.reference)
        faux = True
    contexte = {"faux": faux, "numero": requete.POST.get("numero", "")[:200]}
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if faux else HTTPStatus.OK
    return render(requete, "guichet/suivre.html", contexte, status=statut)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def ouvrir(_: HttpRequest, depot: Depot) -> HttpResponse:
    """Lead to where an application stands: its file, or the first step that lacks something."""
    if depot.numero:
        return redirect("guichet:suivi", depot.reference)
    lue = lire(depot, horloge.aujourd_hui())
    manquants = (*lue.fautes, *lue.manques)
    etapes = [ETAPE_DE[nom] for nom in manquants if nom in ETAPE_DE]
    etape = next((e for e in ETAPES if e in etapes), "pieces")
    return redirect("guichet:etape", depot.reference, etape)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def etape(requete: HttpRequest, depot: Depot, nom: str) -> HttpResponse:
    """Show a step; keep what was typed in it, right or wrong, and go on where nothing is wrong."""
    if depot.numero:
        return redirect("guichet:suivi", depot.reference)
    if nom not in ETAPES:
        raise Http404
    statut, fautes = HTTPStatus.OK, dict[str, str]()
    if requete.method == "POST":
        depots.taper(depot, requete.POST.dict(), horloge.instant())
        if PLUS_TARD in requete.POST:
            return _plus_tard(requete, depot)
    lue = lire(depot, horloge.aujourd_hui())
    if requete.method == "POST":
        fautes = {champ: dit for champ, dit in lue.fautes.items() if ETAPE_DE.get(champ) == nom}
        if not fautes:
            return redirect("guichet:etape", depot.reference, suivante(nom))
        statut = HTTPStatus.UNPROCESSABLE_ENTITY
    contexte = {
        **_commun(depot, nom),
        "sceau": reprise.sceller(sceau_de(depot)),
        "champs": [_champ(champ, depot, lue, fautes) for champ in ETAPES[nom]],
        "fautes": [(SAISIES[champ], dit) for champ, dit in fautes.items()],
        "pays": droit.pays().a_proposer(droit.langue()) if nom in {"demande", "salarie"} else (),
        "departements": _departements(),
    }
    return render(requete, "guichet/etape.html", contexte, status=statut)


def _champ(saisie: Any, depot: Depot, lue: Lue, fautes: dict[str, str]) -> dict[str, Any]:
    metier = saisie.nom == METIER
    return {
        "saisie": saisie,
        "valeur": depot.dit.get(saisie.nom, ""),
        "faute": fautes.get(saisie.nom, ""),
        "propositions": lue.metiers if metier else (),
        "choisi": depot.dit.get(CHOISI, ""),
        "lu": _intitule(lue) if metier else "",
    }


def _intitule(lue: Lue) -> str:
    """The name of the occupation that was understood."""
    connu = droit.corpus().metier(lue.demande.metier or "")
    return connu.intitule if connu else ""


def _departements() -> list[tuple[str, str]]:
    return sorted((d.code, d.nom) for d in droit.corpus().departements.values())


def _commun(depot: Depot, nom: str) -> dict[str, Any]:
    """What every step shows: where it stands among the others."""
    noms = list(TITRES)
    return {
        "depot": depot,
        "etape": nom,
        "titre": TITRES[nom],
        "etapes": [(n, titre, n == nom) for n, titre in TITRES.items()],
        "rang": noms.index(nom) + 1,
        "total": len(noms),
    }


def _plus_tard(requete: HttpRequest, depot: Depot) -> HttpResponse:
    lien = requete.build_absolute_uri(reverse("guichet:ouvrir", args=[depot.reference]))
    contexte = {"depot": depot, "lien": lien, "jours": depots.GARDE.days}
    return render(requete, "guichet/plus_tard.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def pieces(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Show the documents; receive one, or take one away."""
    if depot.numero:
        return redirect("guichet:suivi", depot.reference)
    erreur = ""
    if requete.method == "POST":
        if oter := requete.POST.get("oter"):
            depots.oter(depot, oter)
            return redirect("guichet:etape_pieces", depot.reference)
        nom, contenu = televerse(requete)
        try:
            depots.ajouter(depot, nom, contenu)
        except PieceError as refus:
            erreur = refus.message
        else:
            return redirect("guichet:etape_pieces", depot.reference)
    contexte = {
        **_commun(depot, "pieces"),
        "pieces": depots.pieces(depot),
        "erreur": erreur,
        "mega": settings.FICHIER_AU_PLUS >> 20,
        "au_plus": PIECES_AU_PLUS,
    }
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if erreur else HTTPStatus.OK
    return render(requete, "guichet/pieces.html", contexte, status=statut)


def televerse(requete: HttpRequest) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that was sent; empty where there is none."""
    fichier = requete.FILES.get("piece")
    if not isinstance(fichier, UploadedFile):
        return "", b""
    return fichier.name or "", fichier.read(settings.FICHIER_AU_PLUS + 1)


@require_http_methods(["GET", "HEAD", "POST"])
@par_cle
def resume(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """Show all that was said before it is sent: what is missing, who receives it, what is alike."""
    if depot.numero:
        return redirect("guichet:suivi", depot.reference)
    if requete.method == "POST":
        depots.taper(depot, requete.POST.dict(), horloge.instant())
        return redirect("guichet:etape_resume", depot.reference)
    jour = horloge.aujourd_hui()
    lue = lire(depot, jour)
    dossier = lue.brouillon("")
    contexte = {
        **_commun(depot, "resume"),
        "lue": lue,
        "parties": [
            (nom, TITRES[nom], [(s, _dit(s, depot, lue)) for s in saisies])
            for nom, saisies in ETAPES.items()
        ],
        "pieces": depots.pieces(depot),
        "manquants": [SAISIES[nom] for nom in (*lue.fautes, *lue.manques) if nom in SAISIES],
        "etape_de": ETAPE_DE,
        "services": [(s.id, s.nom.dire(droit.langue())) for s in lue.services],
        "choisi": depots.service_choisi(depot, lue),
        "semblables": [fiche.depose_le for fiche in semblables(dossier)],
    }
    return render(requete, "guichet/resume.html", contexte)


def _departement(code: str) -> str:
    return dire_fait("departement", code)


def _dit(saisie: Any, depot: Depot, lue: Lue) -> str:
    """What was typed, in words where it is a choice; the name of the occupation beside it."""
    dit: str = depot.dit.get(saisie.nom, "")
    if saisie.nom == METIER and dit and (nom := _intitule(lue)):
        return f"{dit} – {nom}" if dit != nom else nom
    return _departement(dit) if saisie.genre == "departement" else str(saisie.choix.get(dit, dit))


@require_POST
@par_cle
def envoyer(requete: HttpRequest, depot: Depot) -> HttpResponse:
    """File the application; sent twice, it is filed once."""
    deja = depot.numero is not None
    try:
        numero = depots.envoyer(depot, horloge.instant())
    except TransitionError:
        messages.error(requete, gettext("Il manque des réponses : la demande n’est pas partie."))
        return redirect("guichet:etape_resume", depot.reference)
    if not deja:
        prevenir(lire_le_dossier(numero), Deposer)
    messages.success(
        requete,
        gettext("Votre demande est déposée. Gardez son numéro et votre clé : ils la suivent."),
    )
    return redirect("guichet:suivi", depot.reference)
