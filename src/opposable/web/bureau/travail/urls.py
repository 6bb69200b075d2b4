"""Addresses of the page of entry and of the worklists."""

from __future__ import annotations

from django.urls import path, re_path

from opposable.web.bureau.travail import dossiers, entree, export, vues

app_name = "travail"
urlpatterns = [
    path("", entree.entree, name="entree"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/vues/", vues.mes_vues, name="vues"),
    path("dossiers/vues/garder/", vues.garder, name="garder"),
    path("dossiers/vues/<int:cle>/renommer/", vues.renommer, name="renommer"),
    path("dossiers/vues/<int:cle>/oublier/", vues.oublier, name="oublier"),
    path("dossiers/affecter/", dossiers.affecter, name="affecter"),
    re_path(r"^dossiers\.(?P<forme>csv|xlsx)$", export.export, name="export"),
]
