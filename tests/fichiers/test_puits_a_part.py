"""A writer in a thread of its own: same order, bounded, and what it refuses is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from opposable.fichiers import puits_a_part
from opposable.fichiers.puits_a_part import PuitsAPart

if TYPE_CHECKING:
    from collections.abc import Callable


class Temoin:
    """A writer that keeps what it is given, or refuses."""

    def __init__(self, avant: Callable[[], object] = lambda: None) -> None:
        self.ecrits: list[int] = []
        self.finis = 0
        self._avant = avant

    def ecrire(self, lot: pa.RecordBatch) -> None:
        """Keep the first value of a batch."""
        self._avant()
        self.ecrits.append(lot.column(0)[0].as_py())

    def finir(self) -> None:
        """Count the ends."""
        self.finis += 1


def lot(valeur: int) -> pa.RecordBatch:
    """A batch of one row of eight bytes."""
    return pa.RecordBatch.from_pydict({"a": pa.array([valeur], pa.int64())})


def test_l_ordre_est_garde() -> None:
    """A thousand batches are written in the order they were given, then the file is ended once."""
    temoin = Temoin()
    a_part = PuitsAPart(temoin)
    for rang in range(1_000):
        a_part.ecrire(lot(rang))
    a_part.finir()
    assert temoin.ecrits == [*range(1_000)]
    assert temoin.finis == 1


def test_ce_qui_attend_est_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the writer is held up, who gives batches waits: memory holds."""
    monkeypatch.setattr(puits_a_part, "OCTETS_EN_ATTENTE", 16)
    portes = threading.Semaphore(0)
    temoin = Temoin(portes.acquire)
    a_part = PuitsAPart(temoin)
    donnes: list[int] = []

    def donner() -> None:
        for rang in range(10):
            a_part.ecrire(lot(rang))
            donnes.append(rang)

    fil = threading.Thread(target=donner)
    fil.start()
    fil.join(0.2)
    assert fil.is_alive()
    assert len(donnes) <= 3
    for _ in range(10):
        portes.release()
    fil.join()
    a_part.finir()
    assert temoin.ecrits == [*range(10)]


def test_un_refus_est_leve_ou_l_on_donne() -> None:
    """A full disk stops the run at the next batch or at the end; the writer is closed anyway."""

    def refuser() -> None:
        raise OSError(28, "No space left on device")

    temoin = Temoin(refuser)
    a_part = PuitsAPart(temoin)

    def donner() -> None:
        for rang in range(1_000):
            a_part.ecrire(lot(rang))
        a_part.finir()

    with pytest.raises(OSError, match="No space"):
        donner()
    assert temoin.ecrits == []
    with pytest.raises(OSError, match="No space"):
        a_part.finir()
    assert temoin.finis == 1
