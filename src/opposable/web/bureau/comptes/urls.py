"""Addresses of login and of the second factor."""

from __future__ import annotations

from django.urls import path, re_path

from opposable.web.bureau.comptes import connexion, gestion, par_fournisseur, second_facteur

app_name = "comptes"
urlpatterns = [
    path("connexion/", connexion.connexion, name="connexion"),
    path("connexion/code/", second_facteur.code, name="code"),
    path("connexion/fournisseur/", par_fournisseur.aller, name="fournisseur"),
    path("connexion/fournisseur/retour/", par_fournisseur.revenir, name="retour_du_fournisseur"),
    path("deconnexion/", connexion.deconnexion, name="deconnexion"),
    path("confirmer/", connexion.confirmer, name="confirmer"),
    path("second-facteur/", second_facteur.second_facteur, name="second_facteur"),
    path("agents/", gestion.agents, name="agents"),
    path("agents/ouvrir/", gestion.ouvrir, name="ouvrir"),
    path("agents/<str:identifiant>/", gestion.agent, name="agent"),
    path("agents/<str:identifiant>/roles/", gestion.donner, name="donner"),
    path("agents/<str:identifiant>/delegations/", gestion.deleguer, name="deleguer"),
    path("agents/<str:identifiant>/fermer/", gestion.fermer, name="fermer"),
    re_path(
        r"^agents/(?P<identifiant>[a-z0-9.-]+)/(?P<quoi>role|delegation)/(?P<cle>[0-9]+)/fin/$",
        gestion.terminer,
        name="terminer",
    ),
]
