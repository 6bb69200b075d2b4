"""Places within a provision: the rows of its lists, the parts it falls into, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.law.controle import disposition
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.noms import dire_zone

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.disposition import Disposition
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste

MUETTES = ("dispositions.csv", "lectures.toml#lecture", "promesses.toml#promesse")
"""Tables that speak of provisions without carrying them out."""
DOSSIER = "src/opposable/law/data"


@dataclass(frozen=True, slots=True)
class Ligne:
    """A row of a list: the list, the row, and its zone in words."""

    liste: Liste
    entree: Entree
    zone: str


@dataclass(frozen=True, slots=True)
class Partie:
    """A part of a provision, such as a region of annex 4: its place, name and number of rows."""

    ancre: str
    nom: str
    lignes: int


@dataclass(frozen=True, slots=True)
class Donnees:
    """A file of law data that carries out a provision: where, and how many of its rows."""

    fichier: str
    lignes: int


@du_droit()
def connues() -> frozenset[str]:
    """Return every place that the law data name, and the places that hold them."""
    corpus = droit.corpus()
    nommees = {ligne["ancre"] for t in corpus.tables.values() for ligne in t if "ancre" in ligne}
    nommees.add(corpus.couverture.ancre)
    toutes = set(nommees)
    for ancre in nommees:
        morceaux = ancre.split("/")
        toutes |= {"/".join(morceaux[:n]) for n in range(1, len(morceaux))}
    return frozenset(a for a in toutes if disposition(corpus, a))


def trouver(ancre: str, corpus: Corpus) -> str | None:
    """Return the provision that holds a place, None where no text has such a place."""
    return disposition(corpus, ancre) if ancre in connues() else None


def lignes(ancre: str, corpus: Corpus) -> list[Ligne]:
    """Return the rows at a place, or right under it: those of its parts are left to them."""
    return [
        Ligne(liste, entree, dire_zone(entree.zone, corpus.regions_de(liste.territoires)))
        for liste in corpus.listes.values()
        for entree in (*liste.entrees, *liste.cadre)
        if ancre in {entree.ancre, entree.ancre.rpartition("/")[0]}
    ]


def parties(ancre: str, corpus: Corpus) -> list[Partie]:
    """Return the parts of a place that rows fall into, in the order of the text."""
    trouvees: dict[str, tuple[str, int]] = {}
    for liste in corpus.listes.values():
        for entree in liste.entrees:
            partie = entree.ancre.rpartition("/")[0]
            if partie.rpartition("/")[0] == ancre:
                nom, nombre = trouvees.get(
                    partie, (dire_zone(entree.zone, corpus.regions_de(liste.territoires)), 0)
                )
                trouvees[partie] = (nom, nombre + 1)
    return [Partie(partie, nom, nombre) for partie, (nom, nombre) in trouvees.items()]


def donnees(ancre: str, corpus: Corpus) -> list[Donnees]:
    """Return the files of law data with rows whose place is in a provision."""
    comptes: dict[str, int] = {}
    for table, rangees in corpus.tables.items():
        fichier = f"{DOSSIER}/{table.partition('#')[0]}"
        for rangee in () if table in MUETTES else rangees:
            if disposition(corpus, rangee.get("ancre", "")) == ancre:
                comptes[fichier] = comptes.get(fichier, 0) + 1
    return [Donnees(fichier, nombre) for fichier, nombre in comptes.items()]


def voisines(ancre: str, corpus: Corpus) -> tuple[Disposition | None, Disposition | None]:
    """Return the provisions before and after one, None at either end."""
    toutes = list(corpus.dispositions.values())
    ici = list(corpus.dispositions).index(ancre)
    avant = toutes[ici - 1] if ici else None
    return avant, toutes[ici + 1] if ici + 1 < len(toutes) else None
