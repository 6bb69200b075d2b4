"""`decide`: the answer to one application, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.determination import Determination
from opposable.decision.precedent import precedents

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus


def decide(demande: Demande, corpus: Corpus) -> Determination:
    """Answer one application. Pure: no file, no clock, no state.

    Args:
        demande: The facts; a missing fact is None and never means no.
        corpus: The law, under the readings wanted.

    Returns:
        The determination. What cannot be told is `indeterminee`, with the question to ask.

    Raises:
        DemandeError: A fact cannot be read; the message names the field and what is accepted.

    Law:
        circulaire-2007-12-20 whole; reading, section 4.
    """
    issue = precedents(corpus).trouver(demande)
    return Determination(demande, issue.agencement, issue.examen)
