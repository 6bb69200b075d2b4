"""A region as its page shows it: its departments, what is open there, its defects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.web.public.catalogue.decoupage import (
    departements,
    du_jour,
    nommee,
    parties,
    representante,
)
from opposable.web.public.catalogue.vue import (
    Etat,
    chercher,
    compter,
    etat,
    interroges,
    publics,
    vue,
)
from opposable.web.socle.domaines import domaines
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.decision.agencement import Agencement
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.metier import Metier
    from opposable.law.nationalite import Regime
    from opposable.law.territoire import Departement, Region
    from opposable.web.public.catalogue.vue import Vue
    from opposable.web.socle.domaines import Domaine

MONTRES = (Etat.OUVERT, Etat.CONDITION, Etat.LIBRE)
"""States of the occupations that a page of region names."""


@dataclass(frozen=True, slots=True)
class DansLaRegion:
    """An occupation open in a region, with the answer."""

    metier: Metier
    etat: Etat
    constat: Agencement


@dataclass(frozen=True, slots=True)
class FicheRegion:
    """A region.

    Attributes:
        region: Its code and name.
        departements: Its departments, by code.
        nombres: How many occupations of the lists are in each state.
        par_domaine: Those that are open, by heading.
        lectures: Defects and readings that touch it.
    """

    region: Region
    departements: tuple[Departement, ...]
    nombres: Mapping[Etat, int]
    par_domaine: tuple[tuple[Domaine, tuple[DansLaRegion, ...]], ...]
    lectures: tuple[Lecture, ...]

    @property
    def ouverts(self) -> int:
        """How many occupations are open, under a condition or not."""
        return sum(self.nombres[e] for e in MONTRES)


def fiche(code: str, vue_: Vue, corpus: Corpus) -> FicheRegion:
    """Prepare the page of a region.

    Raises:
        KeyError: It is no region.
    """
    region = nommee(code, corpus)
    if region is None:
        raise KeyError(code)
    ici = representante(code, corpus)
    constats = {m: _lire(vue_, m, ici, corpus) for m in corpus.metiers}
    siennes = {code, *parties(code, corpus)}
    par_domaine = [
        (domaine, tuple(_dedans(metier, constats[metier.ecrit]) for metier in domaine.metiers))
        for domaine in domaines(corpus).values()
    ]
    return FicheRegion(
        region,
        departements(code, corpus),
        compter(constats.values()),
        tuple((d, gardes) for d, lus in par_domaine if (gardes := tuple(x for x in lus if x))),
        tuple(le for le in corpus.lectures.values() if siennes.intersection(le.regions)),
    )


def _lire(vue_: Vue, metier: str, region: str, corpus: Corpus) -> Agencement | None:
    """Return an answer, None for a code that the lists of the day are not asked by."""
    demande = metier in interroges(vue_, corpus)
    return chercher(vue_, metier, region, corpus) if demande else None


def _dedans(metier: Metier, constat: Agencement | None) -> DansLaRegion | None:
    ici = etat(constat)
    return DansLaRegion(metier, ici, constat) if constat and ici in MONTRES else None


@du_droit(64)
def ouverts_par_region(vue_: Vue, corpus: Corpus) -> Mapping[str, tuple[Etat, int]]:
    """Return the state of each region and how many occupations are open there, by code.

    A region is open where an occupation is, and without answer where none has one.
    """
    return {
        region: _region(vue_, representante(region, corpus), corpus)
        for region in du_jour(vue_.jour, corpus)
    }


def _region(vue_: Vue, region: str, corpus: Corpus) -> tuple[Etat, int]:
    nombres = compter(_lire(vue_, m, region, corpus) for m in corpus.metiers)
    ouverts = sum(nombres[e] for e in MONTRES)
    muette = nombres[Etat.SANS_REPONSE] == len(corpus.metiers)
    return Etat.OUVERT if ouverts else Etat.SANS_REPONSE if muette else Etat.FERME, ouverts


@du_droit(64)
def regions_par_metier(
    jour: date, corpus: Corpus
) -> Mapping[str, tuple[tuple[Regime, int | None], ...]]:
    """Return in how many regions each occupation is open that day, for each audience.

    The number is None for an audience that nobody belongs to that day, or of which the
    corpus says nothing.
    """
    vues = [vue(jour, public, corpus) for public in publics(corpus)]
    return {
        metier: tuple((v.public, _combien(v, metier, corpus)) for v in vues)
        for metier in corpus.metiers
    }


def _combien(vue_: Vue, metier: str, corpus: Corpus) -> int | None:
    lieux = [representante(region, corpus) for region in du_jour(vue_.jour, corpus)]
    etats = [etat(_lire(vue_, metier, lieu, corpus)) for lieu in lieux]
    if all(e is Etat.SANS_REPONSE for e in etats):
        return None
    return sum(e in MONTRES for e in etats)
