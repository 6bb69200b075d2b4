"""Addresses of the question and the answer."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.demander import vues

app_name = "demander"
urlpatterns = [
    path("", vues.question, name="question"),
    path("integrer/", vues.integrer, name="integrer"),
    path("suggestions/", vues.suggestions, name="suggestions"),
    path("reponse/", vues.reponse, name="reponse"),
    path("reponse.pdf", vues.pdf, name="pdf"),
]
