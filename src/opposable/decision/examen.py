"""An application examined: facts, bare answer, day of notification, readings — once.

Whatever tells an answer, tabulates it or looks for a change takes an examination; nothing else
strings these steps together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.faits import etablir
from opposable.decision.lecture import lectures_attachees
from opposable.decision.motif import Contexte
from opposable.decision.reponse import notifiable_le
from opposable.decision.trancher import trancher

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.decision.faits import Faits
    from opposable.decision.lecture import LectureAttachee
    from opposable.law.corpus import Corpus


class Examen(NamedTuple):
    """What an examination found.

    Attributes:
        contexte: The facts, the bare answer, the law and the day of notification.
        lectures: Readings of the text the answer depends on.
    """

    contexte: Contexte
    lectures: tuple[LectureAttachee, ...]


def examiner(demande: Demande, corpus: Corpus) -> Examen:
    """Examine an application.

    Args:
        demande: The facts as stated.
        corpus: The law, under the readings wanted.

    Raises:
        DemandeError: A fact cannot be read; the message names the field and what is accepted.
    """
    return examiner_les_faits(etablir(demande, corpus), corpus)


def examiner_les_faits(faits: Faits, corpus: Corpus) -> Examen:
    """Examine facts that were checked already."""
    contexte = situer(faits, corpus)
    return Examen(contexte, lectures_attachees(faits, contexte.reponse, corpus))


def situer(faits: Faits, corpus: Corpus) -> Contexte:
    """Answer facts and say when, without asking what the answer depends on."""
    reponse = trancher(faits, corpus)
    return Contexte(faits, reponse, corpus, notifiable_le(reponse, faits))
