"""A ceiling on memory: a hostile file is refused before the machine suffers."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAFOND = 3 << 30
"""Bytes of address space a run may take beyond what the interpreter holds."""
PAGE = resource.getpagesize()


@contextmanager
def memoire_bornee(plafond: int = PLAFOND) -> Iterator[None]:
    """Hold a ceiling on memory while files are read, then give back what was there before."""
    avant = resource.getrlimit(resource.RLIMIT_AS)
    borner_la_memoire(plafond)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, avant)


def borner_la_memoire(plafond: int = PLAFOND) -> None:
    """Let this process take no more memory than a ceiling above what it holds now."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return  # no such account on this system
    pris = int(statm.read_text(encoding="ascii").split()[0]) * PAGE
    _, dur = resource.getrlimit(resource.RLIMIT_AS)
    voulu = pris + plafond
    if dur == resource.RLIM_INFINITY or voulu <= dur:
        resource.setrlimit(resource.RLIMIT_AS, (voulu, dur))
