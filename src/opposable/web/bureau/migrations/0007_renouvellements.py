"""The files that renew a grant are found by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bureau", "0006_semblables")]

    operations = [
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                name="renouvellements_d_accords",
                fields=["initial"],
                condition=models.Q(initial__isnull=False),
            ),
        ),
    ]
