"""Addresses of one file."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.instruction import fiche

app_name = "instruction"
urlpatterns = [
    path("", fiche.dossier, name="dossier"),
]
