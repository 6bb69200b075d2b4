"""Reading JSON Lines."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from opposable.errors import FichierError
from opposable.fichiers.refus import premiere_ligne, refuser
from opposable.fichiers.rejets import Rejet, Rejets
from opposable.fichiers.source import LIGNES_PAR_LOT, Lot, exiger_colonnes
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.fichiers.entree import Entree
    from opposable.fichiers.source import Attente

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
        tableaux = [en_textes(colonne) for colonne in self._valeurs]
        lot = pa.RecordBatch.from_arrays(tableaux, schema=self.schema)
        lignes, rejets = np.array(self._lignes, dtype=np.intp), self.rejets
        self._valeurs = [[] for _ in self._valeurs]
        self._lignes, self.rejets = [], []
        return Lot(lot, 0, lignes, Rejets.de(rejets))


class SourceJsonl:
    """JSON Lines: an object a line; a line that is not one is rejected.

    Args:
        entree: The file.
        attente: What is looked for.

    Raises:
        FichierError: It cannot be read, or columns are missing.
    """

    lignes_vides = True
    octets: int | None = None
    constats: Sequence[str] = ("JSON Lines",)
    separateur: str | None = None
    marque = False

    def __init__(self, entree: Entree, attente: Attente) -> None:
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
        titres: Sequence[str] = list(cles)
        self.titres = titres
        exiger_colonnes(self.nom, len(titres))
        lues = [titres[place] for place in attente.choisir(self.nom, titres)]
        self._connues = frozenset(titres)
        self._codees = attente.codees(titres)
        self.schema = pa.schema([(t, pa.string()) for t in lues])

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
        faux = next((c for c in self._codees if _compose(objet.get(c))), None)
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


def _compose(valeur: Any) -> bool:
    """Whether a value is neither text nor a whole number."""
    return isinstance(valeur, bool) or not isinstance(valeur, str | int | None)


def _texte(valeur: Any) -> str | None:
    if valeur is None or isinstance(valeur, str):
        return None if valeur is None else valeur.encode("utf-8", "replace").decode()
    return json.dumps(valeur, ensure_ascii=False)
