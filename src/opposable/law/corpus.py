"""The corpus: the law, and what it becomes when one of its readings is turned."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from opposable.law.enregistrement import enregistrement
from opposable.law.loi import Loi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.law.empreinte import Empreintes
    from opposable.law.etat_du_droit import EtatDuDroit
    from opposable.law.portee import Portee
    from opposable.law.tables import Tables


@enregistrement(frozen=True, eq=False, repr=False)
class Corpus(Loi):
    """The law as data, under one set of readings. Built by `load_corpus`, never changed.

    It holds, ready made, the law where each of its readings is taken the other way round:
    an answer tells the readings it depends on without building anything.

    Attributes:
        etat: The state of the law that this is.
        empreintes: Digests of its data.
        anciennes: Digests of the data of former versions of this law.
        portees: What each reading that can change an answer touches.
        inverses: For each of these readings, the law where that one alone is turned.
        tables: The raw tables, as adopted (a rival changes none of them here).
        produits: What was read from the tables, for another construction to take over.
    """

    etat: EtatDuDroit
    empreintes: Empreintes
    anciennes: frozenset[str]
    portees: tuple[Portee, ...]
    inverses: Mapping[str, Loi]
    tables: Tables
    produits: Mapping[str, Any]

    def portees_possibles(
        self, codes: Mapping[str, str], nationalites: tuple[str, ...], jour: date
    ) -> list[Portee]:
        """Return the readings that might change the answer to an application."""
        dits = frozenset(code for dit in codes.items() for code in self._suites(*dit))
        atteintes = {vers for de in codes for vers in self._atteintes.get(de, (de,))}
        return [
            p for p in self.portees if p.touche(dits, atteintes.__contains__, nationalites, jour)
        ]

    def _suites(self, nomenclature: str, code: str) -> frozenset[str]:
        """A code, and those that passages lead to from it."""
        return self._codes_atteints.get((nomenclature, code), frozenset((code,)))

    @cached_property
    def _codes_atteints(self) -> Mapping[tuple[str, str], frozenset[str]]:
        atteints: dict[tuple[str, str], frozenset[str]] = {}
        for passage in self.passages:
            for etapes in passage.etapes.values():
                for code, suite in etapes.items():
                    cle = (passage.de, code)
                    deja = atteints.get(cle, frozenset((code,)))
                    atteints[cle] = deja | {etape.vers for etape in suite}
        return atteints

    @cached_property
    def _atteintes(self) -> Mapping[str, tuple[str, ...]]:
        """For each nomenclature, itself and those that a deciding passage leads to."""
        atteintes = {passage.de: [passage.de] for passage in self.passages}
        for passage in self.passages:
            atteintes[passage.de] += passage.vers if passage.decide else ()
        return {de: tuple(vers) for de, vers in atteintes.items()}
