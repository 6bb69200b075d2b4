"""Precedents: an application that the law cannot tell from one examined is answered as it was.

The rule is run for the first of them; the others take its outcome, with their own nationality,
row and days. What cannot be told apart is asked of the law itself (`circonstance`, `apercu`); a
fact of an application is in the key, or the rule does not look at it. Several nationalities, none,
and the place of a first permit are put to the rule.

Thread-safe: what is learnt depends on its key alone (`acquis`).
"""

from __future__ import annotations

from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.acquis import Acquis
from opposable.decision.agencement import Agencement
from opposable.decision.apercu import Apercus
from opposable.decision.axes import variantes
from opposable.decision.circonstance import Circonstances
from opposable.decision.demande import CHAMPS, DATES
from opposable.decision.examen import Examen, examiner_les_faits
from opposable.decision.faits import dater, etablir
from opposable.decision.motif import Contexte
from opposable.decision.regard import Regard
from opposable.decision.renouvellement import comparer_les_metiers
from opposable.decision.reponse import Reponse, attendre
from opposable.decision.trame import trame

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from opposable.decision.apercu import Apercu
    from opposable.decision.circonstance import Circonstance
    from opposable.decision.demande import Demande
    from opposable.decision.faits import Faits
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.reponse import Attente
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Statut

PRECEDENTS_AU_PLUS = 8_192
"""Outcomes kept for one law: with all that is learnt for it, less than sixty megabytes."""
ISSUES_AU_PLUS = 16_384
"""Applications, whoever asks, of which what answers them is kept."""
DITS = attrgetter(*(champ for champ in CHAMPS if champ not in ("id", *DATES)))
"""The facts said, the days aside."""
JOURS = attrgetter(*DATES)
"""The days said."""
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
        place: Where the row applied stands among those shown; None where it is that of the answer,
            if any.
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
            avant.entree if self.place is None else apercu.montrees[self.place],
            avant.manque,
            avant.metier_change,
            avant.deja_ouverte,
            avant.peut_etre_ouverte,
        )
        lectures = self.lectures and tuple(une.au(jour) for une in self.lectures)
        return Examen(Contexte(faits, reponse, corpus, self.attente.jour(jour)), lectures)


class Issue:
    """What answers an application; it is examined when somebody asks what was found.

    Args:
        agencement: What its answer shares with others.
        examen: Gives what its examination found.
    """

    __slots__ = ("agencement", "examen")

    def __init__(self, agencement: Agencement, examen: Callable[[], Examen]) -> None:
        self.agencement = agencement
        self.examen = examen


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
        self._faits: Acquis[Hashable, Faits] = Acquis(PRECEDENTS_AU_PLUS)
        self._issues: Acquis[Hashable, Issue] = Acquis(ISSUES_AU_PLUS)
        self._agencements: Acquis[Trame, Agencement] = Acquis(AGENCEMENTS_AU_PLUS)

    def __len__(self) -> int:
        """Return how many outcomes are kept."""
        return len(self._connus)

    def trouver(self, demande: Demande) -> Issue:
        """Return what answers an application: its precedent, or else the rule.

        Raises:
            DemandeError: A fact cannot be read.
        """
        cle = (DITS(demande), JOURS(demande))
        issue = self._issues.get(cle)
        if issue is None:
            faits = self._etablir(demande, cle[0])
            issue = self._issues.apprendre(cle, self._repondre(faits))
        return issue

    def _etablir(self, demande: Demande, dits: Hashable) -> Faits:
        """Check the facts of an application; those said before are not checked again."""
        faits = self._faits.get(dits)
        if faits is None:
            return self._faits.apprendre(dits, etablir(demande, self.corpus))
        depose_le, examine_le = dater(demande, self.corpus)
        return faits._replace(depose_le=depose_le, examine_le=examine_le)

    def _repondre(self, faits: Faits) -> Issue:
        """Answer facts that were checked."""
        if len(faits.nationalites) != 1 or faits.lieux_initiaux is not None:
            examen = examiner_les_faits(faits, self.corpus)
            return Issue(self._agencer(examen), lambda: examen)
        ou = self._circonstances.trouver(faits.nationalites[0], faits.depose_le, faits.examine_le)
        connu, apercu = self._suivre(faits, ou)
        suite = partial(connu.suivre, faits, ou.statut, apercu, self.corpus)
        return Issue(connu.agencement, suite)

    def _suivre(self, faits: Faits, ou: Circonstance) -> tuple[Precedent, Apercu]:
        """Find the precedent of an application, or make one of it."""
        apercu = self._apercus.voir(faits, ou.listes)
        cle = (
            ou.numero,
            apercu.numero,
            faits.type,
            faits.diplome,
            faits.dispense,
            faits.jeune_diplome,
            faits.rang,
            bool(faits.codes_initiaux)
            and comparer_les_metiers(faits.codes, faits.codes_initiaux, self.corpus),
        )
        return self._connus.get(cle) or self._apprendre(cle, faits, apercu), apercu

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
        if connu.place is None and reponse.entree is not None:
            return connu  # a row that these lists do not show is told for the same facts alone
        return self._connus.apprendre(cle, connu)

    def _agencer(self, examen: Examen) -> Agencement:
        """Return what answers of one trame share, the same object for all of them."""
        une = trame(examen)
        agencement = self._agencements.get(une)
        if agencement is None:
            agencement = self._agencements.apprendre(une, Agencement.de(une, self.corpus))
        return agencement


def _place(reponse: Reponse, apercu: Apercu) -> int | None:
    """Where the row applied stands among those shown, None where it does not.

    A view says which of its rows are the same, so that the first of those is as good as another.
    """
    if reponse.entree is None:
        return None
    rangs = (rang for rang, une in enumerate(apercu.montrees) if une is reponse.entree)
    return next(rangs, None)


@lru_cache(maxsize=LOIS_AU_PLUS)
def precedents(corpus: Corpus) -> Precedents:
    """Return the precedents of a law."""
    return Precedents(corpus)
