"""Addresses of the files: stable, the same in every language."""

from __future__ import annotations

from django.urls import path

from opposable.web.catalogue import vues_donnees

app_name = "fichiers"
urlpatterns = [path("donnees/<path:chemin>", vues_donnees.fichier, name="fichier")]
