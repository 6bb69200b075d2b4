"""What the law data say at a place: sentences, conditions, services, promises, thresholds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext, gettext_lazy

from opposable.law.cellule import Rangee
from opposable.law.controle import disposition
from opposable.law.promesse import verifier
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.promesse import Promesse
    from opposable.law.regle import Phrase

TROU = re.compile(r"\{(\w+)\}")
TROUS = {
    "activite_liste": gettext_lazy("activité imprimée"),
    "annonce": gettext_lazy("nombre annoncé"),
    "certitude": gettext_lazy("certitude"),
    "codes": gettext_lazy("codes"),
    "codes_proposes": gettext_lazy("codes proposés"),
    "connu_le": gettext_lazy("jour où le droit est connu"),
    "connues": gettext_lazy("lignes connues"),
    "couverture_au": gettext_lazy("dernier jour connu"),
    "couverture_du": gettext_lazy("premier jour connu"),
    "de_nationalite": gettext_lazy("du pays"),
    "depose_le": gettext_lazy("jour de dépôt"),
    "derniere_liste": gettext_lazy("dernière liste"),
    "derniere_liste_au": gettext_lazy("fin de la dernière liste"),
    "examine_le": gettext_lazy("jour d’examen"),
    "fermees": gettext_lazy("lignes fermées"),
    "intitule": gettext_lazy("intitulé"),
    "liste": gettext_lazy("liste"),
    "manque": gettext_lazy("fait qui manque"),
    "metier": gettext_lazy("code du métier"),
    "metier_initial": gettext_lazy("métier du premier titre"),
    "nationalite": gettext_lazy("nationalité"),
    "nomenclature": gettext_lazy("nomenclature"),
    "notifiable_le": gettext_lazy("premier jour de notification"),
    "ouvertes": gettext_lazy("lignes ouvertes"),
    "region": gettext_lazy("région"),
    "situation": gettext_lazy("réponse"),
    "territoires": gettext_lazy("territoires"),
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


class Seuil(NamedTuple):
    """A threshold of annex 1: what it is, and its exact value."""

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
        gettext("Valeur d’une autre source"): textes.reserves.values(),
    }
    return [
        Parole(genre, combler(phrase.texte.dire(langue)))
        for genre, groupe in genres.items()
        for phrase in groupe
        if disposition(corpus, phrase.ancre) == ancre
    ]


def procedure(ancre: str, corpus: Corpus, langue: Langue) -> list[Parole]:
    """Return the conditions, checks, charges, legal bases and services of a provision."""
    tout = _entour(corpus, langue)
    return [parole for place, parole in tout if disposition(corpus, place) == ancre]


def _entour(corpus: Corpus, langue: Langue) -> Iterator[tuple[str, Parole]]:
    for c in corpus.conditions:
        yield c.ancre, Parole(gettext("Condition"), c.texte.dire(langue))
    for v in corpus.verifications:
        texte = f"{v.texte.dire(langue)} – {v.effet.dire(langue)}"
        yield v.ancre, Parole(gettext("Vérification"), texte)
    for charge in corpus.charges:
        texte = charge.texte.dire(langue)
        yield charge.ancre, Parole(gettext("Charge"), texte, *bornes(charge.du, charge.au))
    for f in corpus.fondements:
        texte = f.texte.dire(langue)
        yield f.ancre, Parole(gettext("Base légale"), texte, *bornes(f.du, f.au))
    for s in corpus.services:
        texte = s.nom.dire(langue)
        yield s.ancre, Parole(gettext("Service"), texte, *bornes(s.du, s.au))


@du_droit()
def promesses() -> tuple[Promesse, ...]:
    """Return what the texts promise about themselves, measured once on the law of the site."""
    return verifier(droit.corpus())


def promesses_de(ancre: str, corpus: Corpus) -> list[Promesse]:
    """Return the promises that a provision makes."""
    return [p for p in promesses() if disposition(corpus, p.ancre) == ancre]


def seuils(ancre: str, corpus: Corpus, langue: Langue) -> list[Seuil]:
    """Return the thresholds of annex 1 that a provision states, as exact text."""
    nom = "seuils.toml#seuil"
    rangees = (Rangee(nom, i, ligne) for i, ligne in enumerate(corpus.tables[nom], 1))
    return [
        Seuil(rangee.texte("id"), rangee.texte(langue), rangee.texte("valeur"))
        for rangee in rangees
        if disposition(corpus, rangee.ancre()) == ancre
    ]
