"""Text people read, in the language of the page: dates in letters, numbers, French typography."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from opposable.decision.motif import dire_date
from opposable.ecrit.calendrier import MOIS
from opposable.ecrit.nombre import dire_entier
from opposable.ecrit.typographie import FINE, INSECABLE, composer
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.ecrit.bilingue import Bilingue

PREMIER = re.compile(r"\b1er\b")
QUANTIEME = re.compile(rf"(?<=[\dᵉʳ]) (?=(?:{'|'.join(MOIS)})\b)")
"""The space between a day and its month."""
CODE = re.compile(r"[\w:-]*\d[\w:-]*")
"""What may be the code of an occupation."""


def jour(valeur: date | None) -> str:
    """Return a day in letters, its number never apart from its month: `1ᵉʳ mai 2006`."""
    dit = dire_date(valeur, droit.corpus(), droit.langue()) if valeur else ""
    return _ordinal(dit.replace(" ", INSECABLE, 1))


def nombre(valeur: int) -> str:
    """Return a whole number with its thousands apart."""
    return dire_entier(valeur, FINE if droit.langue() == "fr" else ",")


def dit(texte: Bilingue) -> str:
    """Return a text of the law data in the language of the page."""
    return texte.dire(droit.langue())


def typo(texte: str) -> str:
    """Return a French text with its non-breaking spaces; English is left as it is."""
    return _composer(texte) if droit.langue() == "fr" else texte


def phrase(texte: str) -> str:
    """Return a text with a capital, composed."""
    return typo(texte[:1].upper() + texte[1:])


def dite(texte: str) -> SafeString:
    """Return a sentence of an answer, composed already, as the page shows it."""
    if droit.langue() == "fr":
        return SafeString(conditional_escape(_ordinal(texte)))
    return libelles(texte)


def enumere(textes: Iterable[str]) -> str:
    """Return texts one after the other, apart by commas, composed."""
    return typo(", ".join(textes))


def signe(ponctuation: str) -> str:
    """Return a colon or a semicolon, with the space French wants before it."""
    return typo(f" {ponctuation}").lstrip(" ") + " "


def cite(texte: str) -> SafeString:
    """Return French words between quotation marks, those of the language of the page."""
    if droit.langue() == "fr":
        return format_html("{}", typo(f"« {texte} »"))
    return format_html('“<span lang="fr">{}</span>”', texte)


def dit_en_francais(texte: str) -> SafeString | str:
    """Mark as French, on a page in English, a sentence that is said in French alone."""
    return texte if droit.langue() == "fr" else format_html('<span lang="fr">{}</span>', texte)


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


def _ordinal(texte: str) -> str:
    dit = PREMIER.sub("1ᵉʳ", texte) if "1er" in texte else texte
    return QUANTIEME.sub(INSECABLE, dit)


@lru_cache(maxsize=4096)
def _composer(texte: str) -> str:
    """Compose a French sentence once, for every page that shows it."""
    return _ordinal(composer(texte))
