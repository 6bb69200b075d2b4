"""A small office to ask pages of: its people, each in one role, and their password."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Sens
from opposable.web.bureau.comptes.models import Agent, FicheAffectation, FicheDelegation

if TYPE_CHECKING:
    from collections.abc import Iterable

JOUR = date(2008, 1, 10)
DEPUIS = date(2007, 9, 1)
MOT_DE_PASSE = "un mot de passe d’essai"
HACHE = make_password(MOT_DE_PASSE)
CLE = "0123456789abcdef0123456789abcdef01234567"
GENS: dict[str, tuple[tuple[Role, str], ...]] = {
    "greffe": ((Role.GUICHET, "ddtefp-35"),),
    "examen": ((Role.INSTRUCTEUR, "ddtefp-35"),),
    "chef": ((Role.SIGNATAIRE, "ddtefp-35"), (Role.INSTRUCTEUR, "ddtefp-35")),
    "avis": ((Role.INSTRUCTEUR, "prefecture-35"),),
    "ailleurs": ((Role.INSTRUCTEUR, "ddtefp-69"), (Role.SIGNATAIRE, "ddtefp-69")),
    "region": ((Role.REGIONAL, "53"),),
    "autre-region": ((Role.REGIONAL, "82"),),
    "audit": ((Role.AUDITEUR, ""),),
    "chiffres": ((Role.STATISTICIEN, ""),),
    "listes": ((Role.ADMINISTRATEUR, ""),),
    "ancien": ((Role.INSTRUCTEUR, "ddtefp-35"),),
    "sans-role": (),
}
"""Everyone, with what they hold; `ancien` holds it no more on the day of the tests."""


def peupler(qui: Iterable[str] = GENS) -> None:
    """Keep accounts, roles and delegations."""
    for nom in qui:
        agent = Agent.objects.create(identifiant=nom, nom=nom.title(), password=HACHE)
        fin = date(2007, 12, 31) if nom == "ancien" else None
        for role, lieu in GENS[nom]:
            FicheAffectation.objects.create(agent=agent, role=role, lieu=lieu, du=DEPUIS, au=fin)
        for service in {lieu for role, lieu in GENS[nom] if role is Role.SIGNATAIRE}:
            FicheDelegation.objects.create(
                agent=agent,
                service=service,
                sens=[s.value for s in Sens],
                types=["introduction"],
                acte="arrêté d’essai",
                du=DEPUIS,
            )


def entrer(nom: str, *, code: bool = False) -> Client:
    """Return a browser where someone is logged in, with their second factor or without."""
    client = Client()
    agent = Agent.objects.get(identifiant=nom)
    client.force_login(agent, "opposable.web.bureau.comptes.verification.Local")
    seance = client.session
    seance.update({"ouverte": int(time.time()), "confirmee": int(time.time())})
    if code:
        appareil, _ = TOTPDevice.objects.get_or_create(user=agent, name="essai", key=CLE)
        seance["otp_device_id"] = appareil.persistent_id
    seance.save()
    return client
