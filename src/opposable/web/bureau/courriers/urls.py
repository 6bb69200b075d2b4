"""Addresses of the letters of one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "courriers"
urlpatterns: tuple[URLPattern, ...] = ()
