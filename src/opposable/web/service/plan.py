"""Every stable page of the site: for its map, and for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from opposable.web import droit
from opposable.web.catalogue.domaines import domaines

if TYPE_CHECKING:
    from collections.abc import Iterator

Lien = tuple[str, str]


def sections() -> list[tuple[str, list[Lien]]]:
    """Return the pages by section: (heading, (address, name) pairs)."""
    return [
        (gettext("Poser la question"), list(_principales())),
        (gettext("Listes"), list(_listes())),
        (gettext("Domaines"), list(_domaines())),
        (gettext("Régions"), list(_regions())),
        (gettext("Le texte suivi"), list(_loi())),
        (gettext("À propos"), list(_service())),
    ]


def adresses() -> Iterator[str]:
    """Yield the address of every stable page in the language set."""
    for _, liens in sections():
        for adresse, _nom in liens:
            yield adresse
    for code in droit.corpus().metiers:
        yield reverse("catalogue:metier", args=[code])
    for ancre in droit.corpus().dispositions:
        yield reverse("loi:disposition", args=[ancre])


def _principales() -> Iterator[Lien]:
    yield reverse("demander:question"), gettext("La situation de l’emploi est-elle opposable ?")
    yield reverse("lots:depot"), gettext("Un fichier de demandes")
    yield reverse("catalogue:metiers"), gettext("Métiers")


def _listes() -> Iterator[Lien]:
    yield reverse("catalogue:listes"), gettext("Toutes les listes")
    yield reverse("catalogue:comparer"), gettext("Comparer deux listes ou deux dates")
    yield reverse("catalogue:donnees"), gettext("Données ouvertes")
    for liste in droit.corpus().listes.values():
        nom = liste.nom if droit.langue() == "fr" else liste.name
        yield reverse("catalogue:liste", args=[droit.cle(liste.id)]), nom


def _domaines() -> Iterator[Lien]:
    yield reverse("catalogue:domaines"), gettext("Tous les domaines")
    for domaine in domaines(droit.corpus()).values():
        adresse = reverse("catalogue:domaine", args=[domaine.cle])
        yield adresse, domaine.nom or gettext("Sans rubrique")


def _regions() -> Iterator[Lien]:
    yield reverse("catalogue:regions"), gettext("Toutes les régions")
    for region in droit.corpus().regions.values():
        yield reverse("catalogue:region", args=[region.code]), region.nom


def _loi() -> Iterator[Lien]:
    yield reverse("loi:sommaire"), gettext("Les dispositions")
    yield reverse("loi:calendrier"), gettext("Calendrier")
    yield reverse("loi:defauts"), gettext("Défauts et lectures")
    for lecture in droit.corpus().lectures:
        yield reverse("loi:defaut", args=[lecture]), lecture


def _service() -> Iterator[Lien]:
    yield reverse("service:aide"), gettext("Aide")
    yield reverse("service:accessibilite"), gettext("Accessibilité")
    yield reverse("service:mentions"), gettext("Mentions légales")
    yield reverse("service:donnees_personnelles"), gettext("Données personnelles")
    yield "/api/", "API"
