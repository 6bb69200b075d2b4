"""Addresses of the site: stable, readable, in French; `/en/` before them for English."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from opposable.web.public.api.reference import reference

handler400 = "opposable.web.socle.erreurs.illisible"
handler403 = "opposable.web.socle.erreurs.interdit"
handler404 = "opposable.web.socle.erreurs.introuvable"
handler500 = "opposable.web.socle.erreurs.panne"

urlpatterns = [
    # The page of the API speaks both languages; what it describes has one address only.
    *i18n_patterns(path("api/", reference, name="api"), prefix_default_language=False),
    path("", include("opposable.web.public.api.urls")),
    path("", include("opposable.web.public.aide.urls_techniques")),
    path("", include("opposable.web.public.donnees.urls_fichiers")),
    *i18n_patterns(
        path("", include("opposable.web.public.demander.urls")),
        path("", include("opposable.web.public.catalogue.urls")),
        path("", include("opposable.web.public.donnees.urls")),
        path("", include("opposable.web.public.loi.urls")),
        path("", include("opposable.web.public.lots.urls")),
        path("", include("opposable.web.public.aide.urls")),
        path("", include("opposable.web.bureau.urls")),
        prefix_default_language=False,
    ),
]
