"""The registry of the states of the law that are asked for: bounded, shared by threads."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from opposable.law.chargement import etablir_le_droit
from opposable.law.construction import exiger
from opposable.law.etat_du_droit import ADOPTE

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.etat_du_droit import EtatDuDroit

ETATS_AU_PLUS = 32
"""States kept at once, the one asked for longest ago leaving first. A state takes up to seven
megabytes, those of the law with each of its readings turned: the law as adopted and under each
rival always fit; pairs of rivals and days of knowledge come and go."""


class Droits:
    """The states of a law, built when first asked for.

    Any number of threads may ask at once: a state is built by one of them while the others
    that want it wait; those that want another are not held up.

    Args:
        base: The law as adopted.
        au_plus: States kept at once.
    """

    def __init__(self, base: Corpus, au_plus: int = ETATS_AU_PLUS) -> None:
        self.base = base
        self._au_plus = au_plus
        self._verrou = Lock()
        self._places: OrderedDict[EtatDuDroit, _Place] = OrderedDict()

    def pour(self, etat: EtatDuDroit = ADOPTE) -> Corpus:
        """Return the law in a state.

        Raises:
            LectureError: A reading does not exist, or its rival changes no answer.
            EtatDuDroitError: The law is not known on the day asked for.
            LawDataError: A draft cannot become law.
        """
        bati = self.bati(etat)
        if etat.connu_le is None or bati.etat == etat:
            return bati
        dit = replace(bati, etat=etat, connu_le=etat.connu_le)
        # Nothing of what a law works out for itself hangs on the day it says: it is taken over.
        vars(dit).update({nom: su for nom, su in vars(bati).items() if nom not in vars(dit)})
        return dit

    def bati(self, etat: EtatDuDroit) -> Corpus:
        """Return the law in a state, as it was built for all the days that know the same.

        It says it is known on the first of them; nothing else differs from `pour`.

        Raises:
            LectureError: A reading does not exist, or its rival changes no answer.
            EtatDuDroitError: The law is not known on the day asked for.
            LawDataError: A draft cannot become law.
        """
        return self._bati(self._meme(etat))

    def _meme(self, etat: EtatDuDroit) -> EtatDuDroit:
        """The state built for a day of knowledge: nothing became known between the two."""
        jour, base = etat.connu_le, self.base
        if jour is None or jour > base.connu_le:
            return etat
        if jour == base.connu_le:
            return replace(etat, connu_le=None)
        connus = base.registre.jours_de_connaissance
        rang = bisect_right(connus, jour)
        return replace(etat, connu_le=connus[rang - 1]) if rang else etat

    def _bati(self, etat: EtatDuDroit) -> Corpus:
        if etat == self.base.etat:
            return self.base
        if not etat.projets:
            for lecture in etat.lectures:
                exiger(self.base.lectures, lecture)
        place = self._place(etat)
        try:
            return place.corpus(self.base, etat)
        except BaseException:
            self._oublier(etat, place)
            raise

    def _place(self, etat: EtatDuDroit) -> _Place:
        with self._verrou:
            place = self._places.setdefault(etat, _Place())
            self._places.move_to_end(etat)
            while len(self._places) > self._au_plus:
                self._places.popitem(last=False)
        return place

    def _oublier(self, etat: EtatDuDroit, place: _Place) -> None:
        """Give back the place of a state that cannot be built."""
        with self._verrou:
            if self._places.get(etat) is place:
                del self._places[etat]

    def __len__(self) -> int:
        """Return how many states are kept beside the one adopted."""
        return len(self._places)


class _Place:
    """Where one state stands, from before it is built."""

    def __init__(self) -> None:
        self._verrou = Lock()
        self._corpus: Corpus | None = None

    def corpus(self, base: Corpus, etat: EtatDuDroit) -> Corpus:
        with self._verrou:
            if self._corpus is None:
                self._corpus = etablir_le_droit(base, etat)
            return self._corpus
