"""Grants not notified are read by an index that SQLite prefers to that of all grants."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bureau", "0009_totaux")]

    operations = [
        migrations.RemoveIndex(model_name="fichedossier", name="accords_non_notifies"),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                name="accords_non_notifies",
                fields=["service", "etat", "notifie_le", "depose_le", "id"],
                condition=models.Q(etat="accepte", notifie_le__isnull=True),
            ),
        ),
    ]
