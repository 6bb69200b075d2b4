"""The rows of a list as printed, and what they open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.territoire import PARTOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.cellule import Certitude, Rangee

Zones = dict[str, frozenset[str]]


class Ouvre(StrEnum):
    """What a row is known to do: open, not open, or one of the ways of not being known."""

    OUI = "oui"
    NON = "non"
    POSSIBLE = "possible"
    INCERTAIN = "incertain"
    CONFLIT = "conflit"

    @property
    def connu(self) -> bool:
        """Whether it is known that the row opens, or that it does not."""
        return self in (Ouvre.OUI, Ouvre.NON)


@enregistrement(frozen=True, slots=True)
class Entree:
    """One row of a list.

    Attributes:
        rang: Rank in the annex, or in the region, as printed.
        zone: Where it opens: `partout`, a group of regions, a region, or empty.
        metier_imprime: Code as printed.
        metier: Code as read.
        intitule: Label as printed.
        domaine: Heading it stands under, as printed.
        activite: Activity it is restricted to, None where it is not.
        constat: What the row is known to do by itself.
        lectures: Readings that touch the row.
        ancre: Place in the text.
        certitude: How sure the row is.
        regions: Codes of the regions where it opens.
    """

    rang: str
    zone: str
    metier_imprime: str
    metier: str
    intitule: str
    domaine: str
    activite: str | None
    constat: Ouvre
    lectures: tuple[str, ...]
    ancre: str
    certitude: Certitude
    regions: frozenset[str]

    def __hash__(self) -> int:
        """Hash its place alone: no two rows of a text share one, and all the rest is compared."""
        return hash(self.ancre)

    @property
    def ouvre(self) -> bool:
        """Whether the row is known to open something by itself."""
        return self.constat is Ouvre.OUI

    @property
    def partout(self) -> bool:
        """Whether the row has no zone and covers any place of work."""
        return self.zone == PARTOUT

    @classmethod
    def lire(cls, rangee: Rangee, zones: Zones) -> Entree:
        """Read a row of a list file."""
        zone = rangee.optionnel("zone") or ""
        constat = rangee.parmi("ouvre", Ouvre)
        if (zone or constat is not Ouvre.NON) and zone not in zones:
            raise rangee.erreur("zone", f"zone inconnue : {zone!r}")
        return cls(
            rangee.texte("rang"),
            zone,
            rangee.texte("metier_imprime"),
            rangee.texte("metier"),
            rangee.texte("intitule"),
            rangee.optionnel("domaine") or "",
            rangee.optionnel("activite"),
            constat,
            rangee.mots("lectures"),
            rangee.ancre(),
            rangee.certitude(),
            zones.get(zone, frozenset()),
        )


@enregistrement(frozen=True, slots=True)
class Ouverture:
    """What a list opens for one occupation.

    Attributes:
        entrees: Rows that open it, those without restriction first, in the order of the text.
        par_region: First row that opens it in each region, rows without zone aside.
        partout: Row without zone, None where every row has one.
    """

    entrees: tuple[Entree, ...]
    par_region: Mapping[str, Entree]
    partout: Entree | None

    @classmethod
    def de(cls, entrees: list[Entree]) -> Ouverture:
        """Build from the rows that open one occupation."""
        par_region: dict[str, Entree] = {}
        ordre = sorted(entrees, key=lambda entree: entree.activite is not None)
        for entree in ordre:
            for region in () if entree.partout else entree.regions:
                par_region.setdefault(region, entree)
        partout = next((e for e in ordre if e.partout), None)
        return cls(tuple(ordre), par_region, partout)

    def ligne(self, region: str | None) -> Entree | None:
        """Return the row that opens it in a place, one without restriction first."""
        ici = self.par_region.get(region) if region else None
        if self.partout is None or (ici and self.partout.activite and not ici.activite):
            return ici
        return self.partout


def ouvertures(
    entrees: tuple[Entree, ...], connues: Mapping[str, Ouverture] | None = None
) -> dict[str, Ouverture]:
    """Group the rows that open something by occupation.

    Args:
        entrees: The rows.
        connues: What some occupations are known to open, from these same rows.
    """
    groupes: dict[str, list[Entree]] = {}
    for entree in entrees:
        if entree.ouvre:
            groupes.setdefault(entree.metier, []).append(entree)
    deja = connues or {}
    return {m: deja.get(m) or Ouverture.de(lignes) for m, lignes in groupes.items()}


def autres(entrees: tuple[Entree, ...]) -> dict[str, tuple[Entree, ...]]:
    """Group by occupation the rows that are not known to open anything."""
    groupes: dict[str, list[Entree]] = {}
    for entree in entrees:
        if not entree.ouvre:
            groupes.setdefault(entree.metier, []).append(entree)
    return {metier: tuple(lignes) for metier, lignes in groupes.items()}
