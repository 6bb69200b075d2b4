"""The answer of the software on a file: asked of `decide`, never told again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from opposable.decision.decide import decide
from opposable.web.socle import droit

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.dossiers.etat import Dossier


def determiner(dossier: Dossier, jour: date) -> Determination:
    """Return what the law says of a file on a day, or on the last day known where that is before.

    Raises:
        DemandeError: A fact of the application cannot be read.

    Law: 2/1, 2/10.
    """
    corpus = droit.corpus()
    examine_le = min(jour, corpus.couverture.au)
    return decide(replace(dossier.demande, examine_le=examine_le), corpus)
