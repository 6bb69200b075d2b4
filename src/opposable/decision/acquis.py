"""What is learnt while serving: bounded, added to under a lock, made again when it is missed."""

from __future__ import annotations

from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

C = TypeVar("C")
V = TypeVar("V")


class Acquis(dict[C, V]):
    """Values by key, each worked out from its key alone; when there are too many, none is kept.

    Args:
        au_plus: How many are kept.
    """

    def __init__(self, au_plus: int) -> None:
        super().__init__()
        self._au_plus = au_plus
        self._verrou = Lock()

    def apprendre(self, cle: C, valeur: V) -> V:
        """Keep a value, and return the one kept: that of whoever came first."""
        with self._verrou:
            if len(self) >= self._au_plus:
                self.clear()
            return self.setdefault(cle, valeur)


class Lus(Acquis[C, V]):
    """Values by key, read from it the first time that it is looked up.

    Args:
        au_plus: How many are kept.
        lire: Gives the value of a key; what it refuses is not kept.
    """

    def __init__(self, au_plus: int, lire: Callable[[C], V]) -> None:
        super().__init__(au_plus)
        self._lire = lire

    def __missing__(self, cle: C) -> V:
        """Read the value of a key, and keep it."""
        return self.apprendre(cle, self._lire(cle))


class Numeros:
    """Numbers of values: the same for equal ones, never given to others.

    Args:
        au_plus: How many values are known at once; one forgotten is numbered anew.
    """

    def __init__(self, au_plus: int) -> None:
        self._suivants = count()
        self._connus: Acquis[Hashable, int] = Acquis(au_plus)

    def __len__(self) -> int:
        """Return how many values are known."""
        return len(self._connus)

    def de(self, valeur: Hashable) -> int:
        """Return the number of a value."""
        connu = self._connus.get(valeur)
        return self._connus.apprendre(valeur, next(self._suivants)) if connu is None else connu
