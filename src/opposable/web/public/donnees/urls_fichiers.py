"""Addresses of the files: stable, the same in every language."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.donnees import vues

app_name = "fichiers"
urlpatterns = [path("donnees/<path:chemin>", vues.fichier, name="fichier")]
