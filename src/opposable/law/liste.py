"""A list of occupations: its rows as printed, and what they open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opposable.law.territoire import PARTOUT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.law.cellule import Certitude, Rang
    from opposable.law.nationalite import Regime

Zones = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
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
        ouvre: Whether the row opens anything by itself.
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
    ouvre: bool
    lectures: tuple[str, ...]
    ancre: str
    certitude: Certitude
    regions: frozenset[str]

    @property
    def partout(self) -> bool:
        """Whether the row has no zone and covers any place of work."""
        return self.zone == PARTOUT

    @classmethod
    def lire(cls, rang: Rang, zones: Zones) -> Entree:
        """Read a row of a list file."""
        zone = rang.optionnel("zone") or ""
        ouvre = rang.booleen("ouvre")
        if (zone or ouvre) and zone not in zones:
            raise rang.erreur("zone", f"zone inconnue : {zone!r}")
        return cls(
            rang.texte("rang"),
            zone,
            rang.texte("metier_imprime"),
            rang.texte("metier"),
            rang.texte("intitule"),
            rang.optionnel("domaine") or "",
            rang.optionnel("activite"),
            ouvre,
            rang.mots("lectures"),
            rang.ancre(),
            rang.certitude(),
            zones.get(zone, frozenset()),
        )


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Liste:
    """A list in force for some nationals, over a period of examination.

    Attributes:
        id: Identifier, `instrument/list`.
        instrument: Identifier of the instrument that holds it.
        nom: French name.
        name: English name.
        public: Regimes it is written for.
        fondement: Legal basis of what it opens.
        nationalites: Nationalities it is limited to; empty where it is not.
        remplace: Lists it ends, the day before it begins to apply.
        nomenclature: Nomenclature of its codes.
        territoires: Version of the territories it names.
        examine_du: First day of examination it applies to.
        examine_au: Last day of examination it applies to.
        depose_du: First day of filing it reaches, None where every open file is reached.
        en_cours: Kinds of application reached whenever they were filed.
        notifiable_du: Day before which an agreement resting on it may not be notified.
        reprend_liste_anterieure: Whether it takes up an earlier list not in the corpus.
        ancre: Place in the text.
        certitude: How sure its days are.
        entrees: Rows of its files, in order, openings or not.
        cadre: Rows of the wider list it is drawn from (annex 3), which open nothing.
        ouvertures: What it opens, by occupation.
    """

    id: str
    instrument: str
    nom: str
    name: str
    public: tuple[Regime, ...]
    fondement: str
    nationalites: frozenset[str]
    remplace: tuple[str, ...]
    nomenclature: str
    territoires: str
    examine_du: date
    examine_au: date
    depose_du: date | None
    en_cours: tuple[str, ...]
    notifiable_du: date | None
    reprend_liste_anterieure: bool
    ancre: str
    certitude: Certitude
    entrees: tuple[Entree, ...]
    cadre: tuple[Entree, ...]
    ouvertures: Mapping[str, Ouverture] = field(repr=False)

    def examine(self, jour: date) -> bool:
        """Tell whether it applies to files examined that day."""
        return self.examine_du <= jour <= self.examine_au

    def atteint(self, type_: str, depose_le: date) -> bool:
        """Tell whether it reaches a file of this kind filed that day (2/4, 2/10)."""
        return self.depose_du is None or depose_le >= self.depose_du or type_ in self.en_cours


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
