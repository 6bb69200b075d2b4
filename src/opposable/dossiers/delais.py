"""Time limits: whose turn it is, the clock that stops and restarts, silence, the embargo."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.dossiers.etat import FINAUX, Etat, Sens

if TYPE_CHECKING:
    from opposable.dossiers.etat import Dossier, Minute, Proposition

MOIS_PAR_AN = 12


class Attente(StrEnum):
    """Who is waited for."""

    DEMANDEUR = "demandeur"
    SERVICE = "service"
    AUTRE_SERVICE = "autre_service"
    PERSONNE = "personne"


@dataclass(frozen=True, slots=True)
class Duree:
    """A period that a text sets: data, with its source."""

    mois: int
    source: str
    jours: int = 0

    def apres(self, jour: date) -> date:
        """Return the day the period ends, counted from `jour`, last day of the month at most."""
        annees, rang = divmod(jour.year * MOIS_PAR_AN + jour.month - 1 + self.mois, MOIS_PAR_AN)
        dernier = monthrange(annees, rang + 1)[1]
        return date(annees, rang + 1, min(jour.day, dernier)) + timedelta(days=self.jours)


def attente(dossier: Dossier) -> Attente:
    """Tell who is waited for.

    A draft and an incomplete file wait for the applicant; a decided one for nobody, unless it
    is still to be notified; an opinion asked waits for another service, while the clock runs on.
    """
    if dossier.etat in FINAUX:
        signee = dossier.decision is not None and not dossier.decision.tacite
        a_notifier = signee and dossier.notifie_le is None
        return Attente.SERVICE if a_notifier else Attente.PERSONNE
    if dossier.etat is Etat.BROUILLON or dossier.incomplet:
        return Attente.DEMANDEUR
    if any(saisine.rendu_le is None for saisine in dossier.saisines):
        return Attente.AUTRE_SERVICE
    return Attente.SERVICE


def depart(dossier: Dossier) -> date | None:
    """Return the day the clock started: the filing, or the withdrawal of a first decision."""
    return dossier.repris_le or dossier.depose_le


def arrete(dossier: Dossier, jour: date) -> int:
    """Count the days up to `jour` during which the applicant was waited for."""
    debut = depart(dossier)
    if debut is None:
        return 0
    return sum(
        max((min(i.complete_le or jour, jour) - max(i.demande_le, debut)).days, 0)
        for i in dossier.incomplets
    )


def ecoule(dossier: Dossier, jour: date) -> int:
    """Count the days up to `jour` during which the service was waited for."""
    debut = depart(dossier)
    if debut is None:
        return 0
    fin = min(jour, dossier.clos_le) if dossier.clos_le else jour
    return (fin - debut).days - arrete(dossier, fin)


def echeance(dossier: Dossier, duree: Duree) -> date | None:
    """Return the day on which silence becomes a decision; None while no clock runs."""
    debut = depart(dossier)
    if debut is None or dossier.etat in FINAUX or dossier.incomplet:
        return None
    fin = max((i.complete_le for i in dossier.incomplets if i.complete_le), default=debut)
    return duree.apres(debut) + timedelta(days=arrete(dossier, fin))


class Retenue(StrEnum):
    """Why a grant cannot be notified yet."""

    SUSPENDUE = "suspendue"
    AVANT_LE_JOUR = "avant_le_jour"


def retenue(decision: Minute, proposition: Proposition | None, jour: date) -> Retenue | None:
    """Tell whether the lists hold the notification back on a day.

    Only a grant that rests strictly on them is held; ordinary law alone lets it go at once.

    Law: 2/11.
    """
    if decision.sens is not Sens.FAVORABLE or decision.droit_commun or proposition is None:
        return None
    if proposition.notifiable_le is None:
        return Retenue.SUSPENDUE
    return Retenue.AVANT_LE_JOUR if jour < proposition.notifiable_le else None
