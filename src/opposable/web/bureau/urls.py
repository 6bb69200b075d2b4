"""Addresses of the office: people under `/bureau/`, employers under `/depot/`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("bureau/", include("opposable.web.bureau.comptes.urls")),
    path("bureau/", include("opposable.web.bureau.travail.urls")),
    path("bureau/", include("opposable.web.bureau.instruction.urls_listes")),
    path("bureau/", include("opposable.web.bureau.pilotage.urls")),
    path("bureau/dossiers/<str:numero>/", include("opposable.web.bureau.instruction.urls")),
    path("bureau/dossiers/<str:numero>/courriers/", include("opposable.web.bureau.courriers.urls")),
    path("depot/compte/", include("opposable.web.bureau.employeurs.urls")),
    path("depot/", include("opposable.web.bureau.guichet.urls")),
]
