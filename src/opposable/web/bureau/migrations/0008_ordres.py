"""Each worklist is read in its order, in a service and everywhere; since when a grant is stuck."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import migrations, models
from django.db.models import F

if TYPE_CHECKING:
    from django.apps.registry import Apps


def dire_les_bloques(apps: Apps, _schema: object) -> None:
    """Say since when each grant kept before is stuck, as `reperes` does."""
    fiches = apps.get_model("bureau", "FicheDossier").objects
    accords = fiches.filter(etat="accepte")
    accords.filter(notifie_le__isnull=False, autorise_au__isnull=True).update(
        bloque_le=F("notifie_le")
    )
    retenus = accords.filter(notifie_le__isnull=True, notifiable_le__isnull=False)
    for jour in list(retenus.values_list("notifiable_le", flat=True).distinct()):
        if jour:
            retenus.filter(notifiable_le=jour).update(bloque_le=jour + timedelta(days=1))
    fiches.filter(autorise_au__lt=F("autorise_du")).update(bloque_le=F("clos_le"))


class Migration(migrations.Migration):
    dependencies = [
        ("bureau", "0007_renouvellements"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="fichedossier",
            name="dossiers_ouverts",
        ),
        migrations.RemoveIndex(
            model_name="fichedossier",
            name="dossiers_d_un_agent",
        ),
        migrations.RemoveIndex(
            model_name="fichedossier",
            name="dossiers_par_echeance",
        ),
        migrations.RemoveIndex(
            model_name="fichedossier",
            name="dossiers_immobiles",
        ),
        migrations.RenameIndex(
            model_name="fichedossier",
            new_name="dossiers_a_notifier",
            old_name="decisions_a_notifier",
        ),
        migrations.AddField(
            model_name="fichedossier",
            name="bloque_le",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(dire_les_bloques, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="ficheacte",
            index=models.Index(fields=["auteur", "id"], name="actes_de_quelqu_un"),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["service", "depose_le", "id"],
                name="dossiers_ouverts",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["depose_le", "id"],
                name="dossiers_ouverts_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    models.Q(
                        ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                    ),
                    ("agent__isnull", True),
                ),
                fields=["service", "depose_le", "id"],
                name="dossiers_sans_agent",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    models.Q(
                        ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                    ),
                    ("agent__isnull", True),
                ),
                fields=["depose_le", "id"],
                name="dossiers_sans_agent_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["service", "echeance_le", "id"],
                name="dossiers_echeances",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["echeance_le", "id"],
                name="dossiers_echeances_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["service", "bouge_le", "id"],
                name="dossiers_immobiles",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["bouge_le", "id"],
                name="dossiers_immobiles_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("a_signer", True)),
                fields=["depose_le", "id"],
                name="dossiers_a_signer_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("notifiable_le__isnull", False)),
                fields=["notifiable_le", "id"],
                name="dossiers_a_notifier_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("bloque_le__isnull", False)),
                fields=["service", "bloque_le", "id"],
                name="dossiers_bloques",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("bloque_le__isnull", False)),
                fields=["bloque_le", "id"],
                name="dossiers_bloques_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "accepte"), ("etat", "refuse"), ("etat", "sans_suite"), _connector="OR"
                ),
                fields=["service", "clos_le", "id"],
                name="dossiers_clos",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "accepte"), ("etat", "refuse"), ("etat", "sans_suite"), _connector="OR"
                ),
                fields=["clos_le", "id"],
                name="dossiers_clos_partout",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["attend", "depose_le", "id"],
                name="dossiers_attendus",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(
                    ("etat", "en_construction"), ("etat", "en_instruction"), _connector="OR"
                ),
                fields=["agent", "depose_le", "id"],
                name="dossiers_d_un_agent",
            ),
        ),
        migrations.AddIndex(
            model_name="fichedossier",
            index=models.Index(
                condition=models.Q(("etat", "accepte"), ("notifie_le__isnull", True)),
                fields=["service", "depose_le", "id"],
                name="accords_non_notifies",
            ),
        ),
        migrations.AddIndex(
            model_name="motdudossier",
            index=models.Index(fields=["mot", "dossier"], name="mot_de_tout_service"),
        ),
    ]
