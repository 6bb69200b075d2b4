"""Precedents: an application that the law cannot tell from one examined is answered as it was.

The rule is run for the first of them; the others take its outcome, with their own nationality,
row and days. What cannot be told apart is asked of the law itself (`circonstance`, `apercu`); a
fact of an application is in the key, or the rule does not look at it. Several nationalities, none,
and the place of a first permit are put to the rule.

Thread-safe: what is learnt depends on its key alone (`acquis`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.acquis import Acquis
from opposable.decision.agencement import Agencement
from opposable.decision.apercu import Apercus
from opposable.decision.axes import variantes
from opposable.decision.circonstance import Circonstances
from opposable.decision.examen import Examen, examiner_les_faits
from opposable.decision.motif import Contexte
from opposable.decision.regard import Regard
from opposable.decision.renouvellement import comparer_les_metiers
from opposable.decision.reponse import Reponse, attendre
from opposable.decision.trame import trame

if TYPE_CHECKING:
    from collections.abc import Hashable

    from opposable.decision.apercu import Apercu
    from opposable.decision.faits import Faits
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.reponse import Attente
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Statut

PRECEDENTS_AU_PLUS = 8_192
"""Outcomes kept for one law: with all that is learnt for it, less than forty megabytes."""
AGENCEMENTS_AU_PLUS = 4_096
"""Things shared by answers, about three kilobytes each."""
LOIS_AU_PLUS = 4
"""Laws, under their readings, whose precedents are kept at once."""


class Precedent(NamedTuple):
    """The outcome of the rule for applications it cannot tell apart.

    Attributes:
        reponse: The answer to the first of them.
        attente: When it may be notified.
        lectures: Readings attached.
        place: Where the row applied stands among those shown; None where there is none.
        agencement: What their answers share.
    """

    reponse: Reponse
    attente: Attente
    lectures: tuple[LectureAttachee, ...]
    place: int | None
    agencement: Agencement

    def suivre(self, faits: Faits, statut: Statut | None, apercu: Apercu, corpus: Corpus) -> Examen:
        """Examine an application as the first was."""
        jour, avant = faits.examine_le, self.reponse
        reponse = Reponse(
            avant.regle,
            statut if avant.statut else None,
            avant.liste,
            None if self.place is None else apercu.montrees[self.place][1],
            avant.manque,
            avant.metier_change,
            avant.deja_ouverte,
            avant.peut_etre_ouverte,
        )
        lectures = self.lectures and tuple(une.au(jour) for une in self.lectures)
        return Examen(Contexte(faits, reponse, corpus, self.attente.jour(jour)), lectures)


class Precedents:
    """Examines applications of one law, running its rule only where it could answer otherwise.

    Args:
        corpus: The law, under the readings wanted.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        mondes = variantes(corpus)
        regard = Regard(mondes)
        self._circonstances = Circonstances(corpus, mondes, regard)
        self._apercus = Apercus(corpus, regard)
        self._connus: Acquis[Hashable, Precedent] = Acquis(PRECEDENTS_AU_PLUS)
        self._agencements: Acquis[Trame, Agencement] = Acquis(AGENCEMENTS_AU_PLUS)

    def __len__(self) -> int:
        """Return how many outcomes are kept."""
        return len(self._connus)

    def examiner(self, faits: Faits) -> tuple[Examen, Agencement]:
        """Examine facts that were checked, as `examiner_les_faits` does; with what is shared."""
        if len(faits.nationalites) != 1 or faits.lieux_initiaux is not None:
            examen = examiner_les_faits(faits, self.corpus)
            return examen, self._agencer(examen)
        numero, listes, statut = self._circonstances.trouver(faits)
        apercu = self._apercus.voir(faits, listes)
        cle = (
            numero,
            apercu.numero,
            faits.type,
            faits.diplome,
            faits.dispense,
            faits.jeune_diplome,
            faits.rang,
            bool(faits.codes_initiaux)
            and comparer_les_metiers(faits.codes, faits.codes_initiaux, self.corpus),
        )
        connu = self._connus.get(cle) or self._apprendre(cle, faits, apercu)
        return connu.suivre(faits, statut, apercu, self.corpus), connu.agencement

    def _apprendre(self, cle: Hashable, faits: Faits, apercu: Apercu) -> Precedent:
        """Run the rule, and keep what it found."""
        examen = examiner_les_faits(faits, self.corpus)
        reponse = examen.contexte.reponse
        connu = Precedent(
            reponse,
            attendre(reponse),
            examen.lectures,
            _place(reponse, apercu),
            self._agencer(examen),
        )
        return self._connus.apprendre(cle, connu)

    def _agencer(self, examen: Examen) -> Agencement:
        """Return what answers of one trame share, the same object for all of them."""
        une = trame(examen)
        agencement = self._agencements.get(une)
        if agencement is None:
            agencement = self._agencements.apprendre(une, Agencement.de(une, self.corpus))
        return agencement


def _place(reponse: Reponse, apercu: Apercu) -> int | None:
    """Where the row applied stands among those shown."""
    if reponse.entree is None:
        return None
    return next(
        rang
        for rang, (liste, entree) in enumerate(apercu.montrees)
        if liste is reponse.liste and entree is reponse.entree
    )


@lru_cache(maxsize=LOIS_AU_PLUS)
def precedents(corpus: Corpus) -> Precedents:
    """Return the precedents of a law."""
    return Precedents(corpus)
