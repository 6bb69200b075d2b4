"""Addresses of the law, followed."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.loi import vues
from opposable.web.public.loi.flux import flux

app_name = "loi"
urlpatterns = [
    path("loi/", vues.sommaire, name="sommaire"),
    path("loi/dispositions/<path:ancre>/", vues.disposition, name="disposition"),
    path("loi/defauts/", vues.defauts, name="defauts"),
    path("loi/defauts/<slug:lecture>/", vues.defaut, name="defaut"),
    path("loi/code/<str:nom>/", vues.source, name="source"),
    path("loi/etat/", vues.connu, name="connu"),
    path("loi/calendrier/", vues.calendrier, name="calendrier"),
    path("loi/calendrier.atom", flux, name="flux"),
]
