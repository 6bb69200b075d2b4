"""Addresses of the letters of one file."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.courriers import pages

app_name = "courriers"
urlpatterns = (
    path("projet.pdf", pages.projet, name="projet"),
    path("<int:rang>/<slug:type_>.pdf", pages.lettre, name="lettre"),
)
