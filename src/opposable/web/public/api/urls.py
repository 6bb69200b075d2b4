"""Addresses of the API: no language before them, they never change."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.api.api import api
from opposable.web.public.api.directe import determinations

urlpatterns = [
    path("api/v1/determinations", determinations, name="determinations"),
    path("api/v1/", api.urls),
]
