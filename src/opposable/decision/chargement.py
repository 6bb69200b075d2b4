"""Loading the law that the rule decides with: the law data, and every sentence the rule names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.regles import verifier
from opposable.law.chargement import adopter, etablir_le_droit
from opposable.law.etat_du_droit import EtatDuDroit, Projet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.law.chargement import Dossier
    from opposable.law.corpus import Corpus


def load_corpus(
    dossier: Dossier | None = None,
    *,
    avec: Iterable[Dossier] = (),
    lectures: Iterable[str] = (),
    connu_le: date | None = None,
) -> Corpus:
    """Load the law.

    Args:
        dossier: Folder of law data; that of the package where None.
        avec: Folders of draft instruments to add (each holds an `instrument.toml`), with the
            occupations, domains, provisions and nomenclature they bring.
        lectures: Readings for which the rival is taken.
        connu_le: Day the law is known on; the last day it was brought up to date where None.

    Returns:
        The corpus, checked.

    Raises:
        LawDataError: The data break their own rules, or lack a sentence that the rule names.
        LectureError: There are too many readings, one does not exist, or its rival changes no
            answer.
        EtatDuDroitError: The law is not known on that day.
    """
    return charger(EtatDuDroit.de(connu_le, lectures, map(Projet.du_dossier, avec)), dossier)


def charger(etat: EtatDuDroit, dossier: Dossier | None = None) -> Corpus:
    """Load the law in a state, as `load_corpus` does."""
    corpus = etablir_le_droit(adopter(dossier), etat)
    verifier(corpus)
    return corpus
