"""Addresses of the API: no language before them, they never change."""

from __future__ import annotations

from django.urls import path

from opposable.web.api.api import api
from opposable.web.api.reference import reference

urlpatterns = [
    path("api/", reference, name="reference-api"),
    path("api/v1/", api.urls),
]
