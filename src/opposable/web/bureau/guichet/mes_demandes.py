"""The applications of an account: where each stands, and what may be done of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from opposable.dossiers import renouvellement
from opposable.dossiers.delais import Attente
from opposable.dossiers.etat import Etat
from opposable.web.bureau import horloge, tenue
from opposable.web.bureau.employeurs.acces import par_compte
from opposable.web.bureau.guichet import cles, depots
from opposable.web.bureau.guichet.models import Depot
from opposable.web.bureau.guichet.rattacher import a_rattacher, detacher, page, rattacher, trouver
from opposable.web.bureau.guichet.suivi import ATTENTES, ETATS, est_dite
from opposable.web.bureau.guichet.vues import dire_la_cle
from opposable.web.bureau.lecture import decision_de
from opposable.web.bureau.models import LONGUES, FicheDossier
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from opposable.web.bureau.employeurs.models import Employeur


class Ligne(NamedTuple):
    """An application as its account shows it.

    Attributes:
        personne: Whom it is for, and for which post; empty where it is not said yet.
        etat: Where it stands, as the applicant is told; None for a draft.
        garde_le: Last day a draft is kept for.
        finit_le: End of the permit, where it may be renewed by now.
    """

    reference: str
    numero: str | None
    personne: str
    poste: str
    depose_le: date | None = None
    etat: _StrPromise | None = None
    attente: _StrPromise | None = None
    attendu: bool = False
    garde_le: date | None = None
    finit_le: date | None = None


@require_safe
@par_compte
def demandes(requete: HttpRequest, employeur: Employeur) -> HttpResponse:
    """Show the applications of the account, the last attached first."""
    lue = page(employeur, requete.GET.get("apres", ""))
    ouvertes = a_rattacher(employeur, requete.session.get(cles.OUVERTS, []))
    contexte = {
        "lignes": _lignes(lue.depots),
        "suite": lue.suite,
        "suivie": "apres" in requete.GET,
        "ouvertes": _lignes(ouvertes),
    }
    return render(requete, "guichet/demandes.html", contexte)


def _lignes(lus: Iterable[Depot]) -> list[Ligne]:
    """Return applications as an account shows them: the files among them are read at once."""
    lus = list(lus)
    numeros = [depot.numero for depot in lus if depot.numero]
    fiches = FicheDossier.objects.filter(numero__in=numeros).select_related("decision")
    connues = {f.numero: f for f in fiches.defer(*LONGUES)} if numeros else {}
    suites = FicheDossier.objects.filter(initial__in=numeros).exclude(etat=Etat.SANS_SUITE.value)
    reprises = set(suites.values_list("initial", flat=True)) if numeros else set()
    lignes = [
        _suivie(depot, connues[depot.numero]) if depot.numero else _ecrite(depot) for depot in lus
    ]
    return [
        ligne._replace(finit_le=None) if ligne.numero in reprises else ligne for ligne in lignes
    ]


def _ecrite(depot: Depot) -> Ligne:
    garde_le = timezone.localdate(depot.ecrit_le + depots.GARDE)
    return Ligne(depot.reference, None, *_nommer(depot.dit), garde_le=garde_le)


def _suivie(depot: Depot, fiche: FicheDossier) -> Ligne:
    dite = est_dite(decision_de(fiche), fiche.notifie_le)
    attente = Attente(fiche.attend) if dite else Attente.SERVICE
    etat = Etat(fiche.etat) if dite else Etat.EN_INSTRUCTION
    return Ligne(
        depot.reference,
        depot.numero,
        *_nommer(fiche.donnees),
        depose_le=fiche.depose_le,
        etat=ETATS[etat],
        attente=None if attente is Attente.PERSONNE else ATTENTES[attente],
        attendu=attente is Attente.DEMANDEUR,
        finit_le=_a_renouveler(fiche) if dite else None,
    )


def _nommer(dites: Mapping[str, Any]) -> tuple[str, str]:
    """Return whom an application is for, and the post."""
    noms = (dites.get("travailleur.prenoms"), dites.get("travailleur.nom"))
    return " ".join(nom for nom in noms if nom), dites.get("emploi.intitule") or ""


def _a_renouveler(fiche: FicheDossier) -> date | None:
    """Return the end of a permit from the day its renewal is listed on, None before or elsewhere.

    Law: 2/6.
    """
    fin = fiche.autorise_au
    if fiche.etat != Etat.ACCEPTE or fiche.notifie_le is None or fin is None:
        return None
    des = fin - timedelta(days=reglages().renouvellement)
    return fin if horloge.aujourd_hui() >= des else None


@require_POST
@par_compte
def joindre(requete: HttpRequest, employeur: Employeur, reference: str) -> HttpResponse:
    """Attach an application that this session opened by its key."""
    depot = depots.trouver(reference)
    if depot is None or not cles.est_ouvert(requete, depot):
        raise Http404
    rattacher(employeur, depot)
    messages.success(requete, gettext("La demande est rattachée à votre compte."))
    return redirect("guichet:demandes")


@require_POST
@par_compte
def oter(requete: HttpRequest, employeur: Employeur, reference: str) -> HttpResponse:
    """Take an application out of the account."""
    detacher(employeur, _sienne(employeur, reference))
    cles.refermer(requete, reference)
    messages.success(
        requete, gettext("La demande n’est plus dans votre compte : sa clé l’ouvre encore.")
    )
    return redirect("guichet:demandes")


@require_POST
@par_compte
def cle(requete: HttpRequest, employeur: Employeur, reference: str) -> HttpResponse:
    """Draw another key for an application, told once: the one before is lost, or known too well."""
    depot = _sienne(employeur, reference)
    return dire_la_cle(requete, depot, depots.changer_la_cle(depot))


@require_POST
@par_compte
def renouveler(requete: HttpRequest, employeur: Employeur, reference: str) -> HttpResponse:
    """Begin the renewal of a grant, filled with what is known; asked twice, it is begun once.

    Law: 2/6.
    """
    depot = _sienne(employeur, reference)
    dossier = tenue.lire(depot.numero) if depot.numero else None
    if dossier is None or dossier.etat is not Etat.ACCEPTE or dossier.notifie_le is None:
        raise Http404
    commencee = Depot.objects.filter(
        initial=depot.numero, numero=None, rattachements__employeur=employeur
    ).first()
    if commencee:
        return redirect("guichet:ouvrir", commencee.reference)
    projet = renouvellement.renouveler(dossier, "", horloge.aujourd_hui())
    return dire_la_cle(requete, *depots.ouvrir_pour(projet, horloge.instant()))


def _sienne(employeur: Employeur, reference: str) -> Depot:
    """Return an application of the account.

    Raises:
        Http404: It holds none of that reference: nothing tells whether another does.
    """
    depot = trouver(employeur, reference)
    if depot is None:
        raise Http404
    return depot
