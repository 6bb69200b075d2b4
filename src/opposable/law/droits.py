"""The registry of the states of the law that are asked for: bounded, shared by threads."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from opposable.law.construction import exiger, exiger_peu, variante

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus

ETATS_AU_PLUS = 128
"""States kept at once, the one asked for longest ago leaving first: as adopted, each rival and
each pair of rivals all fit, so that requests never make one another build again."""


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
        self._places: OrderedDict[tuple[str, ...], _Place] = OrderedDict()

    def pour(self, rivales: Iterable[str] = ()) -> Corpus:
        """Return the law under the rivals of these readings; order and repeats do not count.

        Raises:
            LectureError: There are too many, one does not exist, or its rival changes no answer.
        """
        cle = tuple(sorted(set(rivales)))
        exiger_peu(cle)
        if cle == self.base.rivales:
            return self.base
        for lecture in cle:
            exiger(self.base.lectures, lecture)
        return self._place(cle).corpus(self.base, cle)

    def _place(self, cle: tuple[str, ...]) -> _Place:
        with self._verrou:
            place = self._places.setdefault(cle, _Place())
            self._places.move_to_end(cle)
            while len(self._places) > self._au_plus:
                self._places.popitem(last=False)
        return place

    def __len__(self) -> int:
        """Return how many states are kept beside the one adopted."""
        return len(self._places)


class _Place:
    """Where one state stands, from before it is built."""

    def __init__(self) -> None:
        self._verrou = Lock()
        self._corpus: Corpus | None = None

    def corpus(self, base: Corpus, rivales: tuple[str, ...]) -> Corpus:
        with self._verrou:
            if self._corpus is None:
                self._corpus = variante(base, rivales)
            return self._corpus
