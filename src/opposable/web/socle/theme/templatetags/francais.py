"""Tags and filters of every template: text people read, places in the text, menu and foot."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from opposable.web.socle import droit, francais

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.decision.exposition import Ligne
    from opposable.ecrit.bilingue import Langue

register = template.Library()
for _filtre in (
    francais.jour,
    francais.nombre,
    francais.typo,
    francais.phrase,
    francais.enumere,
    francais.dit_en_francais,
    francais.libelles,
):
    register.filter(_filtre)
register.simple_tag(francais.signe)


@register.filter
def cle_liste(liste: str) -> str:
    """Return the identifier of a list as an address bears it."""
    return droit.cle(liste)


@register.simple_tag
def place(ancre: str, *, dans_le_texte: bool = False) -> SafeString | str:
    """Return a link to the place in the text that an anchor names, told in our words.

    Args:
        ancre: The anchor.
        dans_le_texte: Whether the page is that of the text: its identifier is then left out.
    """
    dit = ancre.rpartition("#")[2] if dans_le_texte else ancre
    return _place(ancre, dit, droit.langue()) if ancre else ""


@register.simple_tag
def puces(lignes: Iterable[Ligne]) -> SafeString:
    """Return sentences of an answer as a list, each with its place in the text."""
    return _puces(tuple((ligne.dite, ligne.ancre) for ligne in lignes), droit.langue())


@register.simple_tag
def menu(rubrique: str = "") -> SafeString:
    """Return the main menu, with the current heading marked."""
    return _partie("theme/menu.html", droit.langue(), rubrique)


@register.simple_tag
def pied() -> SafeString:
    """Return the foot of every page."""
    return _partie("theme/pied.html", droit.langue(), "")


# What follows is the same for every page and every reader, so it is made once.


@lru_cache(maxsize=4096)
def _place(ancre: str, dit: str, _langue: Langue) -> SafeString:
    adresse = reverse("loi:disposition", args=[ancre])
    return format_html('<a class="ancre" href="{}">{}</a>', adresse, dit)


@lru_cache(maxsize=4096)
def _puces(phrases: tuple[tuple[str, str], ...], langue: Langue) -> SafeString:
    lignes = (
        (
            francais.libelles(francais.phrase(texte)),
            _place(ancre, ancre, langue) if ancre else "",
        )
        for texte, ancre in phrases
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", lignes))


@lru_cache(maxsize=64)
def _partie(modele: str, langue: Langue, rubrique: str) -> SafeString:
    contexte = {"langue": langue, "rubrique": rubrique, "corpus": droit.corpus()}
    return SafeString(render_to_string(modele, contexte))
