"""The axes of the decision table, each derived from the law data.

Two values stand on the same place of an axis when no rule can tell them apart, under the
readings of the corpus and under each rival. Add a list, a date or a nationality to the data
and the axes grow by themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from opposable.law import valeur
from opposable.law.nomenclature import QUALIFIE, CodeMetier
from opposable.law.silence import silence
from opposable.law.valeur import PROJET, RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from opposable.decision.faits import Faits
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nomenclature import Nomenclature

JOUR = timedelta(days=1)
MEME, CHANGE, NON_DIT = "meme", "change", ""
DIPLOME = "diplome_francais"
"""The one fact that exempts and has a place in the table."""
AUTRE_CODE = valeur.AUTRE_CODE
ACCORDS = "accords"
"""Name of the set of nomenclatures that only agreements use."""


class Periode(NamedTuple):
    """Days of examination and of filing over which nothing changes, both ends included."""

    examine_du: date
    examine_au: date
    depose_du: date
    depose_au: date

    def jours(self) -> tuple[date, date]:
        """Return a day of filing and one of examination that stand for the period."""
        ouverte = self.examine_au == date.max
        examine_le = self.examine_du if ouverte else self.examine_au
        return min(self.depose_au, examine_le), examine_le


class AxeMetier(NamedTuple):
    """A place on the axis of occupations.

    Attributes:
        metier: Code as it is written; `*` for any code on no list, `*id` for one of a further
            nomenclature; None where it is not said.
        activite: Activity stated, for a code with a printed restriction; None elsewhere.
    """

    metier: str | None
    activite: str | None


class Cas(NamedTuple):
    """A kind of application; for a renewal, how the first occupation compares."""

    type: str | None
    metier_initial: str


class AxeStatut(NamedTuple):
    """A place on the axis of regimes.

    Attributes:
        regime: Name of the regime, None where nationality is not said or out of coverage.
        listes: Whether the lists concern its nationals.
        diplome: `master`, or None for anything else.
        nationalites: Codes that stand there on some day of the corpus.
    """

    regime: str | None
    listes: bool
    diplome: str | None
    nationalites: tuple[str, ...]


def variantes(corpus: Corpus) -> list[Loi]:
    """Return the corpus and each of its rivals, one reading turned at a time."""
    return [corpus, *corpus.inverses.values()]


def periodes(corpus: Corpus) -> tuple[Periode, ...]:
    """Cut time at every day that any table of the law names."""
    examens = _intervalles(_jours_d_examen(corpus))
    depots = _intervalles(_jours_de_depot(corpus))
    return tuple(
        Periode(*examen, *depot)
        for examen in examens
        for depot in (depots if _depot_compte(corpus, examen) else [(date.min, date.max)])
        if depot[0] <= examen[1]
    )


def _intervalles(debuts: Iterable[date]) -> list[tuple[date, date]]:
    bornes = [date.min, *sorted({jour for jour in debuts if jour > date.min})]
    fins = [*(jour - JOUR for jour in bornes[1:]), date.max]
    return list(zip(bornes, fins, strict=True))


def _lendemain(jour: date) -> date:
    return date.min if jour == date.max else jour + JOUR


def _jours_d_examen(corpus: Corpus) -> set[date]:
    bornes = [(corpus.couverture.du, corpus.couverture.au)]
    for variante in variantes(corpus):
        bornes += [(liste.examine_du, liste.examine_au) for liste in variante.listes.values()]
        for nationalite in variante.nationalites.values():
            bornes += [(statut.du, statut.au) for statut in nationalite.statuts]
        bornes += [(tu.du, tu.au) for tu in variante.silences]
        bornes += [(critere.du, critere.au) for critere in variante.criteres]
    bornes += [(service.du, service.au) for service in corpus.services]
    bornes += [(fondement.du, fondement.au) for fondement in corpus.fondements]
    bornes += [(d.du, d.au) for d in corpus.dispenses if d.fait == DIPLOME]
    return {jour for du, au in bornes for jour in (du, _lendemain(au))}


def _jours_de_depot(corpus: Corpus) -> set[date]:
    listes = (liste for v in variantes(corpus) for liste in v.listes.values())
    return {liste.depose_du for liste in listes if liste.depose_du is not None}


def _depot_compte(corpus: Corpus, examen: tuple[date, date]) -> bool:
    """Whether some list of these days of examination reaches only files filed since a day."""
    listes = (liste for v in variantes(corpus) for liste in v.listes.values())
    return any(
        liste.depose_du is not None
        and liste.examine_du <= examen[1]
        and examen[0] <= liste.examine_au
        for liste in listes
    )


def horizon(corpus: Corpus, parmi: Sequence[Nomenclature] = ()) -> date:
    """Return the last day of examination that the table answers for.

    It is the last day on which a list in its nomenclatures governs, under any reading; later
    days are answered by the rule, one by one.
    """
    nomenclatures = {n.id for n in parmi or tabulees(corpus)}
    fins = (
        liste.examine_au
        for variante in variantes(corpus)
        for liste in variante.listes.values()
        if liste.nomenclature in nomenclatures and not liste.d_accord
    )
    return max(fins, default=date.max)


class Calendrier:
    """Finds the period of a file from its two days.

    Args:
        periodes: The periods, as `periodes` gives them.
    """

    __slots__ = ("_depots", "_examens", "_rangs")

    def __init__(self, periodes: Sequence[Periode]) -> None:
        self._examens: list[date] = sorted({p.examine_du for p in periodes})
        self._depots: list[list[date]] = [[] for _ in self._examens]
        self._rangs: list[list[int]] = [[] for _ in self._examens]
        for rang, periode in enumerate(periodes):
            place = self._examens.index(periode.examine_du)
            self._depots[place].append(periode.depose_du)
            self._rangs[place].append(rang)

    def rang(self, depose_le: date, examine_le: date) -> int:
        """Return the rank of the period."""
        place = bisect_right(self._examens, examine_le) - 1
        depots = self._depots[place]
        return self._rangs[place][bisect_right(depots, depose_le) - 1]


def cas(corpus: Corpus) -> tuple[Cas, ...]:
    """Return the kinds of application; a renewal has three."""
    autres = [t for t in corpus.valeurs["type"] if t != RENOUVELLEMENT]
    renouvellements = [Cas(RENOUVELLEMENT, initial) for initial in (NON_DIT, MEME, CHANGE)]
    return (Cas(None, NON_DIT), *(Cas(t, NON_DIT) for t in autres), *renouvellements)


def rang_du_cas(faits: Faits, rangs: dict[Cas, int]) -> int:
    """Return the rank of the kind of an application."""
    if faits.type != RENOUVELLEMENT or not faits.metier:
        return rangs[Cas(faits.type, NON_DIT)]
    if faits.metier_initial is None:
        return rangs[Cas(RENOUVELLEMENT, NON_DIT)]
    meme = faits.metier_initial == faits.metier
    return rangs[Cas(RENOUVELLEMENT, MEME if meme else CHANGE)]


def autres(corpus: Corpus, parmi: Sequence[Nomenclature] = ()) -> dict[str, Nomenclature]:
    """Return what stands for any code on no list, and the nomenclature each is of."""
    premiere = corpus.employees[0]
    return {
        AUTRE_CODE if n == premiere else f"{AUTRE_CODE}{n.id}": n for n in parmi or tabulees(corpus)
    }


def ensembles(corpus: Corpus) -> dict[str, tuple[Nomenclature, ...]]:
    """Return the nomenclatures of each table, by the name of their set.

    The first is the table that look-ups read; the other nomenclatures of the lists common to
    all, then those of agreements alone, have one each.
    """
    premier = tabulees(corpus)
    communes = {li.nomenclature for li in corpus.toutes_listes.values() if not li.d_accord}
    reste = [n for n in corpus.employees if n not in premier]
    suivantes = tuple(n for n in reste if n.id in communes)
    accords = tuple(n for n in reste if n.id not in communes)
    noms = {"-".join(n.id for n in siennes): siennes for siennes in (premier, suivantes)}
    return {nom: siennes for nom, siennes in (noms | {ACCORDS: accords}).items() if siennes}


def tabulees(corpus: Corpus) -> tuple[Nomenclature, ...]:
    """Return the nomenclatures whose codes stand on the axis: the first, and those of drafts."""
    premiere = corpus.employees[0].id
    projetees = {
        liste.nomenclature
        for liste in corpus.listes.values()
        if corpus.instruments[liste.instrument].nature == PROJET
    }
    return tuple(n for n in corpus.employees if n.id == premiere or n.id in projetees)


def autre_code(metier: str, places: Mapping[str, Nomenclature]) -> str | None:
    """Return what stands for a code that no list names; None where no place does."""
    return next((place for place, n in places.items() if n.admet(metier)), None)


def metiers(corpus: Corpus, parmi: Sequence[Nomenclature] = ()) -> tuple[AxeMetier, ...]:
    """Return every code some list opens or a passage leaves, with its activities; any other; none.

    The code that says « none of the rows » of an agreement has its own place: it compares with no
    other.

    Args:
        corpus: The law.
        parmi: Nomenclatures of the table; those of look-ups where it is empty.
    """
    restreints: set[CodeMetier] = set()
    siennes = parmi or tabulees(corpus)
    nomenclatures = {n.id for n in siennes}
    codes = {CodeMetier(n.id, n.aucun) for n in siennes if n.aucun}
    for variante in variantes(corpus):
        codes |= {code for code in _quittes(variante) if code.nomenclature in nomenclatures}
        for liste in variante.toutes_listes.values():
            ici = partial(CodeMetier, liste.nomenclature)
            if liste.nomenclature in nomenclatures:
                codes |= {ici(code) for code in (*liste.ouvertures, *liste.autres)}
                restreints |= {ici(e.metier) for e in liste.entrees if e.ouvre and e.activite}
    restes = autres(corpus, parmi)
    places = [AxeMetier(None, None), *(AxeMetier(autre, None) for autre in restes)]
    for ecrit, code in sorted((corpus.ecrire(*code), code) for code in codes):
        activites = corpus.valeurs["activite"] if code in restreints else ()
        places += (AxeMetier(ecrit, activite) for activite in (None, *activites))
    return tuple(places)


def _quittes(loi: Loi) -> Iterable[CodeMetier]:
    """Yield the codes that a passage leaves: each may lead where another does not."""
    for passage in loi.passages:
        for par_code in passage.etapes.values():
            yield from (CodeMetier(passage.de, code) for code in par_code)


def codes_de(metier: str | None, loi: Loi) -> dict[str, str]:
    """Return the code of a place on the axis, by nomenclature."""
    if metier is None:
        return {}
    return {loi.nomenclature_de(metier): metier.rpartition(QUALIFIE)[2]}


def abords(place: AxeMetier, region: str | None, loi: Loi) -> tuple[object, ...]:
    """Return what the rule may look at beside the lists."""
    zone = loi.regions[region].zone if region else None
    aucune_ligne = not loi.codes_d_aucune_ligne.isdisjoint(codes_de(place.metier, loi).values())
    return (place.metier is None, zone, aucune_ligne)


def consultees(code: str | None, jour: date, monde: Loi) -> tuple[str, ...]:
    """Return the lists that may answer for a nationality on a day, under one reading."""
    statut = monde.nationalites[code].statut(jour) if code else None
    if statut is None or code is None:
        return ()
    noms: dict[str, None] = {}
    for liste in monde.listes_en_vigueur(statut.regime, code, jour):
        noms[liste.id] = None
        for nom in liste.reprend:
            if monde.toutes_listes[nom].concerne(code):
                noms[nom] = None
    return tuple(noms)


def jours_vus(
    code: str | None, periode: Periode, noms: Sequence[str], monde: Loi, diplome: str | None
) -> tuple[object, ...]:
    """Return what the rule makes of a nationality and of the days of a period, services apart.

    Args:
        code: The nationality, None where it is not said.
        periode: The period.
        noms: The lists that may answer.
        monde: The law, under one reading.
        diplome: The diploma: of the facts that exempt, no other can be said in the table.
    """
    depose_le, jour = periode.jours()
    statut = monde.nationalites[code].statut(jour) if code else None
    tu = silence(monde.silences, statut.regime, code, jour) if statut and code else None
    return (
        code is None,
        statut and (statut.regime, statut.listes),
        monde.couverture.du <= jour <= monde.couverture.au,
        monde.division(jour),
        tu and tu.effet,
        tuple(
            d.id for d in monde.dispenses if diplome and d.fait == DIPLOME and d.du <= jour <= d.au
        ),
        tuple((c.critere, c.compte) for c in monde.criteres if c.du <= jour <= c.au),
        tuple(_liste_vue(monde.toutes_listes[nom], depose_le, jour, monde) for nom in noms),
    )


def _liste_vue(liste: Liste, depose_le: date, jour: date, loi: Loi) -> tuple[object, ...]:
    """Return what a list makes of two days, what it shows of occupations apart."""
    attente = liste.notifiable_du
    return (
        (liste.id, liste.d_accord, liste.reprend, liste.notifiable_apres),
        (liste.id in loi.listes, liste.examine(jour)),
        (attente, attente is not None and attente > jour),
        tuple(liste.atteint(type_ or "", depose_le) for type_ in (None, *loi.valeurs["type"])),
    )


def cle_de_statut(
    code: str, jour: date, mondes: Sequence[Loi], diplome: str | None
) -> tuple[object, ...]:
    """Return what the law makes of a nationality on a day, under each reading."""
    statuts = [monde.nationalites[code].statut(jour) for monde in mondes]
    limitees = _limitees(code, mondes[0])
    return (diplome, limitees, *((s.regime, s.listes) if s else None for s in statuts))


def traites_pareil(mondes: Sequence[Loi]) -> Iterable[tuple[str, ...]]:
    """Return the nationalities, together those whose keys are the same on every day."""
    groupes: dict[tuple[object, ...], list[str]] = {}
    for code in mondes[0].nationalites:
        statuts = (
            tuple((s.regime, s.listes, s.du, s.au) for s in monde.nationalites[code].statuts)
            for monde in mondes
        )
        groupes.setdefault((_limitees(code, mondes[0]), *statuts), []).append(code)
    return map(tuple, groupes.values())


def _limitees(code: str, loi: Loi) -> tuple[str, ...]:
    """Return the lists, and what holds without one, that some nationals have, this one too."""
    listes = (liste.id for liste in loi.listes.values() if code in (liste.nationalites or ()))
    tus = (f"{s.effet}#{rang}" for rang, s in enumerate(loi.silences) if code in s.nationalites)
    return (*listes, *tus)
