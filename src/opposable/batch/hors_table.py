"""Rows that the table has no place for: each distinct one is answered by the rule, once.

The table is cut to what files hold by the million: one code of the first nomenclature, one
region, no fact that exempts. Anything else — a code of another nomenclature or several codes, a
wider place, a day after the last list in those codes, a fact the table has no axis for, a day of
knowledge — goes through the rule itself, and so cannot differ from `decide`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.rejet import FAITS, demande, lignes_de_faits
from opposable.decision.examen import examiner_les_faits
from opposable.decision.faits import etablir
from opposable.decision.tabulate import decrire
from opposable.errors import DemandeError, EtatDuDroitError
from opposable.fichiers.rejets import Rejet
from opposable.fichiers.tableaux import en_nombres, les_dits, les_nombres, sans_nul
from opposable.law.droits import Droits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from opposable.batch.reponses import Reponses
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

DISTINCTES = 1 << 16
"""Distinct rows whose answer is kept from one batch to the next, the oldest leaving first."""
ETATS_AU_PLUS = 32
"""Days of knowledge whose law is kept."""
CONNU_LE = "connu_le"


class Issue(NamedTuple):
    """What the rule makes of a row.

    Attributes:
        rang: Rank of the answer; 0 where the row is rejected.
        statut: A place on the axis of regimes with the regime retained.
        lieu: Place on the axis of territories; 0 where none holds it.
        refus: Field at fault and reason, None where it is answered.
    """

    rang: int
    statut: int
    lieu: int
    refus: tuple[str, str] | None


class HorsTable:
    """Answers rows by the rule.

    Args:
        corpus: The law.
        table: Its table, for the places a row is counted at.
        reponses: The distinct answers, which grow.
    """

    def __init__(self, corpus: Corpus, table: Table, reponses: Reponses) -> None:
        self._corpus, self._reponses = corpus, reponses
        self._droits = Droits(corpus, ETATS_AU_PLUS)
        self._lieux = {lieu: rang for rang, lieu in enumerate(table.territoires)}
        self._statuts = {s.regime: i for i, s in reversed(list(enumerate(table.statuts)))}
        self._issue = lru_cache(DISTINCTES)(self._trancher)

    def repondre(
        self, lot: pa.RecordBatch, lignes: NDArray[Any]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], list[Rejet]]:
        """Return, for some rows of a batch, ranks of answer, regime and place; and the refusals."""
        numeros, premieres = _distinctes(lot, lignes)
        issues = [self._issue(faits) for faits in lignes_de_faits(lot, lignes[premieres])]
        rangs, statuts, lieux = (
            np.array([getattr(issue, nom) for issue in issues], dtype=np.intp)[numeros]
            for nom in ("rang", "statut", "lieu")
        )
        refuses = np.array([issue.refus is not None for issue in issues])[numeros]
        rejets = [
            Rejet(int(lignes[i]), *(issues[numeros[i]].refus or ("", "")))
            for i in np.flatnonzero(refuses)
        ]
        return rangs, statuts, lieux, rejets

    def _trancher(self, faits: tuple[str | None, ...]) -> Issue:
        try:
            posee = demande(faits)
            corpus = self._connu(getattr(posee, CONNU_LE, None))
            lus = etablir(posee, corpus)
        except DemandeError as erreur:
            return Issue(0, 0, 0, (erreur.champ, erreur.probleme))
        except EtatDuDroitError as erreur:
            return Issue(0, 0, 0, (CONNU_LE, erreur.message))
        examen = examiner_les_faits(lus, corpus)
        statut_ = examen.contexte.reponse.statut
        regime = statut_.regime.value if statut_ else None
        rang = self._reponses.ajouter(decrire(examen))
        statut = self._statuts.get(regime, self._statuts.get(None, 0))
        return Issue(rang, statut, self._lieux.get(lus.region, 0), None)

    def _connu(self, jour: date | None) -> Corpus:
        """The law as known on a day, that of the run where none is said."""
        if jour is None:
            return self._corpus
        return self._droits.pour(replace(self._corpus.etat, connu_le=jour))


def _distinctes(
    lot: pa.RecordBatch, lignes: NDArray[Any]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number the distinct rows; return the number of each and the first row of each number."""
    choisies = en_nombres(lignes)
    numeros: NDArray[np.int64] = np.zeros(len(lignes), dtype=np.int64)
    for champ in FAITS:
        rang = lot.schema.get_field_index(champ)
        if rang < 0:
            continue
        colonne = lot.column(rang).take(choisies)
        codee = colonne if pa.types.is_dictionary(colonne.type) else colonne.dictionary_encode()
        rangs = les_nombres(sans_nul(codee.indices.cast(pa.int64()), -1)) + 1
        numeros = _renumeroter(numeros * (len(codee.dictionary) + 1) + rangs)
    premieres = np.empty(int(numeros.max(initial=-1)) + 1, dtype=np.intp)
    premieres[numeros[::-1]] = np.arange(len(numeros))[::-1]  # the last written is the first met
    return numeros.astype(np.intp), premieres


def _renumeroter(numeros: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number distinct values from 0: their products never outgrow 64 bits."""
    renumerotes: NDArray[np.int64] = les_nombres(en_nombres(numeros).dictionary_encode().indices)
    return renumerotes.astype(np.int64)


def dites(colonnes: Sequence[pa.Array], lignes: int) -> NDArray[np.bool_] | None:
    """Return which rows say something in some columns, None where none does."""
    masque: NDArray[np.bool_] | None = None
    for colonne in colonnes:
        dits = _dits(colonne)
        if dits.any():
            masque = dits if masque is None else masque | dits
    return masque if lignes else None


def _dits(colonne: pa.Array) -> NDArray[np.bool_]:
    if pa.types.is_dictionary(colonne.type):
        dits = np.array([bool(v and v.strip()) for v in colonne.dictionary.to_pylist()] + [False])
        rangs = sans_nul(colonne.indices.cast(pa.int64()), len(dits) - 1)
        retenus: NDArray[np.bool_] = dits[les_nombres(rangs)]
        return retenus
    remplis: NDArray[np.bool_] = les_dits(pc.is_valid(colonne))
    return remplis
