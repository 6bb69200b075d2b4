"""Addresses of the API: no language before them, they never change."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.api.api import api
from opposable.web.public.api.directe import determinations
from opposable.web.public.api.racine import racine

urlpatterns = [
    path("api/v1/determinations", determinations, name="determinations"),
    path("api/v1/", racine, name="racine"),
    path("api/v1/", api.urls),
]
