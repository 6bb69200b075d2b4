"""Applications that say the same: one person, one employer, one occupation."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from opposable.ecrit.repli import replier

if TYPE_CHECKING:
    from opposable.dossiers.etat import Dossier


def signalement(dossier: Dossier) -> str | None:
    """Return a digest that files of the same person, employer and occupation share.

    None where one of the three is not said: nothing tells such a file from another. Names are
    folded: accents, capitals and spaces tell nobody apart.
    """
    employeur, travailleur = dossier.donnees.employeur, dossier.donnees.travailleur
    dits = (
        employeur.siret or replier(employeur.nom or ""),
        replier(travailleur.nom or ""),
        replier(travailleur.prenoms or ""),
        str(travailleur.ne_le or ""),
        dossier.demande.metier or "",
    )
    if not all(dits):
        return None
    return hashlib.sha256(json.dumps(dits).encode()).hexdigest()
