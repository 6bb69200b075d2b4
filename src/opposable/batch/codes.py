"""Columns turned into small integers, through their dictionaries only.

A value is looked at once, whatever the number of rows that hold it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.plan import DERNIER_JOUR, PREMIER_JOUR, rang_du_jour
from opposable.decision.demande import lire_date
from opposable.errors import DateError, FichierError
from opposable.fichiers.mesure import COURTE
from opposable.fichiers.tableaux import les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Rangs = NDArray[np.integer]

# Tables of 32 bits: NumPy gathers them several times faster by ranks of 32 bits.
INVALIDE = -1
"""Code of a value that the rule refuses."""
JOUR_ABSENT = np.iinfo(np.int32).max
JOUR_INVALIDE = np.iinfo(np.int32).max - 1
TROP_GRAND = 1 << 18
"""Cells above which two dictionaries are not multiplied out."""
MEMOIRE = 1 << 17
"""Distinct values remembered from one batch to the next."""


class Codes(NamedTuple):
    """The codes of a column: `carte[rangs]`, or `carte` itself where `rangs` is None.

    Attributes:
        carte: Code of each distinct value.
        rangs: For each row, the rank of its value in `carte`.
    """

    carte: Rangs
    rangs: NDArray[np.integer] | None

    def par_ligne(self) -> Rangs:
        """Return one code a row."""
        return self.carte if self.rangs is None else self.carte.take(self.rangs)

    def aux_lignes(self, lignes: Rangs) -> Rangs:
        """Return the codes of some rows."""
        if self.rangs is None:
            return self.carte[lignes]
        rangs = self.rangs[lignes] if self.rangs is not _UN else 0 * lignes
        return cast("Rangs", self.carte[rangs])

    def lignes_ou(self, choix: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        """Return which rows hold a value chosen in `carte`, None where no value is."""
        if not choix.any():
            return None
        return choix if self.rangs is None else choix.take(self.rangs)


class Croisements:
    """Combines columns two by two, on their dictionaries where the product is small.

    The combined dictionary is kept while both stay the same, batch after batch.
    """

    def __init__(self) -> None:
        self._cartes: dict[str, tuple[Rangs, Rangs, Rangs]] = {}

    def croiser(self, nom: str, a: Codes, b: Codes, f: Callable[[Rangs, Rangs], Rangs]) -> Codes:
        """Return `f` of two columns of codes.

        Args:
            nom: Name of the combination: the same name is always the same `f`.
            a: First column.
            b: Second column.
            f: Function of two arrays of codes that broadcasts.
        """
        if a.rangs is None or b.rangs is None or len(a.carte) * len(b.carte) > TROP_GRAND:
            return Codes(f(a.par_ligne(), b.par_ligne()), None)
        connue = self._cartes.get(nom)
        if connue is None or connue[0] is not a.carte or connue[1] is not b.carte:
            carte = np.ascontiguousarray(f(a.carte[:, None], b.carte[None, :]).ravel())
            self._cartes[nom] = connue = (a.carte, b.carte, carte)
        rangs = a.rangs if len(b.carte) == 1 else a.rangs * np.int32(len(b.carte)) + b.rangs
        return Codes(connue[2], rangs if len(a.carte) > 1 else b.rangs)


def reunir(masques: Iterable[NDArray[np.bool_] | None]) -> NDArray[np.bool_] | None:
    """Return which rows some mask holds, None where none does."""
    reunis = None
    for masque in masques:
        if masque is not None:
            reunis = masque if reunis is None else reunis | masque
    return reunis


@lru_cache
def constante(code: int) -> Codes:
    """Return the codes of a column that is not there; it combines with any other."""
    return Codes(np.array([code], dtype=np.int32), _UN)


_UN = np.zeros(1, dtype=np.int32)  # broadcast over the rows by NumPy


class Lecteur:
    """Reads a text column; what it knows of the values is kept between batches.

    Args:
        champ: Name of the field, for messages.
        coder: Code of a value that is said, `INVALIDE` where it is refused.
        absent: Code of a value that is not said.
    """

    def __init__(self, champ: str, coder: Callable[[str], int], absent: int) -> None:
        self._champ = champ
        self._coder = coder
        self._absent = absent
        self._connus: dict[str | None, int] = {None: absent}
        self._dernier: tuple[pa.Array, Rangs] | None = None

    def lire(self, colonne: pa.Array | None) -> Codes:
        """Return the codes of a column, of an absent one where None.

        Raises:
            FichierError: It does not hold text.
        """
        if colonne is None or colonne.null_count == len(colonne):
            return constante(self._absent)
        dictionnaire, rangs = decomposer(colonne, self._champ)
        return Codes(self._carte(dictionnaire), rangs)

    def _carte(self, dictionnaire: pa.Array) -> Rangs:
        if self._dernier is None or not self._dernier[0].equals(dictionnaire):
            codes = [self._code(valeur) for valeur in dictionnaire.to_pylist()]
            codes.append(self._absent)
            self._dernier = dictionnaire, np.array(codes, dtype=np.int32)
        return self._dernier[1]

    def _code(self, valeur: str | None) -> int:
        code = self._connus.get(valeur)
        if code is None:
            dit = valeur.strip() if valeur else ""
            code = self._coder(dit) if dit else self._absent
            if len(self._connus) >= MEMOIRE:
                self._connus = {None: self._absent}
            if valeur is None or len(valeur) <= COURTE:
                self._connus[valeur] = code
        return code


def decomposer(colonne: pa.Array, champ: str) -> tuple[pa.Array, NDArray[np.int32]]:
    """Return the dictionary of a text column, and for each row its rank there.

    The rank of a row that is not said is the length of the dictionary.

    Raises:
        FichierError: The column does not hold text.
    """
    if not pa.types.is_dictionary(colonne.type):
        exiger_texte(colonne.type, champ)
        colonne = pc.dictionary_encode(colonne)
    exiger_texte(colonne.type.value_type, champ)
    rangs = colonne.indices.cast(pa.int32())
    if rangs.null_count:
        rangs = sans_nul(rangs, len(colonne.dictionary))
    return colonne.dictionary, les_nombres(rangs)


def numeroter(colonne: pa.Array, champ: str, identites: dict[str, int]) -> Codes:
    """Number the values of a column with those of another; 0 is not said."""
    dictionnaire, rangs = decomposer(colonne, champ)
    dits = [v.strip() if v else "" for v in dictionnaire.to_pylist()]
    carte = [identites.setdefault(v, len(identites) + 1) if v else 0 for v in dits]
    return Codes(np.array([*carte, 0], dtype=np.intp), rangs)


def exiger_texte(type_: pa.DataType, champ: str) -> None:
    """Check the type of a column.

    Raises:
        FichierError: It is not text.
    """
    textes = (pa.string(), pa.large_string(), pa.string_view(), pa.null())
    if type_ not in textes:
        raise FichierError(
            champ,
            f"la colonne est de type {type_}, du texte est attendu ; convertissez-la en gardant "
            "les zéros de tête des codes",
        )


class LecteurDeJours:
    """Reads a column of days: dates, instants (their day), or text AAAA-MM-JJ.

    Args:
        champ: Name of the field.
    """

    def __init__(self, champ: str) -> None:
        self._champ = champ
        self._textes = Lecteur(champ, self._jour, int(JOUR_ABSENT))

    def lire(self, colonne: pa.Array | None, lignes: int) -> NDArray[np.int32]:
        """Return days since 1970-01-01, `JOUR_ABSENT` or `JOUR_INVALIDE`, one a row.

        Raises:
            FichierError: The column holds neither days nor text.
        """
        if colonne is None or colonne.null_count == lignes:
            return np.full(lignes, JOUR_ABSENT, dtype=np.int32)
        jours = en_jours(colonne)
        if jours is None:
            return self._textes.lire(colonne).par_ligne().astype(np.int32)
        if jours.null_count:
            jours = sans_nul(jours, int(JOUR_ABSENT))
        return hors_calendrier(les_nombres(jours))

    def _jour(self, texte: str) -> int:
        try:
            return rang_du_jour(lire_date(self._champ, texte))
        except DateError:
            return int(JOUR_INVALIDE)


def en_jours(colonne: pa.Array) -> pa.Array | None:
    """Return a column of dates or instants as days (int32), None where it is something else."""
    type_ = colonne.type
    if pa.types.is_timestamp(type_) and type_.tz is not None:
        colonne = pc.local_timestamp(colonne)
    if pa.types.is_timestamp(type_) or pa.types.is_date64(type_):
        colonne = pc.cast(pc.floor_temporal(colonne, unit="day"), pa.date32())
    return colonne.view(pa.int32()) if pa.types.is_date32(colonne.type) else None


def hors_calendrier(jours: NDArray[np.int32]) -> NDArray[np.int32]:
    """Mark the days that no calendar has; the column is copied only where there is one."""
    if not len(jours) or (jours.min() >= PREMIER_JOUR and jours.max() <= DERNIER_JOUR):
        return jours
    bons = (jours >= PREMIER_JOUR) & (jours <= DERNIER_JOUR) | (jours == JOUR_ABSENT)
    return np.where(bons, jours, JOUR_INVALIDE).astype(np.int32)
