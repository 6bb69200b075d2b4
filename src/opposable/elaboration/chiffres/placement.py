"""Placing rows in the cells of a statement: set aside, doubled, kept back or known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from opposable.ecrit.nombre import compter
from opposable.elaboration.chiffres.anomalie import ecartees as lignes_refusees
from opposable.elaboration.chiffres.cles import HORS, forme_de
from opposable.elaboration.chiffres.mise_de_cote import doublees, ecarter, effectifs_nommes
from opposable.elaboration.chiffres.releve import Etat, Releve
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.chiffres.lignes import Lu

    Masque = NDArray[np.bool_]
    Rangs = NDArray[np.int64]

T = TypeVar("T", np.int64, np.int8)

CELLULES_AU_PLUS = 20_000_000
"""Cells of a statement: occupations × territories × periods."""


class Place(NamedTuple):
    """What placing gave.

    Attributes:
        releve: The statement.
        anomalies: Rows and cells not used as they stand, by line.
        retenues: Rows placed.
        ecartees: Rows set aside.
        hors_periode: Rows of periods that were not asked for.
        hors_maille: Rows of a level of territory that is not read.
    """

    releve: Releve
    anomalies: tuple[Anomalie, ...]
    retenues: int
    ecartees: int
    hors_periode: int
    hors_maille: int


@dataclass(frozen=True, eq=False, slots=True)
class _Cellules:
    """Cells to place: the row of each (K), the three ranks, the counts."""

    rangees: Rangs
    metiers: Rangs
    territoires: Rangs
    periodes: Rangs
    offres: NDArray[np.int64]
    demandeurs: NDArray[np.int64]
    etats: NDArray[np.int8]


def placer(lu: Lu, periodes: Sequence[str] | None, *, unites: int, mesure: str) -> Place:
    """Place every row that can be.

    Args:
        lu: The table.
        periodes: Periods to keep, None for all.
        unites: How many units make one.
        mesure: Scale of the ratio.

    Raises:
        FichierError: No row can be placed, a period asked for is not there, the periods are
            of several forms, or the statement would have too many cells.
    """
    nommees, ecartees = ecarter(lu)
    noms = _noms_des_periodes(lu, periodes, nommees)
    cellules = _rassembler(lu, noms, nommees)
    rangees = np.unique(cellules.rangees)
    if not len(rangees):
        raise _rien(lu, ecartees)
    releve, doubles = _verser(lu, cellules, noms, unites, mesure)
    anomalies = [
        *lignes_refusees(lu.table),
        *ecartees,
        *effectifs_nommes(lu, rangees, noms),
        *doubles,
    ]
    hors_maille = int((lu.territoires.rangs == HORS).sum())
    perdues = len(lu.table.refusees) + int((~nommees).sum()) - hors_maille
    lues = len(lu.table.lignes) + len(lu.table.refusees)
    return Place(
        releve,
        tuple(sorted(anomalies, key=lambda a: a.ligne)),
        len(rangees),
        perdues,
        lues - perdues - hors_maille - len(rangees),
        hors_maille,
    )


def _noms_des_periodes(lu: Lu, voulues: Sequence[str] | None, nommees: Masque) -> tuple[str, ...]:
    """Return the periods to keep, sorted."""
    premieres: dict[str, int] = {}
    for feuille in lu.feuilles:
        rangs, rangees = np.unique(feuille.periodes.rangs[nommees], return_index=True)
        lignes = lu.table.lignes[nommees][rangees]
        for rang, ligne in zip(rangs, lignes, strict=True):
            periode = feuille.periodes.valeurs[rang]
            premieres[periode] = min(int(ligne), premieres.get(periode, int(ligne)))
    if voulues is None:
        _exiger_une_forme(lu.table.nom, premieres)
        return tuple(sorted(premieres))
    absente = next((p for p in voulues if p not in premieres), None)
    if absente is not None:
        presentes = ", ".join(sorted(premieres)) or "aucune"
        raise FichierError(
            lu.table.nom, f"période « {absente} » absente ; périodes du fichier : {presentes}"
        )
    return tuple(sorted(set(voulues)))


def _exiger_une_forme(nom: str, premieres: Mapping[str, int]) -> None:
    formes: dict[str, tuple[int, str]] = {}
    for periode, ligne in sorted(premieres.items(), key=lambda paire: paire[1]):
        formes.setdefault(forme_de(periode), (ligne, periode))
    if len(formes) > 1:
        exemples = ", ".join(
            f"{forme} (« {periode} », ligne {ligne})" for forme, (ligne, periode) in formes.items()
        )
        raise FichierError(
            nom,
            f"des périodes de durées différentes sont mêlées : {exemples} ; choisissez celles "
            "à lire ou séparez le fichier",
        )


def _rassembler(lu: Lu, noms: tuple[str, ...], nommees: Masque) -> _Cellules:
    """Return the cells of the rows named in full and of the periods kept."""
    parties = []
    for feuille in lu.feuilles:
        place = np.array([_place(noms, p) for p in (*feuille.periodes.valeurs, "")], dtype=np.int64)
        periodes = place[feuille.periodes.rangs]
        gardees = np.flatnonzero(nommees & (periodes >= 0))
        offres, demandeurs = feuille.offres, feuille.demandeurs
        parties.append(
            (
                gardees,
                lu.metiers.rangs[gardees],
                lu.territoires.rangs[gardees],
                periodes[gardees],
                offres.valeurs[gardees],
                demandeurs.valeurs[gardees],
                _etats(offres.etats[gardees], demandeurs.etats[gardees]),
            )
        )
    return _Cellules(*(np.concatenate(partie) for partie in zip(*parties, strict=True)))


def _place(noms: tuple[str, ...], periode: str) -> int:
    return noms.index(periode) if periode in noms else -1


def _etats(offres: NDArray[np.int8], demandeurs: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the state of a cell from those of its two counts: the worse one."""
    fautive = (offres == Etat.ERRONEE) | (demandeurs == Etat.ERRONEE)
    worst = np.where(fautive, Etat.ERRONEE, np.minimum(offres, demandeurs))
    return worst.astype(np.int8)


