"""`manage.py preparer_donnees`: write the decision table before anyone asks for it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opposable.web.socle import table_publiee


class Command(BaseCommand):
    """Writes the files of the decision table where the site will find them."""

    help = "Écrit d’avance les fichiers de la table de décision."

    def handle(self, *_arguments: Any, verbosity: int = 1, **_options: Any) -> None:
        """Write what is not there yet."""
        for nom in (table_publiee.TABLE, table_publiee.NATIONALITES):
            chemin = table_publiee.preparer(nom)
            if verbosity:
                self.stdout.write(f"{chemin.name} : {chemin.stat().st_size} octets")
