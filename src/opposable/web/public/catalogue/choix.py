"""The day and the audience chosen in the address of a page: read, or told why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext

from opposable.decision.motif import dire_mot
from opposable.web.public.catalogue.vue import publics, vue
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.nationalite import Regime
    from opposable.web.public.catalogue.vue import Vue

JOUR, PUBLIC = "le", "public"
LONGUEUR = 40
"""Characters kept of what was typed, enough for a day."""


@dataclass(frozen=True, slots=True)
class Choix:
    """What a page speaks for, and what could not be read of what was asked.

    Attributes:
        vue: Day and audience shown.
        public: Its audience, in words.
        publics: Every audience, with its words.
        le: The day as it was typed.
        erreurs: What is wrong, by field.
        adresse: The choice as a query, led by `?`.
    """

    vue: Vue
    public: str
    publics: list[tuple[str, str]]
    le: str
    erreurs: dict[str, str]
    adresse: str


def choisir(parametres: Mapping[str, str], metier: str = "") -> Choix:
    """Read the day and the audience; what is wrong is told, and what the page opens on kept.

    Args:
        parametres: Those of the address.
        metier: Occupation of the page: it opens on an audience that a list opens it to.
    """
    corpus = droit.corpus()
    connus = publics(corpus)
    erreurs: dict[str, str] = {}
    jour = lire_jour(parametres.get(JOUR, ""), erreurs) or droit.jour_montre()
    public = _public(parametres.get(PUBLIC, ""), connus, erreurs)
    public = public or max(_concernes(metier, jour, connus) or connus, key=_effectif)
    langue = droit.langue()
    return Choix(
        vue(jour, public, corpus),
        dire_mot(public.value, corpus, langue),
        [(p.value, dire_mot(p.value, corpus, langue)) for p in connus],
        parametres.get(JOUR, "")[:LONGUEUR] or jour.isoformat(),
        erreurs,
        "?" + urlencode({JOUR: jour.isoformat(), PUBLIC: public.value}),
    )


def lire_jour(ecrit: str, erreurs: dict[str, str], champ: str = JOUR) -> date | None:
    """Read a day written AAAA-MM-JJ, None where it is empty or wrong."""
    ecrit = ecrit.strip()[:LONGUEUR]
    if not ecrit:
        return None
    try:
        jour = date.fromisoformat(ecrit)
    except ValueError:
        jour = None
    if jour is None or jour.isoformat() != ecrit:
        message = gettext("« %(ecrit)s » n’est pas un jour : écrivez AAAA-MM-JJ.")
        erreurs[champ] = message % {"ecrit": ecrit}
        return None
    return jour


def _concernes(metier: str, jour: date, connus: tuple[Regime, ...]) -> list[Regime]:
    """Return the audiences that a list opens an occupation to on a day."""
    listes = droit.corpus().listes.values()
    ici = [liste for liste in listes if metier in liste.ouvertures and liste.examine(jour)]
    return [public for public in connus if any(public in liste.public for liste in ici)]


def _public(ecrit: str, connus: tuple[Regime, ...], erreurs: dict[str, str]) -> Regime | None:
    par_nom = {p.value: p for p in connus}
    if ecrit and ecrit not in par_nom:
        message = gettext("« %(ecrit)s » n’est le public d’aucune liste : choisissez.")
        erreurs[PUBLIC] = message % {"ecrit": ecrit[:LONGUEUR]}
    return par_nom.get(ecrit)


def _effectif(public: Regime) -> int:
    """Count the nationals of an audience on the day a page opens on."""
    return len(vue(droit.jour_montre(), public, droit.corpus()).nationalites)
