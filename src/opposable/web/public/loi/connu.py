"""The state of the law known: each text, how complete, how sure, from where, what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext, gettext_lazy

from opposable.decision.motif import dire_mot
from opposable.law.entree import Ouvre
from opposable.law.liste import Etat
from opposable.law.veille import questions
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.noms import nom_de
from opposable.web.socle.references import nommer

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.instrument import Instrument
    from opposable.law.liste import Liste
    from opposable.law.source import Source
    from opposable.law.veille import Question

ETATS: dict[Etat, _StrPromise] = {
    Etat.COMPLETE: gettext_lazy("complète"),
    Etat.PARTIELLE: gettext_lazy("connue en partie"),
    Etat.INTROUVABLE: gettext_lazy("non trouvée"),
}
"""How complete a list is, in words."""


class ListeConnue(NamedTuple):
    """A list: its name, its page where it governs some day, how complete, rows known."""

    id: str
    nom: str
    a_une_page: bool
    etat: Etat
    dit: str


class TexteConnu(NamedTuple):
    """A text.

    Attributes:
        nom: Its title.
        signe_le: Day of signature, None where it is not known.
        publie_le: Day of publication, None where it is not known.
        certitude: How sure its days are, in words; empty for a text without lists.
        source: Where it was read, None where the data do not say.
        listes: Its lists.
        cherches: What is still looked for, most answers first.
    """

    nom: str
    signe_le: date | None
    publie_le: date | None
    certitude: str
    source: Source | None
    listes: list[ListeConnue]
    cherches: list[Cherche]

    @property
    def entier(self) -> bool:
        """Whether nothing of it is looked for, and its lists are complete."""
        return not self.cherches and all(li.etat is Etat.COMPLETE for li in self.listes)


class Cherche(NamedTuple):
    """What is looked for, and how many answers it would settle."""

    id: str
    dit: str
    ancre: str
    reponses: int


def textes(corpus: Corpus, langue: Langue) -> list[TexteConnu]:
    """Return every text of the law, in the order of signature, then those without lists."""
    par_texte: dict[str, list[Cherche]] = {}
    for question in _questions(corpus):
        cherche = _cherche(question, langue)
        par_texte.setdefault(question.manque.texte_attendu, []).append(cherche)
    actes = sorted(corpus.instruments.values(), key=lambda acte: (str(acte.signe_le), acte.id))
    return [
        *(_acte(acte, par_texte.get(acte.id, []), corpus, langue) for acte in actes),
        *(_autre(nom, par_texte.get(nom, []), langue) for nom in corpus.textes_cites),
    ]


@du_droit(4)
def _questions(corpus: Corpus) -> tuple[Question, ...]:
    return questions(corpus)


def _cherche(question: Question, langue: Langue) -> Cherche:
    manque = question.manque
    dit = manque.cherche if langue == "fr" else manque.sought
    return Cherche(manque.id, dit, manque.ancre, question.reponses)


def _acte(acte: Instrument, cherches: list[Cherche], corpus: Corpus, langue: Langue) -> TexteConnu:
    listes = [li for li in corpus.toutes_listes.values() if li.instrument == acte.id]
    (tete,) = corpus.tables[f"instruments/{acte.id}/instrument.toml"]
    return TexteConnu(
        acte.titre.dire(langue),
        acte.signe_le,
        acte.publie_le,
        dire_mot(acte.certitude.value, corpus, langue),
        corpus.sources.get(str(tete.get("source"))),
        [_liste(liste, corpus) for liste in listes],
        cherches,
    )


def _autre(nom: str, cherches: list[Cherche], langue: Langue) -> TexteConnu:
    return TexteConnu(nommer(nom, langue), None, None, "", None, [], cherches)


def _liste(liste: Liste, corpus: Corpus) -> ListeConnue:
    return ListeConnue(
        liste.id, nom_de(liste), liste.id in corpus.listes, liste.etat, _etendue(liste)
    )


def _etendue(liste: Liste) -> str:
    """How many rows are known, and what they are known to do."""
    constats = [entree.constat for entree in liste.entrees]
    ouvrent, ferment = constats.count(Ouvre.OUI), constats.count(Ouvre.NON)
    dit = gettext("%(etat)s : %(ouvrent)d lignes ouvertes") % {
        "etat": ETATS[liste.etat],
        "ouvrent": ouvrent,
    }
    if liste.etat is Etat.COMPLETE:
        return dit
    reste = gettext(", %(ferment)d fermées, %(doute)d incertaines")
    dit += reste % {"ferment": ferment, "doute": len(constats) - ouvrent - ferment}
    if liste.nombre:
        dit += gettext(", sur %(nombre)d annoncées") % {"nombre": liste.nombre}
    return dit
