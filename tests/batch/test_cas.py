"""The cases a jurist writes, as one file: each row has the answer of its case, or is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from cas_du_droit import ERREURS, REPONSES, lectures_prises, tenir, textes
from opposable.batch.rejet import FAITS
from opposable.batch.reponses import SEPARATEUR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from opposable.batch.noyau import Noyau

ADOPTES = [cas for cas in REPONSES if not lectures_prises(cas)]
"""A kernel holds one set of readings: that of the law as adopted."""


def lot(cas: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    """Cases as the rows of a file."""
    lignes = [textes(un) for un in cas]
    return pa.RecordBatch.from_pydict(
        {nom: pa.array([ligne.get(nom) for ligne in lignes], pa.string()) for nom in FAITS}
    )


def test_un_fichier_repond_comme_le_juriste(noyau: Noyau) -> None:
    """Every case asked under the law as adopted, the whole in one batch."""
    obtenue = noyau.decider(lot(ADOPTES))
    assert len(obtenue.rejets) == 0
    for cas, dite in zip(ADOPTES, obtenue.lot.to_pylist(), strict=True):
        jour = dite["notifiable_le"]
        lectures = set(filter(None, (dite["lectures"] or "").split(SEPARATEUR)))
        tenir(cas, dite["situation_emploi"], jour.isoformat() if jour else None, lectures)


def test_un_fait_illisible_est_rejete(noyau: Noyau) -> None:
    """Every case whose fact cannot be read is one row rejected, and none is lost."""
    obtenue = noyau.decider(lot(ERREURS))
    assert len(obtenue.rejets) == len(ERREURS)
