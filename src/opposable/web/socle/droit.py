"""The law the site answers with: that of the request, the same for all that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation

from opposable.law.etat_du_droit import ADOPTE, EtatDuDroit, lire_connu_le
from opposable.recherche.lecteur import Lecteur
from opposable.web.socle.droit_servi import servi

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
    from opposable.recherche.registre import Recherches

LANGUE: Langue = "fr"
"""Language of the law, spoken where no other is asked for."""


def corpus(etat: EtatDuDroit = ADOPTE) -> Corpus:
    """Return the law as adopted, or in another state.

    Raises:
        LectureError: A reading does not exist, or its rival changes no answer.
        EtatDuDroitError: The law is not known on the day asked for.
    """
    return servi().pour(etat)


def etat_demande(parametres: QueryDict) -> EtatDuDroit:
    """Read the state of the law that an address asks for: `connu_le`, and each `lecture`.

    Raises:
        LectureError: There are too many readings.
        EtatDuDroitError: The day is not one.
    """
    lectures = [nom for nom in parametres.getlist("lecture") if nom]
    return EtatDuDroit.de(lire_connu_le(parametres.get("connu_le", "")), lectures)


def table() -> Table:
    """Return the table of every answer."""
    return servi().table


def recherches() -> Recherches:
    """Return the words people use, ready for the states of the law."""
    return servi().recherches


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
    servi().chauffer()


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
