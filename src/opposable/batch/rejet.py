"""Rows that cannot be decided: which, what field, why. The reason is that of `decide`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from opposable.batch.codes import en_jours
from opposable.decision.demande import CHAMPS, DATES, Demande
from opposable.decision.faits import etablir
from opposable.errors import DemandeError
from opposable.fichiers.mesure import COURTE
from opposable.fichiers.rejets import Rejets
from opposable.fichiers.tableaux import en_nombres, les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.law.corpus import Corpus

FAITS = tuple(champ for champ in CHAMPS if champ != "id")
"""Fields that decide."""
JOURS = DATES[:2]
"""Day of filing, day of examination."""
FAUTES: Mapping[str, tuple[str, ...]] = {
    "depose_le": ("depose_le",),
    "examine_le": ("examine_le",),
    "nationalite": ("nationalite",),
    "metier": ("metier",),
    "region": ("region",),
    "departement": ("departement",),
    "desaccord": ("departement", "region"),
    "type": ("type",),
    "dates": JOURS,
    "metier_initial": ("metier_initial",),
    "activite": ("activite",),
    "diplome_francais": ("diplome_francais",),
}
"""Faults in the order `decide` meets them, and the fields whose values tell the reason."""
DEJA_VUES = 1 << 13
RAISON_AU_PLUS = 1_000
"""Characters of a reason above which its middle is left out: it quotes the cell at fault."""


class Juge:
    """Says why a row is refused, in the words of `decide`.

    Args:
        corpus: The law.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._raison = lru_cache(DEJA_VUES)(self._juger)

    def rejets(
        self,
        lot: pa.RecordBatch,
        lignes: NDArray[np.intp],
        fautes: Mapping[str, NDArray[np.bool_]],
    ) -> Rejets:
        """Return the reasons for the rows of a batch that were found at fault.

        The first fault of a row gives its reason, which the values of a few fields make:
        the rule is asked once for each distinct one.

        Args:
            lot: The batch.
            lignes: Ranks of the rows.
            fautes: Which of them have each of `FAUTES`; those that none has may be left out.
        """
        rangs = np.zeros(len(lignes), dtype=np.intp)
        dits: list[tuple[str, str]] = []
        reste = np.arange(len(lignes))
        for faute in FAUTES:
            ont = fautes[faute][reste] if faute in fautes else None
            if ont is None or not ont.any():
                continue
            ici, reste = reste[ont], reste[~ont]
            lesquels, nouveaux = self._dire(lot, lignes[ici], FAUTES[faute])
            rangs[ici] = lesquels + len(dits)
            dits += nouveaux
        return Rejets(lignes, rangs, dits)

    def _dire(
        self, lot: pa.RecordBatch, lignes: NDArray[np.intp], champs: tuple[str, ...]
    ) -> tuple[NDArray[np.intp], list[tuple[str, str]]]:
        """Return the distinct reasons that some fields make, and the rank of that of each row."""
        choisies = en_nombres(lignes)
        colonnes = [_colonne(lot, champ, choisies) for champ in champs]
        rangs, premieres = _distincts(colonnes)
        qui = en_nombres(premieres)
        textes = [_textes(c.take(qui), champ) for c, champ in zip(colonnes, champs, strict=True)]
        return rangs, [self._raison_de(champs, valeurs) for valeurs in zip(*textes, strict=True)]

    def _raison_de(
        self, champs: tuple[str, ...], valeurs: tuple[str | None, ...]
    ) -> tuple[str, str]:
        """Return a reason, remembered where the values are short."""
        courtes = all(len(valeur or "") <= COURTE for valeur in valeurs)
        return (self._raison if courtes else self._juger)(champs, valeurs)

    def _juger(self, champs: tuple[str, ...], valeurs: tuple[str | None, ...]) -> tuple[str, str]:
        faits = {DATES[0]: self._corpus.couverture.du, **dict(zip(champs, valeurs, strict=True))}
        try:
            etablir(Demande.depuis(faits), self._corpus)
        except DemandeError as erreur:
            return erreur.champ, abreger(erreur.probleme)
        raise AssertionError(faits)


def abreger(raison: str) -> str:
    """Leave out the middle of a sentence that quotes an endless cell."""
    if len(raison) <= RAISON_AU_PLUS:
        return raison
    moitie = RAISON_AU_PLUS // 2
    return f"{raison[:moitie]} […] {raison[-moitie:]}"


def _distincts(colonnes: Sequence[pa.Array]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number the distinct rows; return the number of each and the first row of each number."""
    cles = np.zeros(len(colonnes[0]), dtype=np.int64)
    for colonne in colonnes:
        codee = colonne if pa.types.is_dictionary(colonne.type) else colonne.dictionary_encode()
        rangs = les_nombres(sans_nul(codee.indices.cast(pa.int64()), -1)) + 1
        cles = cles * (len(codee.dictionary) + 1) + rangs
    numeros = en_nombres(cles).dictionary_encode()
    rangs = les_nombres(numeros.indices)
    premieres = np.empty(len(numeros.dictionary), dtype=np.intp)
    premieres[rangs[::-1]] = np.arange(len(rangs))[::-1]  # the last written is the first met
    return rangs, premieres


def demande(faits: tuple[str | None, ...]) -> Demande:
    """Return the application that facts in text make, in the order of `FAITS`.

    Raises:
        DateError: A date is not one.
    """
    return Demande.depuis(dict(zip(FAITS, faits, strict=True)))


def lignes_de_faits(
    lot: pa.RecordBatch, lignes: NDArray[np.intp]
) -> Iterator[tuple[str | None, ...]]:
    """Yield the facts of some rows of a batch as trimmed text, None where not said."""
    choisies = en_nombres(lignes)
    return zip(*(_textes(_colonne(lot, c, choisies), c) for c in FAITS), strict=True)


def _colonne(lot: pa.RecordBatch, champ: str, lignes: pa.Array) -> pa.Array:
    """Return a column of some rows, of nulls where there is no such column."""
    rang = lot.schema.get_field_index(champ)
    return lot.column(rang).take(lignes) if rang >= 0 else pa.nulls(len(lignes), pa.string())


def _textes(colonne: pa.Array, champ: str) -> Sequence[str | None]:
    """Return a column as trimmed text; a value held a million times is made once."""
    jours = en_jours(colonne) if champ in DATES else None
    if jours is not None:
        return [None if j is None else str(np.datetime64(j, "D")) for j in jours.to_pylist()]
    if not pa.types.is_dictionary(colonne.type):
        return _nets(colonne)
    mots = np.array([*_nets(colonne.dictionary), None], dtype=object)
    rangs = sans_nul(colonne.indices.cast(pa.int64()), len(mots) - 1)
    textes: list[str | None] = mots[les_nombres(rangs)].tolist()
    return textes


def _nets(colonne: pa.Array) -> list[str | None]:
    return [v.strip() or None if v else None for v in colonne.to_pylist()]
