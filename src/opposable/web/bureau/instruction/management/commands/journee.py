"""The day of an office, run once a day: silence that decides, grants whose day has come."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from opposable.web.bureau import horloge
from opposable.web.bureau.instruction.automate import passer_la_journee


class Command(BaseCommand):
    """Do what the day asks, and say what was done, file by file."""

    help = "Décisions nées du silence, accords dont le jour est venu, réponses à refaire."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the day; what it says and keeps is in the language of the service."""
        with translation.override(settings.LANGUAGE_CODE):
            for passage in passer_la_journee(horloge.instant()):
                self.stdout.write(f"{passage.numero} : {passage.acte}{passage.refus}")
