"""A sentence of the answer, tied to its place in the text and filled when it is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.regle import Phrase

Langue = Literal["fr", "en"]


class Contexte(NamedTuple):
    """What a sentence may speak of: the facts, the answer, the law."""

    faits: Faits
    reponse: Reponse
    corpus: Corpus
    notifiable_le: date | None


class Motif(NamedTuple):
    """A reason or a note.

    Attributes:
        phrase: The sentence, with its place in the text.
        contexte: What fills it.
        plus: Values of this sentence alone; a word of the contract is said in its language.
        ancre: Place in the text: that of the row applied where there is one.
    """

    phrase: Phrase
    contexte: Contexte
    ancre: str
    plus: tuple[tuple[str, str | date], ...] = ()

    @property
    def id(self) -> str:
        """Identifier of the sentence: the rule, for a deciding reason."""
        return self.phrase.id

    def dire(self, langue: Langue = "fr") -> str:
        """Return the sentence, in French or English."""
        gabarit: str = getattr(self.phrase, langue)
        return gabarit.format_map(Valeurs(self.contexte, langue, dict(self.plus)))


class Valeurs(dict[str, str]):
    """The values of a sentence, worked out only where it names them."""

    def __init__(self, contexte: Contexte, langue: Langue, plus: dict[str, str | date]) -> None:
        super().__init__(
            (nom, dire_mot(valeur, contexte.corpus, langue)) for nom, valeur in plus.items()
        )
        self._contexte = contexte
        self._langue = langue

    def __missing__(self, nom: str) -> str:
        return VALEURS[nom](self._contexte, self._langue)


def dire_date(jour: date, corpus: Corpus, langue: Langue) -> str:
    """Write a day in letters: « 1er mai 2008 », “1 May 2008”."""
    mois = corpus.textes.mots[langue]["mois"].split()[jour.month - 1]
    numero = "1er" if jour.day == 1 and langue == "fr" else str(jour.day)
    return f"{numero} {mois} {jour.year}"


def dire_mot(valeur: str | date | None, corpus: Corpus, langue: Langue) -> str:
    """Return the word for a value of the contract; a day is written in letters."""
    if isinstance(valeur, date):
        return dire_date(valeur, corpus, langue)
    return corpus.textes.mots[langue].get(valeur or "", valeur or "…")


def dire_lieu(faits: Faits, corpus: Corpus, langue: Langue) -> str:
    """Return the place of work, by its name."""
    region = corpus.regions.get(faits.region or "")
    return region.nom if region else corpus.textes.mots[langue]["lieu_inconnu"]


def _nationalite(c: Contexte, langue: Langue) -> str:
    statut = c.reponse.statut
    code = statut.nationalite if statut else "+".join(c.faits.nationalites)
    connue = c.corpus.nationalites.get(code)
    if connue is None:
        return code
    return f"{connue.nom if langue == 'fr' else connue.name} ({code})"


def _intitule(c: Contexte, _langue: Langue) -> str:
    metier = c.corpus.metiers.get(c.faits.metier or "")
    return metier.intitule if metier else "…"


def _liste(c: Contexte, langue: Langue) -> str:
    liste = c.reponse.liste
    if liste is None:
        return "…"
    return liste.nom if langue == "fr" else liste.name


def _derniere(c: Contexte) -> Liste | None:
    statut = c.reponse.statut
    listes = c.corpus.listes_de(statut.regime) if statut else ()
    passees = [liste for liste in listes if liste.examine_au < c.faits.examine_le]
    return passees[-1] if passees else None


def _derniere_liste(c: Contexte, langue: Langue) -> str:
    derniere = _derniere(c)
    if derniere is None:
        return "…"
    return derniere.nom if langue == "fr" else derniere.name


def _derniere_liste_au(c: Contexte, langue: Langue) -> str:
    derniere = _derniere(c)
    return "…" if derniere is None else dire_date(derniere.examine_au, c.corpus, langue)


def _manque(c: Contexte, langue: Langue) -> str:
    return ", ".join(dire_mot(fait, c.corpus, langue) for fait in c.reponse.manque)


def _notifiable_le(c: Contexte, langue: Langue) -> str:
    return dire_date(c.notifiable_le, c.corpus, langue) if c.notifiable_le else "…"


def _activite_liste(c: Contexte, langue: Langue) -> str:
    entree = c.reponse.entree
    return dire_mot(entree.activite if entree else None, c.corpus, langue)


VALEURS: dict[str, Callable[[Contexte, Langue], str]] = {
    "nationalite": _nationalite,
    "metier": lambda c, _: c.faits.metier or "…",
    "metier_initial": lambda c, _: c.faits.metier_initial or "…",
    "intitule": _intitule,
    "region": lambda c, langue: dire_lieu(c.faits, c.corpus, langue),
    "type": lambda c, langue: dire_mot(c.faits.type, c.corpus, langue),
    "liste": _liste,
    "activite_liste": _activite_liste,
    "manque": _manque,
    "depose_le": lambda c, langue: dire_date(c.faits.depose_le, c.corpus, langue),
    "examine_le": lambda c, langue: dire_date(c.faits.examine_le, c.corpus, langue),
    "couverture_du": lambda c, langue: dire_date(c.corpus.couverture.du, c.corpus, langue),
    "couverture_au": lambda c, langue: dire_date(c.corpus.couverture.au, c.corpus, langue),
    "derniere_liste": _derniere_liste,
    "derniere_liste_au": _derniere_liste_au,
    "notifiable_le": _notifiable_le,
}
