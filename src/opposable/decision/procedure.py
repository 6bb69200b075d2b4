"""What surrounds the answer: service, legal basis, conditions that stay, checks, charges.

All of it rests on the trame alone: between two days on which some row of these tables begins or
ends, the day of examination changes nothing here.

Law:
    circulaire-2007-12-20#1.1/4, 2/2, 2/4, 2/5, 2/6, 2/7; reading, steps 9 and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.nationalite import CONCERNES
from opposable.law.regle import DE_LA_LISTE, SituationEmploi
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.regularisation import Regularisation


def autorite(trame: Trame, corpus: Corpus) -> Service | None:
    """Return the competent service on the day of examination; none where no permit is due."""
    if _sans_permis(trame, corpus):
        return None
    for service in corpus.services:
        if trame.type in service.types and service.du <= trame.depuis <= service.au:
            return service
    return None


def fondement(trame: Trame, corpus: Corpus) -> Fondement | None:
    """Return the legal basis on the day of examination; none for an answer not given."""
    identifiant = corpus.regles[trame.regle].fondement
    if identifiant == DE_LA_LISTE and trame.liste is not None:
        identifiant = corpus.listes[trame.liste].fondement
    if identifiant is None:
        return None
    for possible in corpus.fondements_par_id[identifiant]:
        if possible.du <= trame.depuis <= possible.au:
            return possible
    return None


def conditions(trame: Trame, corpus: Corpus) -> tuple[Condition, ...]:
    """Return the conditions that remain to be examined (2/5); none where no permit is due."""
    restantes = corpus.conditions_restantes[corpus.regles[trame.regle].situation_emploi]
    return tuple(c for c in restantes if c.du <= trame.depuis <= c.au)


def verifications(trame: Trame, corpus: Corpus) -> tuple[Verification, ...]:
    """Return the checks a renewal asks for (2/6)."""
    if _sans_permis(trame, corpus) or trame.type != RENOUVELLEMENT:
        return ()
    return tuple(v for v in corpus.verifications if v.du <= trame.depuis <= v.au)


def charges(trame: Trame, corpus: Corpus) -> tuple[Charge, ...]:
    """Return the charges the employer owes, as far as the circular says (1.1/4)."""
    if trame.regime is None or _sans_permis(trame, corpus):
        return ()
    return tuple(
        charge
        for charge in corpus.charges
        if trame.regime.regime in charge.regimes and charge.du <= trame.depuis <= charge.au
    )


def regularisation(trame: Trame, corpus: Corpus) -> tuple[Regularisation, ...]:
    """Return what an occupation of the common list opens besides; told, it decides nothing.

    Law:
        ceseda#L.435-4, ceseda#L.313-14.
    """
    regime, liste = trame.regime, trame.liste
    situation = corpus.regles[trame.regle].situation_emploi
    if regime is None or liste is None or corpus.listes[liste].d_accord:
        return ()
    if situation not in A_LA_LISTE:
        return ()
    return tuple(
        une
        for une in corpus.regularisation
        if une.du <= trame.depuis <= une.au and regime.regime in (une.regimes or CONCERNES)
    )


A_LA_LISTE = (SituationEmploi.NON_OPPOSABLE, SituationEmploi.INDETERMINEE)
"""Answers under which the occupation is on the list, or may be."""


def _sans_permis(trame: Trame, corpus: Corpus) -> bool:
    situation = corpus.regles[trame.regle].situation_emploi
    return situation is SituationEmploi.AUTORISATION_NON_REQUISE
