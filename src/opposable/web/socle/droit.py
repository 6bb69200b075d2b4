"""The law the site answers with: loaded once for each process, shared by every page."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from opposable.batch.droit_bati import droit_bati
from opposable.batch.table_batie import table_batie
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import ADOPTE, EtatDuDroit, lire_connu_le
from opposable.recherche.lecteur import Lecteur
from opposable.recherche.registre import Recherches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.http import QueryDict

    from opposable.decision.table import Table
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.recherche.metier import Index, Proposition
    from opposable.recherche.nationalite import Pays
    from opposable.recherche.noms import Noms

LANGUE: Langue = "fr"
"""Language of the law, spoken where no other is asked for."""
ETATS_SERVIS = 32
"""States of the law held as served: whoever asks for the same day again gets the same object,
with what was made from it."""


@cache
def droits() -> Droits:
    """Return the registry of the states of the law asked of this process."""
    return Droits(droit_bati())


def corpus(etat: EtatDuDroit = ADOPTE) -> Corpus:
    """Return the law as adopted, or in another state.

    Raises:
        LectureError: A reading does not exist, or its rival changes no answer.
        EtatDuDroitError: The law is not known on the day asked for.
    """
    return _servi(etat)


@lru_cache(maxsize=ETATS_SERVIS)
def _servi(etat: EtatDuDroit) -> Corpus:
    return droits().pour(etat)


def etat_demande(parametres: QueryDict) -> EtatDuDroit:
    """Read the state of the law that an address asks for: `connu_le`, and each `lecture`.

    Raises:
        LectureError: There are too many readings.
        EtatDuDroitError: The day is not one.
    """
    lectures = [nom for nom in parametres.getlist("lecture") if nom]
    return EtatDuDroit.de(lire_connu_le(parametres.get("connu_le", "")), lectures)


@cache
def table() -> Table:
    """Return the table of every answer."""
    return table_batie(corpus())


@cache
def recherches() -> Recherches:
    """Return the words people use, ready for the laws asked of this process."""
    return Recherches()


def index() -> Index:
    """Return the index of everyday words for occupations."""
    return recherches().pour(corpus()).metiers


def chercher_metier(mots: str, limite: int) -> tuple[Proposition, ...]:
    """Return the codes that words may mean, of the nomenclatures that lists use."""
    return lecteur().proposer(mots, limite)


def lecteur(jour: date | None = None, nationalites: Iterable[str] = ()) -> Lecteur:
    """Return what reads the words typed, in the language of the page being made."""
    return Lecteur(recherches().pour(corpus()), langue(), jour, nationalites)


def pays() -> Pays:
    """Return the words for nationalities."""
    return recherches().pour(corpus()).pays


def noms() -> Noms:
    """Return the words people use for codes."""
    return recherches().pour(corpus()).noms


def charger() -> None:
    """Load at once what every page draws on, before the first of them is asked for.

    Raises:
        LawDataError: The law cannot be loaded.
    """
    corpus()
    index()
    pays()
    table()


def langue() -> Langue:
    """Return the language of the page being made."""
    return "en" if translation.get_language() == "en" else "fr"


def aujourd_hui() -> date:
    """Return the day in Paris: the only clock of the site."""
    maintenant: datetime = timezone.localtime()
    return maintenant.date()


def jour_connu() -> date:
    """Return today, or the last day on which the law is known here where that is before."""
    return min(aujourd_hui(), corpus().couverture.au)


def jour_montre() -> date:
    """Return the day a page of lists opens on: today, or the last day known."""
    return jour_connu()


def cle(liste: str) -> str:
    """Return the identifier of a list as an address bears it: `/` becomes `.`."""
    return liste.replace("/", ".")


def liste_de(cle_: str) -> str | None:
    """Return the identifier of the list an address names, None where there is none."""
    return next((nom for nom in corpus().listes if cle(nom) == cle_), None)
