"""What a file says of people and the post, the words it is found by, the numbers given."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0002_autorisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mot", models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="donnees",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="pieces",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="Numerotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("annee", models.PositiveIntegerField()),
                ("dernier", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "annee"), name="un_compte_par_an")
                ],
            },
        ),
        migrations.CreateModel(
            name="MotAmpute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forme", models.CharField(max_length=200)),
                (
                    "mot",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amputes",
                        to="bureau.mot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("forme", "mot"), name="forme_du_mot")
                ],
            },
        ),
        migrations.CreateModel(
            name="MotDuDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mots",
                        to="bureau.fichedossier",
                    ),
                ),
                (
                    "mot",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="bureau.mot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mot", "service", "dossier"), name="mot_du_dossier"
                    )
                ],
            },
        ),
    ]
