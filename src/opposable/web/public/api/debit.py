"""How many requests an address sent in this minute, counted by all the processes of a server.

What is counted stands in memory that the processes share, since it is made before they part; no
address is kept there, only what a key of this start makes of it, and nothing is written to disk.
"""

from __future__ import annotations

import fcntl
import os
import weakref
from contextlib import contextmanager
from hashlib import blake2b
from mmap import mmap
from secrets import token_bytes
from struct import Struct
from tempfile import TemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FENETRE = 60
PLACES = 131_072
"""Addresses counted at once, in two mebibytes."""
VOISINES = 8
"""Places where an address may stand; where others hold them all, the least seen is forgotten."""


class Compte(NamedTuple):
    """What a place holds: the mark of an address, its minute, how many requests."""

    marque: bytes
    fenetre: int
    fois: int


class Debit:
    """Counts requests by address over windows of a minute.

    Args:
        places: How many addresses are counted at once, at least `VOISINES`.
    """

    FORME = Struct("8sII")

    def __init__(self, places: int = PLACES) -> None:
        self._cle = token_bytes(16)
        self._places = places - VOISINES + 1
        self._comptes = mmap(-1, places * self.FORME.size)
        self._entre_fils = Lock()
        with TemporaryFile() as anonyme:
            self._verrou = os.dup(anonyme.fileno())
        weakref.finalize(self, os.close, self._verrou)

    def compter(self, adresse: str, instant: float) -> int:
        """Count one more request and return how many there were in this window."""
        empreinte = blake2b(adresse.encode(), digest_size=16, key=self._cle).digest()
        premiere = int.from_bytes(empreinte[8:], "big") % self._places
        marque, fenetre = empreinte[:8], int(instant // FENETRE) & 0xFFFFFFFF
        with self._seul():
            place, avant = self._choisir(premiere, marque, fenetre)
            fois = avant + 1
            self.FORME.pack_into(self._comptes, place * self.FORME.size, marque, fenetre, fois)
        return fois

    def _choisir(self, premiere: int, marque: bytes, fenetre: int) -> tuple[int, int]:
        """Return the place of an address, and how many times it was seen in this window."""
        libres: list[tuple[int, int]] = []
        for place in range(premiere, premiere + VOISINES):
            vu = Compte(*self.FORME.unpack_from(self._comptes, place * self.FORME.size))
            if vu.fenetre == fenetre and vu.marque == marque:
                return place, vu.fois
            libres.append((vu.fois if vu.fenetre == fenetre else 0, place))
        return min(libres)[1], 0

    @contextmanager
    def _seul(self) -> Iterator[None]:
        """Keep other threads, then other processes, out; one that dies lets the others in."""
        with self._entre_fils:
            fcntl.lockf(self._verrou, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._verrou, fcntl.LOCK_UN)
