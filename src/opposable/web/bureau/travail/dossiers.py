"""The page of the worklists: chosen, filtered and searched by its address; given out in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from opposable.dossiers.acte import Affecter
from opposable.dossiers.droits import LECTEURS
from opposable.dossiers.etat import Etat
from opposable.errors import DossierError
from opposable.web.bureau import horloge
from opposable.web.bureau.chercher import chercher
from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve, suite
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.dire import intitule
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.tenue import accomplir
from opposable.web.bureau.travail import listes
from opposable.web.bureau.travail.filtrer import FILTRES, LISENT, adresse, filtres
from opposable.web.bureau.travail.vues import vues

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from django.http import HttpResponse, QueryDict

    from opposable.web.bureau.comptes.acces import Porteur
    from opposable.web.bureau.models import FicheDossier

ONGLETS = "onglets"
"""Part of the page that follows what happens: the counts."""
LONGUEUR = 100
"""Letters of a search that are read."""
A_LA_FOIS = 200
"""Files given out at once, at most."""


class Ligne(NamedTuple):
    """A file as a list shows it."""

    numero: str
    employeur: str
    travailleur: str
    metier: str
    service: str
    depose_le: date | None
    etat: str
    agent: str
    echeance_le: date | None


@require_safe
@reserve(*LISENT)
def dossiers(requete: Requete) -> HttpResponse:
    """Show a worklist, or what a search finds."""
    nom = requete.GET.get("liste", "ouverts")
    if nom not in listes.LISTES:
        raise Http404
    q = requete.GET.get("q", "").strip()[:LONGUEUR]
    ici = adresse(requete.GET, **({"q": q} if q else {"liste": nom}))
    onglets = {
        "q": q,
        "ici": ici,
        "listes": _onglets(requete.porteur, nom),
        "vues": vues(requete.porteur, ici),
    }
    if requete.htmx.target == ONGLETS:  # type: ignore[attr-defined] # django_htmx adds it
        return render(requete, "travail/onglets.html", onglets)
    trouves = _chercher(requete, q) if q else _lister(requete, nom)
    contexte = {
        **onglets,
        "rubrique": "dossiers",
        "nom": nom,
        "liste": listes.LISTES[nom],
        "etats": mots.ETATS,
        "agents": _agents(requete.porteur),
        "services": [(s, nom_du_service(s, requete.porteur.jour)) for s in _services(requete)],
        "dits": {f: requete.GET.get(f, "") for f in FILTRES},
        "lignes": lignes(trouves.fiches, requete.porteur.jour),
        "suivante": _suivante(requete.GET, trouves.suite),
        "export": adresse(requete.GET, liste=nom),
        "affecte": bool(requete.porteur.roles & frozenset(LECTEURS)),
        "jour": requete.porteur.jour,
    }
    return render(requete, "travail/dossiers.html", contexte)


def lignes(fiches: Collection[FicheDossier], jour: date) -> list[Ligne]:
    """Return files as a list shows them, their people by name."""
    charges = {fiche.agent for fiche in fiches}
    noms = dict(Agent.objects.filter(identifiant__in=charges).values_list("identifiant", "nom"))
    return [_ligne(fiche, jour, noms) for fiche in fiches]


def _ligne(fiche: FicheDossier, jour: date, noms: Mapping[str, str]) -> Ligne:
    dites = fiche.donnees
    travailleur = (dites.get("travailleur.nom"), dites.get("travailleur.prenoms"))
    code = fiche.demande.get("metier", "")
    return Ligne(
        numero=fiche.numero,
        employeur=dites.get("employeur.nom", fiche.demandeur),
        travailleur=" ".join(mot for mot in travailleur if mot),
        metier=intitule(code) or dites.get("emploi.intitule", code),
        service=nom_du_service(fiche.service or "", jour),
        depose_le=fiche.depose_le,
        etat=str(mots.ETATS[Etat(fiche.etat)]),
        agent=noms.get(fiche.agent or "", fiche.agent or ""),
        echeance_le=fiche.echeance_le,
    )


@require_POST
@reserve(*LECTEURS)
def affecter(requete: Requete) -> HttpResponse:
    """Give several files to someone; each is an act of its own, and those refused are told."""
    qui = requete.POST.get("agent", "")
    faits, refus = 0, list[str]()
    for numero in dict.fromkeys(requete.POST.getlist("numero")[:A_LA_FOIS]):
        try:
            _affecter(requete, numero, qui)
        except DossierError as erreur:
            refus.append(erreur.message)
        else:
            faits += 1
    dit = ngettext("%(n)d dossier affecté.", "%(n)d dossiers affectés.", faits) % {"n": faits}
    messages.info(requete, dit)
    for phrase in refus:
        messages.warning(requete, phrase)
    return redirect(suite(requete, "travail:dossiers"))


def _affecter(requete: Requete, numero: str, qui: str) -> None:
    porteur = requete.porteur
    role = porteur.capacite(Affecter, dossier_lisible(requete, numero))
    if role is None:
        raise DossierError(
            gettext("dossier n° %(n)s : vous ne pouvez pas l’affecter") % {"n": numero}
        )
    acte = Affecter(auteur=porteur.agent, role=role, agent=qui)
    accomplir(numero, acte, horloge.instant(), cadre([porteur.agent, qui], porteur.jour))


def _chercher(requete: Requete, q: str) -> listes.Page:
    apres = requete.GET.get("apres", "")
    permis = requete.porteur.lus
    trouves = chercher(q, permis, int(apres) if apres.isascii() and apres.isdigit() else None)
    return listes.Page(trouves.fiches, None if trouves.suite is None else str(trouves.suite))


def _lister(requete: Requete, nom: str) -> listes.Page:
    apres = requete.GET.get("apres", "")
    return listes.page(requete.porteur, nom, filtres(requete.GET), apres)


def _suivante(dits: QueryDict, suite_: str | None) -> str | None:
    return None if suite_ is None else adresse(dits, apres=suite_)


def _onglets(porteur: Porteur, choisi: str) -> list[dict[str, Any]]:
    """Return each worklist with its count; those of someone's own only where they have any."""
    comptes = listes.compter(porteur, *((nom, listes.TOUTES) for nom in listes.LISTES))
    return [
        {"nom": nom, "titre": liste.titre, "nombre": nombre, "choisi": nom == choisi}
        for (nom, liste), nombre in zip(listes.LISTES.items(), comptes, strict=True)
        if nombre or nom in {choisi, "ouverts"}
    ]


def _services(requete: Requete) -> tuple[str, ...]:
    permis = requete.porteur.lus or ()
    return permis if len(permis) > 1 else ()


def _agents(porteur: Porteur) -> list[Agent]:
    """Return the people a file of these services may be given to today."""
    tenues = Q(affectations__lieu__in=porteur.services, affectations__role__in=sorted(LECTEURS))
    du_jour = Q(affectations__du__lte=porteur.jour) & (
        Q(affectations__au__isnull=True) | Q(affectations__au__gte=porteur.jour)
    )
    return list(Agent.objects.filter(tenues & du_jour, is_active=True).distinct().order_by("nom"))
