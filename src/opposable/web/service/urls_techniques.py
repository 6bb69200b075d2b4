"""Addresses that machines ask for: no language before them."""

from __future__ import annotations

from django.urls import path

from opposable.web.service import technique

urlpatterns = [
    path("robots.txt", technique.robots),
    path("sitemap.xml", technique.plan_xml),
    path(".well-known/security.txt", technique.securite),
    path("metrics", technique.metriques),
]
