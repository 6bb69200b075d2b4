"""The readings an answer depends on.

Law:
    reading, step 12: a reading is attached when its rival would change the answer or the day
    of notification for this very application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.reponse import notifiable_le
from opposable.decision.trancher import trancher
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.portee import Portee
    from opposable.law.regle import SituationEmploi


class LectureAttachee(NamedTuple):
    """A reading on which the answer depends.

    Attributes:
        lecture: The reading.
        rivale: Whether the rival was taken here; the other reading is then the adopted one.
        reponse: What the other reading would answer.
        notifiable_le: When that answer could be notified.
    """

    lecture: Lecture
    rivale: bool
    reponse: Reponse
    notifiable_le: date | None

    @property
    def situation_emploi(self) -> SituationEmploi:
        """The answer under the other reading."""
        return self.reponse.situation_emploi


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
        la = (autre.situation_emploi, notifiable_le(autre, faits))
        if la != ici:
            lecture = corpus.lectures[portee.lecture]
            rivale = lecture.id in corpus.rivales
            attachees.append(LectureAttachee(lecture, rivale, autre, la[1]))
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
