"""Addresses of the page of entry and of the worklists."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.travail import entree

app_name = "travail"
urlpatterns = [
    path("", entree.entree, name="entree"),
]
