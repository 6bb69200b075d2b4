"""Forms sent are done once; letters are kept as they went."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0003_donnees_et_mots"),
    ]

    operations = [
        migrations.CreateModel(
            name="FicheEnvoi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cle", models.CharField(max_length=64, unique=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envois",
                        to="bureau.fichedossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FicheLettre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rang", models.PositiveIntegerField()),
                ("type", models.CharField(max_length=200)),
                ("jour", models.DateField()),
                ("document", models.BinaryField()),
                ("empreinte", models.CharField(max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lettres",
                        to="bureau.fichedossier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("dossier"),
                        models.F("rang"),
                        models.F("type"),
                        name="une_lettre_par_acte",
                    )
                ],
            },
        ),
    ]
