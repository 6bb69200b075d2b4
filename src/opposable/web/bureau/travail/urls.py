"""Addresses of the page of entry and of the worklists."""

from __future__ import annotations

from django.urls import path, re_path

from opposable.web.bureau.travail import dossiers, entree, export

app_name = "travail"
urlpatterns = [
    path("", entree.entree, name="entree"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/affecter/", dossiers.affecter, name="affecter"),
    re_path(r"^dossiers\.(?P<forme>csv|xlsx)$", export.export, name="export"),
]
