"""Bringing in a year of figures: from a file of the user to a statement, nothing silently lost.

Every row read is used, set aside and named, or outside the periods asked for and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from opposable.elaboration.chiffres import colonnes as titres_connus
from opposable.elaboration.chiffres.cles import (
    lecteur_de_metiers,
    lecteur_de_territoires,
    lire_cles,
    lire_periode,
)
from opposable.elaboration.chiffres.colonnes import Paire
from opposable.elaboration.chiffres.constats import constater
from opposable.elaboration.chiffres.effectif import lire_comptes
from opposable.elaboration.chiffres.lignes import Feuille, Lu
from opposable.elaboration.chiffres.placement import placer
from opposable.elaboration.fichier_lu import lire_table
from opposable.elaboration.table_lue import Distinctes
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.table_lue import TableLue

GENRE = "releve"
CLES = ("metier", "territoire")


@dataclass(frozen=True, slots=True)
class Importation:
    """A statement and what was found on the way.

    `lues == retenues + ecartees + hors_periode`, whatever the file.

    Attributes:
        releve: The figures.
        anomalies: Every row and cell that could not be used as it stands, by line.
        constats: French sentences: what was detected, and how it was read.
        lues: Rows read, those that are empty left out.
        retenues: Rows whose cell stands in the statement, known or not.
        ecartees: Rows set aside, each named in `anomalies`.
        hors_periode: Rows of periods that were not asked for.
    """

    releve: Releve
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]
    lues: int
    retenues: int
    ecartees: int
    hors_periode: int


def importer(
    chemin: Path,
    *,
    regions: Mapping[str, str],
    nomenclature: Nomenclature | None = None,
    mesure: str = "",
    unites: int = 1,
    periodes: Sequence[str] | None = None,
) -> Importation:
    """Read offers and job seekers by occupation, territory and period.

    Args:
        chemin: CSV, XLSX or Parquet file.
        regions: Names of the regions of 2007 by code.
        nomenclature: Occupations; a row of another code is set aside. None accepts any code.
        mesure: Scale of the ratio, such as `anpe-2006`.
        unites: How many units make one: 100 reads figures with two decimals exactly.
        periodes: Periods to keep, None for all.

    Raises:
        FichierError: The file cannot be read, a column is missing or ambiguous, only a ratio
            is given, the periods are not of one form, or no row can be used.

    Law: figures annex 1 starts from (A1.1, A1.2).
    """
    if unites < 1:
        raise FichierError(chemin.name, f"{unites} unités : donnez un entier, 1 ou plus")
    table = lire_table(chemin, GENRE)
    trouves, paires = _colonnes(table)
    voulues = None if periodes is None else [lire_periode(p).valeur or p for p in periodes]
    lu = Lu(
        table,
        {role: trouves[role] for role in (*CLES, "periode") if role in trouves},
        lire_cles(table.distinctes(trouves["metier"]), lecteur_de_metiers(nomenclature)),
        lire_cles(table.distinctes(trouves["territoire"]), lecteur_de_territoires(regions)),
        [_feuille(table, trouves, paire, unites) for paire in paires],
    )
    place = placer(lu, voulues, unites=unites, mesure=mesure)
    return Importation(
        place.releve,
        place.anomalies,
        constater(lu, place, regions),
        len(table.lignes) + len(table.anomalies),
        place.retenues,
        place.ecartees,
        place.hors_periode,
    )


def _colonnes(table: TableLue) -> tuple[dict[str, str], tuple[Paire, ...]]:
    """Return the title of each role, and the pairs of columns of counts."""
    nom, titres = table.nom, table.titres
    trouves = titres_connus.reconnaitre(nom, titres, GENRE)
    paires = () if "periode" in trouves else titres_connus.par_periode(titres)
    if not paires:
        titres_connus.exiger_effectifs(nom, titres, trouves)
        titres_connus.exiger(nom, trouves, (*CLES, "offres", "demandeurs", "periode"), GENRE)
        return trouves, (Paire(trouves["offres"], trouves["demandeurs"]),)
    titres_connus.exiger(nom, trouves, CLES, GENRE)
    return trouves, paires


def _feuille(table: TableLue, trouves: Mapping[str, str], paire: Paire, unites: int) -> Feuille:
    """Read a pair of columns of counts, with the period of each row."""
    periode = (
        table.distinctes(trouves["periode"])
        if not paire.periode
        else Distinctes(pa.array([paire.periode]), 0 * table.lignes)
    )
    return Feuille(
        paire,
        lire_cles(periode, lire_periode),
        lire_comptes(table.distinctes(paire.offres), unites),
        lire_comptes(table.distinctes(paire.demandeurs), unites),
    )
