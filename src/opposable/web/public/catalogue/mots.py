"""Words for the states of an occupation, and for sets of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext

from opposable.ecrit.repli import replier
from opposable.law.territoire import METROPOLE
from opposable.web.public.catalogue.vue import Etat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture

PEU = 6
"""Regions of the mainland that may be told as missing rather than the others as present."""
ETATS = {
    Etat.OUVERT: gettext_lazy("Ouvert"),
    Etat.CONDITION: gettext_lazy("Ouvert sous condition"),
    Etat.LIBRE: gettext_lazy("Sans autorisation"),
    Etat.FERME: gettext_lazy("Droit commun"),
    Etat.SANS_REPONSE: gettext_lazy("Non couvert ici"),
}
EXPLICATIONS = {
    Etat.OUVERT: gettext_lazy("la situation de l’emploi n’est pas opposable"),
    Etat.CONDITION: gettext_lazy("la liste ne l’ouvre que pour une activité, à préciser"),
    Etat.LIBRE: gettext_lazy("aucune autorisation de travail n’est requise"),
    Etat.FERME: gettext_lazy("la situation de l’emploi peut être opposée ; ce n’est pas un refus"),
    Etat.SANS_REPONSE: gettext_lazy("les textes connus ici ne répondent pas ce jour-là"),
}


def dire_lieux(codes: Iterable[str], corpus: Corpus) -> str:
    """Return a set of regions in words: all, the mainland, nearly all, or their names."""
    regions = set(codes)
    for version in corpus.territoires.values():
        metropole = {r.code for r in version.regions.values() if r.zone == METROPOLE}
        if regions == set(version.regions):
            return gettext("toutes les régions, outre-mer compris")
        if regions == metropole:
            return gettext("toutes les régions de métropole")
        absentes = metropole - regions
        if regions < metropole and len(absentes) <= PEU:
            phrase = gettext("toutes les régions de métropole sauf %(regions)s")
            return phrase % {"regions": _noms(absentes, corpus)}
    return _noms(regions, corpus)


def _noms(codes: Iterable[str], corpus: Corpus) -> str:
    """Return the names of regions; a code that two versions share is of the same place."""
    noms = (corpus.nom_de_region(code) or code for code in codes)
    return ", ".join(sorted(noms, key=replier))


def dire_nombre_de_regions(nombre: int) -> str:
    """Return a number of regions in words."""
    phrase = ngettext("%(n)d région", "%(n)d régions", nombre)
    return phrase % {"n": nombre}


def dire_lecture(lecture: Lecture, langue: Langue) -> dict[str, str]:
    """Return a defect as a page shows it: what is printed, how it is read."""
    return {
        "id": lecture.id,
        "ancre": lecture.ancre,
        "imprime": lecture.imprime.dire(langue),
        "retenue": lecture.retenue.dire(langue),
        "rivale": lecture.rivale.dire(langue),
    }
