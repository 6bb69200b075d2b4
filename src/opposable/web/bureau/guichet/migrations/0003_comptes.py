"""Which accounts hold an application."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employeurs", "0001_comptes"),
        ("guichet", "0002_renouvellements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rattachement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "depot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rattachements",
                        to="guichet.depot",
                    ),
                ),
                (
                    "employeur",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rattachements",
                        to="employeurs.employeur",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["employeur", "-id"], name="demandes_d_un_compte")],
                "constraints": [
                    models.UniqueConstraint(fields=("employeur", "depot"), name="rattache_une_fois")
                ],
            },
        ),
    ]
