"""Reading JSON Lines and XLSX."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from opposable.batch.classeur import verifier_classeur
from opposable.batch.refus import premiere_ligne, refuser
from opposable.batch.rejet import FAITS, Rejet, Rejets
from opposable.batch.source import LIGNES_PAR_LOT, Lot, colonnes_lues, verifier_titres
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.batch.formats import Entree

LIGNE_AU_PLUS = 1 << 20
APERCU = 1_000
"""Rows of a JSON Lines file whose keys are its columns."""


class _Rangees:
    """Rows gathered as text, then given as batches."""

    def __init__(self, titres: Sequence[str]) -> None:
        self.schema = pa.schema([(t, pa.string()) for t in titres])
        self._valeurs: list[list[str | None]] = [[] for _ in titres]
        self._lignes: list[int] = []
        self.rejets: list[Rejet] = []

    def __len__(self) -> int:
        return len(self._lignes) + len(self.rejets)

    def ajouter(self, ligne: int, cellules: Sequence[str | None]) -> None:
        """Add a row."""
        self._lignes.append(ligne)
        for colonne, cellule in zip(self._valeurs, cellules, strict=True):
            colonne.append(cellule)

    def lot(self) -> Lot:
        """Return the rows gathered, and begin again."""
        tableaux = [pa.array(colonne, pa.string()) for colonne in self._valeurs]
        lot = pa.RecordBatch.from_arrays(tableaux, schema=self.schema)
        lignes, rejets = np.array(self._lignes, dtype=np.intp), self.rejets
        self._valeurs = [[] for _ in self._valeurs]
        self._lignes, self.rejets = [], []
        return Lot(lot, 0, lignes, Rejets.de(rejets))


class SourceJsonl:
    """JSON Lines: an object a line; a line that is not one is rejected.

    Args:
        entree: The file.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: It cannot be read, or columns are missing.
    """

    lignes_vides = True
    octets: int | None = None
    constats = ("JSON Lines",)

    def __init__(self, entree: Entree, gardees: Sequence[str] | None = None) -> None:
        self.nom = entree.nom
        self.total = entree.taille
        self._reste, self._flux = entree.flux()
        self._lus = len(self._reste)
        self._numero = 0
        self._debut = list(islice(self._lignes(), APERCU))
        cles: dict[str, None] = {}
        for _, objet in self._debut:
            if isinstance(objet, dict):
                cles.update(dict.fromkeys(objet))
        titres = list(cles)
        verifier_titres(self.nom, titres, gardees)
        self._connues = frozenset(titres)
        self.schema = pa.schema([(t, pa.string()) for t in colonnes_lues(titres, gardees)])

    def _lignes(self) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield each line read: an object, or why it is not one."""
        while True:
            ligne = self._lire()
            if not ligne:
                return
            self._numero += 1
            if ligne.strip():
                yield self._numero, _objet(ligne)

    def _lire(self) -> bytes:
        with refuser(self.nom, "JSON Lines illisible"):
            ligne = self._reste
            if b"\n" in ligne:
                coupe = ligne.index(b"\n") + 1
                ligne, self._reste = ligne[:coupe], ligne[coupe:]
                return ligne
            suite = self._flux.readline(LIGNE_AU_PLUS)
            self._reste = b""
            self._lus += len(suite)
            if len(suite) == LIGNE_AU_PLUS:
                raise FichierError(
                    self.nom, f"la ligne {self._numero + 1} dépasse {LIGNE_AU_PLUS >> 20} Mio"
                )
            return ligne + suite

    def lots(self) -> Iterator[Lot]:
        """Yield the batches with the number of each line."""
        rangees = _Rangees(self.schema.names)
        debut, self._debut = self._debut, []
        for lignes in (iter(debut), self._lignes()):
            for numero, objet in lignes:
                self._ajouter(rangees, numero, objet)
                if len(rangees) == LIGNES_PAR_LOT:
                    yield rangees.lot()
        yield rangees.lot()

    def _ajouter(self, rangees: _Rangees, numero: int, objet: dict[str, Any] | str) -> None:
        if isinstance(objet, str):
            rangees.rejets.append(Rejet(numero, "", objet))
            return
        inconnue = next((cle for cle in objet if cle not in self._connues), None)
        faux = next((c for c in FAITS if not isinstance(objet.get(c), str | None)), None)
        if inconnue is not None:
            raison = f"clé « {inconnue} » absente des {APERCU} premières lignes"
            rangees.rejets.append(Rejet(numero, inconnue, raison))
        elif faux is not None:
            raison = f"texte attendu, trouvé {objet[faux]!r}"
            rangees.rejets.append(Rejet(numero, faux, raison))
        else:
            rangees.ajouter(numero, [_texte(objet.get(t)) for t in self.schema.names])

    def avance(self) -> int:
        """Return the bytes read."""
        return self._lus


