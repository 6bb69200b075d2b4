"""The division of a day: the regions that its common list names, and those a code stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.ecrit.repli import replier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.law.territoire import Departement, Region


def du_jour(jour: date, corpus: Corpus) -> Mapping[str, Region]:
    """Return the regions that count on a day, by code."""
    return corpus.regions_de(corpus.division(jour))


def ordre(jour: date, corpus: Corpus) -> list[Region]:
    """Return the regions of a day as tables show them: the mainland by name, then overseas."""
    return ranger(du_jour(jour, corpus))


def ranger(regions: Mapping[str, Region]) -> list[Region]:
    """Return regions as tables show them: the mainland by name, then overseas."""
    return sorted(regions.values(), key=lambda r: (r.zone, replier(r.nom)))


def parties(code: str, corpus: Corpus) -> tuple[str, ...]:
    """Return the oldest regions that a region covers; itself where it is one of them."""
    return corpus.parties(code)


def representante(code: str, corpus: Corpus) -> str:
    """Return one of the parts of a region: the lists of its division answer them all alike."""
    return next(iter(parties(code, corpus)), code)


def nommee(code: str, corpus: Corpus) -> Region | None:
    """Return the region of a code, in whichever division has it."""
    divisions = (corpus.regions_de(version) for version in corpus.territoires)
    return next((regions[code] for regions in divisions if code in regions), None)


def departements(code: str, corpus: Corpus) -> tuple[Departement, ...]:
    """Return the departments of a region, by code."""
    ici = set(parties(code, corpus))
    return tuple(d for d in corpus.departements.values() if d.region in ici)
