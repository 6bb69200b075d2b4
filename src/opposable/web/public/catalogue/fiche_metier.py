"""An occupation as its page shows it: names, lists, regions, history, defects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.law.consultation import ouvertes
from opposable.web.public.catalogue.decoupage import ordre
from opposable.web.public.catalogue.histoire import histoire
from opposable.web.public.catalogue.vue import etat, par_region
from opposable.web.socle import droit
from opposable.web.socle.domaines import par_metier

if TYPE_CHECKING:
    from opposable.decision.agencement import Agencement
    from opposable.law.consultation import Ouverte
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.lecture import Lecture
    from opposable.law.liste import Liste
    from opposable.law.metier import Metier
    from opposable.law.territoire import Region
    from opposable.web.public.catalogue.histoire import Epoque
    from opposable.web.public.catalogue.vue import Etat, Vue
    from opposable.web.socle.domaines import Domaine


@dataclass(frozen=True, slots=True)
class EnRegion:
    """An occupation in a region, for an audience on a day; `constat` is the answer."""

    region: Region
    etat: Etat
    constat: Agencement | None


@dataclass(frozen=True, slots=True)
class FicheMetier:
    """An occupation.

    Attributes:
        metier: Code and canonical label.
        domaine: Its heading.
        imprimes: Labels as printed, each with the lists that print it so.
        usuels: Everyday names.
        ouvertes: The lists that open it, in the order of time.
        cadres: Rows of a wider list that name it and open nothing by themselves.
        en_regions: What is answered in each region.
        histoire: Periods, audience by audience.
        lectures: Defects and readings that touch it.
    """

    metier: Metier
    domaine: Domaine
    imprimes: tuple[tuple[str, tuple[Liste, ...]], ...]
    usuels: tuple[str, ...]
    ouvertes: tuple[Ouverte, ...]
    cadres: tuple[Entree, ...]
    en_regions: tuple[EnRegion, ...]
    histoire: tuple[Epoque, ...]
    lectures: tuple[Lecture, ...]


def fiche(metier: Metier, vue: Vue, corpus: Corpus) -> FicheMetier:
    """Prepare the page of an occupation that a text of the corpus names."""
    code = metier.ecrit
    constats = par_region(vue, code, corpus)
    return FicheMetier(
        metier,
        par_metier(corpus)[code],
        _imprimes(metier, corpus),
        droit.noms().usuels.get(code, ()),
        ouvertes(code, corpus),
        tuple(
            e for liste in _siennes(metier, corpus) for e in liste.cadre if e.metier == metier.code
        ),
        tuple(
            EnRegion(r, etat(constats[r.code]), constats[r.code]) for r in ordre(vue.jour, corpus)
        ),
        histoire(code, corpus),
        _lectures(code, constats, corpus),
    )


def _siennes(metier: Metier, corpus: Corpus) -> list[Liste]:
    """The lists written in the nomenclature of an occupation."""
    return [li for li in corpus.listes.values() if li.nomenclature == metier.nomenclature]


def _imprimes(metier: Metier, corpus: Corpus) -> tuple[tuple[str, tuple[Liste, ...]], ...]:
    par_intitule: dict[str, dict[str, Liste]] = {}
    for liste in _siennes(metier, corpus):
        for entree in (*liste.entrees, *liste.cadre):
            if entree.metier == metier.code:
                par_intitule.setdefault(entree.intitule, {})[liste.id] = liste
    return tuple((nom, tuple(listes.values())) for nom, listes in par_intitule.items())


def _lectures(
    code: str, constats: dict[str, Agencement | None], corpus: Corpus
) -> tuple[Lecture, ...]:
    """Return the defects written for the code, and the readings its answers rest on here."""
    nommees = [lecture.id for lecture in corpus.lectures.values() if code in lecture.metiers]
    attachees = [vue.lecture for c in constats.values() if c for vue in c.trame.lectures]
    return tuple(corpus.lectures[i] for i in dict.fromkeys([*nommees, *attachees]))
