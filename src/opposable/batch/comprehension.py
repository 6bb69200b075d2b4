"""Batches as offices write them, made into batches of the contract; what was read is told.

A value that the rule accepts is never looked at: only the batches in which some row is refused
are read again, each distinct value once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.jours import PARIS
from opposable.batch.rejet import FAITS, abreger
from opposable.batch.valeurs import Lue, Valeurs
from opposable.decision.demande import DATES, Demande
from opposable.decision.faits import etablir
from opposable.errors import DemandeError
from opposable.fichiers.mesure import COURTE
from opposable.fichiers.refus import refuser
from opposable.fichiers.rejets import Rejets
from opposable.fichiers.tableaux import en_nombres, en_textes, les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from opposable.batch.noyau import Noyau, Resultat
    from opposable.batch.valeurs import Mots

RETENUES = 1 << 15
"""Distinct values remembered by field."""
MONTREES = 6
"""Values told by field on one line."""


class Comprise(NamedTuple):
    """A value read as another, of a field."""

    champ: str
    ecrit: str
    lu: str


class Comprehension:
    """Reads the batches of one file.

    Args:
        noyau: The kernel.
        champs: Field of each title of the file that is a fact.
        mots: Reads the words for nationalities and occupations; None reads codes alone.
    """

    def __init__(self, noyau: Noyau, champs: Mapping[str, str], mots: Mots | None = None) -> None:
        self._noyau = noyau
        self._champs = champs
        self._valeurs = Valeurs(noyau.corpus, mots)
        self._connues: dict[tuple[str, str], Lue] = {}
        self._comprises: dict[Comprise, None] = {}

    def decider(self, lot: pa.RecordBatch, *, detail: bool) -> tuple[pa.RecordBatch, Resultat]:
        """Decide a batch; return its facts as they were understood, and the answers.

        Args:
            lot: Rows under the titles of the file.
            detail: Whether to say where each row falls.
        """
        faits = self._faits(lot)
        resultat = self._noyau.decider(faits, detail=detail)
        if len(resultat.rejets):
            compris = self._lire(faits, resultat.rejets.lignes)
            if compris is not faits:
                faits = compris
                resultat = self._noyau.decider(faits, detail=detail)
        if len(resultat.rejets):
            resultat = resultat._replace(rejets=self._toutes_les_fautes(faits, resultat.rejets))
        return faits, resultat

    def comprendre(self, lot: pa.RecordBatch) -> pa.RecordBatch:
        """Return the facts of a batch as they are understood, nothing decided."""
        faits = self._faits(lot)
        return self._lire(faits, np.arange(lot.num_rows))

    def comprises(self) -> list[Comprise]:
        """Return the values that were read as others, in the order they were met."""
        return list(self._comprises)

    def constats(self) -> Iterator[str]:
        """Yield what was read as what, a sentence a field."""
        for champ in FAITS:
            lues = [c for c in self._comprises if c.champ == champ]
            if lues:
                dits = [f"« {c.ecrit} » = {c.lu or 'non dit'}" for c in lues[:MONTREES]]
                reste = len(lues) - len(dits)
                suite = f" et {reste} autres" if reste else ""
                yield f"Valeurs lues, {champ} : {', '.join(dits)}{suite}"

    def _faits(self, lot: pa.RecordBatch) -> pa.RecordBatch:
        """Return the columns of facts under the names of the contract, in types it knows."""
        noms = [self._champs.get(titre, titre) for titre in lot.schema.names]
        pris = {*self._champs.values()}
        gardes = [
            place
            for place, (nom, titre) in enumerate(zip(noms, lot.schema.names, strict=True))
            if titre in self._champs or nom not in pris
        ]
        colonnes = [
            _typer(lot.column(place), noms[place]) if noms[place] in FAITS else lot.column(place)
            for place in gardes
        ]
        return pa.RecordBatch.from_arrays(colonnes, names=[noms[place] for place in gardes])

    def _lire(self, faits: pa.RecordBatch, lignes: NDArray[np.intp]) -> pa.RecordBatch:
        """Return the facts with what is understood in the place of what was written.

        Only the values of the rows at fault are looked at.
        """
        change = faits
        for rang, champ in enumerate(faits.schema.names):
            colonne = faits.column(rang)
            if champ not in FAITS or not _de_texte(colonne.type):
                continue
            codee = _en_dictionnaire(colonne)
            fautives = codee.indices.take(en_nombres(lignes)).drop_null().unique()
            valeurs = codee.dictionary.to_pylist()
            neuves = list(valeurs)
            for place in fautives.to_pylist():
                lue = self._lue(champ, valeurs[place] or "")
                if lue.comprise:
                    neuves[place] = lue.valeur
            if neuves != valeurs:
                texte = en_textes(neuves)
                neuve = pc.take(texte, codee.indices).dictionary_encode()
                change = change.set_column(rang, champ, neuve)
        return change

    def _lue(self, champ: str, valeur: str) -> Lue:
        """Return what a value says; one that the rule accepts says itself."""
        connue = self._connues.get((champ, valeur))
        if connue is not None:
            return connue
        net = valeur.strip()
        lue = Lue(valeur, comprise=True)
        if net and self._refus(champ, net):
            lue = self._valeurs.lire(champ, net)
            if lue.comprise and self._refus(champ, lue.valeur):
                lue = Lue()
            if lue.comprise:
                self._comprises.setdefault(Comprise(champ, net, lue.valeur))
        if len(self._connues) < RETENUES and len(valeur) <= 2 * COURTE:
            self._connues[champ, valeur] = lue
        return lue

    def _refus(self, champ: str, valeur: str) -> str:
        """Return why the rule refuses a value, empty where it does not."""
        faits = {DATES[0]: self._noyau.corpus.couverture.du, champ: valeur or None}
        try:
            demande = Demande.depuis(faits)
            if champ not in DATES:
                etablir(demande, self._noyau.corpus)
        except DemandeError as erreur:
            return erreur.probleme
        return ""

    def _toutes_les_fautes(self, faits: pa.RecordBatch, rejets: Rejets) -> Rejets:
        """Return the rejected rows with every fault of each, those of `decide` first."""
        lignes = en_nombres(rejets.lignes)
        rangs: list[NDArray[np.intp]] = [rejets.rangs]
        fautes: list[list[tuple[str, str]]] = [list(rejets.dits)]
        for rang, champ in enumerate(faits.schema.names):
            colonne = faits.column(rang)
            if champ in FAITS and _de_texte(colonne.type):
                codee = _en_dictionnaire(colonne.take(lignes))
                dites = [self._faute(champ, v or "") for v in codee.dictionary.to_pylist()]
                indices = les_nombres(sans_nul(codee.indices.cast(pa.int64()), len(dites)))
                rangs.append(indices.astype(np.intp))
                fautes.append([*((champ, dite) for dite in dites), (champ, "")])
        distinctes, inverse = np.unique(np.stack(rangs, axis=1), axis=0, return_inverse=True)
        dits = [_joindre([fautes[i][r] for i, r in enumerate(une)]) for une in distinctes.tolist()]
        return Rejets(rejets.lignes, inverse.ravel(), dits)

    def _faute(self, champ: str, valeur: str) -> str:
        """Return what is wrong with a value, empty where nothing is."""
        net = valeur.strip()
        refus = self._refus(champ, net) if net else ""
        return abreger(self._lue(champ, valeur).raison or refus) if refus else ""


def _joindre(fautes: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the faults of a row as one: each field once, what is best said of it."""
    (premier, raison), *autres = fautes
    dites = {champ: dite for champ, dite in autres if dite}
    toutes = {premier: dites.pop(premier, raison), **dites}
    if len(toutes) == 1:
        return premier, toutes[premier]
    return ", ".join(toutes), " ; ".join(f"{champ} : {dite}" for champ, dite in toutes.items())


