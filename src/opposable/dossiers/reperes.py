"""What a worklist sorts files by: read from a file each time an act changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.delais import Attente, attente, echeance
from opposable.dossiers.etat import OUVERTS, Sens

if TYPE_CHECKING:
    from datetime import date

    from opposable.dossiers.delais import Duree
    from opposable.dossiers.etat import Dossier


class Reperes(NamedTuple):
    """Where a file stands for those who handle it.

    Attributes:
        bouge_le: Day of its last act.
        echeance_le: Day on which silence decides, None while no clock runs.
        notifiable_le: First day its decision may be notified; None where there is nothing to
            notify, or no day is known.
        attend: Who is waited for.
        avis_de: A service whose opinion is waited for, the first asked.
        a_signer: Whether a decision is prepared and not signed.
    """

    bouge_le: date | None
    echeance_le: date | None
    notifiable_le: date | None
    attend: Attente
    avis_de: str | None
    a_signer: bool


def reperes(dossier: Dossier, silence: Duree | None) -> Reperes:
    """Read where a file stands.

    Law: 2/11.
    """
    attendus = [s.service for s in dossier.saisines if s.rendu_le is None]
    return Reperes(
        bouge_le=dossier.journal[-1].le if dossier.journal else None,
        echeance_le=echeance(dossier, silence) if silence else None,
        notifiable_le=_notifiable_le(dossier),
        attend=attente(dossier),
        avis_de=attendus[0] if attendus and dossier.etat in OUVERTS else None,
        a_signer=dossier.minute is not None,
    )


def _notifiable_le(dossier: Dossier) -> date | None:
    decision, proposition = dossier.decision, dossier.proposition
    if decision is None or decision.tacite or dossier.notifie_le:
        return None
    par_la_liste = decision.sens is Sens.FAVORABLE and not decision.droit_commun
    return proposition.notifiable_le if par_la_liste and proposition else decision.date_le
