"""Files say when their permit begins and ends: the renewals due are read from it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0001_dossiers"),
    ]

    operations = [
        migrations.AddField(
            model_name="fichedossier",
            name="autorise_au",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="autorise_du",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat", "accepte")),
                fields=["service", "autorise_au", "id"],
                name="autorisations_qui_finissent",
            ),
        ),
    ]
