"""Files of the same person, employer and occupation, and those of an establishment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0005_listes_de_travail"),
    ]

    operations = [
        migrations.AddField(
            model_name="fichedossier",
            name="signalement",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="siret",
            field=models.CharField(max_length=14, null=True),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(fields=["signalement", "id"], name="dossiers_semblables"),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(fields=["siret", "id"], name="dossiers_de_l_employeur"),
        ),
    ]
