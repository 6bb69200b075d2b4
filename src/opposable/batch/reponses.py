"""The answers as Arrow columns: dictionaries built once, indices taken by rank of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from opposable.batch.plan import PREMIER_JOUR, rang_du_jour
from opposable.decision.reponse import FAVEUR
from opposable.decision.table import meilleure
from opposable.fichiers.tableaux import en_bits, en_textes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from opposable.decision.table import Cellule
    from opposable.law.portee import Portee

SEPARATEUR = " "
TEXTES = ("situation_emploi", "regle", "liste", "fondement", "autorite", "lectures")
AJOUTES = (
    "situation_emploi",
    "regle",
    "liste",
    "fondement",
    "autorite",
    "notifiable_le",
    "lectures",
)
"""Fields added to each row, in the order of the contract."""

MOTS = pa.dictionary(pa.int16(), pa.string())
SCHEMA = pa.schema([(nom, pa.date32() if nom == "notifiable_le" else MOTS) for nom in AJOUTES])
TOUJOURS = ("situation_emploi", "regle")
"""Fields that every row decided has."""
ECRITES = pa.schema([c.with_nullable(c.name not in TOUJOURS) for c in SCHEMA])
"""The same, as they are written once rejected rows are left out."""


class _Colonne(NamedTuple):
    """Words of an output column: the dictionary, and for each answer its index there."""

    dictionnaire: pa.Array
    indices: NDArray[np.int16]
    dits: NDArray[np.bool_]
    complete: bool


class Reponses:
    """The distinct answers; those for several nationalities are added as they are met.

    A dictionary only grows at its end: an index given once stays good.

    Args:
        cellules: Answers of the decision table; the first is the impossible one.
        portees: Scopes of the readings, which set the order they are told in.
    """

    def __init__(self, cellules: Sequence[Cellule | None], portees: Sequence[Portee]) -> None:
        self._ordre = {portee.lecture: _ordre(portee, i) for i, portee in enumerate(portees)}
        self.cellules: list[Cellule | None] = list(cellules)
        self._rangs = {cellule: rang for rang, cellule in enumerate(cellules)}
        self._combinees: dict[tuple[int, ...], tuple[int, int]] = {}
        self._mots: dict[str, dict[str, int]] = {nom: {} for nom in TEXTES}
        self._preparer()

    def _preparer(self) -> None:
        self._colonnes = {nom: self._colonne(nom) for nom in TEXTES}
        attentes = [c.attente if c else None for c in self.cellules]
        self._notifiables = np.array([bool(a and a.notifiable) for a in attentes])
        self._au_plus_tot = np.array(
            [
                rang_du_jour(a.au_plus_tot) if a and a.au_plus_tot else PREMIER_JOUR
                for a in attentes
            ],
            dtype=np.int32,
        )

    def _colonne(self, nom: str) -> _Colonne:
        mots = self._mots[nom]
        valeurs = [_texte(cellule, nom) for cellule in self.cellules]
        indices = [0 if v is None else mots.setdefault(v, len(mots)) for v in valeurs]
        dits = np.array([v is not None for v in valeurs])
        return _Colonne(
            en_textes(mots),
            np.array(indices, dtype=np.int16),
            dits,
            bool(dits[1:].all()),
        )

    def combiner(self, rangs: tuple[int, ...]) -> tuple[int, int]:
        """Return the rank of the best answer for several nationalities, and whose it is."""
        connue = self._combinees.get(rangs)
        if connue is None:
            cellules = [c for c in (self.cellules[rang] for rang in rangs) if c is not None]
            retenue = min(range(len(cellules)), key=lambda i: FAVEUR[cellules[i].situation_emploi])
            connue = self.ajouter(self._ordonner(meilleure(cellules))), retenue
            self._combinees[rangs] = connue
        return connue

    def _ordonner(self, cellule: Cellule) -> Cellule:
        """Put the readings in the order `decide` asks them."""
        lectures = sorted(cellule.lectures, key=lambda autre: self._ordre[autre.lecture])
        return cellule._replace(lectures=tuple(lectures))

    def ajouter(self, cellule: Cellule) -> int:
        """Return the rank of an answer, added where it is met for the first time."""
        rang = self._rangs.setdefault(cellule, len(self.cellules))
        if rang == len(self.cellules):
            self.cellules.append(cellule)
            self._preparer()
        return rang

    def colonnes(
        self, rangs: NDArray[np.intp], examine_le: NDArray[np.int32], *, rejets: bool
    ) -> pa.RecordBatch:
        """Return the answers of rows as the seven columns of the contract.

        Args:
            rangs: Rank of the answer of each row.
            examine_le: Days of examination, since 1970-01-01.
            rejets: Whether some rows hold the impossible answer: they are null.
        """
        tableaux = {
            nom: _tableau(colonne, rangs, entiere=colonne.complete and not rejets)
            for nom, colonne in self._colonnes.items()
        }
        tableaux["notifiable_le"] = self._jours(rangs, examine_le)
        return pa.RecordBatch.from_arrays([tableaux[nom] for nom in AJOUTES], schema=SCHEMA)

    def _jours(self, rangs: NDArray[np.intp], examine_le: NDArray[np.int32]) -> pa.Array:
        jours = np.maximum(self._au_plus_tot.take(rangs), examine_le)
        tampons = [en_bits(self._notifiables.take(rangs)), pa.py_buffer(jours)]
        return pa.Array.from_buffers(pa.date32(), len(rangs), tampons)


def _ordre(portee: Portee, rang: int) -> tuple[int, int]:
    """Readings of an occupation come first, those of a nationality last, as written."""
    if portee.metiers:
        return (0, rang)
    return (2, 0) if portee.nationalites else (1, rang)


def _texte(cellule: Cellule | None, nom: str) -> str | None:
    if cellule is None:
        return None
    if nom == "lectures":
        return SEPARATEUR.join(a.lecture for a in cellule.lectures) or None
    valeur = getattr(cellule, nom)
    return None if valeur is None else str(valeur)


def _tableau(colonne: _Colonne, rangs: NDArray[np.intp], *, entiere: bool) -> pa.Array:
    bits = None if entiere else en_bits(colonne.dits.take(rangs))
    tampons = [bits, pa.py_buffer(colonne.indices.take(rangs))]
    return pa.DictionaryArray.from_buffers(MOTS, len(rangs), tampons, colonne.dictionnaire)
