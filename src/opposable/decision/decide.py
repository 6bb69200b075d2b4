"""`decide`: the answer to one application, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision import procedure
from opposable.decision.determination import Determination
from opposable.decision.faits import etablir
from opposable.decision.lecture import lectures_attachees
from opposable.decision.motif import Contexte, Motif
from opposable.decision.motivation import avis, motifs
from opposable.decision.recu import Recu
from opposable.decision.reponse import notifiable_le
from opposable.decision.reserve import reserves
from opposable.decision.trancher import trancher

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
    faits = etablir(demande, corpus)
    reponse = trancher(faits, corpus)
    jour = notifiable_le(reponse, faits)
    contexte = Contexte(faits, reponse, corpus, jour)
    lectures = lectures_attachees(faits, reponse, corpus)
    service = procedure.autorite(faits, reponse, corpus)
    statut, liste = reponse.statut, reponse.liste
    return Determination(
        demande,
        reponse.regle.situation_emploi,
        reponse.regle.id,
        liste.id if liste else None,
        reponse.entree,
        statut.nationalite if statut else None,
        statut.regime.value if statut else None,
        procedure.fondement(faits, reponse, corpus),
        service,
        jour,
        motifs(contexte),
        procedure.conditions(faits, reponse, corpus),
        procedure.verifications(faits, reponse, corpus),
        procedure.charges(faits, reponse, corpus),
        questions(contexte),
        avis(contexte, lectures),
        lectures,
        corpus.defauts(faits.metier, faits.region),
        reserves(contexte, service),
        Recu.de(corpus),
    )


def questions(contexte: Contexte) -> tuple[Motif, ...]:
    """Return the questions to ask, where facts or texts are missing."""
    textes = contexte.corpus.textes.questions
    return tuple(
        Motif(textes[fait], contexte, textes[fait].ancre) for fait in contexte.reponse.manque
    )
