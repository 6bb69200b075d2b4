"""What applied when, and to whom: periods in tables that can be read aloud, with their bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from opposable.decision.motif import dire_mot
from opposable.web.public.loi.paroles import bornes
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime

LARGEUR = 1000
"""Width of the drawing of a period, in its own units."""
MINCE = 8
"""Width of the bar of a period too short to be seen."""
UN_JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Periode:
    """Something that held over a period of examination.

    Attributes:
        nom: What held.
        qui: For whom, or where.
        du: First day, None where it was before all this corpus knows.
        au: Last day, None where it has no end here.
        ancre: Place in the text, empty where nothing held.
        debut: Left of its bar, in units of the drawing.
        large: Width of its bar, 0 where it lies after the days this corpus knows.
    """

    nom: str
    qui: str
    du: date | None
    au: date | None
    ancre: str
    debut: int
    large: int


class Graduation(NamedTuple):
    """A year of the drawing, where it begins, and whether it is written out."""

    annee: int
    x: int
    ecrite: bool


def publics(corpus: Corpus) -> list[tuple[str, list[Periode]]]:
    """Return, for each audience of a list, its lists in the order of time, gaps said.

    The lists of agreements stand apart (`accords`): each is for one nationality.
    """
    regimes = dict.fromkeys(r for liste in corpus.listes.values() for r in liste.public)
    return [
        (dire_mot(regime.value, corpus, droit.langue()), list(_suite(regime, corpus)))
        for regime in regimes
    ]


def accords(corpus: Corpus) -> list[Periode]:
    """Return the lists of agreements, each with the nationals it is for, in the order of time."""
    langue = droit.langue()
    listes = (liste for liste in corpus.listes.values() if liste.d_accord)
    return [
        _situer(
            corpus,
            (
                _nom(liste),
                ", ".join(corpus.nationalites[n].nom.dire(langue) for n in liste.nationalites),
            ),
            bornes(liste.examine_du, liste.examine_au),
            liste.ancre,
        )
        for liste in sorted(listes, key=lambda liste: liste.examine_du)
    ]


def regimes(corpus: Corpus) -> list[Periode]:
    """Return the regimes that change over time, nationalities with the same days together."""
    changeants = [
        (statut.du, statut.regime.value, statut.au, statut.ancre, n.nom.dire(droit.langue()))
        for n in corpus.nationalites.values()
        if len(n.statuts) > 1 and not n.territoire
        for statut in n.statuts
    ]
    return [
        _situer(
            corpus,
            (dire_mot(cle[1], corpus, droit.langue()), ", ".join(c[4] for c in groupe)),
            bornes(cle[0], cle[2]),
            cle[3],
        )
        for cle, groupe in groupby(sorted(changeants), key=lambda c: c[:4])
    ]


def services(corpus: Corpus) -> list[Periode]:
    """Return the competent services: for which kinds of application, and who decides."""
    langue = droit.langue()
    return [
        _situer(
            corpus,
            (
                s.nom.dire(droit.langue()),
                gettext("%(demarches)s ; décide : %(qui)s")
                % {
                    "demarches": ", ".join(dire_mot(t, corpus, langue) for t in s.types),
                    "qui": s.decideur.dire(droit.langue()),
                },
            ),
            bornes(s.du, s.au),
            s.ancre,
        )
        for s in corpus.services
    ]


def bases(corpus: Corpus) -> list[Periode]:
    """Return the legal bases that change, and the charges an employer owes."""
    langue = droit.langue()
    droits = [
        _situer(
            corpus,
            (f.texte.dire(droit.langue()), gettext("toute demande hors liste")),
            bornes(f.du, f.au),
            f.ancre,
        )
        for f in corpus.fondements
        if bornes(f.du, f.au) != (None, None)
    ]
    charges = [
        _situer(
            corpus,
            (
                c.texte.dire(droit.langue()),
                ", ".join(dire_mot(r, corpus, langue) for r in c.regimes),
            ),
            bornes(c.du, c.au),
            c.ancre,
        )
        for c in corpus.charges
    ]
    return droits + charges


def graduations(corpus: Corpus) -> list[Graduation]:
    """Return the years of the drawing; one in four is written out."""
    couverture = corpus.couverture
    annees = range(couverture.du.year + 1, couverture.au.year + 1)
    return [Graduation(a, _place(corpus, date(a, 1, 1)), a % 4 == 0) for a in annees]


def _suite(regime: Regime, corpus: Corpus) -> Iterator[Periode]:
    """Yield the lists of an audience and the days between, from the first known to the last."""
    rien = (gettext("aucune liste connue ici"), gettext("on ne peut pas répondre"))
    jour = corpus.couverture.du
    for liste in (une for une in corpus.listes_de(regime) if not une.d_accord):
        if jour < liste.examine_du:
            yield _situer(corpus, rien, (jour, liste.examine_du - UN_JOUR), "")
        dits = (_nom(liste), _atteint(liste, corpus))
        yield _situer(corpus, dits, bornes(liste.examine_du, liste.examine_au), liste.ancre)
        if liste.examine_au == date.max:
            return
        jour = max(jour, liste.examine_au + UN_JOUR)
    if jour <= corpus.couverture.au:
        yield _situer(corpus, rien, (jour, corpus.couverture.au), "")


def _nom(liste: Liste) -> str:
    return liste.nom.dire(droit.langue())


def _atteint(liste: Liste, corpus: Corpus) -> str:
    """Return in words the files a list reaches (2/4, 2/10)."""
    if liste.depose_du is None:
        return gettext("tout dossier encore ouvert")
    langue = droit.langue()
    en_cours = ", ".join(dire_mot(type_, corpus, langue) for type_ in liste.en_cours)
    return gettext("dossiers déposés à partir de ce jour ; en cours aussi : %(demarches)s") % {
        "demarches": en_cours or "–"
    }


def _situer(
    corpus: Corpus, dit: tuple[str, str], jours: tuple[date | None, date | None], ancre: str
) -> Periode:
    couverture, (du, au) = corpus.couverture, jours
    if du and du > couverture.au:
        return Periode(*dit, du, au, ancre, LARGEUR, 0)
    debut = _place(corpus, max(du, couverture.du) if du else couverture.du)
    fin = _place(corpus, (min(au, couverture.au) if au else couverture.au) + UN_JOUR)
    debut = min(debut, LARGEUR - MINCE)
    return Periode(*dit, du, au, ancre, debut, max(fin - debut, MINCE))


def _place(corpus: Corpus, jour: date) -> int:
    couverture = corpus.couverture
    tout = (couverture.au - couverture.du).days + 1
    return max(0, min(LARGEUR, (jour - couverture.du).days * LARGEUR // tout))
