"""What surrounds the answer: service, legal basis, conditions that stay, checks, charges.

Law:
    circulaire-2007-12-20#1.1/4, 2/2, 2/4, 2/5, 2/6, 2/7; reading, steps 9 and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.regle import DE_LA_LISTE, SituationEmploi
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.corpus import Corpus
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification


def autorite(faits: Faits, reponse: Reponse, corpus: Corpus) -> Service | None:
    """Return the competent service on the day of examination; none where no permit is due."""
    if reponse.situation_emploi is SituationEmploi.AUTORISATION_NON_REQUISE:
        return None
    for service in corpus.services:
        if faits.type in service.types and service.du <= faits.examine_le <= service.au:
            return service
    return None


def fondement(faits: Faits, reponse: Reponse, corpus: Corpus) -> Fondement | None:
    """Return the legal basis on the day of examination; none for an answer not given."""
    identifiant = reponse.regle.fondement
    if identifiant == DE_LA_LISTE and reponse.liste is not None:
        identifiant = reponse.liste.fondement
    if identifiant is None:
        return None
    for possible in corpus.fondements_par_id[identifiant]:
        if possible.du <= faits.examine_le <= possible.au:
            return possible
    return None


def conditions(faits: Faits, reponse: Reponse, corpus: Corpus) -> tuple[Condition, ...]:
    """Return the conditions that remain to be examined (2/5); none where no permit is due."""
    restantes = corpus.conditions_restantes[reponse.situation_emploi]
    return tuple(c for c in restantes if c.du <= faits.examine_le <= c.au)


def verifications(faits: Faits, reponse: Reponse, corpus: Corpus) -> tuple[Verification, ...]:
    """Return the checks a renewal asks for (2/6)."""
    if reponse.situation_emploi is SituationEmploi.AUTORISATION_NON_REQUISE:
        return ()
    if faits.type != RENOUVELLEMENT:
        return ()
    return tuple(v for v in corpus.verifications if v.du <= faits.examine_le <= v.au)


def charges(faits: Faits, reponse: Reponse, corpus: Corpus) -> tuple[Charge, ...]:
    """Return the charges the employer owes, as far as the circular says (1.1/4)."""
    statut = reponse.statut
    if statut is None or reponse.situation_emploi is SituationEmploi.AUTORISATION_NON_REQUISE:
        return ()
    return tuple(
        charge
        for charge in corpus.charges
        if statut.regime in charge.regimes and charge.du <= faits.examine_le <= charge.au
    )
