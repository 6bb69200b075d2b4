"""The words of names: which names hold each, how rare it is, what an unknown word stands for."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from opposable.recherche.recueil import peser

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from opposable.recherche.recueil import Recueil

    Nombres = npt.NDArray[np.float32]

SUITE = 40  # known words that a word begun or faulty may stand for
COMMENCE = 0.9  # weight of a word begun only
FAUTES = ((2, 0, 1.0), (4, 1, 0.3), (6, 1, 0.14), (200, 2, 0.14))
"""Faults forgiven in a word, by number of letters, and what each takes from its weight."""
INCONNU = 0.25  # what a word that stands for none weighs, beside one that a single name holds


class Vocabulaire:
    """The roots of names, as an inverted index; never changed once built.

    Args:
        recueil: The names.
    """

    __slots__ = (
        "_combien",
        "_debuts",
        "_mots",
        "_par_longueur",
        "_places",
        "_presents",
        "_rare",
        "_totaux",
    )

    def __init__(self, recueil: Recueil) -> None:
        self._combien = len(recueil.textes)
        self._mots = recueil.mots
        self._places = {mot: rang for rang, mot in enumerate(recueil.mots)}
        self._presents = recueil.presents
        self._totaux = np.frombuffer(recueil.poids, np.float32)
        self._rare = peser(self._combien, 1)
        self._par_longueur = sorted(self._mots, key=len)
        longueurs = [len(mot) for mot in self._par_longueur]
        plus_longue = longueurs[-1] if longueurs else 0
        self._debuts = [bisect_left(longueurs, n) for n in range(plus_longue + 2)]

    def couvrir(
        self, demandes: Sequence[str], *, corriger: bool = False
    ) -> tuple[Nombres, Nombres]:
        """Return, name by name, what part of the roots asked for it holds, and of its own.

        Args:
            demandes: Roots asked for, in the order typed.
            corriger: Whether a known word may be read as another too.

        Returns:
            Two arrays of parts from 0 to 1, weighed by how rare the words are.
        """
        couvertes = np.zeros(self._combien, np.float32)
        pleines = np.zeros(self._combien, np.float32)
        total = 0.0
        for rang, mot in enumerate(demandes):
            sens = self._sens(mot, dernier=rang == len(demandes) - 1, corriger=corriger)
            poids = max((self._poids(m) for m, _ in sens), default=self._rare * INCONNU)
            total += poids
            couvertes += np.float32(poids) * self._porter(sens, pese=False)
            pleines += self._porter(sens, pese=True)
        return couvertes / np.float32(total or 1), np.minimum(pleines / self._totaux, 1)

    def _porter(self, sens: list[tuple[str, float]], *, pese: bool) -> Nombres:
        """Return the force, name by name, of the nearest of the words one may stand for."""
        forces = np.zeros(self._combien, np.float32)
        for mot, force in reversed(sens):
            presents = np.asarray(self._presents[self._places[mot]])
            forces[presents] = force * self._poids(mot) if pese else force
        return forces

    def _poids(self, mot: str) -> float:
        return peser(self._combien, len(self._presents[self._places[mot]]))

    def _sens(self, mot: str, *, dernier: bool, corriger: bool) -> list[tuple[str, float]]:
        """Return the known words a word may stand for, with their forces, nearest first.

        A word that is known is itself alone: a hairdresser (coiffeur) is no shutterer (coffreur).
        The last one typed may be begun only.
        """
        connu = [(mot, 1.0)] if mot in self._places else []
        if connu and not (dernier or corriger):
            return connu
        debut = bisect_left(self._mots, mot)
        suite = self._mots[debut : debut + SUITE] if len(mot) > 1 else []
        commences = [(m, COMMENCE) for m in suite if m != mot and m.startswith(mot)]
        voisins = self._voisins(mot) if corriger or not connu else []
        return connu + commences + [v for v in voisins if v[0] != mot]

    def _voisins(self, mot: str) -> list[tuple[str, float]]:
        """Return the known words a fault or two away, nearest first."""
        fautes, perte = next(
            ((f, p) for longueur, f, p in FAUTES if len(mot) <= longueur), FAUTES[-1][1:]
        )
        if not fautes:
            return []
        dernier = len(self._debuts) - 1
        debut = self._debuts[min(max(len(mot) - fautes, 0), dernier)]
        fin = self._debuts[min(len(mot) + fautes + 1, dernier)]
        memes = self._par_longueur[debut:fin]
        voisins = extract(mot, memes, scorer=OSA.distance, score_cutoff=fautes, limit=SUITE)
        return [(autre, 1 - perte * faute) for autre, faute, _ in voisins]
