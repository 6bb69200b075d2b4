"""Whose turn it is to write: first come, first served, within one process."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tour:
    """A lock that threads get in the order they asked for it.

    SQLite lets one connection write and makes the others try again at random: some wait long.
    """

    def __init__(self) -> None:
        self._garde = Lock()
        self._attente: deque[Lock] = deque()

    @property
    def longueur(self) -> int:
        """How many hold their turn or wait for it: at most the threads of the process."""
        return len(self._attente)

    @contextmanager
    def prendre(self) -> Iterator[None]:
        """Wait for one's turn, hold it, and leave it to the next."""
        mien = Lock()
        mien.acquire()
        with self._garde:
            self._attente.append(mien)
            if self._attente[0] is mien:
                mien.release()
        mien.acquire()
        try:
            yield
        finally:
            with self._garde:
                self._attente.popleft()
                if self._attente:
                    self._attente[0].release()
