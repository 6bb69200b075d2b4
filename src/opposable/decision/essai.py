"""Answers of the rule to facts turned one way or another: each that it can tell apart, asked once.

What it cannot tell apart is what has one place on the axes of the table (`axes`), whatever the
nomenclature. Facts without an axis are put to the rule.

Thread-safe: what is learnt depends on its key alone (`acquis`).
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import axes
from opposable.decision.acquis import Acquis, Numeros
from opposable.decision.axes import AxeMetier
from opposable.decision.couverture import MASTER
from opposable.decision.regard import Regard
from opposable.decision.trancher import trancher
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.law.corpus import Corpus
    from opposable.law.regle import SituationEmploi

ESSAIS_AU_PLUS = 65_536
"""Answers kept for one law, two hundred bytes each."""
LIEUX_AU_PLUS = 8_192
"""Occupations and what lists show of them: the law of today has 1 255 and 320."""
LOIS_AU_PLUS = 4
"""Laws whose answers are kept at once."""


class Adresse(NamedTuple):
    """Where facts stand on the axes: equal addresses, equal answers.

    Attributes:
        profil: Rank of the nationality among those that the law always treats alike.
        periode: Rank of the period of both days.
        lieu: What every list shows of the occupation from the place of work, by number.
        type: Kind of application.
        initial: For a renewal, how the occupation compares with that of the first permit.
        master: Whether a French master's diploma was said.
    """

    profil: int
    periode: int
    lieu: int
    type: str | None
    initial: str
    master: bool


class Essais:
    """Answers facts of one law.

    Args:
        corpus: The law, under the readings wanted.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        mondes = axes.variantes(corpus)
        groupes = enumerate(axes.traites_pareil(mondes))
        self._profils = {code: rang for rang, groupe in groupes for code in groupe}
        self._calendrier = axes.Calendrier(axes.periodes(corpus))
        self._places = frozenset(axes.metiers(corpus, corpus.employees))
        self._autres = axes.autres(corpus, corpus.employees)
        self._regard, self._numeros, self._verrou = Regard(mondes), Numeros(LIEUX_AU_PLUS), Lock()
        self._lieux: Acquis[AxeMetier, Mapping[str | None, int]] = Acquis(LIEUX_AU_PLUS)
        self._connus: Acquis[Adresse, SituationEmploi] = Acquis(ESSAIS_AU_PLUS)

    def situer(self, faits: Faits) -> Adresse | None:
        """Return where facts stand; None where the axes have no place for them."""
        if faits.hors_des_axes or len(faits.nationalites) != 1:
            return None
        return Adresse(
            self._profils[faits.nationalites[0]],
            self.periode(faits.depose_le, faits.examine_le),
            self.lieu(faits.metier, faits.activite, faits.region),
            faits.type,
            comparer(faits, faits.metier),
            faits.diplome == MASTER,
        )

    def periode(self, depose_le: date, examine_le: date) -> int:
        """Return the rank of the period of two days."""
        return self._calendrier.rang(depose_le, examine_le)

    def lieu(self, metier: str | None, activite: str | None, region: str | None) -> int:
        """Return the number of what every list shows of an occupation from a place.

        Args:
            metier: Code as it is written.
            activite: Activity, which counts only where a restriction is printed.
            region: Region of the base, None where no place is said.
        """
        return self.lieux(metier, activite)[region]

    def lieux(self, metier: str | None, activite: str | None) -> Mapping[str | None, int]:
        """Return these numbers for every region, and for no place."""
        place = AxeMetier(metier, activite)
        if place not in self._places:
            place = AxeMetier(metier, None)
        if place not in self._places:
            place = AxeMetier(axes.autre_code(metier or "", self._autres), None)
        return self._lieux.get(place) or self._voir(place)

    def _voir(self, place: AxeMetier) -> Mapping[str | None, int]:
        """Number what every list shows of an occupation from each region, then from none."""
        corpus = self.corpus
        with self._verrou:
            vues = dict(zip(corpus.regions, self._regard.vues(place), strict=True))
            lieux: dict[str | None, int] = {
                region: self._numeros.de((axes.abords(place, region, corpus), vue))
                for region, vue in vues.items()
            }
            partout = (axes.abords(place, None, corpus), *lieux.values())
            return self._lieux.apprendre(place, lieux | {None: self._numeros.de(partout)})

    def juger(self, adresse: Adresse | None, faits: Callable[[], Faits]) -> SituationEmploi:
        """Return the answer to facts.

        Args:
            adresse: Where they stand; None where the axes have no place for them.
            faits: Gives them, where they were never met.
        """
        connue = self._connus.get(adresse) if adresse else None
        if connue is not None:
            return connue
        situation = trancher(faits(), self.corpus).situation_emploi
        return self._connus.apprendre(adresse, situation) if adresse else situation


def comparer(faits: Faits, metier: str | None) -> str:
    """Tell how an occupation compares with that of the first permit, as the axes do."""
    initial = faits.metier_initial
    if faits.type != RENOUVELLEMENT or not metier or initial is None:
        return axes.NON_DIT
    return axes.MEME if initial == metier else axes.CHANGE


@lru_cache(maxsize=LOIS_AU_PLUS)
def essais(corpus: Corpus) -> Essais:
    """Return what answers the facts of a law."""
    return Essais(corpus)
