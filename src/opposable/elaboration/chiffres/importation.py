"""Bringing in a year of figures: from a file of the user to a statement, nothing silently lost.

Every row read is used, set aside and named, or of a period or a level of territory that is not
read, and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres import annee as annees
from opposable.elaboration.chiffres import colonnes as titres_connus
from opposable.elaboration.chiffres.cles import lecteur_de_metiers, lire_cles, lire_periode
from opposable.elaboration.chiffres.colonnes import CHIFFRES, Paire, Titres
from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.constats import constater
from opposable.elaboration.chiffres.effectif import lire_comptes, unites_de
from opposable.elaboration.chiffres.indicateurs import etaler
from opposable.elaboration.chiffres.lignes import Feuille, Lu
from opposable.elaboration.chiffres.localisation import localiser
from opposable.elaboration.chiffres.placement import placer
from opposable.errors import FichierError
from opposable.fichiers.table import Distinctes, lire_table
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from opposable.elaboration.chiffres.annee import Natures
    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.chiffres.lieux import Lieux
    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.fichiers.table import Table

GENRE = "releve"
CLES = ("metier", "territoire")


@dataclass(frozen=True, slots=True)
class Importation:
    """A statement and what was found on the way.

    `lues == retenues + ecartees + hors_periode + hors_maille`, whatever the file.

    Attributes:
        releve: The figures.
        anomalies: Every row and cell that could not be used as it stands, by line.
        constats: French sentences: what was detected, and how it was read.
        lues: Rows read, those that are empty left out.
        retenues: Rows whose cell stands in the statement, known or not.
        ecartees: Rows set aside, each named in `anomalies`.
        hors_periode: Rows of periods that were not asked for.
        hors_maille: Rows of a level of territory that is not read.
    """

    releve: Releve
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]
    lues: int
    retenues: int
    ecartees: int
    hors_periode: int
    hors_maille: int


def importer(
    chemin: Path,
    lieux: Lieux,
    *,
    nomenclature: Nomenclature | None = None,
    consignes: Consignes | None = None,
) -> Importation:
    """Read offers and job seekers by occupation, territory and period.

    Departments are added up into their regions, quarters and months made years.

    Args:
        chemin: CSV, XLSX or Parquet file.
        lieux: Regions and departments.
        nomenclature: Occupations; a row of another code is set aside. None accepts any code.
        consignes: What one says of the file, where it does not.

    Raises:
        FichierError: The file cannot be read, a column is missing or ambiguous, only a ratio
            is given, nothing tells regions from departments or flows from stocks, the periods
            are not of one form, or no row can be used.

    Law: figures annex 1 starts from (A1.1, A1.2).
    """
    dites = consignes or Consignes()
    if dites.unites is not None and dites.unites < 1:
        raise FichierError(chemin.name, f"{dites.unites} unités : donnez un entier, 1 ou plus")
    table, trouves, paires, releves = _ouvrir(chemin, dites)
    unites = dites.unites or unites_de(
        table.distinctes(titre) for paire in paires for titre in (paire.offres, paire.demandeurs)
    )
    voulues = dites.periodes
    voulues = None if voulues is None else [lire_periode(p).valeur or p for p in voulues]
    ou = localiser(table, trouves, lieux, dites.maille)
    lu = Lu(
        table,
        {role: titre for role, titre in trouves.items() if role not in CHIFFRES},
        lire_cles(table.distinctes(trouves["metier"]), lecteur_de_metiers(nomenclature)),
        ou.cles,
        [_feuille(table, trouves, paire, unites) for paire in paires],
    )
    place = placer(lu, voulues, unites=unites, mesure=dites.mesure)
    fin = place.releve
    releve = fin.regrouper(ou.region_de) if ou.region_de else fin
    natures = _naturer(releve, paires, dites)
    releve = releve if natures is None else annees.annuel(releve, natures)
    return Importation(
        releve,
        place.anomalies,
        (*releves, *constater(lu, place, ou, releve, natures, lieux)),
        len(table.lignes) + len(table.refusees),
        place.retenues,
        place.ecartees,
        place.hors_periode,
        place.hors_maille,
    )


def _ouvrir(
    chemin: Path, dites: Consignes
) -> tuple[Table, dict[str, str], tuple[Paire, ...], tuple[str, ...]]:
    """Read a table, and tell its columns; figures given one a row are put side by side."""
    table = lire_table(chemin, Titres(GENRE))
    trouves = titres_connus.reconnaitre(table.nom, table.titres, GENRE, dites.colonnes)
    constats: tuple[str, ...] = ()
    if not any(role in trouves for role in CHIFFRES):
        cles = [titre for role, titre in trouves.items() if role not in CHIFFRES]
        etalee = etaler(table, list(dict.fromkeys(cles)), dites.indicateurs)
        if etalee is not None:
            table, constats = etalee
            trouves |= {role: role for role in CHIFFRES}
    return table, trouves, _paires(table, trouves), constats


def _paires(table: Table, trouves: Mapping[str, str]) -> tuple[Paire, ...]:
    """Return the pairs of columns of counts; check that every role has its column."""
    nom, titres = table.nom, table.titres
    paires = () if "periode" in trouves else titres_connus.par_periode(titres)
    if not paires:
        titres_connus.exiger_effectifs(nom, titres, trouves)
        titres_connus.exiger(nom, trouves, (*CLES, *CHIFFRES, "periode"), GENRE)
        return (Paire(trouves["offres"], trouves["demandeurs"]),)
    titres_connus.exiger(nom, trouves, CLES, GENRE)
    return paires


def _feuille(table: Table, trouves: Mapping[str, str], paire: Paire, unites: int) -> Feuille:
    """Read a pair of columns of counts, with the period of each row."""
    periode = (
        table.distinctes(trouves["periode"])
        if not paire.periode
        else Distinctes(en_textes([paire.periode]), 0 * table.lignes)
    )
    return Feuille(
        paire,
        lire_cles(periode, lire_periode),
        lire_comptes(table.distinctes(paire.offres), unites),
        lire_comptes(table.distinctes(paire.demandeurs), unites),
    )


def _naturer(releve: Releve, paires: Sequence[Paire], dites: Consignes) -> Natures | None:
    """Return what each count is, where parts of a year are to be put together."""
    if not annees.partielles(releve.periodes):
        return None
    titres = {r: titres_connus.sans_periode(getattr(paires[0], r)) for r in CHIFFRES}
    return annees.naturer(releve.source, titres, dites.mesure, dites.natures)
