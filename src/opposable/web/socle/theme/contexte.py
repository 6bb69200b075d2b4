"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import translate_url

from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from opposable.ecrit.bilingue import Langue


def site(requete: HttpRequest) -> dict[str, Any]:
    """Return the law in force, what its regions are called, the page in the other language."""
    autre = autre_langue()
    return {
        **commun(),
        "autre_adresse": translate_url(requete.get_full_path(), autre),
        "chemin": requete.path,
    }


def commun() -> dict[str, Any]:
    """Return what every page knows whatever its address."""
    langue, corpus = droit.langue(), droit.corpus()
    return {
        "corpus": corpus,
        "decoupage": corpus.base.nom.dire(langue),
        "langue": langue,
        "autre_langue": autre_langue(),
    }


def autre_langue() -> Langue:
    """Return the language that the page being made does not speak."""
    return "fr" if droit.langue() == "en" else "en"
