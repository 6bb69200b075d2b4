"""Lists that no one draws by hand: grants held back, permits that end, who may do what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.dossiers.delais import retenue
from opposable.dossiers.droits import LECTEURS
from opposable.dossiers.etat import Etat
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.dire import intitule
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.instruction.diagramme import dessiner, tableau
from opposable.web.bureau.lecture import decision_et_proposition
from opposable.web.bureau.models import FicheDossier
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from opposable.dossiers.etat import Minute, Proposition
    from opposable.web.bureau.comptes.acces import Porteur

PAGE = 50
RETENUS_AU_PLUS = 500
"""Grants held back that a page looks at."""


class Retenu(NamedTuple):
    """A grant held back: its number, for whom, the decision, the answer it rests on, and why."""

    numero: str
    employeur: str
    travailleur: str
    decision: Minute
    proposition: Proposition
    raison: str


@require_safe
@reserve()
def table(requete: Requete) -> HttpResponse:
    """Show the table of the acts, and its drawing."""
    contexte = {"rubrique": "vie", "tableau": tableau(), "dessin": dessiner()}
    return render(requete, "instruction/table.html", contexte)


@require_safe
@reserve(*LECTEURS)
def retenues(requete: Requete) -> HttpResponse:
    """Show the grants that wait for their day, and why."""
    attendent = _des_miens(requete.porteur).filter(etat=Etat.ACCEPTE.value, notifie_le__isnull=True)
    fiches = attendent.select_related("decision").order_by("depose_le", "id")[:RETENUS_AU_PLUS]
    lignes = [retenu for fiche in fiches if (retenu := _retenu(fiche, requete.porteur))]
    return render(requete, "instruction/retenues.html", {"rubrique": "retenues", "lignes": lignes})


def _retenu(fiche: FicheDossier, porteur: Porteur) -> Retenu | None:
    decision, proposition = decision_et_proposition(fiche)
    raison = retenue(decision, proposition, porteur.jour) if decision else None
    if decision is None or proposition is None or raison is None:
        return None
    employeur, travailleur = _gens(fiche)
    dite = str(mots.RETENUES[raison])
    return Retenu(fiche.numero, employeur, travailleur, decision, proposition, dite)


def _gens(fiche: FicheDossier) -> tuple[str, str]:
    """Return the names of the employer and of the worker of a file."""
    noms = (fiche.donnees.get(f"travailleur.{nom}") for nom in ("nom", "prenoms"))
    employeur = fiche.donnees.get("employeur.nom", fiche.demandeur)
    return employeur, " ".join(nom for nom in noms if nom)


@require_safe
@reserve(*LECTEURS)
def renouvellements(requete: Requete) -> HttpResponse:
    """Show the permits that end within the period of renewal, the nearest first.

    Law: 2/6.
    """
    jour = requete.porteur.jour
    jusqu_au = jour + timedelta(days=reglages().renouvellement)
    dus = _des_miens(requete.porteur).filter(
        etat=Etat.ACCEPTE.value, autorise_au__gte=jour, autorise_au__lte=jusqu_au
    )
    fiches = list(
        _apres(dus, requete.GET.get("apres", "")).order_by("autorise_au", "id")[: PAGE + 1]
    )
    suites = _suites(fiches[:PAGE])
    lignes = [_du(fiche, suites.get(fiche.numero)) for fiche in fiches[:PAGE]]
    contexte = {
        "rubrique": "renouvellements",
        "lignes": lignes,
        "jusqu_au": jusqu_au,
        "suivante": lignes[-1]["numero"] if len(fiches) > PAGE else None,
    }
    return render(requete, "instruction/renouvellements.html", contexte)


def _du(fiche: FicheDossier, suite: str | None) -> dict[str, Any]:
    """What the list says of a permit that ends, and the file that renews it if there is one."""
    employeur, travailleur = _gens(fiche)
    return {
        "numero": fiche.numero,
        "autorise_au": fiche.autorise_au,
        "employeur": employeur,
        "travailleur": travailleur,
        "metier": intitule(fiche.demande.get("metier")) or fiche.donnees.get("emploi.intitule", ""),
        "suite": suite,
    }


def _apres(dus: QuerySet[FicheDossier], numero: str) -> QuerySet[FicheDossier]:
    """Return the permits that end after that of a file; all of them where it is none of these."""
    derniere = (
        dus.filter(numero=numero).values_list("autorise_au", "id").first() if numero else None
    )
    if derniere is None:
        return dus
    fin, cle = derniere
    return dus.filter(Q(autorise_au__gt=fin) | Q(autorise_au=fin, id__gt=cle))


def _suites(fiches: Sequence[FicheDossier]) -> dict[str | None, str]:
    """Return the number of the file that renews each grant, where one was filed."""
    numeros = [fiche.numero for fiche in fiches]
    deposees = FicheDossier.objects.filter(initial__in=numeros).exclude(service=None)
    return dict(deposees.order_by("id").values_list("initial", "numero"))


def _des_miens(porteur: Porteur) -> QuerySet[FicheDossier]:
    return FicheDossier.objects.filter(service__in=porteur.services)
