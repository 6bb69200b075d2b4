"""Addresses of login and of the second factor."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.comptes import connexion, second_facteur

app_name = "comptes"
urlpatterns = [
    path("connexion/", connexion.connexion, name="connexion"),
    path("connexion/code/", second_facteur.code, name="code"),
    path("deconnexion/", connexion.deconnexion, name="deconnexion"),
    path("confirmer/", connexion.confirmer, name="confirmer"),
    path("second-facteur/", second_facteur.second_facteur, name="second_facteur"),
]
