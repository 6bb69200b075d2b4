"""The rule, in the order of the text: facts → bare answer.

`trancher` is what `decide` explains and what `tabulate` tabulates. It is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.application import (
    demander_les_faits,
    faits_manquants,
    selon_les_listes,
)
from opposable.decision.couverture import (
    couverture,
    dispenses,
    jeune_diplome,
    libre_circulation,
)
from opposable.decision.renouvellement import renouveler
from opposable.decision.reponse import FAVEUR

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


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
    """Answer for one nationality: the first step that answers, the lists at last."""
    connue = corpus.nationalites[nationalite] if nationalite else None
    statut = connue.statut(faits.examine_le) if connue else None
    for prealable in PREALABLES:
        if (reponse := prealable(faits, statut, corpus)) is not None:
            return reponse
    if statut is None or nationalite is None:
        return demander_les_faits(faits, statut, corpus)
    for etape in ETAPES:
        if (reponse := etape(faits, statut, nationalite, corpus)) is not None:
            return reponse
    return selon_les_listes(faits, statut, nationalite, corpus)


PREALABLES: tuple[Callable[[Faits, Statut | None, Loi], Reponse | None], ...] = (
    couverture,
    dispenses,
)
"""What is asked first, in order, whether nationality is known or not."""
ETAPES: tuple[Callable[[Faits, Statut, str, Loi], Reponse | None], ...] = (
    libre_circulation,
    faits_manquants,
    jeune_diplome,
    renouveler,
)
"""What is asked next, in order, of a nationality; where none answers, the lists do."""
