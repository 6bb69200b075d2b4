"""The places where a role is held, as people say them: services and regions of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.dossiers.droits import LECTEURS, Role
from opposable.ecrit.repli import replier
from opposable.web.bureau.comptes.services import nom_du_service, services
from opposable.web.socle import droit

if TYPE_CHECKING:
    from datetime import date


def dire_lieu(role: Role, lieu: str, jour: date) -> str:
    """Return the name of the place where a role is held; empty for one held everywhere."""
    if role is Role.REGIONAL:
        return droit.corpus().nom_de_region(lieu) or lieu
    return nom_du_service(lieu, jour) if lieu else ""


def lire_lieu(role: Role, saisi: str, jour: date) -> str | None:
    """Return the identifier of the place that was typed for a role, None where there is none."""
    if role in LECTEURS:
        return lire_service(saisi, jour)
    if role is Role.REGIONAL:
        return _lire_region(saisi)
    return None if saisi.strip() else ""


def lire_service(saisi: str, jour: date) -> str | None:
    """Return the identifier of a service of a day, from its name or from itself."""
    tous = services(jour)
    if saisi in tous:
        return saisi
    voulu = replier(saisi)
    noms = ((s.id, (s.nom.fr, s.nom.en)) for s in tous.values())
    return next((id_ for id_, dits in noms if voulu in map(replier, dits)), None)


def _lire_region(saisi: str) -> str | None:
    voulu = replier(saisi)
    versions = droit.corpus().territoires.values()
    regions = (region for version in versions for region in version.regions.items())
    return next((code for code, r in regions if saisi == code or replier(r.nom) == voulu), None)


def noms_des_services(jour: date) -> list[str]:
    """Return the name of each service of a day, in order."""
    return sorted(nom_du_service(service, jour) for service in services(jour))


def noms_des_regions(jour: date) -> list[str]:
    """Return the name of each region that a service of a day is of, in order."""
    connues = {service.region for service in services(jour).values()}
    return sorted(droit.corpus().nom_de_region(region) or region for region in connues)
