"""The rows of employers: their accounts, and the messages that went, so that they stay few."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

EMPREINTE = 64


class Employeurs(BaseUserManager["Employeur"]):
    """Finds accounts by their address."""

    def ouvert(self, courriel: str) -> Employeur | None:
        """Return the account of an address, once it was confirmed."""
        return self.filter(courriel=replier(courriel), ouvert_le__isnull=False).first()


class Employeur(AbstractBaseUser):
    """An account of someone at a firm: it opens the applications attached to it, nothing else.

    It is no `Agent`: sessions, passwords and pages of the one are never those of the other.

    Attributes:
        courriel: The address that names the account, folded.
        demande_le: When it was asked for.
        ouvert_le: When its address was confirmed; None until then: it lets nobody in.
        demonstration: Made to show the door: production lets nobody in by it.
    """

    courriel = models.EmailField(unique=True)
    demande_le = models.DateTimeField()
    ouvert_le = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    objects: ClassVar[Employeurs] = Employeurs()
    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"

    class Meta:
        """Those whose address was never confirmed are let go by age."""

        indexes = (
            models.Index(
                name="employeurs_a_confirmer",
                fields=("demande_le",),
                condition=models.Q(ouvert_le__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"employeur {self.pk}"


class MessageParti(models.Model):
    """A message that went: to whom and for whom, as digests, and when."""

    a = models.CharField(max_length=EMPREINTE)
    de = models.CharField(max_length=EMPREINTE)
    le = models.DateTimeField()

    class Meta:
        """Counted by address, and by who asks, over the last hour."""

        indexes = (
            models.Index(name="messages_a", fields=("a", "le")),
            models.Index(name="messages_de", fields=("de", "le")),
            models.Index(name="messages_le", fields=("le",)),
        )

    def __str__(self) -> str:
        return f"{self.a} {self.le}"


def replier(courriel: str) -> str:
    """Return an address as accounts bear it: capitals and outer spaces do not count."""
    return courriel.strip().lower()
