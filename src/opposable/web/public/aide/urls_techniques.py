"""Addresses that machines ask for: no language before them."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.aide import technique
from opposable.web.socle.mesures import metriques

urlpatterns = [
    path("robots.txt", technique.robots),
    path("sitemap.xml", technique.plan_xml),
    path(".well-known/security.txt", technique.securite),
    path("metrics", metriques),
]
