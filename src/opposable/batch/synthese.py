"""The counts of a run: answers by regime, region and list."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from opposable.batch.noyau import Noyau, Resultat

TITRES = ("situation_emploi", "regime", "region", "liste", "demandes")


class Compte(NamedTuple):
    """How many rows had an answer, by regime, region and list; empty where none is known."""

    situation_emploi: str
    regime: str
    region: str
    liste: str
    demandes: int


class Synthese:
    """Counts as the batches come.

    Args:
        noyau: The kernel whose answers are counted.
    """

    def __init__(self, noyau: Noyau) -> None:
        self._noyau = noyau
        self._comptes: Counter[tuple[int, int, int]] = Counter()

    def compter(self, resultat: Resultat) -> None:
        """Count the rows decided of a batch."""
        rangs = resultat.rangs
        if rangs is None or not len(rangs.reponse):
            return
        _, territoires, statuts, _, _ = self._noyau.table.forme
        cles = (rangs.reponse * statuts + rangs.statut) * territoires + rangs.territoire
        distinctes, combien = np.unique(cles[rangs.reponse > 0], return_counts=True)
        reste, territoire = np.divmod(distinctes, territoires)
        reponse, statut = np.divmod(reste, statuts)
        quoi = zip(reponse.tolist(), statut.tolist(), territoire.tolist(), strict=True)
        self._comptes.update(dict(zip(quoi, combien.tolist(), strict=True)))

    def comptes(self) -> list[Compte]:
        """Return the counts, in alphabetical order."""
        table, reponses = self._noyau.table, self._noyau.reponses.cellules
        dits: Counter[tuple[str, str, str, str]] = Counter()
        for (reponse, statut, territoire), combien in self._comptes.items():
            cellule = reponses[reponse]
            if cellule is not None:
                regime = table.statuts[statut].regime or ""
                region = table.territoires[territoire] or ""
                cle = (cellule.situation_emploi.value, regime, region, cellule.liste or "")
                dits[cle] += combien
        return [Compte(*cle, combien) for cle, combien in sorted(dits.items())]

    def en_csv(self) -> str:
        """Return the counts as CSV text."""
        texte = io.StringIO(newline="")
        ecrivain = csv.writer(texte, lineterminator="\n")
        ecrivain.writerow(TITRES)
        ecrivain.writerows(self.comptes())
        return texte.getvalue()
