"""What a worklist sorts files by: read from a file each time an act changes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.delais import Attente, attente, echeance
from opposable.dossiers.etat import OUVERTS, Etat, Sens

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
        bloque_le: First day on which a grant is stuck: told without the dates of its permit, with
            an end before its start, or still to be told once it could be; None where it is not.
        attend: Who is waited for.
        avis_de: A service whose opinion is waited for, the first asked.
        a_signer: Whether a decision is prepared and not signed.
    """

    bouge_le: date | None
    echeance_le: date | None
    notifiable_le: date | None
    bloque_le: date | None
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
        bloque_le=_bloque_le(dossier),
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


def _bloque_le(dossier: Dossier) -> date | None:
    du, au = dossier.autorise_du, dossier.autorise_au
    if du and au and au < du:
        return dossier.clos_le
    if dossier.etat is not Etat.ACCEPTE:
        return None
    if dossier.notifie_le:
        return None if au else dossier.notifie_le
    notifiable_le = _notifiable_le(dossier)
    return notifiable_le + timedelta(days=1) if notifiable_le else None
