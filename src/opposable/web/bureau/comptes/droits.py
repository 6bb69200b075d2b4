"""From rows to the values that the life of a file asks: rights of a few people, and the frame."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from opposable.dossiers.droits import Affectation, Droits, Role
from opposable.dossiers.vie import Cadre
from opposable.web.bureau.comptes.models import FicheAffectation, FicheDelegation
from opposable.web.bureau.comptes.services import services, services_purs
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Iterable

AUTOMATE = "automate"
"""Who signs in the journal what the software does by itself; no account bears that name."""
DE_L_AUTOMATE = Affectation(agent=AUTOMATE, role=Role.AUTOMATE, lieu="", du=date.min)


def droits(agents: Iterable[str], jour: date) -> Droits:
    """Return the rights of some people, and of the automaton, with the services of a day.

    Someone not named here holds nothing: name who acts, and who is acted upon (`Affecter`).
    """
    noms = sorted(set(agents))
    tenues = FicheAffectation.objects.filter(
        agent__identifiant__in=noms, agent__is_active=True
    ).order_by("pk")
    donnees = FicheDelegation.objects.filter(
        agent__identifiant__in=noms, agent__is_active=True
    ).order_by("pk")
    return Droits(
        services=services_purs(jour),
        affectations=(DE_L_AUTOMATE, *(tenue.pure() for tenue in tenues)),
        delegations=tuple(donnee.pure() for donnee in donnees),
    )


def cadre(agents: Iterable[str], jour: date) -> Cadre:
    """Return what surrounds an act done on a day by some people: pass it to `tenue.accomplir`."""
    return autour(droits(agents, jour), jour)


def autour(de: Droits, jour: date) -> Cadre:
    """Return the frame of rights already read."""
    dits = reglages()
    return Cadre(
        droits=de,
        silence=dits.silence,
        sens_du_silence=dits.sens_du_silence,
        a_deux=frozenset(s.id for s in services(jour).values() if s.genre in dits.a_deux),
    )
