"""Looking out for another law put in service, beside the requests: none of them waits for it."""

from __future__ import annotations

import gc
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from opposable.web.socle.droit_servi import SUCCESSION

if TYPE_CHECKING:
    from opposable.web.socle.droit_servi import Succession

INTERVALLE = 1.0


class Guet:
    """Asks the process, at intervals, to take up what was put in service.

    It begins with the first request of a process, which is answered by what was put in service
    before it: a process that parts from another has none of its threads.

    Args:
        succession: What is asked.
        intervalle: Seconds between two looks.
    """

    def __init__(self, succession: Succession = SUCCESSION, intervalle: float = INTERVALLE) -> None:
        self._succession = succession
        self._intervalle = intervalle
        self._verrou = Lock()
        self._fini = Event()
        self.ouvert = False

    def ouvrir(self) -> None:
        """Look once, then go on looking in a thread of this process; once begun, do nothing."""
        with self._verrou:
            if self.ouvert:
                return
            self._regarder()
            Thread(target=self._guetter, name="guet", daemon=True).start()
            self.ouvert = True

    def fermer(self) -> None:
        """Look no more."""
        self._fini.set()

    def _guetter(self) -> None:
        while not self._fini.wait(self._intervalle):
            self._regarder()

    def _regarder(self) -> None:
        if self._succession.regarder():
            figer()


def figer() -> None:
    """Let go what nothing holds, and set what is loaded apart from what is gone through again.

    What is loaded lives until another law takes its place: going through it again at each
    collection would make one answer in a few hundred wait a tenth of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
