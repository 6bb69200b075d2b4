"""Counters are added up by service, answer and state: what pages of figures read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations, models
from django.db.models import Sum

if TYPE_CHECKING:
    from django.apps.registry import Apps

CASE = ("service", "situation_emploi", "etat")


def additionner(apps: Apps, _editeur: Any) -> None:
    """Add up the counters kept before."""
    compteur, total = (apps.get_model("bureau", nom) for nom in ("Compteur", "Total"))
    sommes = compteur.objects.values(*CASE).annotate(somme=Sum("nombre")).order_by()
    total.objects.bulk_create(
        total(**{nom: s[nom] for nom in CASE}, nombre=s["somme"]) for s in sommes
    )


class Migration(migrations.Migration):
    dependencies = [("bureau", "0008_ordres")]

    operations = [
        migrations.CreateModel(
            name="Total",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("situation_emploi", models.CharField(max_length=200)),
                ("etat", models.CharField(max_length=20)),
                ("nombre", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        name="un_total_par_case", fields=("service", "situation_emploi", "etat")
                    )
                ],
            },
        ),
        migrations.RunPython(additionner, migrations.RunPython.noop),
    ]
