"""Filters for text people read: dates in letters, numbers, French typography."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from opposable.decision.motif import dire_date
from opposable.ecrit.nombre import dire_entier
from opposable.ecrit.typographie import FINE, INSECABLE, composer
from opposable.web import droit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from opposable.decision.motif import Langue

register = template.Library()
CODE = re.compile(r"\b\d{5}\b")


@register.filter
def jour(valeur: date | None) -> str:
    """Return a day in letters, its number never apart from its month: `1er mai 2006`."""
    dit = dire_date(valeur, droit.corpus(), droit.langue()) if valeur else ""
    return dit.replace(" ", INSECABLE, 1)


@register.filter
def nombre(valeur: int) -> str:
    """Return a whole number with its thousands apart."""
    return dire_entier(valeur, FINE if droit.langue() == "fr" else ",")


@register.filter
def typo(texte: str) -> str:
    """Return a French text with its non-breaking spaces; English is left as it is."""
    return _composer(texte) if droit.langue() == "fr" else texte


@register.filter
def phrase(texte: str) -> str:
    """Return a text with a capital, composed."""
    return typo(texte[:1].upper() + texte[1:])


@register.filter
def enumere(textes: Iterable[str]) -> str:
    """Return texts one after the other, apart by commas, composed."""
    return typo(", ".join(textes))


@register.filter
def cle_liste(liste: str) -> str:
    """Return the identifier of a list as an address bears it."""
    return droit.cle(liste)


@register.simple_tag
def signe(ponctuation: str) -> str:
    """Return a colon or a semicolon, with the space French wants before it."""
    return typo(f" {ponctuation}").lstrip(" ") + " "


@register.filter
def dit_en_francais(texte: str) -> SafeString | str:
    """Mark as French, on a page in English, a sentence that is said in French alone."""
    return texte if droit.langue() == "fr" else format_html('<span lang="fr">{}</span>', texte)


@register.filter
def libelles(texte: str) -> SafeString:
    """Mark as French the labels of occupations that a sentence in English bears."""
    dit: str = conditional_escape(texte)
    if droit.langue() == "fr":
        return SafeString(dit)
    metiers = droit.corpus().metiers
    for code in dict.fromkeys(CODE.findall(texte)):
        if code in metiers:
            intitule = conditional_escape(metiers[code].intitule)
            dit = dit.replace(intitule, f'<span lang="fr">{intitule}</span>')
    return SafeString(dit)


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
def puces(phrases: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return sentences of the law data as a list, each with its place in the text."""
    return _puces(tuple((p["texte"], p["ancre"]) for p in phrases), droit.langue())


@register.simple_tag
def menu(rubrique: str = "") -> SafeString:
    """Return the main menu, with the current heading marked."""
    return _partie("menu.html", droit.langue(), rubrique)


@register.simple_tag
def pied() -> SafeString:
    """Return the foot of every page."""
    return _partie("pied.html", droit.langue(), "")


# What follows is the same for every page and every reader, so it is made once.

_composer = lru_cache(maxsize=4096)(composer)


@lru_cache(maxsize=4096)
def _place(ancre: str, dit: str, _langue: Langue) -> SafeString:
    adresse = reverse("loi:disposition", args=[ancre])
    return format_html('<a class="ancre" href="{}">{}</a>', adresse, dit)


@lru_cache(maxsize=4096)
def _puces(phrases: tuple[tuple[str, str], ...], langue: Langue) -> SafeString:
    lignes = (
        (libelles(phrase(texte)), _place(ancre, ancre, langue) if ancre else "")
        for texte, ancre in phrases
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", lignes))


@lru_cache(maxsize=64)
def _partie(modele: str, langue: Langue, rubrique: str) -> SafeString:
    contexte = {"langue": langue, "rubrique": rubrique, "corpus": droit.corpus()}
    return SafeString(render_to_string(modele, contexte))
