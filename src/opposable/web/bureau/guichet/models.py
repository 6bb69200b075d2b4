"""The rows of the door: an application being written, its key, its accounts, tries that failed."""

from __future__ import annotations

from django.db import models

from opposable.web.bureau.employeurs.models import Employeur

NOM = 200
EMPREINTE = 64


class Depot(models.Model):
    """An application as it is typed, then the key of the file it became.

    Attributes:
        reference: What its address bears; it opens nothing.
        cle: Digest of the key that opens it.
        dit: What was typed, field by field, as it was typed; emptied once filed.
        faits: Facts carried over from an answer; emptied once filed.
        pieces: Documents received; emptied once filed.
        numero: Number of the file it became.
        initial: Number of the grant it renews.
    """

    reference = models.CharField(max_length=20, unique=True)
    cle = models.CharField(max_length=EMPREINTE)
    dit = models.JSONField(default=dict)
    faits = models.JSONField(default=dict)
    pieces = models.JSONField(default=list)
    numero = models.CharField(max_length=NOM, unique=True, null=True)
    initial = models.CharField(max_length=NOM, null=True)
    ecrit_le = models.DateTimeField()

    class Meta:
        """Those that nobody went on with are let go by age."""

        indexes = (
            models.Index(
                name="depots_en_cours",
                fields=("ecrit_le",),
                condition=models.Q(numero__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Rattachement(models.Model):
    """An application that the account of an employer opens, without its key."""

    employeur = models.ForeignKey(
        Employeur, models.CASCADE, db_index=False, related_name="rattachements"
    )
    depot = models.ForeignKey(Depot, models.CASCADE, related_name="rattachements")

    class Meta:
        """Attached once; those of an account are read the last first."""

        constraints = (
            models.UniqueConstraint(fields=("employeur", "depot"), name="rattache_une_fois"),
        )
        indexes = (models.Index(name="demandes_d_un_compte", fields=("employeur", "-id")),)

    def __str__(self) -> str:
        return f"{self.employeur_id} : {self.depot_id}"


class EssaiManque(models.Model):
    """A key that was wrong: who tried, as a digest, and when."""

    de = models.CharField(max_length=EMPREINTE)
    le = models.DateTimeField()

    class Meta:
        """Counted by who tries, over the last minutes."""

        indexes = (models.Index(name="essais_manques", fields=("de", "le")),)

    def __str__(self) -> str:
        return f"{self.de} {self.le}"
