"""`manage.py ouvrir_un_compte`: the first account, who opens the others from the pages."""

from __future__ import annotations

from getpass import getpass
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from opposable.dossiers.droits import Role
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.models import Agent, FicheAffectation

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Opens the account of someone of the national administration."""

    help = "Ouvre un compte de l’administration nationale ; le mot de passe est demandé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read who it is for."""
        parser.add_argument("identifiant")
        parser.add_argument("nom")

    def handle(self, *_: object, identifiant: str, nom: str, **__: object) -> None:
        """Open it.

        Raises:
            CommandError: The name is taken or cannot be one, or the password is weak.
        """
        agent = Agent(identifiant=identifiant, nom=nom)
        mot = getpass("Mot de passe : ")
        try:
            validate_password(mot, agent)
            agent.set_password(mot)
            agent.full_clean()
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from erreur
        agent.save()
        FicheAffectation.objects.create(
            agent=agent, role=Role.ADMINISTRATEUR, lieu="", du=horloge.aujourd_hui()
        )
        self.stdout.write(f"Compte ouvert : {identifiant}. Il choisira un second facteur.")
