"""The office of the demonstration: its people, and some three hundred files in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

from opposable.dossiers.etat import Etat
from opposable.dossiers.renouvellement import renouveler
from opposable.errors import DemonstrationError
from opposable.web.bureau import horloge, tenue
from opposable.web.bureau.comptes import demonstration
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.demonstration.cours import Cours
from opposable.web.bureau.demonstration.employeur_montre import montrer_l_employeur
from opposable.web.bureau.demonstration.personnages import brouillon, redire, scenes
from opposable.web.bureau.models import FicheDossier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from opposable.dossiers.vie import Cadre


class Plan(NamedTuple):
    """A file to make: filed when, with which service, and what becomes of it."""

    depose_le: date
    rang: int
    service: Mapping[str, Any]
    mots: str


def montrer() -> bool:
    """Make the office of the demonstration; False where it is there already.

    Raises:
        DemonstrationError: In production, or where the office has real people.
    """
    if settings.PRODUCTION:
        raise DemonstrationError("une démonstration ne se fait pas en production")
    if Agent.objects.filter(demonstration=True).exists():
        return False
    if Agent.objects.exists():
        raise DemonstrationError("ce bureau a ses agents : prenez une base vide (OPPOSABLE_VAR)")
    with tenue.ecriture():
        demonstration.peupler()
        _remplir()
        montrer_l_employeur()
    return True


def _remplir() -> None:
    jour: date = demonstration.gens()["jour"]
    hasard = Random(scenes()["graine"])  # noqa: S311 - the same office each time, nothing secret
    qui = cadre((compte["identifiant"] for compte in demonstration.gens()["compte"]), jour)
    for plan in sorted(_plans(jour)):
        _vivre(plan, qui, hasard)
    for rang, service in enumerate(scenes()["service"], start=1):
        projet = replace(brouillon(service, jour, hasard), numero=f"brouillon-{rang}")
        tenue.ouvrir(projet, horloge.instant())
    for service in scenes()["service"]:
        if service["id"] in scenes()["renouvellement"]["services"]:
            _renouveler(service, jour, qui)


def _renouveler(service: Mapping[str, Any], jour: date, qui: Cadre) -> None:
    """Renew the first permits of a service that end: as it was, in another post, for less pay.

    Law: 2/6.
    """
    finissent = FicheDossier.objects.filter(
        service=service["id"], etat=Etat.ACCEPTE.value, autorise_au__gte=jour
    )
    numeros = finissent.order_by("autorise_au", "id").values_list("numero", flat=True)
    renouvellement = scenes()["renouvellement"]
    for numero, dits in zip(numeros, renouvellement["redits"], strict=False):
        le = jour - timedelta(days=renouvellement["depose"])
        cours = Cours(service, qui, service["examen"][0])
        cours.derouler(
            redire(renouveler(tenue.lire(numero), "", le), dits), le, renouvellement["mots"]
        )


def _vivre(plan: Plan, qui: Cadre, hasard: Random) -> None:
    agents = plan.service["examen"]
    cours = Cours(plan.service, qui, agents[plan.rang % len(agents)])
    cours.derouler(brouillon(plan.service, plan.depose_le, hasard), plan.depose_le, plan.mots)


def _plans(jour: date) -> Iterator[Plan]:
    rang = 0
    for service in scenes()["service"]:
        for avant, mots, _ in scenes()["cours"].values():
            for autre in range(service["nombre"]):
                rang += 1
                yield Plan(jour - timedelta(days=avant + autre % 3), rang, service, mots)
