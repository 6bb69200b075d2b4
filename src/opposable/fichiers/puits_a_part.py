"""A writer in a thread of its own: compressing one row group while the next is decided."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from threading import Condition, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from opposable.fichiers.puits import Puits

OCTETS_EN_ATTENTE = 1 << 26
"""Bytes of batches that wait at most: a row group of ordinary rows, so that neither side waits."""


class PuitsAPart:
    """Hands batches to a writer in the order they come; `finir` returns when all is written.

    What the writer refuses is raised where the next batch is given, or at the end.

    Args:
        puits: The writer; nothing else may use it.
    """

    def __init__(self, puits: Puits) -> None:
        self._puits = puits
        self._attente: deque[pa.RecordBatch] = deque()
        self._octets = 0
        self._change = Condition()
        self._finie = False
        self._faute: BaseException | None = None
        self._fil = Thread(target=self._travailler, name="ecriture", daemon=True)
        self._fil.start()

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Give a batch; wait while too much does."""
        with self._change:
            self._change.wait_for(lambda: self._octets < OCTETS_EN_ATTENTE or self._faute)
            self._exiger()
            self._attente.append(lot)
            self._octets += lot.nbytes
            self._change.notify_all()

    def finir(self) -> None:
        """Wait for the last batch, then write the end of the file."""
        with self._change:
            self._finie = True
            self._change.notify_all()
        self._fil.join()
        if self._faute is not None:
            with suppress(Exception):  # what closes a half says no more than the first refusal
                self._puits.finir()
        self._exiger()
        self._puits.finir()

    def _exiger(self) -> None:
        if self._faute is not None:
            raise self._faute

    def _travailler(self) -> None:
        try:
            while (lot := self._prendre()) is not None:
                self._puits.ecrire(lot)
        except BaseException as faute:  # noqa: BLE001 - raised by who gives the batches
            with self._change:
                self._faute = faute
                self._change.notify_all()

    def _prendre(self) -> pa.RecordBatch | None:
        """Take the next batch, None when there will be no other."""
        with self._change:
            self._change.wait_for(lambda: self._attente or self._finie)
            if not self._attente:
                return None
            lot = self._attente.popleft()
            self._octets -= lot.nbytes
            self._change.notify_all()
            return lot
