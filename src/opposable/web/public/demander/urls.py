"""Addresses of the question and the answer."""

from __future__ import annotations

from django.urls import path, re_path

from opposable.web.public.demander import suites_du_refus, vues

app_name = "demander"
urlpatterns = [
    path("", vues.question, name="question"),
    path("integrer/", vues.integrer, name="integrer"),
    path("suggestions/", vues.suggestions, name="suggestions"),
    path("reponse/", vues.reponse, name="reponse"),
    path("reponse/recours/", suites_du_refus.recours, name="recours"),
    re_path(
        r"^reponse/lettres/(?P<nom>[a-z-]+)\.(?P<forme>pdf|txt)$",
        suites_du_refus.lettre,
        name="lettre",
    ),
    path("reponse.pdf", vues.pdf, name="pdf"),
]
