"""Addresses of the occupations, the regions, the lists."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.catalogue import (
    vues_comparer,
    vues_listes,
    vues_metiers,
    vues_regions,
)

app_name = "catalogue"
urlpatterns = [
    path("metiers/", vues_metiers.metiers, name="metiers"),
    path("metiers/<str:code>/", vues_metiers.metier, name="metier"),
    path("regions/", vues_regions.regions, name="regions"),
    path("regions/<str:code>/", vues_regions.region, name="region"),
    path("domaines/", vues_metiers.tous_les_domaines, name="domaines"),
    path("domaines/<slug:cle>/", vues_metiers.domaine, name="domaine"),
    path("listes/", vues_listes.listes, name="listes"),
    path("listes/comparer/", vues_comparer.comparer, name="comparer"),
    path("listes/<str:cle>/", vues_listes.liste, name="liste"),
]
