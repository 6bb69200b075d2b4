"""The page of one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import LECTEURS
from opposable.dossiers.etat import Etat
from opposable.errors import DemandeError, EnregistrementError, PieceError
from opposable.web.bureau.chercher import du_meme_employeur, semblables
from opposable.web.bureau.comptes.acces import Requete, dossier_lisible, reserve
from opposable.web.bureau.comptes.droits import AUTOMATE
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.dire import SENS, dire_fait
from opposable.web.bureau.instruction import gestes, montrer, mots, raconter
from opposable.web.bureau.models import FicheDossier, FicheLettre
from opposable.web.bureau.pieces.depot import rendre
from opposable.web.bureau.tenue import lire
from opposable.web.socle import droit
from opposable.web.socle.francais import dit

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.comptes.acces import Porteur


class Autre(NamedTuple):
    """Another file of the employer: number, state, day, worker; whether it asks for the same."""

    numero: str
    etat: str
    depose_le: date | None
    travailleur: str
    semblable: bool


@require_safe
@reserve()
def dossier(requete: Requete, numero: str) -> HttpResponse:
    """Show a file to who may read it, and the acts they may do on it as it stands."""
    lu = dossier_lisible(requete, numero)
    porteur = requete.porteur
    saisi = saisi_de(lu, porteur)
    noms, offerts = nommer(lu), gestes.gestes(lu, porteur, saisi)
    autres = _autres(lu, porteur)
    contexte = {
        "dossier": lu,
        "objet": montrer.objet(lu),
        "etat": mots.ETATS[lu.etat],
        "service": nom_du_service(lu.service or "", porteur.jour),
        "agent": noms.get(lu.agent or "", lu.agent),
        "noms": noms,
        "gestes": offerts,
        "attendus": [geste for geste in offerts if geste.attendu],
        "groupes": gestes.ranger(offerts),
        "peut_constater": any(geste.cle == "constater" for geste in offerts),
        "peut_lire_le_projet": bool(LECTEURS & porteur.roles),
        "peut_corriger": any(geste.cle == "corriger" for geste in offerts),
        "porte": _porte(lu, porteur, offerts),
        "delai": montrer.delai(lu, porteur.jour),
        "silence": montrer.silence(lu, porteur.jour),
        "alertes": [*montrer.alertes(lu, porteur.jour), *_doubles(autres)],
        "parties": montrer.parties(lu),
        "reponses": montrer.reponses(lu),
        "paie": montrer.paie(lu),
        "seuils": montrer.seuils(lu, porteur.jour),
        "remuneration": dire_fait("emploi.remuneration", str(lu.donnees.emploi.remuneration or "")),
        "griefs": montrer.griefs(lu),
        "sens": SENS,
        "saisines": _saisines(lu, porteur.jour),
        "journal": raconter.journal(lu, noms),
        "lettres": _lettres(numero),
        "autres": autres,
        **_examen(lu, porteur.jour),
    }
    return render(requete, "instruction/dossier.html", contexte)


@require_safe
@reserve()
def piece(requete: Requete, numero: str, empreinte: str) -> HttpResponse:
    """Hand out a document to who may read its file: to download, never as a page."""
    lu = dossier_lisible(requete, numero)
    trouvee = next((p for p in lu.pieces if p.empreinte == empreinte), None)
    if trouvee is None:
        raise Http404
    try:
        return rendre(trouvee)
    except PieceError as erreur:
        raise Http404 from erreur


def saisi_de(lu: Dossier, porteur: Porteur) -> str | None:
    """Return the service of someone that was asked for its opinion and has not given it."""
    attendus = (s.service for s in lu.saisines if s.rendu_le is None)
    return next((service for service in attendus if service in porteur.services), None)


def nommer(lu: Dossier) -> dict[str, str]:
    """Return the name of everyone who acted on a file, or was given it."""
    auteurs = {entree.auteur for entree in lu.journal} | raconter.affectes(lu)
    trouves = Agent.objects.filter(identifiant__in=auteurs).values_list("identifiant", "nom")
    employeur = lu.donnees.employeur.nom or lu.demandeur
    return {lu.demandeur: employeur, AUTOMATE: gettext("le logiciel"), **dict(trouves)}


def _porte(lu: Dossier, porteur: Porteur, offerts: list[gestes.Geste]) -> dict[str, Any]:
    """Which service is competent, and the transfer that someone may make; or what would say it."""
    permis = {geste.cle for geste in offerts}
    return {
        "bonnes": [(s.id, dit(s.nom)) for s in montrer.mauvaise_porte(lu, porteur.jour)],
        "lieux": montrer.lieux_dits(lu, porteur.jour),
        "transfere": "transferer" in permis,
        "manquent": [(nom, mots.FAITS[nom]) for nom in montrer.lieux_a_dire(lu, porteur.jour)],
        "corrige": "corriger" in permis,
    }


def _examen(lu: Dossier, jour: date) -> dict[str, Any]:
    """What the law says of the file on the day of its last answer, or today before the first."""
    le = lu.proposition.le if lu.proposition else jour
    try:
        determination = determiner(lu, le)
    except DemandeError as erreur:
        return {"illisible": erreur.message}
    connu_au = droit.corpus().couverture.au
    dits = {
        "connu_au": connu_au if le > connu_au else None,
        "determination": determination,
        "exposee": montrer.exposee(determination),
        "conditions": montrer.conditions(lu, determination),
        "ecarts": [],
    }
    if lu.initial:
        try:
            dits |= _comparaison(lire(lu.initial), lu, le)
        except EnregistrementError:
            dits["sans_initial"] = True
    return dits


def _comparaison(initial: Dossier, lu: Dossier, le: date) -> dict[str, Any]:
    """Set a renewal beside its first grant, and name the list that this one rested on.

    Law: 2/6.
    """
    dits: dict[str, Any] = {"ecarts": montrer.ecarts(initial, lu, le)}
    if initial.proposition:
        fondee = determiner(initial, initial.proposition.le).liste
        dits["liste_initiale"] = droit.corpus().listes.get(fondee or "")
    return dits


def _saisines(lu: Dossier, jour: date) -> list[dict[str, Any]]:
    return [
        {
            "saisine": s,
            "service": nom_du_service(s.service, jour),
            "sens": mots.AVIS[s.sens] if s.sens else "",
        }
        for s in lu.saisines
    ]


def _lettres(numero: str) -> list[dict[str, Any]]:
    gardees = FicheLettre.objects.filter(dossier__numero=numero).order_by("rang", "type")
    return [
        {**lettre, "nom": mots.LETTRES[lettre["type"]]}
        for lettre in gardees.values("rang", "type", "jour", "empreinte")
    ]


def _autres(lu: Dossier, porteur: Porteur) -> list[Autre]:
    """Return the other files of the same employer that someone may read, and those like it."""
    pareils = semblables(lu, porteur.lus)
    fiches = {f.pk: f for f in (*du_meme_employeur(lu, porteur.lus), *pareils)}
    cles = {fiche.pk for fiche in pareils}
    return [_autre(fiches[cle], cle in cles) for cle in sorted(fiches, reverse=True)]


def _doubles(autres: list[Autre]) -> list[str]:
    """Say that the same was asked for in other files: it is shown, and stops nothing."""
    numeros = [autre.numero for autre in autres if autre.semblable]
    dite = ngettext(
        "La même personne, le même employeur et le même métier sont dans le dossier n° %(n)s.",
        "La même personne, le même employeur et le même métier sont dans les dossiers n° %(n)s.",
        len(numeros),
    )
    return [dite % {"n": ", ".join(numeros)}] if numeros else []


def _autre(fiche: FicheDossier, semblable: bool) -> Autre:  # noqa: FBT001 - said of the file
    travailleur = (fiche.donnees.get(f"travailleur.{nom}") for nom in ("nom", "prenoms"))
    return Autre(
        fiche.numero,
        str(mots.ETATS[Etat(fiche.etat)]),
        fiche.depose_le,
        " ".join(nom for nom in travailleur if nom),
        semblable,
    )
