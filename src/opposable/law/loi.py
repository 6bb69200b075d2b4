"""The law under one set of readings: every table read and linked."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement
from opposable.law.nationalite import Regime
from opposable.law.nomenclature import QUALIFIE, CodeMetier, candidats, ecrire
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import AUTRE_CODE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from opposable.law.critere import Critere
    from opposable.law.dispense import Dispense
    from opposable.law.disposition import Disposition
    from opposable.law.instrument import Instrument
    from opposable.law.lecture import Lecture
    from opposable.law.liste import Liste
    from opposable.law.metier import Metier
    from opposable.law.nationalite import Nationalite
    from opposable.law.nomenclature import Nomenclature
    from opposable.law.passage import Passage
    from opposable.law.plateforme import Plateforme
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.registre import Periode, Registre
    from opposable.law.regle import Phrase, Regle
    from opposable.law.regularisation import Regularisation
    from opposable.law.remuneration import Remuneration
    from opposable.law.silence import Silence
    from opposable.law.source import Source
    from opposable.law.territoire import Departement, Region, Territoires
    from opposable.law.veille import Manque

JOUR = timedelta(days=1)


@enregistrement(frozen=True, slots=True)
class Couverture:
    """Days of examination the corpus knows, both included (reading, step 1)."""

    du: date
    au: date
    ancre: str


@enregistrement(frozen=True, slots=True)
class Textes:
    """Sentences and words shown to people, by kind."""

    motifs: Mapping[str, Phrase]
    avis: Mapping[str, Phrase]
    questions: Mapping[str, Phrase]
    voies: Mapping[str, Phrase]
    reserves: Mapping[str, Phrase]
    mots: Mapping[str, Mapping[str, str]]


@enregistrement(frozen=True, eq=False, repr=False)
class Loi:
    """The law as data under one set of readings: all that the rule reads. Never changed.

    Attributes:
        version: Version of the data.
        sha256: SHA-256 of the data files, drafts included.
        rivales: Readings for which the rival is taken here, sorted.
        couverture: Days of examination known.
        valeurs: Values the contract allows, by field.
        textes_cites: Texts that provisions come from and that hold no list.
        territoires: Versions of the territories that lists may name, the base first.
        nomenclatures: Nomenclatures named by the corpus.
        codes_connus: Codes of the nomenclatures that are known whole.
        ailleurs: Names of territories by code that the corpus does not cover.
        nationalites: Nationalities by code.
        instruments: Legal texts by identifier.
        registre: The ledger, as known on the day asked for.
        silences: What holds where no list is known.
        sources: Where facts were read, by identifier.
        toutes_listes: Every list by identifier, those that govern no day too.
        listes: Lists that govern some day, by identifier, in the order of the data.
        metiers: Occupations named anywhere, by code as it is written: see `ecrire`.
        passages: How the codes of a nomenclature lead to those of others.
        dispenses: Facts that settle an answer whatever the list.
        criteres: What may revive the labour-market situation at a first renewal.
        plateformes: Platforms that receive applications.
        regularisation: Conditions of the admission by work, by period.
        manques: What was looked for and not found.
        connu_le: Day whose knowledge of the law is held here.
        dispositions: Provisions by anchor.
        regles: Deciding rules by identifier.
        textes: Sentences and words.
        fondements: Legal bases.
        services: Competent services.
        conditions: Conditions of the permit, in order.
        verifications: Checks on renewal, in order.
        charges: Charges the employer owes.
        remunerations: Thresholds of pay; they decide nothing.
        lectures: Readings by identifier.
    """

    version: str
    sha256: str
    rivales: tuple[str, ...]
    couverture: Couverture
    valeurs: Mapping[str, tuple[str, ...]]
    textes_cites: tuple[str, ...]
    territoires: Mapping[str, Territoires]
    nomenclatures: tuple[Nomenclature, ...]
    codes_connus: Mapping[str, tuple[str, ...]]
    ailleurs: Mapping[str, str]
    nationalites: Mapping[str, Nationalite]
    instruments: Mapping[str, Instrument]
    registre: Registre
    silences: tuple[Silence, ...]
    sources: Mapping[str, Source]
    toutes_listes: Mapping[str, Liste]
    listes: Mapping[str, Liste]
    metiers: Mapping[str, Metier]
    passages: tuple[Passage, ...]
    dispenses: tuple[Dispense, ...]
    criteres: tuple[Critere, ...]
    plateformes: tuple[Plateforme, ...]
    regularisation: tuple[Regularisation, ...]
    manques: tuple[Manque, ...]
    connu_le: date
    dispositions: Mapping[str, Disposition]
    regles: Mapping[str, Regle]
    textes: Textes
    fondements: tuple[Fondement, ...]
    services: tuple[Service, ...]
    conditions: tuple[Condition, ...]
    verifications: tuple[Verification, ...]
    charges: tuple[Charge, ...]
    remunerations: tuple[Remuneration, ...]
    lectures: Mapping[str, Lecture]

    def liste_en_vigueur(self, regime: Regime, nationalite: str, jour: date) -> Liste | None:
        """Return the list for these nationals on a day of examination, None if there is none."""
        return next(iter(self.listes_en_vigueur(regime, nationalite, jour)), None)

    def listes_en_vigueur(self, regime: Regime, nationalite: str, jour: date) -> tuple[Liste, ...]:
        """Return every list that governs these nationals on a day of examination, common first."""
        return tuple(
            liste
            for liste in self.listes_du(jour)
            if regime in liste.public and liste.concerne(nationalite)
        )

    def listes_du(self, jour: date) -> tuple[Liste, ...]:
        """Return the lists that govern some files examined on a day, common first."""
        return self._listes_par_jour[bisect_right(self._jours_de_liste, jour)]

    @cached_property
    def _jours_de_liste(self) -> tuple[date, ...]:
        """Days on which the lists that govern are no longer the same, in order."""
        periodes = [periode for liste in self.listes.values() for periode in liste.periodes]
        lendemains = {une.au + JOUR for une in periodes if une.au < date.max}
        return tuple(sorted(lendemains | {une.du for une in periodes}))

    @cached_property
    def _listes_par_jour(self) -> tuple[tuple[Liste, ...], ...]:
        """The lists that govern before the first of these days, then from each on."""
        listes = sorted(self.listes.values(), key=lambda liste: liste.d_accord)
        jours = (date.min, *self._jours_de_liste)
        return tuple(tuple(liste for liste in listes if liste.examine(jour)) for jour in jours)

    @cached_property
    def _instruments_par_jour(self) -> tuple[tuple[str, ...], ...]:
        """The instruments of these lists, in the order of their identifiers."""
        return tuple(
            tuple(sorted({liste.instrument for liste in listes}))
            for listes in self._listes_par_jour
        )

    @cached_property
    def base(self) -> Territoires:
        """The version of the territories whose regions are the finest: places are kept in it."""
        return next(iter(self.territoires.values()))

    @property
    def regions(self) -> Mapping[str, Region]:
        """Regions of the base, by code."""
        return self.base.regions

    @property
    def departements(self) -> Mapping[str, Departement]:
        """Departments of the base, by code."""
        return self.base.departements

    def regions_de(self, version: str) -> Mapping[str, Region]:
        """Return the regions of a version of the territories, by code."""
        return self.territoires[version].regions

    def region_dans(self, version: str, region: str) -> str:
        """Return the region of a version of the territories that holds a region of the base."""
        return self.territoires[version].tient[region]

    def parties(self, code: str) -> tuple[str, ...]:
        """Return the regions of the base that a code of region stands for, whatever its version."""
        return self._parties.get(code, ())

    @cached_property
    def _parties(self) -> Mapping[str, tuple[str, ...]]:
        """For each code of region, those of the base: a code that versions share covers the same.

        `controle` checks it.
        """
        groupes: dict[str, dict[str, None]] = {}
        for version in self.territoires.values():
            for fine, region in version.tient.items():
                groupes.setdefault(region, {})[fine] = None
        return {region: tuple(fines) for region, fines in groupes.items()}

    def nom_de_region(self, code: str) -> str | None:
        """Return the name of a region of any version, the base first; None where none has it."""
        toutes = (version.regions.get(code) for version in self.territoires.values())
        return next((region.nom for region in toutes if region), None)

    @cached_property
    def codes_lies(self) -> Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]:
        """Codes that a passage ties to a code, from a nomenclature to another, either way."""
        lies: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
        for passage in self.passages:
            for vers, etapes in passage.etapes.items():
                aller = lies.setdefault((passage.de, vers), {})
                retour = lies.setdefault((vers, passage.de), {})
                for etape in chain.from_iterable(etapes.values()):
                    aller.setdefault(etape.de, {})[etape.vers] = None
                    retour.setdefault(etape.vers, {})[etape.de] = None
        return {cle: {c: tuple(v) for c, v in suites.items()} for cle, suites in lies.items()}

    def division(self, jour: date) -> str:
        """Return the version of the territories of the common list of a day of examination."""
        communes = (
            liste.territoires
            for liste in self.listes.values()
            if Regime.PAYS_TIERS in liste.public and liste.examine(jour)
        )
        return next(communes, self.base.id)

    @cached_property
    def codes_d_aucune_ligne(self) -> frozenset[str]:
        """Codes that say « none of the rows » of an agreement."""
        return frozenset(n.aucun for n in self.nomenclatures if n.aucun)

    def codes_de(self, liste: Liste) -> tuple[str, ...]:
        """Return the codes a list might open: its whole nomenclature where that is known."""
        return self.codes_connus.get(liste.nomenclature) or tuple(self.metiers)

    @cached_property
    def employees(self) -> tuple[Nomenclature, ...]:
        """Nomenclatures that lists use: codes of the others are refused."""
        return tuple(n for n in self.nomenclatures if n.du_corpus)

    def nomenclature_de(self, metier: str) -> str:
        """Return the nomenclature of a code as it is written; the first where none claims it."""
        premiere = self.employees[0].id
        if metier.startswith(AUTRE_CODE):
            return metier.removeprefix(AUTRE_CODE) or premiere
        siens = candidats(metier, self.employees)
        return siens[0].nomenclature if siens else premiere

    def candidats(self, texte: str) -> tuple[CodeMetier, ...]:
        """Return what a code may be: one a nomenclature that claims it, of those lists use."""
        return candidats(texte, self._qui_admettent(texte.rpartition(QUALIFIE)[2]))

    def _qui_admettent(self, code: str) -> tuple[Nomenclature, ...]:
        """Return, of the nomenclatures that lists use, those that may have a code."""
        return self._admis.get(code, self._admis[""])

    @cached_property
    def _admis(self) -> Mapping[str, tuple[Nomenclature, ...]]:
        """Those that may have a code, for each code of one known whole; for any other, `""`."""
        connus = {code for n in self.employees for code in (*(n.codes or ()), n.aucun or "")}
        return {c: tuple(n for n in self.employees if n.peut_avoir(c)) for c in {*connus, ""}}

    @cached_property
    def codes_dits(self) -> Mapping[str, Mapping[str, str]]:
        """For each text that means one code that has a title, this code by nomenclature."""
        possibles = ((texte, self.candidats(texte)) for texte in self.metiers)
        return {texte: dict(codes) for texte, codes in possibles if len(codes) == 1}

    def ecrire(self, nomenclature: str, code: str) -> str:
        """Return a code as it is written: with its nomenclature where another claims it."""
        cle = CodeMetier(nomenclature, code)
        return self._ecrits.get(cle) or ecrire(cle, self._qui_admettent(code))

    @cached_property
    def _ecrits(self) -> Mapping[CodeMetier, str]:
        """How each code that has a title is written."""
        return {metier.cle: texte for texte, metier in self.metiers.items()}

    def metier_de(self, nomenclature: str, code: str) -> Metier | None:
        """Return an occupation by its nomenclature and code, None where none is known."""
        return self.metiers.get(self.ecrire(nomenclature, code))

    def metier(self, texte: str) -> Metier | None:
        """Return the occupation that a text means, None where none or several are known."""
        siens = self.candidats(texte)
        return self.metier_de(*siens[0]) if len(siens) == 1 else None

    def ecrit(self, metier: str | None, liste: Liste) -> bool:
        """Tell whether a code is written in the nomenclature of a list, to be sought in it."""
        return self.nomenclature_de(metier or "") == liste.nomenclature

    def defauts(self, metiers: Iterable[str], region: str | None) -> tuple[Lecture, ...]:
        """Return the defects of codes or a region that change no answer (reading, step 12)."""
        codes = set(metiers)
        touches = [lec for code in codes for lec in self._defauts.get(code, ())]
        touches += self._defauts.get(region or "", ())
        return tuple(
            lecture
            for lecture in self.lectures.values()
            if lecture in touches
            and (not lecture.metiers or not codes.isdisjoint(lecture.metiers))
            and (not lecture.regions or region in lecture.regions)
        )

    @cached_property
    def _defauts(self) -> Mapping[str, tuple[Lecture, ...]]:
        """Defects that change no answer, by code of occupation and of region."""
        par_code: dict[str, tuple[Lecture, ...]] = {}
        for lecture in self.lectures.values():
            for code in () if lecture.remplace else (*lecture.metiers, *lecture.regions):
                par_code[code] = (*par_code.get(code, ()), lecture)
        return par_code

    @cached_property
    def conditions_restantes(self) -> Mapping[SituationEmploi, tuple[Condition, ...]]:
        """Conditions that remain to be examined, by answer (2/5); none where no permit is due."""
        restantes = {
            situation: tuple(c for c in self.conditions if c.ecartee_par != situation.value)
            for situation in SituationEmploi
        }
        return {**restantes, SituationEmploi.AUTORISATION_NON_REQUISE: ()}

    @cached_property
    def fondements_par_id(self) -> Mapping[str, tuple[Fondement, ...]]:
        """Legal bases by identifier, one a period."""
        ids = {f.id for f in self.fondements}
        return {i: tuple(f for f in self.fondements if f.id == i) for i in ids}

    @cached_property
    def etats_types(self) -> tuple[tuple[Nationalite, tuple[str, ...]], ...]:
        """The first of the States that every text treats alike, with the lists limited to it."""
        premiers: dict[Hashable, tuple[Nationalite, tuple[str, ...]]] = {}
        for code, etat in self.nationalites.items():
            limitees = tuple(li.id for li in self.listes.values() if code in li.nationalites)
            periodes = tuple((s.regime, s.listes, s.du, s.au) for s in etat.statuts)
            if not etat.territoire:
                premiers.setdefault((periodes, limitees), (etat, limitees))
        return tuple(premiers.values())

    def instruments_du(self, jour: date | None = None) -> tuple[str, ...]:
        """Return the instruments with a list that governs a day; all of them where None."""
        if jour is None:
            return tuple(sorted({liste.instrument for liste in self.listes.values()}))
        return self._instruments_par_jour[bisect_right(self._jours_de_liste, jour)]

    @cached_property
    def jours_de_procedure(self) -> tuple[date, ...]:
        """Days from which what surrounds an answer may differ, the first of all days included."""
        datees: tuple[
            Fondement
            | Service
            | Condition
            | Verification
            | Charge
            | Periode
            | Plateforme
            | Regularisation,
            ...,
        ] = (
            *(periode for liste in self.listes.values() for periode in liste.periodes),
            *self.fondements,
            *self.services,
            *self.conditions,
            *self.verifications,
            *self.charges,
            *self.plateformes,
            *self.regularisation,
        )
        lendemains = {une.au + JOUR for une in datees if une.au < date.max}
        return tuple(sorted({date.min, *lendemains, *(une.du for une in datees)}))

    @cached_property
    def premier_jour(self) -> date:
        """First day of examination on which any list applies."""
        return min((liste.examine_du for liste in self.listes.values()), default=date.max)

    def listes_de(self, regime: Regime) -> tuple[Liste, ...]:
        """Return the lists written for a regime, in the order of time."""
        listes = (liste for liste in self.listes.values() if regime in liste.public)
        return tuple(sorted(listes, key=lambda liste: liste.examine_du))
