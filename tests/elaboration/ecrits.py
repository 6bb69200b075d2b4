"""Files of figures written for the tests, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.importation import Importation, importer
from opposable.elaboration.chiffres.lieux import Lieux, Maille
from opposable.elaboration.chiffres.releve import Etat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from opposable.elaboration.chiffres.nomenclature import Nomenclature

REGIONS = {"01": "Guadeloupe", "04": "La Réunion", "11": "Île-de-France", "94": "Corse"}
LIEUX = Lieux(REGIONS, {}, {})
TITRES = ("territoire", "metier", "offres", "demandeurs", "periode")
Cellule = tuple[str, str, str]
"""Occupation, territory, period."""


def csv_de(chemin: Path, rangees: Iterable[Sequence[object]], separateur: str = ";") -> Path:
    """Write rows as CSV, cells as they are."""
    lignes = [separateur.join(map(str, rangee)) for rangee in rangees]
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return chemin


def releve_de(dossier: Path, *rangees: Sequence[object]) -> Path:
    """Write a file in the tidy layout."""
    return csv_de(dossier / "releve.csv", [TITRES, *rangees])


def xlsx_de(chemin: Path, rangees: Iterable[Sequence[Any]]) -> Path:
    """Write rows as the only sheet of a workbook."""
    with xlsxwriter.Workbook(chemin) as classeur:
        feuille = classeur.add_worksheet("Chiffres")
        for rang, rangee in enumerate(rangees):
            feuille.write_row(rang, 0, rangee)
    return chemin


def parquet_de(chemin: Path, **colonnes: Any) -> Path:
    """Write columns as Parquet."""
    pq.write_table(pa.table(colonnes), chemin)
    return chemin


def lire(
    chemin: Path, lieux: Lieux = LIEUX, nomenclature: Nomenclature | None = None, **dites: Any
) -> Importation:
    """Import codes of a few regions; check that no row is lost."""
    toutes: dict[str, Any] = {"maille": Maille.REGIONS, "unites": 1} | dites
    consignes = Consignes(**toutes)
    lu = importer(chemin, lieux, nomenclature=nomenclature, consignes=consignes)
    assert lu.lues == lu.retenues + lu.ecartees + lu.hors_periode + lu.hors_maille
    assert dites.get("periodes") or not lu.hors_periode
    return lu


def cellules(lu: Importation) -> dict[Cellule, tuple[int, int] | Etat]:
    """Return every cell: its two counts where they are known, its state otherwise."""
    releve = lu.releve
    trouvees: dict[Cellule, tuple[int, int] | Etat] = {}
    for m, metier in enumerate(releve.metiers):
        for t, territoire in enumerate(releve.territoires):
            for p, periode in enumerate(releve.periodes):
                etat = Etat(releve.etat[m, t, p])
                comptes = int(releve.offres[m, t, p]), int(releve.demandeurs[m, t, p])
                assert etat is Etat.CONNUE or comptes == (0, 0)
                if etat is not Etat.ABSENTE:
                    trouvees[metier, territoire, periode] = comptes if etat is Etat.CONNUE else etat
    return trouvees
