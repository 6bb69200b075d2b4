"""Loading the law: files → tables → objects, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opposable.law import controle, promesse
from opposable.law import tables as brutes
from opposable.law.atelier import Atelier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus

__all__ = ["Atelier", "load_corpus"]


def load_corpus(
    dossier: Path | str | None = None,
    *,
    avec: Iterable[Path | str] = (),
    lectures: Iterable[str] = (),
) -> Corpus:
    """Load the law.

    Args:
        dossier: Folder of law data; that of the package where None.
        avec: Folders of draft instruments to add (each holds an `instrument.toml`).
        lectures: Readings for which the rival is taken.

    Returns:
        The corpus, checked.

    Raises:
        LawDataError: The data break their own rules: the file, row and field are named.
        LectureError: A reading does not exist, or its rival changes no answer.
    """
    racine = Path(dossier) if dossier is not None else brutes.DOSSIER
    contenus = list(brutes.fichiers(racine))
    for projet in map(Path, avec):
        contenus += (
            (f"{brutes.INSTRUMENTS}/{projet.name}/{nom}", octets)
            for nom, octets in brutes.fichiers(projet)
        )
    decisifs = [(nom, octets) for nom, octets in contenus if nom not in brutes.SANS_LISTE]
    atelier = Atelier(brutes.lire(decisifs), brutes.empreinte(decisifs))
    corpus = atelier.corpus(())
    controle.controler(corpus)
    promesse.exiger(corpus)
    atelier.eprouver()
    return corpus.variante(lectures)
