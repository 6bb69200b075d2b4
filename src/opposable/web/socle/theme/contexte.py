"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import translate_url

from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(requete: HttpRequest) -> dict[str, Any]:
    """Return the law in force, what its regions are called, the page in the other language."""
    langue = droit.langue()
    autre = "fr" if langue == "en" else "en"
    return {
        "corpus": droit.corpus(),
        "decoupage": droit.corpus().base.nom.dire(langue),
        "langue": langue,
        "autre_langue": autre,
        "autre_adresse": translate_url(requete.get_full_path(), autre),
        "chemin": requete.path,
    }
