"""Addresses of the door of employers: what they bear opens nothing, and names nobody."""

from __future__ import annotations

from django.urls import path

from opposable.web.bureau.guichet import mes_demandes, renouveler, suivi, vues

app_name = "guichet"
urlpatterns = [
    path("", vues.entree, name="entree"),
    path("nouvelle/", vues.nouvelle, name="nouvelle"),
    path("suivre/", vues.suivre, name="suivre"),
    path("demandes/", mes_demandes.demandes, name="demandes"),
    path("demandes/<slug:reference>/rattacher/", mes_demandes.joindre, name="rattacher"),
    path("demandes/<slug:reference>/oter/", mes_demandes.oter, name="oter"),
    path("demandes/<slug:reference>/cle/", mes_demandes.cle, name="nouvelle_cle"),
    path("demandes/<slug:reference>/renouveler/", mes_demandes.renouveler, name="redemander"),
    path("renouveler/<str:numero>/", renouveler.preparer, name="renouveler"),
    path("<slug:reference>/", vues.ouvrir, name="ouvrir"),
    path("<slug:reference>/pieces/", vues.pieces, name="etape_pieces"),
    path("<slug:reference>/resume/", vues.resume, name="etape_resume"),
    path("<slug:reference>/envoyer/", vues.envoyer, name="envoyer"),
    path("<slug:reference>/suivi/", suivi.suivi, name="suivi"),
    path("<slug:reference>/suivi/completer/", suivi.completer, name="completer"),
    path("<slug:reference>/suivi/desistement/", suivi.se_desister, name="desistement"),
    path("<slug:reference>/suivi/lettres/<slug:type_>.pdf", suivi.lettre, name="lettre"),
    path("<slug:reference>/suivi/pieces/<slug:empreinte>", suivi.piece, name="piece"),
    path("<slug:reference>/<slug:nom>/", vues.etape, name="etape"),
]
