"""Loading the law: files → tables → objects, checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.law import controle, projet, promesse
from opposable.law import tables as brutes
from opposable.law.apport import joindre
from opposable.law.construction import construire
from opposable.law.empreinte import Empreintes
from opposable.law.etat_du_droit import Projet

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.etat_du_droit import EtatDuDroit
    from opposable.law.tables import Tables

Dossier = Path | str
"""A folder, as it may be given."""


def adopter(dossier: Dossier | None = None) -> Corpus:
    """Return the law of a folder as adopted, checked.

    Args:
        dossier: Folder of law data; that of the package where None.

    Raises:
        LawDataError: The data break their own rules: the file, row and field are named.
    """
    racine = Path(dossier) if dossier is not None else brutes.DOSSIER
    contenus = brutes.decisifs(racine)
    lues = brutes.lire(contenus)
    return _controle(construire(joindre(lues), Empreintes.de(contenus, lues)))


def etablir_le_droit(base: Corpus, etat: EtatDuDroit) -> Corpus:
    """Return a law in another state: drafts added, known on a day, under some readings.

    Args:
        base: The law as adopted, without drafts.
        etat: The state wanted.

    Raises:
        LawDataError: A draft cannot become law: the file, row and field are named.
        LectureError: A reading does not exist, or its rival changes no answer.
        EtatDuDroitError: The law is not known on that day.
    """
    droit = base
    for projet_ in etat.projets:
        droit = essayer(droit, list(projet_.contenus))
    if etat == droit.etat:
        return droit
    return construire(droit.tables, droit.empreintes, etat, droit)


def essayer(corpus: Corpus, contenus: list[tuple[str, bytes]]) -> Corpus:
    """Return the law with a draft added, checked as when it is loaded; nothing is read from disk.

    Args:
        corpus: The law, as adopted.
        contenus: Table names and bytes of the draft, as `projet.fichiers` yields them.

    Raises:
        LawDataError: The draft cannot become law: the file, row and field are named.
    """
    du_projet = _lire_projet(contenus, corpus.tables)
    empreintes = corpus.empreintes.avec(contenus, du_projet)
    lues = joindre({**corpus.tables, **du_projet})
    nom = contenus[0][0].split("/")[1]
    projets = (*corpus.etat.projets, Projet(nom, tuple(contenus)))
    etat = replace(corpus.etat, projets=projets)
    return _controle(construire(lues, empreintes, etat, corpus))


def _controle(corpus: Corpus) -> Corpus:
    """Check a law, and return it."""
    controle.controler(corpus)
    promesse.exiger(corpus)
    return corpus


def _lire_projet(contenus: list[tuple[str, bytes]], connues: Tables) -> Tables:
    """Read the tables of a draft, and check them by themselves."""
    lues = brutes.lire(contenus)
    dossier = "/".join(contenus[0][0].split("/")[:2])
    projet.controler(lues, dossier, connues)
    return lues
