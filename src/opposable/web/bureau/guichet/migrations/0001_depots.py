"""Applications being written, and keys that were wrong."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Depot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("cle", models.CharField(max_length=64)),
                ("dit", models.JSONField(default=dict)),
                ("faits", models.JSONField(default=dict)),
                ("pieces", models.JSONField(default=list)),
                ("numero", models.CharField(max_length=200, null=True, unique=True)),
                ("ecrit_le", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("numero__isnull", True)),
                        fields=["ecrit_le"],
                        name="depots_en_cours",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EssaiManque",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("de", models.CharField(max_length=64)),
                ("le", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["de", "le"], name="essais_manques")],
            },
        ),
    ]