def _de_texte(type_: pa.DataType) -> bool:
    nature = type_.value_type if pa.types.is_dictionary(type_) else type_
    return bool(pa.types.is_string(nature) or pa.types.is_large_string(nature))


def _en_dictionnaire(colonne: pa.Array) -> pa.DictionaryArray:
    return colonne if pa.types.is_dictionary(colonne.type) else colonne.dictionary_encode()


def _typer(colonne: pa.Array, champ: str) -> pa.Array:
    """Return a column of facts in a type of the contract: numbers as text, instants in Paris."""
    type_ = colonne.type
    if champ in DATES and pa.types.is_timestamp(type_) and type_.tz is not None:
        with refuser(champ, "instants illisibles ; installez le paquet tzdata"):
            return pc.local_timestamp(colonne.cast(pa.timestamp(type_.unit, PARIS)))
    if pa.types.is_integer(type_) and not pa.types.is_dictionary(type_):
        return colonne.cast(pa.string())
    if pa.types.is_floating(type_):
        entiers = pc.cast(colonne, pa.int64(), safe=False)
        juste = pc.equal(pc.cast(entiers, type_, safe=False), colonne)
        texte = pc.if_else(juste, entiers.cast(pa.string()), colonne.cast(pa.string()))
        return pc.if_else(pc.is_nan(colonne), pa.nulls(1, pa.string())[0], texte)
    return colonne
