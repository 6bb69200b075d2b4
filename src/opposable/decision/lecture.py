"""The readings an answer depends on.

Law:
    reading, step 12: a reading is attached when its rival would change the answer or the day
    of notification for this very application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.reponse import attendre, notifiable_le
from opposable.decision.trancher import trancher
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Attente, Reponse
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.portee import Portee
    from opposable.law.regle import SituationEmploi


class LectureAttachee(NamedTuple):
    """A reading on which the answer depends.

    Attributes:
        lecture: The reading.
        rivale: Whether the rival was taken here; the other reading is then the adopted one.
        situation_emploi: What the other reading would answer.
        attente: When that answer could be notified, whatever the day of examination.
        notifiable_le: The same, for the application.
    """

    lecture: Lecture
    rivale: bool
    situation_emploi: SituationEmploi
    attente: Attente
    notifiable_le: date | None

    def au(self, jour: date) -> LectureAttachee:
        """Return the same for an application examined on a day."""
        return self._replace(notifiable_le=self.attente.jour(jour))


def lectures_attachees(
    faits: Faits, reponse: Reponse, corpus: Corpus
) -> tuple[LectureAttachee, ...]:
    """Ask each reading that may matter what it would answer the other way round."""
    possibles = corpus.portees_possibles(faits.codes, faits.nationalites, faits.examine_le)
    if not possibles:
        return ()
    ici = (reponse.situation_emploi, notifiable_le(reponse, faits))
    attachees = []
    for portee in possibles:
        if _etrangere(portee, faits, reponse):
            continue
        autre = trancher(faits, corpus.inverses[portee.lecture])
        attente = attendre(autre)
        la = (autre.situation_emploi, attente.jour(faits.examine_le))
        if la != ici:
            lecture = corpus.lectures[portee.lecture]
            rivale = lecture.id in corpus.rivales
            attachees.append(LectureAttachee(lecture, rivale, la[0], attente, la[1]))
    return tuple(attachees)


def _etrangere(portee: Portee, faits: Faits, reponse: Reponse) -> bool:
    """Whether what it changes is written for others: nationals, or kinds of application."""
    if portee.renouvellements and faits.type != RENOUVELLEMENT:
        return True
    return (
        portee.publics is not None
        and len(faits.nationalites) == 1
        and reponse.statut is not None
        and reponse.statut.regime not in portee.publics
    )
