"""`decide`: the answer to one application, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision import entourage, motivation, procedure
from opposable.decision.determination import Determination
from opposable.decision.examen import examiner
from opposable.decision.recu import Recu
from opposable.decision.trame import trame

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.decision.examen import Examen
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
    return determiner(demande, examiner(demande, corpus))


def determiner(demande: Demande, examen: Examen) -> Determination:
    """Return the determination of an application that was examined."""
    contexte, lectures = examen
    faits, reponse, corpus, jour = contexte
    une = trame(examen)
    return Determination(
        demande=demande,
        situation_emploi=reponse.situation_emploi,
        regle=une.regle,
        liste=une.liste,
        entree=reponse.entree,
        nationalite=reponse.statut.nationalite if reponse.statut else None,
        regime=une.regime and une.regime.regime.value,
        fondement=procedure.fondement(une, corpus),
        autorite=procedure.autorite(une, corpus),
        notifiable_le=jour,
        motifs=tuple(enonce.lier(contexte) for enonce in motivation.motifs(une, corpus)),
        conditions=procedure.conditions(une, corpus),
        verifications=procedure.verifications(une, corpus),
        charges=procedure.charges(une, corpus),
        plateformes=entourage.les_plateformes(entourage.plateformes(contexte), corpus),
        cas=entourage.les_cas(entourage.cas(contexte), corpus),
        regularisation=procedure.regularisation(une, corpus),
        questions=tuple(enonce.lier(contexte) for enonce in motivation.questions(une, corpus)),
        avis=tuple(enonce.lier(contexte) for enonce in motivation.avis(une, corpus)),
        lectures=lectures,
        defauts=corpus.defauts(faits.codes.values(), faits.region),
        reserves=tuple(enonce.lier(contexte) for enonce in motivation.reserves(une, corpus)),
        recu=Recu.de(corpus, faits.examine_le),
    )
