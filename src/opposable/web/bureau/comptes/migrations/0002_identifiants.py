"""Names that no account may bear."""

from django.core.validators import RegexValidator
from django.db import migrations, models

FORME = "^(?!automate\\Z|employeur)[a-z][a-z0-9.-]{1,49}\\Z"


class Migration(migrations.Migration):
    dependencies = [
        ("comptes", "0001_agents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agent",
            name="identifiant",
            field=models.CharField(max_length=50, unique=True, validators=[RegexValidator(FORME)]),
        ),
    ]
