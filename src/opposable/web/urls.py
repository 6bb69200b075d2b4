"""Addresses of the site: stable, readable, in French; `/en/` before them for English."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from opposable.web.api.reference import reference

handler400 = "opposable.web.service.erreurs.illisible"
handler403 = "opposable.web.service.erreurs.interdit"
handler404 = "opposable.web.service.erreurs.introuvable"
handler500 = "opposable.web.service.erreurs.panne"

urlpatterns = [
    # The page of the API speaks both languages; what it describes has one address only.
    *i18n_patterns(path("api/", reference, name="api"), prefix_default_language=False),
    path("", include("opposable.web.api.urls")),
    path("", include("opposable.web.service.urls_techniques")),
    path("", include("opposable.web.catalogue.urls_donnees")),
    *i18n_patterns(
        path("", include("opposable.web.demander.urls")),
        path("", include("opposable.web.catalogue.urls")),
        path("", include("opposable.web.loi.urls")),
        path("", include("opposable.web.lots.urls")),
        path("", include("opposable.web.service.urls")),
        prefix_default_language=False,
    ),
]
