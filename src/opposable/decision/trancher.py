"""The rule, in the order of the text: facts → bare answer.

`trancher` is what `decide` explains and what `tabulate` tabulates. It is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.application import faits_manquants, selon_les_listes
from opposable.decision.couverture import (
    couverture,
    dispenses,
    jeune_diplome,
    libre_circulation,
)
from opposable.decision.renouvellement import renouveler
from opposable.decision.reponse import FAVEUR
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi


def trancher(faits: Faits, corpus: Loi) -> Reponse:
    """Answer for the nationality that is treated best; on a tie, the first written.

    Law:
        reading, sections 2 and 4 (step 11).
    """
    if not faits.nationalites:
        return trancher_pour(faits, None, corpus)
    reponses = [trancher_pour(faits, code, corpus) for code in faits.nationalites]
    return min(reponses, key=lambda reponse: FAVEUR[reponse.situation_emploi])


def trancher_pour(faits: Faits, nationalite: str | None, corpus: Loi) -> Reponse:
    """Answer for one nationality: coverage, exemptions, missing facts, then the lists."""
    connue = corpus.nationalites[nationalite] if nationalite else None
    statut = connue.statut(faits.examine_le) if connue else None
    reponse = couverture(faits, statut, corpus) or dispenses(faits, statut, corpus)
    if reponse is not None:
        return reponse
    if statut is None or nationalite is None:
        return _sans_nationalite(faits, corpus)
    return (
        libre_circulation(statut, corpus)
        or faits_manquants(faits, statut, corpus)
        or jeune_diplome(faits, statut, corpus)
        or _par_le_type(faits, nationalite, corpus)
    )


def _sans_nationalite(faits: Faits, corpus: Loi) -> Reponse:
    reponse = faits_manquants(faits, None, corpus)
    assert reponse is not None  # noqa: S101 - no nationality is a missing fact
    return reponse


def _par_le_type(faits: Faits, nationalite: str, corpus: Loi) -> Reponse:
    """Renewals first ask what changed (2/6); the others go to the lists."""
    statut = corpus.nationalites[nationalite].statut(faits.examine_le)
    assert statut is not None  # noqa: S101 - its coverage was checked
    if faits.type == RENOUVELLEMENT:
        return renouveler(faits, statut, nationalite, corpus)
    return selon_les_listes(faits, statut, nationalite, corpus)
