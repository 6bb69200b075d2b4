"""The rows of people: accounts, the roles they hold, the decisions they may sign."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from opposable.dossiers.droits import Affectation, Delegation, Role
from opposable.dossiers.etat import Sens

NOM = 200
IDENTIFIANT = RegexValidator(r"^(?!automate\Z|employeur)[a-z][a-z0-9.-]{1,49}\Z")
"""A name that is neither the software's nor an employer's, who act in the same journal."""
A_L_ENDROIT = Q(au__isnull=True) | Q(au__gte=F("du"))


class Agents(BaseUserManager["Agent"]):
    """Makes accounts."""

    def creer(self, identifiant: str, nom: str, mot_de_passe: str | None, **autres: str) -> Agent:
        """Keep an account; without a password it enters through the service's own provider."""
        agent = self.model(identifiant=identifiant, nom=nom, **autres)
        agent.set_password(mot_de_passe)
        agent.save(using=self._db)
        return agent


class Agent(AbstractBaseUser):
    """An account of the office: someone of a service.

    Attributes:
        identifiant: What files name them by; it never changes.
        demonstration: Made to show the office: production lets nobody in by it.
    """

    identifiant = models.CharField(max_length=50, unique=True, validators=(IDENTIFIANT,))
    nom = models.CharField(max_length=NOM)
    courriel = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)

    objects: ClassVar[Agents] = Agents()
    USERNAME_FIELD = "identifiant"
    EMAIL_FIELD = "courriel"

    def __str__(self) -> str:
        return self.identifiant


class FicheAffectation(models.Model):
    """A role held in a service, or a region, from a day to a day, that day included."""

    agent = models.ForeignKey(
        Agent, models.PROTECT, to_field="identifiant", related_name="affectations"
    )
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    lieu = models.CharField(max_length=NOM, blank=True)
    du = models.DateField()
    au = models.DateField(null=True)

    class Meta:
        """No period ends before it begins, and a role is one that is known."""

        constraints = (
            models.CheckConstraint(name="affectation_a_l_endroit", condition=A_L_ENDROIT),
            models.CheckConstraint(
                name="role_connu", condition=Q(role__in=sorted(r.value for r in Role))
            ),
        )
        indexes = (models.Index(name="affectations_du_lieu", fields=("lieu", "role")),)

    def __str__(self) -> str:
        return f"{self.agent_id} : {self.role} ({self.lieu})"

    def pure(self) -> Affectation:
        """Return the value it is for rights."""
        return Affectation(
            agent=self.agent_id, role=Role(self.role), lieu=self.lieu, du=self.du, au=self.au
        )


class FicheDelegation(models.Model):
    """What someone may sign, for which service, from a day to a day, that day included.

    Attributes:
        sens: Senses of the decisions.
        types: Kinds of application.
        acte: The act that delegates, as a letter cites it.
    """

    agent = models.ForeignKey(
        Agent, models.PROTECT, to_field="identifiant", related_name="delegations"
    )
    service = models.CharField(max_length=NOM)
    sens = models.JSONField()
    types = models.JSONField()
    acte = models.CharField(max_length=NOM, blank=True)
    du = models.DateField()
    au = models.DateField(null=True)

    class Meta:
        """No period ends before it begins."""

        constraints = (
            models.CheckConstraint(name="delegation_a_l_endroit", condition=A_L_ENDROIT),
        )

    def __str__(self) -> str:
        return f"{self.agent_id} : {self.service}"

    def pure(self) -> Delegation:
        """Return the value it is for rights."""
        return Delegation(
            agent=self.agent_id,
            service=self.service,
            sens=frozenset(map(Sens, self.sens)),
            types=frozenset(self.types),
            du=self.du,
            au=self.au,
        )
