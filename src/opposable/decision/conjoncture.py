"""What each reading of the law makes of a regime and a period of the table, by number.

Where two numbers are equal the rule answers alike: it is run once for each, reading by reading,
and not once for each set of readings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import axes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from opposable.decision.axes import AxeStatut, Periode
    from opposable.decision.regard import Regard
    from opposable.law.corpus import Corpus
    from opposable.law.loi import Loi


class Lue(NamedTuple):
    """What one reading makes of a regime and a period, by number.

    Attributes:
        lecture: The reading turned; empty for the law in its state.
        conjoncture: All that an answer takes from nationality and days.
        groupe: The lists that may answer.
    """

    lecture: str
    conjoncture: int
    groupe: int


class Conjonctures:
    """Numbers what an answer takes from nationality and days, and the lists that may give it.

    It lives as long as one table is made.

    Args:
        corpus: The law.
        mondes: The law, then each of its rivals.
        regard: Its numbering of lists.

    Attributes:
        groupes: Ranks of the lists that may answer, by number of the group.
    """

    def __init__(self, corpus: Corpus, mondes: Sequence[Loi], regard: Regard) -> None:
        self._corpus, self._mondes, self._regard = corpus, mondes, regard
        self._fonds = [_fonds(monde) for monde in mondes]
        self._rangs = {lecture: rang for rang, lecture in enumerate(corpus.inverses, 1)}
        self._numeros: dict[tuple[object, ...], int] = {}
        self._ensembles: dict[tuple[Lue, ...], tuple[Lue, ...]] = {}
        self.groupes: dict[tuple[int, ...], int] = {}

    def lues(
        self,
        statuts: Sequence[AxeStatut],
        exemples: Sequence[Mapping[int, str | None]],
        periodes: Sequence[Periode],
    ) -> list[list[tuple[Lue, ...]]]:
        """Tell, for each regime and period, what the law makes of them, then each rival.

        Args:
            statuts: The axis of regimes.
            exemples: For each, a nationality that stands there, by period.
            periodes: The axis of periods.
        """
        return [
            [
                self._lire(exemple.get(p), periode, statut.diplome)
                for p, periode in enumerate(periodes)
            ]
            for statut, exemple in zip(statuts, exemples, strict=True)
        ]

    def _lire(self, code: str | None, periode: Periode, diplome: str | None) -> tuple[Lue, ...]:
        """Leave out the rivals that make the same of them as the law in its state."""
        ici = self._lue("", 0, code, periode, diplome)
        autres = (
            self._lue(lecture, rang, code, periode, diplome)
            for lecture, rang in self._possibles(code, periode)
        )
        lues = (ici, *(lue for lue in autres if lue[1:] != ici[1:]))
        return self._ensembles.setdefault(lues, lues)

    def _possibles(self, code: str | None, periode: Periode) -> Iterator[tuple[str, int]]:
        jour = periode.jours()[1]
        for portee in self._corpus.portees:
            if portee.du <= jour <= portee.au and portee.pour(code):
                yield portee.lecture, self._rangs[portee.lecture]

    def _lue(
        self, lecture: str, rang: int, code: str | None, periode: Periode, diplome: str | None
    ) -> Lue:
        monde = self._mondes[rang]
        noms = axes.consultees(code, periode.jours()[1], monde)
        vus = axes.jours_vus(code, periode, noms, monde, diplome)
        cle = (self._fonds[rang], diplome, vus)
        groupe = tuple(dict.fromkeys(self._regard.rangs[rang, nom] for nom in noms))
        return Lue(
            lecture,
            self._numeros.setdefault(cle, len(self._numeros)),
            self.groupes.setdefault(groupe, len(self.groupes)),
        )


def _fonds(monde: Loi) -> tuple[object, ...]:
    """Tell apart laws whose rules differ, lists and regimes aside: tables shared are the same."""
    lues = (monde.regles, monde.dispenses, monde.territoires)
    return (*map(id, lues), monde.nomenclatures)
