"""Who may see a file and act on it: roles held in a service from a day to a day, delegations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.dossiers.etat import Etat, Sens

if TYPE_CHECKING:
    from datetime import date

    from opposable.dossiers.etat import Dossier


class Role(StrEnum):
    """In what capacity someone acts."""

    DEMANDEUR = "demandeur"
    GUICHET = "guichet"
    INSTRUCTEUR = "instructeur"
    SIGNATAIRE = "signataire"
    REGIONAL = "regional"
    ADMINISTRATEUR = "administrateur"
    STATISTICIEN = "statisticien"
    AUDITEUR = "auditeur"
    AUTOMATE = "automate"


LECTEURS = frozenset((Role.GUICHET, Role.INSTRUCTEUR, Role.SIGNATAIRE))
"""Roles that read the files of their own service."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that handles files, and the region it is of."""

    id: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affectation:
    """A person holds a role in a service, or in a region where the role is regional."""

    agent: str
    role: Role
    lieu: str
    du: date
    au: date | None = None

    def vaut(self, jour: date) -> bool:
        """Whether it is held on that day."""
        return self.du <= jour and (self.au is None or jour <= self.au)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A person may sign, for a service, decisions of some senses on some kinds."""

    agent: str
    service: str
    sens: frozenset[Sens]
    types: frozenset[str]
    du: date
    au: date | None = None

    def couvre(self, dossier: Dossier, sens: Sens, jour: date) -> bool:
        """Whether it covers this decision on that day."""
        tenue = self.du <= jour and (self.au is None or jour <= self.au)
        kind = dossier.demande.type in self.types
        return tenue and kind and sens in self.sens and self.service == dossier.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Droits:
    """Every role and delegation there is: a value, asked as of a day."""

    services: tuple[Service, ...] = ()
    affectations: tuple[Affectation, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    def tient(self, agent: str, role: Role, service: str | None, jour: date) -> bool:
        """Whether someone holds a role in a service on a day; the automaton is of none."""
        return any(
            a.agent == agent and a.role is role and a.vaut(jour)
            for a in self.affectations
            if a.lieu == service or role is Role.AUTOMATE
        )

    def voit(self, agent: str, dossier: Dossier, jour: date) -> bool:
        """Whether someone may read a file; a draft is its author's alone.

        Agents read the files of their service, and those on which it was asked an opinion;
        the regional view its region's, the auditor all; the statistician and the national
        administration of the lists none.
        """
        if agent == dossier.demandeur:
            return True
        tenues = (a for a in self.affectations if a.agent == agent and a.vaut(jour))
        return dossier.etat is not Etat.BROUILLON and any(self._lit(a, dossier) for a in tenues)

    def signe(self, agent: str, dossier: Dossier, sens: Sens, jour: date) -> bool:
        """Whether a delegation lets someone sign this decision on that day."""
        return any(d.agent == agent and d.couvre(dossier, sens, jour) for d in self.delegations)

    def _lit(self, affectation: Affectation, dossier: Dossier) -> bool:
        if affectation.role is Role.AUDITEUR:
            return True
        if affectation.role is Role.REGIONAL:
            regions = {s.id: s.region for s in self.services}
            return regions.get(dossier.service or "") == affectation.lieu
        saisis = {saisine.service for saisine in dossier.saisines}
        return affectation.role in LECTEURS and affectation.lieu in {dossier.service, *saisis}
