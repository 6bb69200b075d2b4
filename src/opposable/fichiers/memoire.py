"""A ceiling on memory: a hostile file is refused before the machine suffers."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import resource
except ImportError:  # a system without such accounts
    COMPTES = False
else:
    COMPTES = True

PLAFOND = 3 << 30
"""Bytes of address space a run may take beyond what the interpreter holds."""


@contextmanager
def memoire_bornee(plafond: int = PLAFOND) -> Iterator[None]:
    """Hold a ceiling on memory while files are read, then give back what was there before."""
    if not COMPTES:
        yield
        return
    avant = resource.getrlimit(resource.RLIMIT_AS)
    borner_la_memoire(plafond)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, avant)


def borner_la_memoire(plafond: int = PLAFOND) -> None:
    """Let this process take no more memory than a ceiling above what it holds now."""
    statm = Path("/proc/self/statm")
    if not COMPTES or not statm.exists():
        return
    pris = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, dur = resource.getrlimit(resource.RLIMIT_AS)
    voulu = pris + plafond
    if dur == resource.RLIM_INFINITY or voulu <= dur:
        resource.setrlimit(resource.RLIMIT_AS, (voulu, dur))
