"""What the answers of one trame share: sentences not yet tied, service, basis, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision import entourage, motivation, procedure
from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from opposable.decision.motif import Enonce
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.dispense import Dispense
    from opposable.law.plateforme import Plateforme
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.regle import SituationEmploi
    from opposable.law.regularisation import Regularisation


@enregistrement(frozen=True, slots=True, kw_only=True, eq=False)
class Agencement:
    """The part of a determination that its trame alone gives; the fields are those of the contract.

    Attributes:
        trame: What it rests on.
        situation_emploi: The answer.
        fondement: Legal basis.
        autorite: Competent service.
        motifs: Reasons, before they are tied to an application.
        conditions: Conditions that remain to be examined.
        verifications: Checks a renewal asks for.
        charges: Charges the employer owes.
        plateformes: Platforms of the day, wherever the work is.
        cas: Facts not said that would settle the answer.
        regularisation: What an occupation of the list opens besides.
        questions: Facts to ask for.
        avis: Notes beside the answer.
        reserves: Values that were not read in a legal text.
    """

    trame: Trame
    situation_emploi: SituationEmploi
    fondement: Fondement | None
    autorite: Service | None
    motifs: tuple[Enonce, ...]
    conditions: tuple[Condition, ...]
    verifications: tuple[Verification, ...]
    charges: tuple[Charge, ...]
    plateformes: tuple[Plateforme, ...]
    cas: tuple[Dispense, ...]
    regularisation: tuple[Regularisation, ...]
    questions: tuple[Enonce, ...]
    avis: tuple[Enonce, ...]
    reserves: tuple[Enonce, ...]

    @classmethod
    def de(cls, trame: Trame, corpus: Corpus) -> Agencement:
        """Work out what a trame gives under a law."""
        return cls(
            trame=trame,
            situation_emploi=corpus.regles[trame.regle].situation_emploi,
            fondement=procedure.fondement(trame, corpus),
            autorite=procedure.autorite(trame, corpus),
            motifs=motivation.motifs(trame, corpus),
            conditions=procedure.conditions(trame, corpus),
            verifications=procedure.verifications(trame, corpus),
            charges=procedure.charges(trame, corpus),
            plateformes=entourage.plateformes_du_jour(trame, corpus),
            cas=entourage.les_cas(trame.cas, corpus),
            regularisation=procedure.regularisation(trame, corpus),
            questions=motivation.questions(trame, corpus),
            avis=motivation.avis(trame, corpus),
            reserves=motivation.reserves(trame, corpus),
        )
