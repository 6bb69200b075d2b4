"""Figures of the services, from totals that move with each act: no file is read for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Etat
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.services import nom_du_service, services
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.models import Total
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise as Promise

    from opposable.web.bureau.comptes.acces import Porteur

COMPTES = tuple(etat for etat in Etat if etat is not Etat.BROUILLON)
CASE = ("service", "situation_emploi", "etat")
PARTOUT = frozenset((Role.STATISTICIEN, Role.AUDITEUR))


class Rangee(NamedTuple):
    """A row of figures: what it is of, each state with its figure, and their sum."""

    titre: str
    nombres: tuple[tuple[Promise, str], ...]
    total: str


@require_safe
@reserve(Role.STATISTICIEN, Role.REGIONAL, Role.AUDITEUR, Role.SIGNATAIRE)
def chiffres(requete: Requete) -> HttpResponse:
    """Show how many files stand in each state, by service and by answer of the software.

    A figure so small that it could point at someone is said « fewer than » that.
    """
    totaux = list(_des_siens(requete.porteur).values_list(*CASE, "nombre"))
    jour = requete.porteur.jour
    contexte = {
        "rubrique": "chiffres",
        "etats": [mots.ETATS[etat] for etat in COMPTES],
        "par_service": _rangees(totaux, 0, lambda nom: nom_du_service(nom, jour)),
        "par_reponse": _rangees(totaux, 1, _reponse),
        "petit": reglages().petit,
    }
    return render(requete, "pilotage/chiffres.html", contexte)


def _des_siens(porteur: Porteur) -> QuerySet[Total]:
    """Return the totals someone may read: all, or those of their services or region."""
    if porteur.roles & PARTOUT:
        return Total.objects.all()
    regions = porteur.regions
    de_la_region = (s.id for s in services(porteur.jour).values() if s.region in regions)
    return Total.objects.filter(service__in={*porteur.services, *de_la_region})


def _rangees(
    totaux: Iterable[tuple[str, str, str, int]], axe: int, nommer: Callable[[str], str]
) -> list[Rangee]:
    """Add up totals along an axis of `CASE`: a row a value, in order."""
    sommes: dict[str, Counter[str]] = {}
    for total in totaux:
        sommes.setdefault(str(total[axe]), Counter())[total[2]] += total[3]
    return [_rangee(nommer(valeur), sommes[valeur]) for valeur in sorted(sommes)]


def _rangee(titre: str, par_etat: Counter[str]) -> Rangee:
    nombres = tuple((mots.ETATS[etat], _dire(par_etat[etat.value])) for etat in COMPTES)
    return Rangee(titre, nombres, _dire(par_etat.total()))


def _dire(nombre: int) -> str:
    petit = reglages().petit
    return f"< {petit}" if 0 < nombre < petit else str(nombre)


def _reponse(situation: str) -> str:
    dites = {
        "non_opposable": gettext("situation de l’emploi non opposable"),
        "opposable": gettext("situation de l’emploi opposable"),
        "indeterminee": gettext("réponse indéterminée"),
        "autorisation_non_requise": gettext("autorisation non requise"),
    }
    return dites.get(situation, gettext("pas encore examiné"))
