"""What the law data say at a place: sentences, conditions, services, promises, figures."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext, gettext_lazy

from opposable.decision.motif import dire_mot
from opposable.law.cellule import Rang
from opposable.law.controle import disposition
from opposable.law.promesse import verifier
from opposable.web import droit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from opposable.decision.motif import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.promesse import Promesse
    from opposable.law.regle import Phrase

TROU = re.compile(r"\{(\w+)\}")
TROUS = {
    "activite_liste": gettext_lazy("activité imprimée"),
    "certitude": gettext_lazy("certitude"),
    "couverture_au": gettext_lazy("dernier jour connu"),
    "couverture_du": gettext_lazy("premier jour connu"),
    "depose_le": gettext_lazy("jour de dépôt"),
    "derniere_liste": gettext_lazy("dernière liste"),
    "derniere_liste_au": gettext_lazy("fin de la dernière liste"),
    "examine_le": gettext_lazy("jour d’examen"),
    "intitule": gettext_lazy("intitulé"),
    "liste": gettext_lazy("liste"),
    "manque": gettext_lazy("fait qui manque"),
    "metier": gettext_lazy("code du métier"),
    "metier_initial": gettext_lazy("métier du premier titre"),
    "nationalite": gettext_lazy("nationalité"),
    "notifiable_le": gettext_lazy("premier jour de notification"),
    "region": gettext_lazy("région"),
    "situation": gettext_lazy("réponse"),
    "type": gettext_lazy("démarche"),
    "vers": gettext_lazy("autre valeur"),
}
"""What stands in the holes of a sentence, in words."""


class Parole(NamedTuple):
    """Something said at a place: what kind of thing, the sentence, and over which days."""

    genre: str
    texte: str
    du: date | None = None
    au: date | None = None


class Chiffre(NamedTuple):
    """A figure or a threshold of annex 1; `texte` is empty where only its name is known."""

    id: str
    texte: str
    valeur: str


def combler(texte: str) -> str:
    """Return a sentence with its holes told in words: `{region}` becomes `[région]`."""
    return TROU.sub(lambda trou: f"[{TROUS.get(trou[1], trou[1])}]", texte)


def bornes(du: date, au: date) -> tuple[date | None, date | None]:
    """Return the days of a period, None where nothing bounds it."""
    return (None if du == date.min else du), (None if au == date.max else au)


def phrases(ancre: str, corpus: Corpus, langue: Langue) -> list[Parole]:
    """Return the sentences that answers take from a provision."""
    textes = corpus.textes
    genres: dict[str, Iterable[Phrase]] = {
        gettext("Motif"): textes.motifs.values(),
        gettext("À savoir"): textes.avis.values(),
        gettext("Question posée"): textes.questions.values(),
        gettext("Ce qui changerait la réponse"): textes.voies.values(),
        gettext("Valeur non lue"): textes.reserves.values(),
    }
    return [
        Parole(genre, combler(getattr(phrase, langue)))
        for genre, groupe in genres.items()
        for phrase in groupe
        if disposition(corpus, phrase.ancre) == ancre
    ]


def procedure(ancre: str, corpus: Corpus, langue: Langue) -> list[Parole]:
    """Return the conditions, checks, charges, legal bases and services of a provision."""
    fr = langue == "fr"
    sources: tuple[Callable[[], Iterator[tuple[str, Parole]]], ...] = (
        lambda: ((c.ancre, Parole(gettext("Condition"), _dire(c, fr))) for c in corpus.conditions),
        lambda: (
            (v.ancre, Parole(gettext("Vérification"), f"{_dire(v, fr)} – {_effet(v, fr)}"))
            for v in corpus.verifications
        ),
        lambda: (
            (c.ancre, Parole(gettext("Charge"), _dire(c, fr), *bornes(c.du, c.au)))
            for c in corpus.charges
        ),
        lambda: (
            (f.ancre, Parole(gettext("Base légale"), _dire(f, fr), *bornes(f.du, f.au)))
            for f in corpus.fondements
        ),
        lambda: (
            (s.ancre, Parole(gettext("Service"), s.nom if fr else s.name, *bornes(s.du, s.au)))
            for s in corpus.services
        ),
    )
    return [p for source in sources for a, p in source() if disposition(corpus, a) == ancre]
