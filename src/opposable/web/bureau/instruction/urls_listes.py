"""Addresses of the lists of the office that are of no file."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.instruction import listes

app_name = "vie"
urlpatterns = (
    path("vie-d-un-dossier/", listes.table, name="table"),
    path("retenues/", listes.retenues, name="retenues"),
    path("renouvellements/", listes.renouvellements, name="renouvellements"),
)
