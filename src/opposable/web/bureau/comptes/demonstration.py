"""The people of the demonstration: who they are, what each shows, and how they enter."""

from __future__ import annotations

import time
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from opposable.dossiers.etat import Sens
from opposable.ecrit.bilingue import Bilingue
from opposable.web.bureau.comptes.models import Agent, FicheAffectation, FicheDelegation
from opposable.web.bureau.comptes.services import services

if TYPE_CHECKING:
    from collections.abc import Mapping

DONNEES = Path(__file__).parent / "donnees" / "demonstration.toml"
CODE, APPAREIL = 6, "demonstration"


class Compte(NamedTuple):
    """Someone of the demonstration, and what they show."""

    identifiant: str
    nom: str
    montre: Bilingue
    signe: bool


class Employeur(NamedTuple):
    """The employer of the demonstration, what they show, and their password."""

    courriel: str
    montre: Bilingue
    mot: str


@cache
def gens() -> Mapping[str, Any]:
    """Return the file of the people."""
    return tomllib.loads(DONNEES.read_text(encoding="utf-8"))


def commencer() -> Bilingue:
    """Return what to do first, to see an office work."""
    dits = gens()["commencer"]
    return Bilingue(dits["fr"], dits["en"])


def comptes() -> tuple[Compte, ...]:
    """Return who may be tried here: nobody in production, nor where no demonstration was made."""
    if settings.PRODUCTION or not Agent.objects.filter(demonstration=True).exists():
        return ()
    return tuple(
        Compte(dit["identifiant"], dit["nom"], Bilingue(dit["fr"], dit["en"]), "signe" in dit)
        for dit in gens()["compte"]
    )


def employeur() -> Employeur | None:
    """Return the employer who may be tried here, None where nobody may."""
    if not comptes():
        return None
    dit = gens()["employeur"]
    montre = Bilingue(dit["fr"], dit["en"])
    return Employeur(dit["courriel"], montre, gens()["mot_de_passe"])


def code_de(agent: Agent) -> str:
    """Return the code that someone of the demonstration is asked for; empty for anyone else.

    A code is taken once: that of the moment, or the next where it was used. The device follows
    the one who gives it, as it follows a clock that runs ahead.
    """
    appareil = TOTPDevice.objects.filter(user=agent, name=APPAREIL).first()
    if settings.PRODUCTION or not agent.demonstration or appareil is None:
        return ""
    dits = (appareil.step, appareil.t0, appareil.digits, appareil.drift)
    calcul = TOTP(appareil.bin_key, *dits)
    calcul.time = time.time()
    calcul.drift += max(0, appareil.last_t + 1 - calcul.t())
    return f"{calcul.token():0{CODE}}"


def peupler() -> None:
    """Keep the accounts of the demonstration, their roles, delegations and second factors."""
    dits = gens()
    hache = make_password(dits["mot_de_passe"])
    for dit in dits["compte"]:
        agent = Agent.objects.create(
            identifiant=dit["identifiant"], nom=dit["nom"], password=hache, demonstration=True
        )
        _nommer(agent, dit, dits)


def _nommer(agent: Agent, dit: Mapping[str, Any], dits: Mapping[str, Any]) -> None:
    for role, lieu in dit["roles"]:
        FicheAffectation.objects.create(
            agent=agent, role=role, lieu=lieu, du=dits["depuis"], au=dit.get("au")
        )
    for service in dit.get("signe", ()):
        FicheDelegation.objects.create(
            agent=agent,
            service=service,
            sens=[sens.value for sens in Sens],
            types=sorted({t for s in services(dits["depuis"]).values() for t in s.types}),
            acte="arrêté de délégation de la démonstration",
            du=dits["depuis"],
        )
        TOTPDevice.objects.create(user=agent, name=APPAREIL, key=dits["cle"])
