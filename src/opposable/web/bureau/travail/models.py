"""The rows of the worklists: the views that people keep under a name."""

from __future__ import annotations

from django.db import models

from opposable.web.bureau.comptes.models import Agent

NOM, ADRESSE = 60, 500


class VueGardee(models.Model):
    """The filters of a worklist that someone kept under a name, as its address bears them."""

    agent = models.ForeignKey(Agent, models.CASCADE, to_field="identifiant", related_name="+")
    nom = models.CharField(max_length=NOM)
    adresse = models.CharField(max_length=ADRESSE)

    class Meta:
        """A name is kept once by each."""

        constraints = (models.UniqueConstraint(name="une_vue_par_nom", fields=("agent", "nom")),)

    def __str__(self) -> str:
        return self.nom
