"""Which grant an application renews."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guichet", "0001_depots")]

    operations = [
        migrations.AddField(
            model_name="depot",
            name="initial",
            field=models.CharField(max_length=200, null=True),
        ),
    ]
