"""Loading the law: files → tables → objects, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opposable.law import controle, projet, promesse
from opposable.law import tables as brutes
from opposable.law.apport import joindre
from opposable.law.construction import construire, exiger_peu, variante

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus
    from opposable.law.tables import Tables


def load_corpus(
    dossier: Path | str | None = None,
    *,
    avec: Iterable[Path | str] = (),
    lectures: Iterable[str] = (),
) -> Corpus:
    """Load the law.

    Args:
        dossier: Folder of law data; that of the package where None.
        avec: Folders of draft instruments to add (each holds an `instrument.toml`), with the
            occupations, domains, provisions and nomenclature they bring.
        lectures: Readings for which the rival is taken.

    Returns:
        The corpus, checked.

    Raises:
        LawDataError: The data break their own rules: the file, row and field are named.
        LectureError: There are too many readings, one does not exist, or its rival changes no
            answer.
    """
    prises = tuple(lectures)
    exiger_peu(prises)
    racine = Path(dossier) if dossier is not None else brutes.DOSSIER
    decisifs = brutes.decisifs(racine)
    lues = dict(brutes.lire(decisifs))
    for dossier_du_projet in map(Path, avec):
        contenus = list(projet.fichiers(dossier_du_projet))
        lues |= _lire_projet(contenus, lues)
        decisifs += contenus
    corpus = construire(joindre(lues), brutes.empreinte(decisifs))
    controle.controler(corpus)
    promesse.exiger(corpus)
    return variante(corpus, prises)


def essayer(corpus: Corpus, contenus: list[tuple[str, bytes]]) -> Corpus:
    """Return the law with a draft added, checked as when it is loaded; nothing is read from disk.

    Args:
        corpus: The law, as adopted.
        contenus: Table names and bytes of the draft, as `projet.fichiers` yields them.

    Raises:
        LawDataError: The draft cannot become law: the file, row and field are named.
    """
    lues = joindre({**corpus.tables, **_lire_projet(contenus, corpus.tables)})
    somme = brutes.empreinte([(corpus.sha256, b""), *contenus])
    essai = construire(lues, somme, voisin=corpus)
    controle.controler(essai)
    promesse.exiger(essai)
    return essai


def _lire_projet(contenus: list[tuple[str, bytes]], connues: Tables) -> Tables:
    """Read the tables of a draft, and check them by themselves."""
    lues = brutes.lire(contenus)
    dossier = "/".join(contenus[0][0].split("/")[:2])
    projet.controler(lues, dossier, connues)
    return lues
