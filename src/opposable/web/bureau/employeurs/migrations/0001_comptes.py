"""Accounts of employers, and messages that went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Employeur",
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
                ("courriel", models.EmailField(max_length=254, unique=True)),
                ("demande_le", models.DateTimeField()),
                ("ouvert_le", models.DateTimeField(null=True)),
                ("demonstration", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ouvert_le__isnull", True)),
                        fields=["demande_le"],
                        name="employeurs_a_confirmer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageParti",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("a", models.CharField(max_length=64)),
                ("de", models.CharField(max_length=64)),
                ("le", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["a", "le"], name="messages_a"),
                    models.Index(fields=["de", "le"], name="messages_de"),
                    models.Index(fields=["le"], name="messages_le"),
                ],
            },
        ),
    ]
