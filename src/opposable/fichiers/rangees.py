"""A short table of a person, read row by row as text: CSV, XLSX, any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.repli import replier
from opposable.errors import FichierError
from opposable.fichiers.table import en_texte, lire_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LIGNES_AU_PLUS = 100_000


class Rangee(NamedTuple):
    """A row.

    Attributes:
        ligne: Its line in the file.
        cellules: Its trimmed cells by name of column; empty where there is no such column.
    """

    ligne: int
    cellules: dict[str, str]


class Colonnes:
    """The columns of a short table.

    Args:
        connues: Names of those that are read; titles are compared without capitals or accents.
        exigees: Names of those that must be there.
    """

    formules = False
    feuille = ""

    def __init__(self, connues: Sequence[str], exigees: Sequence[str]) -> None:
        self._connues = connues
        self._exigees = exigees

    def nommer(self, titres: Sequence[str]) -> dict[str, int]:
        """Return the place of each known column."""
        plies = [_plier(titre) for titre in titres]
        return {nom: plies.index(nom) for nom in self._connues if nom in plies}

    def reconnus(self, titres: Sequence[str]) -> int:
        """Return how many titles are known."""
        return len(self.nommer(titres))

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Return the places of the known columns.

        Raises:
            FichierError: A column is missing, or is there twice.
        """
        plies = [_plier(titre) for titre in titres]
        double = next((c for c in self._connues if plies.count(c) > 1), None)
        if double is not None:
            raise FichierError(nom, f"deux colonnes « {double} » : n'en gardez qu'une")
        trouvees = self.nommer(titres)
        manque = [c for c in self._exigees if c not in trouvees]
        if manque:
            absentes = " et ".join(f"« {c} »" for c in manque)
            vus = ", ".join(f"« {titre} »" for titre in titres if titre)
            raise FichierError(nom, f"colonne absente : {absentes} ; colonnes trouvées : {vus}")
        return list(trouvees.values())

    def codees(self, _titres: Sequence[str]) -> frozenset[str]:
        """No column is worth a dictionary."""
        return frozenset()


def lire_rangees(chemin: Path, connues: Sequence[str], exigees: Sequence[str]) -> Iterator[Rangee]:
    """Yield the rows of a short table.

    Args:
        chemin: The file.
        connues: Names of the columns that are read.
        exigees: Those that must be there.

    Raises:
        FichierError: It cannot be read, a column is missing or there twice, a row has too many
            or too few cells, or there are too many rows.
    """
    colonnes = Colonnes(connues, exigees)
    table = lire_table(chemin, colonnes)
    if table.refusees:
        refusee = table.refusees[0]
        raise FichierError(table.nom, f"ligne {refusee.ligne} : {refusee.probleme}")
    if len(table.lignes) > LIGNES_AU_PLUS:
        raise FichierError(table.nom, f"plus de {LIGNES_AU_PLUS} lignes : découpez le fichier")
    places = colonnes.nommer(table.titres)
    textes = {
        nom: [en_texte(v) for v in table.colonnes[place].to_pylist()]
        for nom, place in places.items()
    }
    for rang, ligne in enumerate(table.lignes.tolist()):
        yield Rangee(ligne, {nom: textes[nom][rang] if nom in textes else "" for nom in connues})


def _plier(titre: str) -> str:
    return replier(titre).replace(" ", "_")
