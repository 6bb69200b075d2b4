"""The first tables: files, facts, acts, decisions, counters."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FicheDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sens", models.CharField(max_length=20)),
                ("minute", models.JSONField()),
                ("retiree_le", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Compteur",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("depose_en", models.CharField(max_length=7)),
                ("type", models.CharField(max_length=200)),
                ("situation_emploi", models.CharField(max_length=200)),
                ("etat", models.CharField(max_length=20)),
                ("tacite", models.BooleanField()),
                ("notifie", models.BooleanField()),
                ("nombre", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "service",
                            "depose_en",
                            "type",
                            "situation_emploi",
                            "etat",
                            "tacite",
                            "notifie",
                        ),
                        name="une_ligne_par_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FicheDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.CharField(max_length=200, unique=True)),
                ("demandeur", models.CharField(max_length=200)),
                ("plie", models.TextField()),
                ("etat", models.CharField(max_length=20)),
                ("service", models.CharField(max_length=200, null=True)),
                ("departement", models.CharField(max_length=200, null=True)),
                ("agent", models.CharField(max_length=200, null=True)),
                ("initial", models.CharField(max_length=200, null=True)),
                ("depose_le", models.DateField(null=True)),
                ("repris_le", models.DateField(null=True)),
                ("clos_le", models.DateField(null=True)),
                ("notifie_le", models.DateField(null=True)),
                ("a_reexaminer", models.BooleanField()),
                ("nombre_de_faits", models.PositiveIntegerField()),
                ("nombre_d_actes", models.PositiveIntegerField()),
                ("demande", models.JSONField()),
                ("poste", models.JSONField()),
                ("incomplets", models.JSONField()),
                ("saisines", models.JSONField()),
                ("propositions", models.JSONField()),
                ("constatations", models.JSONField()),
                ("minute", models.JSONField(null=True)),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="en_vigueur_de",
                        to="bureau.fichedecision",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="fichedecision",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="bureau.fichedossier",
            ),
        ),
        migrations.CreateModel(
            name="FicheActe",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rang", models.PositiveIntegerField()),
                ("le", models.DateField()),
                ("instant", models.DateTimeField()),
                ("auteur", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=200)),
                ("acte", models.CharField(max_length=200)),
                ("contenu", models.TextField()),
                ("precedente", models.CharField(max_length=64)),
                ("empreinte", models.CharField(max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actes",
                        to="bureau.fichedossier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FicheFait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rang", models.PositiveIntegerField()),
                ("champ", models.CharField(max_length=200)),
                ("valeur", models.TextField(null=True)),
                ("ancienne", models.TextField(null=True)),
                ("par", models.CharField(max_length=200)),
                ("le", models.DateField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="faits",
                        to="bureau.fichedossier",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat__in", ["en_construction", "en_instruction"])),
                fields=["service", "depose_le", "id"],
                name="dossiers_ouverts",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                fields=["service", "etat", "depose_le", "id"], name="dossiers_par_etat"
            ),
        ),
        migrations.AddConstraint(
            model_name="fichedossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "etat__in",
                        [
                            "brouillon",
                            "en_construction",
                            "en_instruction",
                            "accepte",
                            "refuse",
                            "sans_suite",
                        ],
                    )
                ),
                name="etat_connu",
            ),
        ),
        migrations.AddConstraint(
            model_name="fichedossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("etat__in", ("accepte", "refuse"))),
                    models.Q(
                        models.Q(("etat__in", ("accepte", "refuse")), _negated=True),
                        ("decision__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="decide_par_une_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="fichedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("sens__in", ["favorable", "defavorable"])), name="sens_connu"
            ),
        ),
        migrations.AddConstraint(
            model_name="fichedecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retiree_le__isnull", True)),
                fields=("dossier",),
                name="une_decision_en_vigueur",
            ),
        ),
        migrations.AddConstraint(
            model_name="ficheacte",
            constraint=models.UniqueConstraint(
                models.F("dossier"), models.F("rang"), name="acte_a_son_rang"
            ),
        ),
        migrations.AddConstraint(
            model_name="fichefait",
            constraint=models.UniqueConstraint(
                models.F("dossier"), models.F("rang"), name="fait_a_son_rang"
            ),
        ),
    ]
