"""Addresses of the pages that every public service owes."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.aide import pages

app_name = "aide"
urlpatterns = [
    path("aide/", pages.aide, name="aide"),
    path("aide/situations/", pages.situations, name="situations"),
    path("erreur/", pages.erreur, name="erreur"),
    path("plan/", pages.plan, name="plan"),
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
    path("mentions-legales/", pages.mentions, name="mentions"),
    path("donnees-personnelles/", pages.donnees_personnelles, name="donnees_personnelles"),
]
