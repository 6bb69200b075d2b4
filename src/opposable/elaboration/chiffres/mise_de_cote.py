"""Naming what could not be used: rows set aside, cells met twice, counts kept back or wrong."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from opposable.elaboration.chiffres.anomalie import Anomalie, Effet, signaler
from opposable.elaboration.chiffres.cles import HORS
from opposable.elaboration.chiffres.releve import Etat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.cles import Cles
    from opposable.elaboration.chiffres.lignes import Lu
    from opposable.elaboration.chiffres.releve import Releve

    Masque = NDArray[np.bool_]
    Rangs = NDArray[np.int64]

CITEES = 5
"""Lines of one cell that are cited."""
EFFETS = {Etat.SECRETE: Effet.CELLULE_SECRETE, Etat.ERRONEE: Effet.CELLULE_ERRONEE}


def _colonnes_cles(lu: Lu) -> Iterator[tuple[str, Cles]]:
    yield lu.titres["metier"], lu.metiers
    yield lu.titres["territoire"], lu.territoires
    if "periode" in lu.titres:
        yield lu.titres["periode"], lu.feuilles[0].periodes


def ecarter(lu: Lu) -> tuple[Masque, list[Anomalie]]:
    """Tell which rows are named in full, and why the others are set aside."""
    nommees = lu.territoires.rangs != HORS
    lues = nommees.copy()
    anomalies = []
    for titre, cles in _colonnes_cles(lu):
        fautives = np.flatnonzero(lues & (cles.rangs < 0))
        nommees[fautives] = False
        for rangee, rang in zip(fautives, cles.colonne.rangs[fautives], strict=True):
            brut, probleme = cles.colonne.valeurs[rang], cles.lues[rang].probleme
            ligne = lu.table.lignes[rangee]
            anomalies.append(
                signaler(lu.table.nom, ligne, titre, brut, probleme, Effet.LIGNE_ECARTEE)
            )
    return nommees, anomalies


def doublees(lu: Lu, releve: Releve, rangees: Rangs, places: Rangs) -> list[Anomalie]:
    """Name every row of a cell that several rows give."""
    lignes: dict[int, list[int]] = defaultdict(list)
    for rangee, place in zip(rangees.tolist(), places.tolist(), strict=True):
        lignes[place].append(int(lu.table.lignes[rangee]))
    anomalies = []
    for place, memes in lignes.items():
        m, t, p = np.unravel_index(place, releve.etat.shape)
        cellule = f"{releve.metiers[m]} / {releve.territoires[t]} / {releve.periodes[p]}"
        toutes = ", ".join(map(str, memes[:CITEES])) + (" …" if len(memes) > CITEES else "")
        probleme = f"même cellule aux lignes {toutes} : aucune n'est retenue ; gardez la bonne"
        anomalies += [
            signaler(
                lu.table.nom,
                ligne,
                lu.titres["metier"],
                cellule,
                probleme,
                Effet.CELLULE_ERRONEE,
            )
            for ligne in memes
        ]
    return anomalies


def effectifs_nommes(lu: Lu, rangees: Rangs, periodes: Sequence[str]) -> Iterator[Anomalie]:
    """Name every count of the rows placed that is kept back or cannot be read."""
    for feuille in lu.feuilles:
        if not set(feuille.periodes.valeurs) & set(periodes):
            continue  # a pair of columns of a year that is not asked for
        for titre, comptes in (
            (feuille.paire.offres, feuille.offres),
            (feuille.paire.demandeurs, feuille.demandeurs),
        ):
            for rangee in rangees[comptes.etats[rangees] != Etat.CONNUE].tolist():
                rang = comptes.colonne.rangs[rangee]
                cellule = comptes.cellules[rang]
                yield signaler(
                    lu.table.nom,
                    lu.table.lignes[rangee],
                    titre,
                    comptes.colonne.valeurs[rang],
                    cellule.probleme,
                    EFFETS[cellule.etat],
                )