def _rien(lu: Lu, ecartees: Sequence[Anomalie]) -> FichierError:
    anomalies = [*lignes_refusees(lu.table), *ecartees]
    if not anomalies and len(lu.table.lignes):
        return FichierError(
            lu.table.nom,
            "aucune ligne n'est de la maille demandée ; écrivez --maille regions ou --maille "
            "departements, selon ce que le fichier donne",
        )
    if not anomalies:
        return FichierError(lu.table.nom, "aucune ligne sous les titres")
    premiere = anomalies[0]
    lieu = f"ligne {premiere.ligne}, « {premiere.colonne} »" if premiere.colonne else ""
    lieu = lieu or f"ligne {premiere.ligne}"
    return FichierError(
        lu.table.nom,
        f"aucune ligne utilisable sur {compter(len(lu.table.lignes), 'ligne')} ; d'abord {lieu} : "
        f"« {premiere.valeur} », {premiere.probleme}",
    )


def _verser(
    lu: Lu, cellules: _Cellules, noms: tuple[str, ...], unites: int, mesure: str
) -> tuple[Releve, list[Anomalie]]:
    """Pour the cells into the arrays; a cell met twice is in error."""
    metiers, m = np.unique(cellules.metiers, return_inverse=True)
    territoires, t = np.unique(cellules.territoires, return_inverse=True)
    forme = (len(metiers), len(territoires), len(noms))
    if np.prod([float(n) for n in forme]) > CELLULES_AU_PLUS:
        raise FichierError(
            lu.table.nom,
            f"{forme[0]} métiers × {forme[1]} territoires × {forme[2]} périodes : trop de "
            "cellules ; découpez-le par période",
        )
    place = np.ravel_multi_index((m, t, cellules.periodes), forme)
    doubles = np.bincount(place, minlength=1)[place] > 1
    etats = np.where(doubles, Etat.ERRONEE, cellules.etats).astype(np.int8)
    connues = etats == Etat.CONNUE
    releve = Releve(
        tuple(lu.metiers.valeurs[i] for i in metiers),
        tuple(lu.territoires.valeurs[i] for i in territoires),
        noms,
        _remplir(forme, place, np.where(connues, cellules.offres, 0)),
        _remplir(forme, place, np.where(connues, cellules.demandeurs, 0)),
        _remplir(forme, place, etats),
        unites,
        mesure,
        lu.table.nom,
    )
    return releve, doublees(lu, releve, cellules.rangees[doubles], place[doubles])


def _remplir(forme: tuple[int, int, int], place: Rangs, valeurs: NDArray[T]) -> NDArray[T]:
    tableau = np.zeros(forme, dtype=valeurs.dtype)
    tableau.ravel()[place] = valeurs
    return tableau