def _objet(ligne: bytes) -> dict[str, Any] | str:
    try:
        objet = json.loads(ligne, object_pairs_hook=_sans_double)
    except (ValueError, RecursionError) as erreur:
        return f"ce n'est pas un objet JSON en UTF-8 ({premiere_ligne(erreur)})"
    return objet if isinstance(objet, dict) else "ce n'est pas un objet JSON"


def _sans_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) != len(paires):
        raise ValueError("une clé est répétée")
    return objet


def _texte(valeur: Any) -> str | None:
    if valeur is None or isinstance(valeur, str):
        return None if valeur is None else valeur.encode("utf-8", "replace").decode()
    return json.dumps(valeur, ensure_ascii=False)


class SourceXlsx:
    """The first sheet of an XLSX workbook, checked before it is opened.

    Args:
        entree: The file.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: It is not sound, deploys too far, or columns are missing.
    """

    lignes_vides = True
    octets: int | None = None

    def __init__(self, entree: Entree, gardees: Sequence[str] | None = None) -> None:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only here

        self.nom = entree.nom
        fichier = entree.fichier()
        verifier_classeur(fichier, self.nom)
        fichier.seek(0)
        with refuser(self.nom, "classeur illisible ou abîmé"):
            try:
                classeur = CalamineWorkbook.from_filelike(fichier)
                feuille = classeur.get_sheet_by_index(0)
            except (CalamineError, IndexError, ValueError) as erreur:
                raise FichierError(
                    self.nom, f"classeur illisible ou abîmé ({premiere_ligne(erreur)})"
                ) from erreur
        self._rangees = iter(feuille.iter_rows())
        titres = [str(t).strip() for t in next(self._rangees, [])]
        while titres and not titres[-1]:
            titres.pop()
        verifier_titres(self.nom, titres, gardees)
        lues = colonnes_lues(titres, gardees)
        self._places = [titres.index(t) for t in lues]
        self.schema = pa.schema([(t, pa.string()) for t in lues])
        self.total: int | None = feuille.height - 1
        self.constats = [f"XLSX, feuille « {feuille.name} »"]
        self._premiere = (feuille.start[0] if feuille.start else 0) + 2
        self._lues = 0

    def lots(self) -> Iterator[Lot]:
        """Yield the batches; the line is that of the sheet."""
        while True:
            morceau = list(islice(self._rangees, LIGNES_PAR_LOT))
            if not morceau:
                return
            rangees = _Rangees(self.schema.names)
            for rang, cellules in enumerate(morceau, self._premiere + self._lues):
                rangees.ajouter(rang, [_cellule(cellules[p]) for p in self._places])
            self._lues += len(morceau)
            yield rangees.lot()

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _cellule(valeur: Any) -> str | None:
    """Return a cell of a sheet as text: whole numbers without point, days as AAAA-MM-JJ."""
    if valeur is None or valeur == "":
        return None
    if isinstance(valeur, datetime):
        minuit = valeur == datetime.combine(valeur, datetime.min.time())
        return valeur.date().isoformat() if minuit else valeur.isoformat(sep=" ")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, float) and math.isfinite(valeur) and valeur == int(valeur):
        return str(int(valeur))
    return str(valeur)
