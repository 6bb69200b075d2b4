"""Addresses of one file."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.instruction import actes, fiche

app_name = "instruction"
urlpatterns = (
    path("", fiche.dossier, name="dossier"),
    path("pieces/<slug:empreinte>/", fiche.piece, name="piece"),
    path("actes/<slug:cle>/", actes.acte, name="acte"),
    path("signer/<slug:cle>/", actes.signer, name="signer"),
)
