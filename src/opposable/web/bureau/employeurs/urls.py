"""Addresses of accounts of employers: none bears an address of mail."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.employeurs import connexion, vues

app_name = "employeurs"
urlpatterns = [
    path("", vues.compte, name="compte"),
    path("entrer/", connexion.connexion, name="entrer"),
    path("sortir/", connexion.deconnexion, name="sortir"),
    path("ouvrir/", vues.ouvrir, name="ouvrir"),
    path("oubli/", vues.oublier, name="oublier"),
    path("message/", vues.ecrit, name="ecrit"),
    path("mot-de-passe/<str:uidb64>/<str:token>/", vues.choisir, name="choisir"),
    path("fermer/", vues.fermer, name="fermer"),
]
