"""`manage.py preparer_donnees`: write the decision tables before anyone asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from opposable.web.socle import table_publiee

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Writes the files of the decision tables where the site will find them."""

    help = "Écrit d’avance les fichiers des tables de décision : la première, ou toutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which tables."""
        aide = "Celle de chaque ensemble de nomenclatures (une minute), et non la première seule."
        parser.add_argument("--toutes", action="store_true", help=aide)

    def handle(
        self, *_arguments: Any, toutes: bool = False, verbosity: int = 1, **_options: Any
    ) -> None:
        """Write what is not there yet."""
        for publiee in table_publiee.publiees():
            if not publiee.premiere and not toutes:
                continue
            for nom in (publiee.table, publiee.nationalites):
                chemin = table_publiee.preparer(nom)
                if verbosity:
                    taille, somme = chemin.stat().st_size, table_publiee.somme(nom)
                    self.stdout.write(f"{nom} : {taille} octets, SHA-256 {somme}")
