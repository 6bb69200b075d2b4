"""The corpus: the law, and what it becomes when one of its readings is turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opposable.law.loi import Loi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.law.empreinte import Empreintes
    from opposable.law.etat_du_droit import EtatDuDroit
    from opposable.law.portee import Portee
    from opposable.law.tables import Tables


@dataclass(frozen=True, eq=False, repr=False)
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
        self, metier: str | None, nationalites: tuple[str, ...], jour: date
    ) -> list[Portee]:
        """Return the readings that might change the answer to an application."""
        par_metier, par_nationalite, autres = self._portees_par_cle
        possibles = [*par_metier.get(metier or "", ()), *autres]
        for nationalite in nationalites:
            for portee in par_nationalite.get(nationalite, ()):
                if portee not in possibles:
                    possibles.append(portee)
        return [p for p in possibles if p.du <= jour <= p.au] if possibles else possibles

    @cached_property
    def _portees_par_cle(
        self,
    ) -> tuple[
        Mapping[str, tuple[Portee, ...]], Mapping[str, tuple[Portee, ...]], tuple[Portee, ...]
    ]:
        par_metier: dict[str, tuple[Portee, ...]] = {}
        par_nationalite: dict[str, tuple[Portee, ...]] = {}
        for portee in self.portees:
            for metier in portee.metiers or ():
                par_metier[metier] = (*par_metier.get(metier, ()), portee)
            for nationalite in portee.nationalites or ():
                par_nationalite[nationalite] = (*par_nationalite.get(nationalite, ()), portee)
        autres = tuple(p for p in self.portees if not p.metiers and not p.nationalites)
        return par_metier, par_nationalite, autres
