"""The employer of the demonstration: an account, the files of a firm, drafts."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from opposable.dossiers.etat import Etat
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.demonstration import gens
from opposable.web.bureau.demonstration.personnages import scenes, siret_de
from opposable.web.bureau.employeurs.models import Employeur
from opposable.web.bureau.guichet import cles, depots
from opposable.web.bureau.guichet.models import Depot
from opposable.web.bureau.guichet.rattacher import rattacher
from opposable.web.bureau.models import FicheDossier


def montrer_l_employeur() -> None:
    """Keep the account, with each file of its firm and what it is writing; their keys are lost."""
    dit = gens()["employeur"]
    compte = Employeur.objects.create(
        courriel=dit["courriel"],
        password=make_password(gens()["mot_de_passe"]),
        demande_le=timezone.now(),
        ouvert_le=timezone.now(),
        demonstration=True,
    )
    fiches = FicheDossier.objects.filter(siret=siret_de(dit["siege"]))
    deposees = fiches.exclude(etat=Etat.BROUILLON.value).order_by("depose_le", "id")
    for numero in deposees.values_list("numero", flat=True):
        rattacher(compte, _porte(numero))
    for dits in scenes()["brouillon"]:
        depot, _ = depots.ouvrir({}, horloge.instant())
        depots.taper(depot, dits, horloge.instant())
        rattacher(compte, depot)


def _porte(numero: str) -> Depot:
    """Return the door of a file that was filed without one."""
    return Depot.objects.create(
        reference=cles.tirer(2),
        cle=cles.empreinte(cles.tirer()),
        numero=numero,
        ecrit_le=horloge.instant(),
    )
