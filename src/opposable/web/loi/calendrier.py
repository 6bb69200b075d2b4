"""What applied when, and to whom: periods that can be read aloud, and drawn as bars."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from opposable.decision.motif import dire_mot
from opposable.web import droit

if TYPE_CHECKING:
    from datetime import date

    from opposable.law.corpus import Corpus

LARGEUR = 1000
"""Width of the drawing, in its own units."""
RANG, PIED = 26, 24
"""Height of a row of the drawing, and of its years."""


@dataclass(frozen=True, slots=True)
class Periode:
    """Something that held over a period of examination.

    Attributes:
        nom: What held.
        qui: For whom.
        du: First day, None where it was before all this corpus knows.
        au: Last day, None where it has no end here.
        ancre: Place in the text.
        debut: Left of its bar, in units of the drawing.
        large: Width of its bar.
    """

    nom: str
    qui: str
    du: date | None
    au: date | None
    ancre: str
    debut: int
    large: int


def listes(corpus: Corpus) -> list[Periode]:
    """Return the lists in force, by public."""
    return [
        _situer(
            corpus,
            liste.nom if droit.langue() == "fr" else liste.name,
            ", ".join(dire_mot(regime.value, corpus, droit.langue()) for regime in liste.public),
            liste.examine_du,
            liste.examine_au,
            liste.ancre,
        )
        for liste in sorted(corpus.listes.values(), key=lambda li: (li.examine_du, li.id))
    ]


def regimes(corpus: Corpus) -> list[Periode]:
    """Return the regimes that change over time, nationalities with the same days together."""
    changeants = [
        (statut.regime.value, statut.du, statut.au, statut.ancre, n.nom if _fr() else n.name)
        for n in corpus.nationalites.values()
        if len(n.statuts) > 1 and not n.territoire
        for statut in n.statuts
    ]
    changeants.sort(key=lambda c: (c[1], c[0], str(c[2]), c[3], c[4]))
    return [
        _situer(
            corpus,
            dire_mot(cle[0], corpus, droit.langue()),
            ", ".join(c[4] for c in groupe),
            cle[1],
            cle[2],
            cle[3],
        )
        for cle, groupe in groupby(changeants, key=lambda c: c[:4])
    ]


def services(corpus: Corpus) -> list[Periode]:
    """Return the competent services, with the days they were so."""
    return [
        _situer(
            corpus, s.nom if _fr() else s.name, s.lieu if _fr() else s.place, s.du, s.au, s.ancre
        )
        for s in corpus.services
    ]


def graduations(corpus: Corpus) -> list[tuple[int, int]]:
    """Return the years of the drawing, each with where it begins."""
    couverture = corpus.couverture
    annees = range(couverture.du.year + 1, couverture.au.year + 1)
    return [(annee, _place(corpus, couverture.du.replace(annee, 1, 1))) for annee in annees]


def hauteur(lignes: int) -> int:
    """Return the height of a drawing of so many rows."""
    return lignes * RANG + PIED


def _fr() -> bool:
    return droit.langue() == "fr"


def _situer(
    corpus: Corpus, nom: str, qui: str, du: date | None, au: date | None, ancre: str
) -> Periode:
    couverture = corpus.couverture
    debut = _place(corpus, max(du, couverture.du) if du else couverture.du)
    fin = _place(corpus, min(au, couverture.au) if au else couverture.au)
    return Periode(nom, qui, du, au, ancre, debut, max(fin - debut, 2))


def _place(corpus: Corpus, jour: date) -> int:
    couverture = corpus.couverture
    tout = (couverture.au - couverture.du).days
    return max(0, min(LARGEUR, (jour - couverture.du).days * LARGEUR // tout))
