"""What could not be used as it stands in a file of figures: every row, every cell, named."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.ecrit.typographie import composer
from opposable.fichiers.feuille import Feuille, en_csv
from opposable.fichiers.sortie import ecrire_entier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from opposable.fichiers.table import Table

VALEUR_AU_PLUS = 200
"""Characters of a cell repeated in an anomaly."""


class Effet(StrEnum):
    """What becomes of the row or the cell."""

    LIGNE_ECARTEE = "ligne ecartee"
    CELLULE_SECRETE = "cellule secrete"  # noqa: S105 - a figure kept back
    CELLULE_ERRONEE = "cellule erronee"


EFFETS_DITS = {
    Effet.LIGNE_ECARTEE: "ligne écartée",
    Effet.CELLULE_SECRETE: "cellule secrète",
    Effet.CELLULE_ERRONEE: "cellule erronée",
}
"""The same in French."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """A row or a cell that could not be used as it stands.

    Attributes:
        fichier: Name of the file.
        ligne: Line of the file (CSV), row of the sheet (XLSX) or rank of the row (Parquet),
            from 1; the titles count in the first two.
        colonne: Title of the column, empty where the whole row is meant.
        valeur: The cell as it was written, cut where it is long.
        probleme: French sentence: what is wrong, and what to do.
        effet: What becomes of it.
    """

    fichier: str
    ligne: int
    colonne: str
    valeur: str
    probleme: str
    effet: Effet


def signaler(
    fichier: str, ligne: int, colonne: str, valeur: object, probleme: str, effet: Effet
) -> Anomalie:
    """Return an anomaly, its sentence in French typography and its cell cut where it is long."""
    ecrit = "" if valeur is None else str(valeur)
    if len(ecrit) > VALEUR_AU_PLUS:
        ecrit = f"{ecrit[:VALEUR_AU_PLUS]}…"
    return Anomalie(fichier, int(ligne), colonne, ecrit, composer(probleme), effet)


def ecartees(table: Table) -> Iterator[Anomalie]:
    """Yield the rows of a table that could not even be read."""
    for refusee in table.refusees:
        yield signaler(
            table.nom,
            refusee.ligne,
            "",
            refusee.texte,
            refusee.probleme,
            Effet.LIGNE_ECARTEE,
        )


def ecrire_anomalies(anomalies: Iterable[Anomalie], chemin: Path) -> None:
    """Write anomalies as CSV (UTF-8, one a row); no cell is taken for a formula.

    Raises:
        FichierError: The file cannot be written.
    """
    titres = [champ.name for champ in fields(Anomalie)]
    lignes = [[str(getattr(anomalie, t)) for t in titres] for anomalie in anomalies]
    ecrire_entier(chemin, en_csv(Feuille("anomalies", titres, lignes, fin_de_ligne="\n")))
