"""Addresses of the page that decides a file."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.lots import vues

app_name = "lots"
urlpatterns = [
    path("fichier/", vues.depot, name="depot"),
    path("fichier/titres/", vues.titres, name="titres"),
    path("fichier/reponses/", vues.reponses, name="reponses"),
    path("fichier/exemple.csv", vues.modele, name="modele"),
    path("fichier/modele.xlsx", vues.classeur, name="classeur"),
]
