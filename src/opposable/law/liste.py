"""A list of occupations: whom it concerns, when it governs, how complete it is, what it opens.

Law:
    lecture#II.3: a list known in part never turns silence into "no".
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from opposable.law.enregistrement import enregistrement
from opposable.law.entree import Ouvre
from opposable.law.nationalite import Regime
from opposable.law.territoire import TOUTES_REGIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.cellule import Certitude, Rangee
    from opposable.law.entree import Entree, Ouverture
    from opposable.law.registre import Periode


class Etat(StrEnum):
    """How complete a list is: all of its rows, some of them, or none."""

    COMPLETE = "complete"
    PARTIELLE = "partielle"
    INTROUVABLE = "introuvable"


class Silence(StrEnum):
    """What a row that is not there means."""

    NON = "non"
    INCONNU = "inconnu"


class Vigueur(StrEnum):
    """Whether a list is certainly in force."""

    CERTAINE = "certaine"
    INCERTAINE = "incertaine"


class Constat(NamedTuple):
    """What a list says of an occupation in a place.

    Attributes:
        ouvert: Whether it opens it; None where that is not known.
        entree: The row it rests on, None where it rests on none.
    """

    ouvert: bool | None = None
    entree: Entree | None = None


@enregistrement(frozen=True, slots=True, kw_only=True)
class Liste:
    """A list for some nationals.

    Attributes:
        id: Identifier, `instrument/list`.
        instrument: Identifier of the instrument that holds it.
        nom: Its name.
        public: Regimes it is written for.
        fondement: Legal basis of what it opens.
        nationalites: Nationalities it is limited to; empty where it is not.
        remplace: Lists that a draft ends, the day before it begins to apply.
        nomenclature: Nomenclature of its codes.
        territoires: Version of the territories it names.
        periodes: Days of examination it governs, in the order of time; empty where it governs
            none, for the law as known.
        etat: How complete it is.
        nombre: Rows the text has, None where it is not known.
        silence: What a row that is not there means.
        vigueur: Whether it is certainly in force.
        seule: Whether the common list of the regime does not concern its nationals.
        inconnu_dans: Regions whose part was not read.
        ouvrables: Regions where it opens something, or may.
        revision: How often it must be revised, None where the law does not say.
        depose_du: First day of filing it reaches, None where every open file is reached.
        en_cours: Kinds of application reached whenever they were filed.
        notifiable_apres: Text whose publication lets an agreement resting on it be notified.
        notifiable_du: Day of that publication, None where none is needed or known.
        reprend: Earlier lists that it takes up.
        ancre: Place in the text.
        certitude: How sure its days are.
        entrees: Rows of its files, in order, openings or not.
        cadre: Rows of the wider list it is drawn from (annex 3), which open nothing.
        ouvertures: What it opens, by occupation.
        autres: Rows that are not known to open anything, by occupation.
    """

    id: str
    instrument: str
    nom: Bilingue
    public: tuple[Regime, ...]
    fondement: str
    nationalites: frozenset[str]
    remplace: tuple[str, ...]
    nomenclature: str
    territoires: str
    periodes: tuple[Periode, ...]
    etat: Etat
    nombre: int | None
    silence: Silence
    vigueur: Vigueur
    seule: bool
    inconnu_dans: frozenset[str]
    ouvrables: frozenset[str]
    revision: str | None
    depose_du: date | None
    en_cours: tuple[str, ...]
    notifiable_apres: str | None
    notifiable_du: date | None
    reprend: tuple[str, ...]
    ancre: str
    certitude: Certitude
    entrees: tuple[Entree, ...]
    cadre: tuple[Entree, ...]
    ouvertures: Mapping[str, Ouverture]
    autres: Mapping[str, tuple[Entree, ...]]

    @property
    def examine_du(self) -> date:
        """First day of examination it governs."""
        return self.periodes[0].du

    @property
    def examine_au(self) -> date:
        """Last day of examination it governs."""
        return self.periodes[-1].au

    @property
    def sans_fin(self) -> bool:
        """Whether no event known ends it."""
        return self.examine_au == date.max

    @property
    def d_accord(self) -> bool:
        """Whether it is the list of an agreement, which the common one does not replace."""
        return bool(self.nationalites) and self.public == (Regime.ACCORD_EN_VIGUEUR,)

    @property
    def notification_suspendue(self) -> bool:
        """Whether an agreement resting on it has no known day of notification (2/11)."""
        return self.notifiable_apres is not None and self.notifiable_du is None

    @property
    def _certaine(self) -> bool:
        return self.vigueur is Vigueur.CERTAINE

    def examine(self, jour: date) -> bool:
        """Tell whether it governs files examined that day."""
        return any(periode.du <= jour <= periode.au for periode in self.periodes)

    def concerne(self, nationalite: str) -> bool:
        """Tell whether it concerns nationals of a State, their regime aside."""
        return not self.nationalites or nationalite in self.nationalites

    def atteint(self, type_: str, depose_le: date) -> bool:
        """Tell whether it reaches a file of this kind filed that day (2/4, 2/10)."""
        return self.depose_du is None or depose_le >= self.depose_du or type_ in self.en_cours

    def constater(self, metier: str, region: str) -> Constat:
        """Tell what it says of an occupation in a region of its own territories."""
        ouverture = self.ouvertures.get(metier)
        entree = ouverture.ligne(region) if ouverture else None
        if entree is not None:
            return Constat(ouvert=True if self._certaine else None, entree=entree)
        if self.etat is Etat.INTROUVABLE or region in self.inconnu_dans:
            return Constat()
        dites = [e for e in self.autres.get(metier, ()) if region in e.regions]
        doute = next((e for e in dites if not e.constat.connu), None)
        if doute is not None or (self.silence is Silence.INCONNU and not dites):
            return Constat(entree=doute)
        return Constat(ouvert=False, entree=dites[0] if dites else None)

    def nommees(self, metiers: Iterable[str]) -> frozenset[str]:
        """Return the regions that some row about occupations names."""
        nommees: set[str] = set()
        for metier in metiers:
            if metier in self.ouvertures:
                nommees.update(self.ouvertures[metier].par_region)
            nommees.update(*(entree.regions for entree in self.autres.get(metier, ())))
        return frozenset(nommees)

    def sorte(self, nommees: Collection[str], region: str) -> Hashable:
        """Return what it can tell of a region: of equal sorts it says the same (`constater`).

        Args:
            nommees: The regions that its rows name, about the occupations asked for.
            region: The region.
        """
        if region in nommees:
            return region
        return region in self.ouvrables, region in self.inconnu_dans

    def constater_partout(self, metier: str, regions: Collection[str]) -> Constat:
        """Tell what it says of an occupation where the region is one of several.

        A row without zone opens everywhere; elsewhere every region must say the same.
        """
        ouverture = self.ouvertures.get(metier)
        if ouverture and ouverture.partout and self._certaine:
            return Constat(ouvert=True, entree=ouverture.partout)
        constats = [self.constater(metier, region) for region in regions]
        dits = {constat.ouvert for constat in constats}
        return constats[0] if len(dits) == 1 else Constat()

    @classmethod
    def lire(
        cls,
        rangee: Rangee,
        instrument: str,
        *,
        periodes: tuple[Periode, ...],
        notifiable_du: date | None,
        zones: Mapping[str, frozenset[str]],
        entrees: tuple[Entree, ...],
        cadre: tuple[Entree, ...],
        ouvertures: Mapping[str, Ouverture],
        autres: Mapping[str, tuple[Entree, ...]],
    ) -> Liste:
        """Read a head `[[liste]]` of an `instrument.toml`."""
        return cls(
            id=rangee.texte("id"),
            instrument=instrument,
            nom=rangee.bilingue("nom", "name"),
            public=_public(rangee),
            fondement=rangee.texte("fondement"),
            nationalites=frozenset(rangee.mots("nationalites")),
            remplace=rangee.mots("remplace"),
            nomenclature=rangee.texte("nomenclature"),
            territoires=rangee.texte("territoires"),
            periodes=periodes,
            etat=rangee.parmi_ou("etat", Etat.COMPLETE),
            nombre=rangee.entier("nombre"),
            silence=rangee.parmi_ou("silence", Silence.NON),
            vigueur=rangee.parmi_ou("vigueur", Vigueur.CERTAINE),
            seule=rangee.ligne.get("seule", False) is True,
            inconnu_dans=_regions(rangee, "inconnu_dans", zones),
            ouvrables=_ouvrables(rangee, zones, entrees),
            revision=rangee.optionnel("revision"),
            depose_du=rangee.jour("depose_du"),
            en_cours=rangee.mots("en_cours"),
            notifiable_apres=rangee.optionnel("notifiable_apres"),
            notifiable_du=notifiable_du or rangee.jour("notifiable_du"),
            reprend=rangee.mots("reprend"),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            entrees=entrees,
            cadre=cadre,
            ouvertures=ouvertures,
            autres=autres,
        )


def _public(rangee: Rangee) -> tuple[Regime, ...]:
    try:
        return tuple(Regime(regime) for regime in rangee.mots("public"))
    except ValueError as erreur:
        raise rangee.erreur("public", f"régime inconnu ({erreur})") from None


def _regions(rangee: Rangee, champ: str, zones: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Regions of the zones a head names."""
    for zone in rangee.mots(champ):
        if zone not in zones:
            raise rangee.erreur(champ, f"zone inconnue : {zone!r}")
    return frozenset().union(*(zones[zone] for zone in rangee.mots(champ)))


def _ouvrables(
    rangee: Rangee, zones: Mapping[str, frozenset[str]], entrees: tuple[Entree, ...]
) -> frozenset[str]:
    """Regions where a list opens something, or may: a row, a part not read, a silence."""
    if rangee.parmi_ou("silence", Silence.NON) is Silence.INCONNU:
        return zones[TOUTES_REGIONS]
    lieux = (entree.regions for entree in entrees if entree.constat is not Ouvre.NON)
    return frozenset().union(_regions(rangee, "inconnu_dans", zones), *lieux)
