"""Every stable page of the site: for its map, and for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines
from opposable.web.socle.francais import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator


class Lien(NamedTuple):
    """A page: its address, its name, and whether the name is French in every language."""

    adresse: str
    nom: str
    en_francais: bool = False


def sections() -> list[tuple[str, list[Lien]]]:
    """Return the pages by section."""
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
        for lien in liens:
            yield lien.adresse
    for code in droit.corpus().metiers:
        yield reverse("catalogue:metier", args=[code])
    for ancre in droit.corpus().dispositions:
        yield reverse("loi:disposition", args=[ancre])


def _principales() -> Iterator[Lien]:
    question = gettext("La situation de l’emploi est-elle opposable ?")
    yield Lien(reverse("demander:question"), question)
    yield Lien(reverse("lots:depot"), gettext("Un fichier de demandes"))
    yield Lien(reverse("catalogue:metiers"), gettext("Métiers"))


def _listes() -> Iterator[Lien]:
    yield Lien(reverse("catalogue:listes"), gettext("Toutes les listes"))
    yield Lien(reverse("catalogue:comparer"), gettext("Comparer deux listes ou deux dates"))
    yield Lien(reverse("donnees:sommaire"), gettext("Données ouvertes"))
    for liste in droit.corpus().listes.values():
        nom = liste.nom.dire(droit.langue())
        yield Lien(reverse("catalogue:liste", args=[droit.cle(liste.id)]), nom)


def _domaines() -> Iterator[Lien]:
    yield Lien(reverse("catalogue:domaines"), gettext("Tous les domaines"))
    for domaine in domaines(droit.corpus()).values():
        adresse = reverse("catalogue:domaine", args=[domaine.cle])
        yield Lien(adresse, domaine.nom or gettext("Sans rubrique"), bool(domaine.nom))


def _regions() -> Iterator[Lien]:
    yield Lien(reverse("catalogue:regions"), gettext("Toutes les régions"))
    for region in droit.corpus().regions.values():
        yield Lien(reverse("catalogue:region", args=[region.code]), region.nom)


def _loi() -> Iterator[Lien]:
    yield Lien(reverse("loi:sommaire"), gettext("Les dispositions"))
    yield Lien(reverse("loi:calendrier"), gettext("Calendrier"))
    yield Lien(reverse("loi:connu"), gettext("État du droit connu"))
    yield Lien(reverse("loi:defauts"), gettext("Défauts et lectures"))
    for nom, lecture in droit.corpus().lectures.items():
        dit = lecture.imprime.dire(droit.langue())
        yield Lien(reverse("loi:defaut", args=[nom]), phrase(dit))


def _service() -> Iterator[Lien]:
    yield Lien(reverse("aide:aide"), gettext("Aide"))
    yield Lien(reverse("aide:situations"), gettext("Qui peut aider"))
    yield Lien(reverse("aide:accessibilite"), gettext("Accessibilité"))
    yield Lien(reverse("aide:erreur"), gettext("Signaler une erreur"))
    yield Lien(reverse("aide:mentions"), gettext("Mentions légales"))
    yield Lien(reverse("aide:donnees_personnelles"), gettext("Données personnelles"))
    yield Lien(reverse("api"), "API")
