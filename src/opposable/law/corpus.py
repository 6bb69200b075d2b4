"""The corpus: every law table read, checked and linked, and its rival readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opposable.errors import LectureError
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import AUTRE_CODE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from opposable.law.atelier import Atelier
    from opposable.law.disposition import Disposition
    from opposable.law.instrument import Instrument
    from opposable.law.lecture import Lecture
    from opposable.law.liste import Liste
    from opposable.law.metier import Metier
    from opposable.law.nationalite import Nationalite, Regime
    from opposable.law.portee import Portee
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.regle import Phrase, Regle
    from opposable.law.tables import Tables
    from opposable.law.territoire import Departement, Region


@dataclass(frozen=True, slots=True)
class Couverture:
    """Days of examination the corpus knows, both included (reading, step 1)."""

    du: date
    au: date
    ancre: str


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """How the codes of a nomenclature of occupations are written.

    `du_corpus` tells whether some list of the corpus uses it.
    """

    id: str
    nom: str
    motif: re.Pattern[str]
    du_corpus: bool


@dataclass(frozen=True, slots=True)
class Textes:
    """Sentences and words shown to people, by kind."""

    motifs: Mapping[str, Phrase]
    avis: Mapping[str, Phrase]
    questions: Mapping[str, Phrase]
    voies: Mapping[str, Phrase]
    reserves: Mapping[str, Phrase]
    mots: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """The law as data, under one set of readings. Built by `load_corpus`, never changed.

    Attributes:
        version: Version of the data.
        sha256: SHA-256 of the data files, drafts included.
        rivales: Readings for which the rival is taken here, sorted.
        couverture: Days of examination known.
        valeurs: Values the contract allows, by field.
        textes_cites: Texts that provisions come from and that hold no list.
        territoires: Versions of the territories that lists may name.
        nomenclatures: Nomenclatures named by the corpus.
        regions: Regions of 2007 by code.
        departements: Departments of 2007 by code.
        ailleurs: Names of territories by code that the corpus does not cover.
        nationalites: Nationalities by code.
        instruments: Legal texts by identifier.
        listes: Lists by identifier, in the order of the data.
        metiers: Occupations named anywhere, by code.
        dispositions: Provisions by anchor.
        regles: Deciding rules by identifier.
        textes: Sentences and words.
        fondements: Legal bases.
        services: Competent services.
        conditions: Conditions of the permit, in order.
        verifications: Checks on renewal, in order.
        charges: Charges the employer owes.
        lectures: Readings by identifier.
        portees: What each reading that can change an answer touches.
        tables: The raw tables, as adopted (a rival changes none of them here).
        atelier: What built it, and builds its variants.
    """

    version: str
    sha256: str
    rivales: tuple[str, ...]
    couverture: Couverture
    valeurs: Mapping[str, tuple[str, ...]]
    textes_cites: tuple[str, ...]
    territoires: tuple[str, ...]
    nomenclatures: tuple[Nomenclature, ...]
    regions: Mapping[str, Region]
    departements: Mapping[str, Departement]
    ailleurs: Mapping[str, str]
    nationalites: Mapping[str, Nationalite]
    instruments: Mapping[str, Instrument]
    listes: Mapping[str, Liste]
    metiers: Mapping[str, Metier]
    dispositions: Mapping[str, Disposition]
    regles: Mapping[str, Regle]
    textes: Textes
    fondements: tuple[Fondement, ...]
    services: tuple[Service, ...]
    conditions: tuple[Condition, ...]
    verifications: tuple[Verification, ...]
    charges: tuple[Charge, ...]
    lectures: Mapping[str, Lecture]
    portees: tuple[Portee, ...]
    tables: Tables
    atelier: Atelier

    def liste_en_vigueur(self, regime: Regime, nationalite: str, jour: date) -> Liste | None:
        """Return the list for these nationals on a day of examination, None if there is none."""
        for liste in self.listes.values():
            if (
                regime in liste.public
                and liste.examine_du <= jour <= liste.examine_au
                and (not liste.nationalites or nationalite in liste.nationalites)
            ):
                return liste
        return None

    @cached_property
    def employees(self) -> tuple[Nomenclature, ...]:
        """Nomenclatures that lists use: codes of the others are refused."""
        return tuple(n for n in self.nomenclatures if n.du_corpus)

    def nomenclature_de(self, metier: str) -> str:
        """Return the nomenclature a code is written in, the only one where lists use one."""
        premiere = self.employees[0].id
        if len(self.employees) == 1:
            return premiere
        if metier.startswith(AUTRE_CODE):
            return metier.removeprefix(AUTRE_CODE) or premiere
        return next((n.id for n in self.employees if n.motif.fullmatch(metier)), premiere)

    def ecrit(self, metier: str | None, liste: Liste) -> bool:
        """Tell whether a code is written in the nomenclature of a list, to be sought in it."""
        return self.nomenclature_de(metier or "") == liste.nomenclature

    def portees_possibles(
        self, metier: str | None, nationalites: tuple[str, ...], jour: date
    ) -> list[Portee]:
        """Return the readings that might change the answer to an application."""
        par_metier, par_nationalite, autres = self._portees_par_cle
        possibles = [*par_metier.get(metier or "", ()), *autres]
        for nationalite in nationalites:
            for portee in par_nationalite.get(nationalite, ()):
                if portee not in possibles:
                    possibles.append(portee)
        return [p for p in possibles if p.du <= jour <= p.au] if possibles else possibles

    @cached_property
    def _portees_par_cle(
        self,
    ) -> tuple[dict[str, list[Portee]], dict[str, list[Portee]], list[Portee]]:
        par_metier: dict[str, list[Portee]] = {}
        par_nationalite: dict[str, list[Portee]] = {}
        autres: list[Portee] = []
        for portee in self.portees:
            for metier in portee.metiers or ():
                par_metier.setdefault(metier, []).append(portee)
            for nationalite in portee.nationalites or ():
                par_nationalite.setdefault(nationalite, []).append(portee)
            if not portee.metiers and not portee.nationalites:
                autres.append(portee)
        return par_metier, par_nationalite, autres

    def defauts(self, metier: str | None, region: str | None) -> tuple[Lecture, ...]:
        """Return the defects of a code or a region that change no answer (reading, step 12)."""
        touches = [*self._defauts.get(metier or "", ()), *self._defauts.get(region or "", ())]
        return tuple(
            dict.fromkeys(
                lecture
                for lecture in touches
                if (not lecture.metiers or metier in lecture.metiers)
                and (not lecture.regions or region in lecture.regions)
            )
        )

    @cached_property
    def _defauts(self) -> dict[str, list[Lecture]]:
        """Defects that change no answer, by code of occupation and of region."""
        par_code: dict[str, list[Lecture]] = {}
        for lecture in self.lectures.values():
            for code in () if lecture.remplace else (*lecture.metiers, *lecture.regions):
                par_code.setdefault(code, []).append(lecture)
        return par_code

    @cached_property
    def conditions_restantes(self) -> dict[SituationEmploi, tuple[Condition, ...]]:
        """Conditions that remain to be examined, by answer (2/5); none where no permit is due."""
        restantes = {
            situation: tuple(c for c in self.conditions if c.ecartee_par != situation.value)
            for situation in SituationEmploi
        }
        return {**restantes, SituationEmploi.AUTORISATION_NON_REQUISE: ()}

    @cached_property
    def fondements_par_id(self) -> dict[str, tuple[Fondement, ...]]:
        """Legal bases by identifier, one a period."""
        ids = {f.id for f in self.fondements}
        return {i: tuple(f for f in self.fondements if f.id == i) for i in ids}

    @cached_property
    def premier_jour(self) -> date:
        """First day of examination on which any list applies."""
        return min((liste.examine_du for liste in self.listes.values()), default=date.max)

    def listes_de(self, regime: Regime) -> tuple[Liste, ...]:
        """Return the lists written for a regime, in the order of time."""
        listes = (liste for liste in self.listes.values() if regime in liste.public)
        return tuple(sorted(listes, key=lambda liste: liste.examine_du))

    def variante(self, rivales: Iterable[str]) -> Corpus:
        """Return the corpus under other readings: the rival of each reading named, no other.

        Raises:
            LectureError: A reading does not exist, or its rival changes no answer.
        """
        return self.atelier.corpus(tuple(sorted(set(rivales))))

    def inverse(self, lecture: str) -> Corpus:
        """Return the corpus where one reading is taken the other way round."""
        return self.variante(set(self.rivales) ^ {lecture})


def remplacements(
    lectures: Mapping[str, Lecture], rivales: Iterable[str]
) -> list[Mapping[str, Any]]:
    """Return the changes of data that the rivals of these readings make, in order.

    Raises:
        LectureError: A reading does not exist, or its rival changes no answer.
    """
    changements: list[Mapping[str, Any]] = []
    for identifiant in rivales:
        lecture = lectures.get(identifiant)
        if lecture is None:
            connues = ", ".join(k for k, v in lectures.items() if v.remplace)
            raise LectureError(identifiant, f"inconnue ; lectures possibles : {connues}")
        if not lecture.remplace:
            raise LectureError(identifiant, "sa lecture rivale ne change aucune réponse")
        changements.extend(lecture.remplace)
    return changements
