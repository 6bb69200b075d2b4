"""The first tables of people: accounts, roles, delegations."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "identifiant",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z][a-z0-9.-]{1,49}\\Z")
                        ],
                    ),
                ),
                ("nom", models.CharField(max_length=200)),
                ("courriel", models.EmailField(blank=True, max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("demonstration", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FicheAffectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("demandeur", "demandeur"),
                            ("guichet", "guichet"),
                            ("instructeur", "instructeur"),
                            ("signataire", "signataire"),
                            ("regional", "regional"),
                            ("administrateur", "administrateur"),
                            ("statisticien", "statisticien"),
                            ("auditeur", "auditeur"),
                            ("automate", "automate"),
                        ],
                        max_length=20,
                    ),
                ),
                ("lieu", models.CharField(blank=True, max_length=200)),
                ("du", models.DateField()),
                ("au", models.DateField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affectations",
                        to=settings.AUTH_USER_MODEL,
                        to_field="identifiant",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["lieu", "role"], name="affectations_du_lieu")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("au__isnull", True), ("au__gte", models.F("du")), _connector="OR"
                        ),
                        name="affectation_a_l_endroit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "administrateur",
                                    "auditeur",
                                    "automate",
                                    "demandeur",
                                    "guichet",
                                    "instructeur",
                                    "regional",
                                    "signataire",
                                    "statisticien",
                                ],
                            )
                        ),
                        name="role_connu",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FicheDelegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("sens", models.JSONField()),
                ("types", models.JSONField()),
                ("acte", models.CharField(blank=True, max_length=200)),
                ("du", models.DateField()),
                ("au", models.DateField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to=settings.AUTH_USER_MODEL,
                        to_field="identifiant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("au__isnull", True), ("au__gte", models.F("du")), _connector="OR"
                        ),
                        name="delegation_a_l_endroit",
                    )
                ],
            },
        ),
    ]
