"""Passages as linked data: the SKOS property that a row amounts to, and its provenance.

A code that decides is the same as the one it reaches where neither has another; one of several
that reach a code is under it; one that reaches several is above them. What depends on an
activity or a qualification, or is only proposed, is close, and no more.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from rdflib import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from opposable.law.passage import Etape, Passage


def correspondances(passage: Passage) -> Iterator[tuple[str, str, URIRef, str]]:
    """Yield each row of a passage as a property: nomenclature, code left, property, code reached.

    Args:
        passage: The passage.
    """
    for vers, par_code in passage.etapes.items():
        etapes = tuple(chain(*par_code.values()))
        departs = Counter(de for de, _ in {(e.de, e.vers) for e in etapes})
        arrivees = Counter(a for _, a in {(e.de, e.vers) for e in etapes})
        for etape in etapes:
            seul = departs[etape.de] == 1
            seule = arrivees[etape.vers] == 1
            lien = _lien(etape, seul=seul, seule=seule) if passage.decide else SKOS.closeMatch
            yield vers, etape.de, lien, etape.vers


def _lien(etape: Etape, *, seul: bool, seule: bool) -> URIRef:
    """Return the property: `seul` where it leaves for one code, `seule` where one reaches it."""
    if not etape.decide or etape.activite or etape.qualifications:
        return SKOS.closeMatch
    liens = {
        (True, True): SKOS.exactMatch,
        (True, False): SKOS.broadMatch,
        (False, True): SKOS.narrowMatch,
    }
    return liens.get((seul, seule), SKOS.closeMatch)
