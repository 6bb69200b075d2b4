"""The two uses of the floor of files, each told as one function, on tables that both know."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.table_batie import table_batie
from opposable.decision.chargement import load_corpus
from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.importation import importer
from opposable.elaboration.chiffres.lieux import Lieux, Maille

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

TITRES = (
    "territoire",
    "metier",
    "offres",
    "demandeurs",
    "periode",
    "nationalite",
    "departement",
    "type",
    "depose_le",
)
LIGNE = ("11", "61231", "12", "10", "2006", "SEN", "75", "introduction", "2008-02-01")
LIEUX = Lieux({"11": "Île-de-France", "53": "Bretagne"}, {}, {})


class Compte(NamedTuple):
    """What a use made of a file: rows used, lines of those that were set aside."""

    lues: int
    ecartees: list[int]


@cache
def noyau() -> Noyau:
    """The kernel, made once."""
    corpus = load_corpus()
    return Noyau(corpus, table_batie(corpus))


def par_batch(chemin: Path) -> Compte:
    """Decide the rows of a file, each accounted for."""
    sortie = chemin.with_name("reponses.csv")
    bilan = traiter(noyau(), str(chemin), str(sortie), Options())
    rejets = chemin.with_name("reponses.csv.rejets.csv")
    lignes = rejets.read_text("utf-8").splitlines()[1:] if rejets.exists() else []
    assert bilan.lues == bilan.decidees + bilan.rejetees
    return Compte(bilan.lues, [int(ligne.partition(",")[0]) for ligne in lignes])


def par_elaboration(chemin: Path) -> Compte:
    """Bring in the figures of a file, each row accounted for."""
    lu = importer(chemin, LIEUX, consignes=Consignes(maille=Maille.REGIONS, unites=1))
    assert lu.lues == lu.retenues + lu.ecartees + lu.hors_periode + lu.hors_maille
    return Compte(lu.lues, sorted({a.ligne for a in lu.anomalies}))


USAGES: dict[str, Callable[[Path], Compte]] = {
    "batch": par_batch,
    "elaboration": par_elaboration,
}


def csv_de(*rangees: Iterable[str], separateur: str = ";") -> bytes:
    """Rows as CSV, cells as they are."""
    return "".join(separateur.join(rangee) + "\n" for rangee in rangees).encode()


def xlsx_de(chemin: Path, **feuilles: Sequence[Sequence[object]]) -> Path:
    """Rows as the sheets of a workbook."""
    with xlsxwriter.Workbook(chemin) as classeur:
        for nom, rangees in feuilles.items():
            feuille = classeur.add_worksheet(nom)
            for rang, rangee in enumerate(rangees):
                feuille.write_row(rang, 0, rangee)
    return chemin
