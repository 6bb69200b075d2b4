"""The map of a page: names, states and counts said in words, links, and what patterns mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from opposable.web.public.catalogue import carte as dessin
from opposable.web.public.catalogue.mots import ETATS, EXPLICATIONS
from opposable.web.public.catalogue.vue import Etat
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from django.utils.functional import _StrPromise

    from opposable.web.public.catalogue.carte import Forme, Palier


@dataclass(frozen=True, slots=True)
class Carte:
    """A map ready to be drawn.

    Attributes:
        largeur: Its width, in its own units.
        hauteur: Its height, in its own units.
        case: Width and height of a tile.
        formes: The regions, in the order a keyboard follows.
        etats: The states that need a pattern.
        paliers: The ranges of numbers drawn alike, least first; none where none differ.
    """

    largeur: int
    hauteur: int
    case: tuple[int, int]
    formes: list[Forme]
    etats: list[Etat]
    paliers: tuple[Palier, ...] = ()


def carte(
    etats: Mapping[str, Etat],
    adresse: Callable[[str], str],
    jour: date,
    nombres: Mapping[str, str] | None = None,
) -> Carte:
    """Return the map of the states of the regions of a day, or of the number open in each."""

    def dire(code: str, nom: str) -> str:
        combien = int(nombres[code]) if nombres else 0
        if combien == 0:
            return gettext("%(region)s : %(etat)s") % {"region": nom, "etat": ETATS[etats[code]]}
        phrase = ngettext(
            "%(region)s : %(n)s métier ouvert", "%(region)s : %(n)s métiers ouverts", combien
        )
        return phrase % {"region": nom, "n": combien}

    formes = dessin.formes(droit.corpus(), jour, etats, dire, adresse, nombres)
    presents = [e for e in Etat if e in set(etats.values())]
    paliers = dessin.paliers(int(n) for n in (nombres or {}).values())
    return Carte(dessin.LARGEUR, dessin.HAUTEUR, dessin.CASE, formes, presents, paliers)


def legende(etats: Iterable[Etat]) -> list[tuple[Etat, _StrPromise, _StrPromise]]:
    """Return the states that a map shows, most open first, in words."""
    presents = set(etats)
    return [(e, ETATS[e], EXPLICATIONS[e]) for e in Etat if e in presents]
