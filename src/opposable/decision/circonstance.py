"""What an answer takes from nationality and days: the circumstances of an application.

Two applications in the same circumstances fall under the same regimes, lists, silences,
exemptions and criteria, under the readings adopted and under each rival, and what surrounds an
answer is the same for both. Everything here is asked of the law, so that a row added to it is
counted without a word changed.

Law:
    reading, steps 1 to 3, 7 and 12; lecture#II.1, lecture#II.2.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import axes
from opposable.decision.acquis import Acquis, Numeros
from opposable.decision.trame import depuis
from opposable.law.silence import silence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.decision.regard import Regard
    from opposable.decision.reperes import JourDit
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut

JOUR = timedelta(days=1)
AU_PLUS = 8_192
"""Profiles and circumstances kept for one law: the law of today has 25 and six hundred."""
CONNUES_AU_PLUS = 16_384
"""The same, for each nationality."""


class Circonstance(NamedTuple):
    """Circumstances, by number.

    Attributes:
        numero: The same for all those that the law cannot tell apart.
        listes: Ranks of the lists that may answer, as `Regard` numbers them.
        groupe: The number of these lists.
        statut: Regime of the nationality on the day of examination.
    """

    numero: int
    listes: tuple[int, ...]
    groupe: int
    statut: Statut | None


class Circonstances:
    """Finds the circumstances of applications of one law; it learns those that it meets.

    Args:
        corpus: The law.
        mondes: The law, then each of its rivals.
        regard: Its numbering of lists.
    """

    def __init__(self, corpus: Corpus, mondes: Sequence[Loi], regard: Regard) -> None:
        self._corpus, self._mondes, self._regard = corpus, mondes, regard
        self._rangs = {lecture: rang for rang, lecture in enumerate(corpus.inverses, 1)}
        self._examens = sorted(_jours_d_examen(corpus, mondes))
        self._depots = sorted(_jours_de_depot(mondes))
        self._limitees = tuple(dict.fromkeys(filter(None, _limitees(corpus, mondes))))
        self._profils, self._numeros = Numeros(AU_PLUS), Numeros(AU_PLUS)
        self._groupes = Numeros(AU_PLUS)
        self._profil_de: Acquis[str, int] = Acquis(AU_PLUS)
        self._par_profil: Acquis[tuple[int, int, int], Circonstance] = Acquis(AU_PLUS)
        self._connues: Acquis[tuple[str, int, int], Circonstance] = Acquis(CONNUES_AU_PLUS)

    def placer(self, jour: date) -> tuple[int, int]:
        """Return the intervals where a day falls, as day of examination and as day of filing."""
        return bisect_right(self._examens, jour), bisect_right(self._depots, jour)

    def situer(self, code: str, depot: JourDit, examen: JourDit) -> Circonstance:
        """Return the circumstances of an application of one nationality, from its two days."""
        connue = self._connues.get((code, examen.examen, depot.depot))
        return connue or self.trouver(code, depot.jour, examen.jour)

    def trouver(self, code: str, depose_le: date, examine_le: date) -> Circonstance:
        """Return the same from the days themselves."""
        examen, depot = self.placer(examine_le)[0], self.placer(depose_le)[1]
        profil = self._profil_de.get(code)
        if profil is None:
            profil = self._profil_de.apprendre(code, self._profiler(code))
        cle = (profil, examen, depot)
        pareille = self._par_profil.get(cle)
        if pareille is None:
            pareille = self._par_profil.apprendre(cle, self._etudier(code, depose_le, examine_le))
        sienne = pareille._replace(statut=self._corpus.nationalites[code].statut(examine_le))
        return self._connues.apprendre((code, examen, depot), sienne)

    def _profiler(self, code: str) -> int:
        """Number a nationality: the same for those of which the law says the same on every day."""
        mondes = self._mondes
        source = next((s.nationalite for s in mondes[0].nationalites[code].statuts), code)
        regimes = (tuple(_sans_le_code(s) for s in m.nationalites[code].statuts) for m in mondes)
        bornes = (code in noms or source in noms for noms in self._limitees)
        return self._profils.de((*regimes, *bornes))

    def _etudier(self, code: str, depose_le: date, jour: date) -> Circonstance:
        """Ask the law all that it makes of a nationality and of two days."""
        corpus = self._corpus
        mondes = list(self._possibles(code, jour))
        groupe = [(r, nom) for r, m in mondes for nom in axes.consultees(code, jour, m)]
        listes = tuple(dict.fromkeys(self._regard.rangs[cle] for cle in groupe))
        consultees = (self._mondes[rang].toutes_listes[nom] for rang, nom in groupe)
        cle = (
            tuple(groupe),
            corpus.couverture.du <= jour <= corpus.couverture.au,
            corpus.connu_le < jour <= corpus.couverture.au,
            depuis(jour, corpus),
            tuple((rang, *_du_monde(monde, code, jour)) for rang, monde in mondes),
            tuple(_de_la_liste(liste, depose_le, jour, corpus) for liste in consultees),
        )
        return Circonstance(self._numeros.de(cle), listes, self._groupes.de(listes), None)

    def _possibles(self, code: str, jour: date) -> Iterator[tuple[int, Loi]]:
        """Yield the law, and each rival that may answer otherwise, by rank in the worlds."""
        yield 0, self._mondes[0]
        for portee in self._corpus.portees:
            if portee.du <= jour <= portee.au and portee.pour(code):
                yield self._rangs[portee.lecture], self._corpus.inverses[portee.lecture]


def _limitees(corpus: Corpus, mondes: Sequence[Loi]) -> Iterator[frozenset[str]]:
    """Yield the nationalities of every row that is limited to some, or leaves some out."""
    for monde in mondes:
        yield from (liste.nationalites for liste in monde.toutes_listes.values())
        yield from (tu.nationalites for tu in monde.silences)
        for dispense in monde.dispenses:
            yield from (dispense.nationalites, dispense.sauf)
    yield from (portee.nationalites or frozenset() for portee in corpus.portees)


def _sans_le_code(statut: Statut) -> tuple[Any, ...]:
    return (statut.regime, statut.listes, statut.du, statut.au, statut.ancre, statut.certitude)


def _du_monde(loi: Loi, code: str, jour: date) -> tuple[Any, ...]:
    """What one reading of the law makes of a nationality on a day."""
    criteres = tuple((c.critere, c.compte) for c in loi.criteres if c.du <= jour <= c.au)
    statut = loi.nationalites[code].statut(jour)
    if statut is None:
        return (criteres,)
    tu = silence(loi.silences, statut.regime, code, jour)
    types = (None, *loi.valeurs["type"])
    aides = tuple(
        (d.id, *(d.concerne(type_, statut.regime, statut.nationalite, jour) for type_ in types))
        for d in loi.dispenses
        if d.du <= jour <= d.au
    )
    vu = (statut.regime, statut.listes, statut.ancre, statut.certitude)
    return (criteres, vu, tu and tu.effet, aides)


def _de_la_liste(liste: Liste, depose_le: date, jour: date, loi: Loi) -> tuple[Any, ...]:
    """What a list makes of the two days of an application."""
    attente = liste.notifiable_du
    return (
        tuple(liste.atteint(type_, depose_le) for type_ in ("", *loi.valeurs["type"])),
        liste.depose_du is not None and depose_le < liste.depose_du,
        attente and (attente > jour, attente >= jour),
    )


def _jours_d_examen(corpus: Corpus, mondes: Sequence[Loi]) -> set[date]:
    """Every day of examination from which something may differ."""
    datees: list[Any] = [corpus.couverture]
    for monde in mondes:
        datees += (*monde.silences, *monde.dispenses, *monde.criteres)
        datees += (s for n in monde.nationalites.values() for s in n.statuts)
        datees += (p for liste in monde.toutes_listes.values() for p in liste.periodes)
    jours = {une.du for une in (*datees, *corpus.portees)}
    jours |= {une.au + JOUR for une in (*datees, *corpus.portees) if une.au < date.max}
    for monde in mondes:
        attentes = (liste.notifiable_du for liste in monde.toutes_listes.values())
        jours |= {j + n * JOUR for j in attentes if j is not None for n in (0, 1)}
    return jours | {*corpus.jours_de_procedure, corpus.connu_le + JOUR}


def _jours_de_depot(mondes: Sequence[Loi]) -> set[date]:
    listes = (liste for monde in mondes for liste in monde.toutes_listes.values())
    return {liste.depose_du for liste in listes if liste.depose_du is not None}
