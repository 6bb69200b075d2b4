"""Addresses of the figures and of the journal."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.pilotage import chiffres, journal

app_name = "pilotage"
urlpatterns = (
    path("chiffres/", chiffres.chiffres, name="chiffres"),
    path("journal/", journal.journal, name="journal"),
)
