"""What worklists sort files by, kept with each act."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0004_envois_et_lettres"),
    ]

    operations = [
        migrations.AddField(
            model_name="fichedossier",
            name="a_signer",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="attend",
            field=models.CharField(default="", max_length=20),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="avis_de",
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="bouge_le",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="echeance_le",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="notifiable_le",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat__in", ["en_construction", "en_instruction"])),
                fields=["agent", "depose_le", "id"],
                name="dossiers_d_un_agent",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat__in", ["en_construction", "en_instruction"])),
                fields=["service", "echeance_le", "id"],
                name="dossiers_par_echeance",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat__in", ["en_construction", "en_instruction"])),
                fields=["service", "bouge_le", "id"],
                name="dossiers_immobiles",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("notifiable_le__isnull", False)),
                fields=["service", "notifiable_le", "id"],
                name="decisions_a_notifier",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("avis_de__isnull", False)),
                fields=["avis_de", "depose_le", "id"],
                name="avis_attendus",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("a_signer", True)),
                fields=["service", "depose_le", "id"],
                name="dossiers_a_signer",
            ),
        ),
    ]
