"""The watch: which texts are stale, and which questions rest on a text that was not read.

Nothing here looks at the clock: the day is the last one on which the law was brought up to date.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from opposable.law.enregistrement import enregistrement
from opposable.law.nationalite import Regime
from opposable.law.silence import Effet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from opposable.law.cellule import Rangee
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.silence import Silence

ANNUELLE = "annuelle"
"""Lists that must be revised every year at least."""


class Par(StrEnum):
    """What a missing text leaves open: rows of a list, a zone of it, or days without a list."""

    LISTE = "liste"
    ZONE = "zone"
    SILENCE = "silence"


@enregistrement(frozen=True, slots=True, kw_only=True)
class Manque:
    """Something that was looked for and not found.

    Attributes:
        id: Identifier.
        texte_attendu: Text that would say it.
        par: What it leaves open, None where it changes no answer.
        objet: The list or the regime left open; empty where none is.
        cherche: What is looked for, in French; `sought` in English.
        ancre: Place in the texts.
    """

    id: str
    texte_attendu: str
    par: Par | None
    objet: str
    cherche: str
    sought: str
    ancre: str

    @classmethod
    def lire(cls, rangee: Rangee) -> Manque:
        """Read a row of `manques.csv`."""
        return cls(
            id=rangee.texte("id"),
            texte_attendu=rangee.texte("texte_attendu"),
            par=rangee.parmi("par", Par) if rangee.optionnel("par") else None,
            objet=rangee.optionnel("objet") or "",
            cherche=rangee.francais("cherche"),
            sought=rangee.texte("sought"),
            ancre=rangee.ancre(),
        )


class Question(NamedTuple):
    """An open question: what is missing, and how many answers it would settle.

    Attributes:
        manque: What is missing.
        reponses: Answers by nationality, occupation and region that would be settled.
    """

    manque: Manque
    reponses: int


class Perime(NamedTuple):
    """A list that was due to be revised and was not.

    Attributes:
        liste: The list.
        depuis: Day from which its revision is late.
    """

    liste: Liste
    depuis: date


def perimes(corpus: Corpus) -> tuple[Perime, ...]:
    """Return the lists still in force whose yearly revision is late."""
    return tuple(
        Perime(liste, depuis)
        for liste in corpus.listes.values()
        if liste.revision == ANNUELLE and liste.examine_au == date.max
        for depuis in [_un_an_apres(liste.examine_du)]
        if depuis <= corpus.connu_le
    )


def _un_an_apres(jour: date) -> date:
    try:
        return jour.replace(year=jour.year + 1)
    except ValueError:  # 29 February
        return date(jour.year + 1, 3, 1)


def questions(corpus: Corpus) -> tuple[Question, ...]:
    """Return the open questions, those that would settle most answers first."""
    posees = (Question(manque, _reponses(corpus, manque)) for manque in corpus.manques)
    return tuple(sorted(posees, key=lambda question: -question.reponses))


def _reponses(corpus: Corpus, manque: Manque) -> int:
    if manque.par is None:
        return 0
    if manque.par is Par.SILENCE:
        return _sans_liste(corpus, Regime(manque.objet))
    liste = corpus.listes.get(manque.objet)
    if liste is None:
        return 0
    return len(_nationaux(corpus, liste)) * _couples(corpus, liste, zone=manque.par is Par.ZONE)


def _couples(corpus: Corpus, liste: Liste, *, zone: bool) -> int:
    """Pairs of an occupation and a region that a list does not settle, by zones unread or not."""
    regions = corpus.regions_de(liste.territoires)
    lieux = [r for r in regions if (r in liste.inconnu_dans) is zone]
    codes = corpus.codes_de(liste)
    return sum(liste.constater(code, lieu).ouvert is None for code in codes for lieu in lieux)


def _nationaux(corpus: Corpus, liste: Liste) -> Collection[str]:
    """Nationalities that a list governs on its last known day."""
    jour = min(liste.examine_au, corpus.connu_le)
    return {
        code
        for code, nationalite in corpus.nationalites.items()
        for statut in [nationalite.statut(jour)]
        if statut is not None and statut.regime in liste.public and liste.concerne(code)
    }


def _sans_liste(corpus: Corpus, regime: Regime) -> int:
    """Answers left open where no list is known: one by nationality, occupation and region."""
    muets = [s for s in corpus.silences if s.regime is regime and s.effet is Effet.INCONNU]
    codes, regions = len(corpus.metiers), len(corpus.regions)
    return sum(_concernes(corpus, regime, muets)) * codes * regions


def _concernes(corpus: Corpus, regime: Regime, muets: list[Silence]) -> Iterator[bool]:
    for code, nationalite in corpus.nationalites.items():
        yield any(
            silence.vaut(regime, code, jour)
            for silence in muets
            for statut in nationalite.statuts
            if statut.regime is regime
            for jour in [max(statut.du, silence.du, corpus.couverture.du)]
            if jour <= min(statut.au, silence.au)
        )
