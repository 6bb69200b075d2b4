"""Tags and filters of every template: text people read, places in the text, menu and foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from opposable.ecrit.typographie import INSECABLE
from opposable.web.socle import droit, francais
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.glossaire import DEFINITION, expliquer, glossaire
from opposable.web.socle.moule import EN_MOULE, FERME, OUVRE
from opposable.web.socle.references import referer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from opposable.decision.exposition import Ligne
    from opposable.ecrit.bilingue import Langue

RANG = re.compile(r"(?:(?<=\balinéa)|(?<=\bligne)|(?<=\bannexe)|(?<=\barticle)) (?=\d)")
"""The space between a part of a text and its rank."""
register = template.Library()
for _filtre in (
    francais.jour,
    francais.nombre,
    francais.dit,
    francais.typo,
    francais.phrase,
    francais.enumere,
    francais.dit_en_francais,
    francais.libelles,
):
    register.filter(_filtre)
register.simple_tag(francais.signe)
register.simple_tag(francais.cite)


@register.filter
def cle_liste(liste: str) -> str:
    """Return the identifier of a list as an address bears it."""
    return droit.cle(liste)


@register.simple_tag
def place(ancre: str) -> SafeString | str:
    """Return a link to the place in the text that an anchor names, as people cite it."""
    return _place(ancre, droit.langue()) if ancre else ""


@register.simple_tag
def lecture(identifiant: str) -> SafeString:
    """Return a link to a defect, told by what is printed; its identifier is on its page."""
    connue = droit.corpus().lectures[identifiant]
    dit = connue.imprime.dire(droit.langue())
    adresse = reverse("loi:defaut", args=[identifiant])
    return format_html('<a href="{}">{}</a>', adresse, francais.phrase(dit))


@register.simple_tag
def dehors(adresse: str, dit: str = "") -> SafeString | str:
    """Return a link that leaves the site: marked as such, and telling nobody where from.

    Args:
        adresse: Where to; written out where nothing else is said.
        dit: Words of the link.
    """
    if not adresse:
        return ""
    nu = adresse.removeprefix("https://").partition("?")[0].rstrip("/")
    ailleurs = gettext("site extérieur")
    return SafeString(
        f'<a class="dehors" href="{escape(adresse)}" rel="external noreferrer noopener">'
        f'<span lang="fr">{escape(dit or nu)}</span>'
        f'<span class="cache"> ({ailleurs})</span></a>'
    )


@register.simple_tag
def puces(lignes: Iterable[Ligne]) -> SafeString:
    """Return sentences of an answer as a list, each with its place in the text."""
    return _puces(tuple((ligne.dite, ligne.ancre) for ligne in lignes), droit.langue())


@register.simple_block_tag(takes_context=True, name="expliquer")
def expliques(context: Mapping[str, Any], content: str) -> SafeString:
    """Return a part of a page with its words explained; their meanings end it, if not there.

    Where the page is made ready to be filled later, it is left to who fills it.
    """
    if context.get(EN_MOULE):
        return SafeString(f"{OUVRE}{content}{FERME}")
    page, mots = expliquer(content, droit.langue())
    dits = not mots or DEFINITION in content
    suite = "" if dits else render_to_string("theme/mots.html", {"mots": mots})
    return SafeString(page + suite)


@register.simple_tag
def definitions(*noms: str) -> SafeString:
    """Return what words mean: those named, or all of them."""
    mots = [mot for mot in glossaire() if not noms or mot.id in noms]
    return SafeString(render_to_string("theme/definitions.html", {"mots": mots}))


@register.simple_tag
def menu(rubrique: str = "") -> SafeString:
    """Return the main menu, with the current heading marked."""
    return _partie("theme/menu.html", droit.langue(), rubrique)


@register.simple_tag
def pied() -> SafeString:
    """Return the foot of every page."""
    return _partie("theme/pied.html", droit.langue(), "")


# What follows is the same for every page and every reader, so it is made once.


@du_droit(4096)
def _place(ancre: str, _langue: Langue) -> SafeString:
    adresse = reverse("loi:disposition", args=[ancre])
    court = RANG.sub(INSECABLE, referer(ancre).court)
    return format_html('<a class="ancre" href="{}">{}</a>', adresse, court)


@du_droit(4096)
def _puces(phrases: tuple[tuple[str, str], ...], _langue: Langue) -> SafeString:
    return format_html("<ul>{}</ul>", SafeString("".join(puce(*une) for une in phrases)))


def puce(dite: str, ancre: str) -> SafeString:
    """Return a sentence of an answer as a row of a list, with its place in the text."""
    return SafeString(f"<li>{francais.dite(dite)} {place(ancre)}</li>")


@du_droit(64)
def _partie(modele: str, langue: Langue, rubrique: str) -> SafeString:
    contexte = {"langue": langue, "rubrique": rubrique, "corpus": droit.corpus()}
    return SafeString(render_to_string(modele, contexte))
