"""Tables of one figure a row, its name beside it: offers and job seekers put side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.ecrit.nombre import compter
from opposable.elaboration.chiffres.colonnes import CHIFFRES, connues, plier
from opposable.errors import FichierError
from opposable.fichiers.table import Table, en_texte
from opposable.fichiers.tableaux import en_nombres

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Rangs = NDArray[np.int64]


class Etalee(NamedTuple):
    """A table with offers and job seekers side by side.

    Attributes:
        table: The table; each row bears the line of its figure of offers, or of job seekers.
        constats: French sentences: what was put side by side, and how many rows were not.
    """

    table: Table
    constats: tuple[str, ...]


def etaler(
    table: Table, cles: Sequence[str], demandes: Mapping[str, str] | None = None
) -> Etalee | None:
    """Put offers and job seekers side by side, where the table gives one figure a row.

    Args:
        table: The table.
        cles: Titles of what names a row besides the figure: occupation, territory, period.
        demandes: Names of the figures, by `offres` and `demandeurs`, where one says so.

    Returns:
        None where the table is not of that kind.

    Raises:
        FichierError: It is, and no figure of offers or of job seekers is there.
    """
    titres = {role: _trouver(table.titres, role) for role in ("indicateur", "valeur")}
    if None in titres.values():
        return None
    noms = table.distinctes(str(titres["indicateur"]))
    ecrits = [en_texte(valeur) for valeur in noms.valeurs]
    presents = sorted({ecrits[rang] for rang in np.unique(noms.rangs)} - {""})
    choisis = _choisir(table.nom, presents, str(titres["indicateur"]), demandes or {})
    groupes = _groupes(table, cles)
    lus = {
        compte: np.flatnonzero(np.isin(noms.rangs, [r for r, e in enumerate(ecrits) if e == nom]))
        for compte, nom in choisis.items()
    }
    return Etalee(*_cote_a_cote(table, cles, str(titres["valeur"]), groupes, lus))


def _trouver(titres: Sequence[str], role: str) -> str | None:
    """Return the first title that may hold a role, the most sure first."""
    plies = {plier(titre): titre for titre in reversed(titres)}
    return next((plies[s] for s in connues()["indicateurs"][role] if s in plies), None)


def _choisir(
    nom: str, presents: Sequence[str], titre: str, demandes: Mapping[str, str]
) -> dict[str, str]:
    """Return the name of the figure of each count."""
    choisis = {}
    for compte in CHIFFRES:
        voulus = {plier(demandes.get(compte, ""))} - {""} or connues()["indicateurs"][compte]
        trouves = [p for p in presents if plier(p) in voulus]
        if len(trouves) != 1:
            dits = ", ".join(f"« {p} »" for p in presents[:6]) or "rien"
            raise FichierError(
                nom,
                f"une ligne par indicateur (colonne « {titre} » : {dits}), et "
                f"{'plusieurs donnent' if trouves else 'aucun ne donne'} « {compte} » : écrivez "
                "--indicateurs offres=NOM,demandeurs=NOM ; un indicateur de tension déjà calculé "
                "ne suffit pas, il faut les effectifs d'offres et de demandeurs d'emploi",
            )
        choisis[compte] = trouves[0]
    return choisis


def _groupes(table: Table, cles: Sequence[str]) -> Rangs:
    """Return the rank of what names each row, the figure left out."""
    codes = np.zeros(len(table.lignes), dtype=np.int64)
    for titre in cles:
        colonne = table.distinctes(titre)
        codes = np.unique(codes * len(colonne.valeurs) + colonne.rangs, return_inverse=True)[1]
    return codes


def _cote_a_cote(
    table: Table, cles: Sequence[str], valeur: str, groupes: Rangs, lus: Mapping[str, Rangs]
) -> tuple[Table, tuple[str, ...]]:
    """Join the rows of offers and those of job seekers that name the same cell."""
    rangs = {compte: _numeroter(groupes[rangees]) for compte, rangees in lus.items()}
    tous = np.unique(np.concatenate([*rangs.values()]), axis=0)
    places = {}
    for compte, rangees in lus.items():
        place = np.full(len(tous), -1, dtype=np.int64)
        place[_reperer(tous, rangs[compte])] = rangees
        places[compte] = place
    premieres = np.where(places["offres"] >= 0, places["offres"], places["demandeurs"])
    colonne = table.colonnes[table.titres.index(valeur)]
    titres = (*cles, *CHIFFRES)
    colonnes = [
        table.colonnes[table.titres.index(titre)].take(en_nombres(premieres)) for titre in cles
    ]
    colonnes += [
        colonne.take(en_nombres(places[compte], places[compte] < 0)) for compte in CHIFFRES
    ]
    autres = len(table.lignes) - sum(map(len, lus.values()))
    dits = [f"Une ligne par indicateur : offres et demandeurs réunis dans « {valeur} »."]
    dits += [f"{compter(autres, 'ligne')} d'autres indicateurs, non lues."] if autres else []
    lignes = table.lignes[premieres]
    nouvelle = Table(table.nom, titres, tuple(colonnes), lignes, table.refusees, table.constats)
    return nouvelle, tuple(dits)


def _numeroter(groupes: Rangs) -> NDArray[np.int64]:
    """Return each group with its occurrence (N × 2): a figure given twice is told later."""
    ordre = np.argsort(groupes, kind="stable")
    tries = groupes[ordre]
    debuts = np.flatnonzero(np.r_[True, tries[1:] != tries[:-1]]) if len(tries) else tries
    fois = np.arange(len(tries)) - np.repeat(debuts, np.diff(np.r_[debuts, len(tries)]))
    numeros = np.empty(len(groupes), dtype=np.int64)
    numeros[ordre] = fois
    return np.stack([groupes, numeros], axis=1)


def _reperer(tous: NDArray[np.int64], lus: NDArray[np.int64]) -> Rangs:
    """Return the place of rows (N × 2) among all of them, sorted."""
    largeur = int(tous[:, 1].max(initial=0)) + 1
    return np.searchsorted(tous[:, 0] * largeur + tous[:, 1], lus[:, 0] * largeur + lus[:, 1])
