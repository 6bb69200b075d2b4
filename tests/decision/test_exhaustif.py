"""The proof: `decide` against the oracle, and every cell of the table against `decide`.

The oracle (tests/oracle) was written by someone else from the text alone; it shares no code
and no data file with the package.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from itertools import cycle, islice, product
from typing import TYPE_CHECKING, Any

import pytest

from opposable import Demande, decide
from opposable.decision import axes
from opposable.decision.faits import etablir
from oracle.oracle import answer, lectures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.decision.determination import Determination
    from opposable.decision.table import Cellule, Table
    from opposable.law.corpus import Corpus

PAQUETS = 24
DATES_PAR_CAS = int(os.environ.get("OPPOSABLE_DATES", "7"))
"""Pairs of dates tried for each nationality, code, place and kind (all of them: 0)."""
HORS_LISTE = ("99999", "32141", "52213")
PLANCHER = 2 * 10**7


def jours(corpus: Corpus) -> list[tuple[date, date]]:
    """Every legal day −1, 0 and +1 as a day of examination, filed that day or before it."""
    debuts = {p.examine_du for p in axes.periodes(corpus) if p.examine_du > date.min}
    depots = {p.depose_du for p in axes.periodes(corpus) if p.depose_du > date.min}
    un = timedelta(days=1)
    autour = {jour + ecart * un for jour in debuts | depots for ecart in (-1, 0, 1)}
    depots_autour = {jour + ecart * un for jour in depots for ecart in (-1, 0, 1)}
    paires = {(jour, jour) for jour in autour}
    paires |= {(d, e) for d in depots_autour for e in autour if d <= e}
    return sorted(paires)


def codes(corpus: Corpus) -> list[str]:
    """Every code printed anywhere, and codes on no list."""
    imprimes = {e.metier_imprime for li in corpus.listes.values() for e in li.entrees}
    return sorted(imprimes | set(corpus.metiers) | set(HORS_LISTE))


def combinaisons(corpus: Corpus, paquet: int) -> Iterator[Demande]:
    """One share of the product, the other facts and the dates going round in turn.

    Going round with periods that are coprime with one another, each code, place and kind
    meets each date, first occupation, activity and diploma over the nationalities.
    """
    paires = jours(corpus)
    nationalites = list(corpus.nationalites)[paquet::PAQUETS]
    lieux = [None, *corpus.regions]
    dates = islice(cycle(paires), paquet * 131, None)
    activites = cycle((None, *corpus.valeurs["activite"], None, None))
    diplomes = cycle((None, None, "autre", None, "master", None, None))
    initiaux = cycle((None, "même", "61231", "même", "99998", None, "44132", "même", None))
    par_cas = DATES_PAR_CAS or len(paires)
    for nationalite, metier, region, type_ in product(
        nationalites, codes(corpus), lieux, corpus.valeurs["type"]
    ):
        for depose_le, examine_le in islice(dates, par_cas):
            initial = next(initiaux)
            yield Demande(
                nationalite=nationalite,
                metier=metier,
                region=region,
                type=type_,
                depose_le=depose_le,
                examine_le=examine_le,
                metier_initial=metier if initial == "même" else initial,
                activite=next(activites),
                diplome_francais=next(diplomes),
            )


def oracle(demande: Demande) -> tuple[Any, ...]:
    """The facts of an application as the oracle takes them."""
    return (
        tuple((demande.nationalite or "").split("+")) if demande.nationalite else (),
        demande.metier,
        demande.region,
        demande.type,
        demande.depose_le,
        demande.examine_le,
        demande.metier_initial,
        demande.activite,
        demande.diplome_francais,
    )


def test_le_produit_est_assez_grand(corpus: Corpus) -> None:
    """The product holds at least 2×10⁷ combinations."""
    par_cas = DATES_PAR_CAS or len(jours(corpus))
    lieux, types = len(corpus.regions) + 1, len(corpus.valeurs["type"])
    total = len(corpus.nationalites) * len(codes(corpus)) * lieux * types * par_cas
    assert total >= PLANCHER, total


@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_decide_repond_comme_l_oracle(corpus: Corpus, paquet: int) -> None:
    """`decide` and the oracle give the same answer and day of notification: 0 differences."""
    differences = []
    for demande in combinaisons(corpus, paquet):
        determination = decide(demande, corpus)
        attendu = answer(*oracle(demande))
        if (determination.situation_emploi.value, determination.notifiable_le) != attendu:
            differences.append((demande.champs(), determination.regle, attendu))
    assert not differences, (len(differences), differences[:5])


@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_les_lectures_sont_celles_de_l_oracle(corpus: Corpus, paquet: int) -> None:
    """The readings attached are those whose rival, in the oracle too, changes the answer."""
    differences = []
    for demande in islice(combinaisons(corpus, paquet), 0, None, 197):
        trouvees = {a.lecture.id for a in decide(demande, corpus).lectures}
        attendues = lectures(*oracle(demande))
        if trouvees != attendues:
            differences.append((demande.champs(), trouvees, attendues))
    assert not differences, (len(differences), differences[:5])


def test_plusieurs_nationalites_comme_l_oracle(corpus: Corpus) -> None:
    """Two nationalities: the most favourable answer, as the oracle says, readings included."""
    noms = cycle(
        product(("SEN", "TUN", "DZA", "POL", "GLP", "MTQ", "HRV", "GBR", "FRA", "USA"), repeat=2)
    )
    differences = []
    for demande, deux in zip(islice(combinaisons(corpus, 1), 0, None, 41), noms, strict=False):
        double = Demande(**{**_dict(demande), "nationalite": "+".join(dict.fromkeys(deux))})
        determination = decide(double, corpus)
        faits = oracle(double)
        trouve = (determination.situation_emploi.value, determination.notifiable_le)
        ids = [a.lecture.id for a in determination.lectures]
        une_fois = len(ids) == len(set(ids))
        if trouve != answer(*faits) or set(ids) != lectures(*faits) or not une_fois:
            differences.append((double.champs(), trouve, ids, answer(*faits), lectures(*faits)))
    assert not differences, (len(differences), differences[:5])


def _dict(demande: Demande) -> dict[str, Any]:
    return {champ: getattr(demande, champ) for champ in Demande.__slots__}


# -- the table -----------------------------------------------------------------------------------

TRANCHES = 16


@pytest.mark.parametrize("tranche", range(TRANCHES))
def test_chaque_case_de_la_table_est_ce_que_dit_decide(
    corpus: Corpus, table: Table, tranche: int
) -> None:
    """Every cell that can happen holds what `decide` answers: 0 differences."""
    differences = []
    places = table.metiers[tranche::TRANCHES]
    rangs = product(range(len(table.statuts)), range(len(table.periodes)))
    exemples = {(s, p): _exemple(table, s, p) for s, p in rangs}
    for place, lieu, (s, statut), cas, (p, periode) in product(
        places, table.territoires, enumerate(table.statuts), table.cas, enumerate(table.periodes)
    ):
        exemple = exemples[s, p]
        if exemple is None:
            continue
        metier = HORS_LISTE[0] if place.metier == axes.AUTRE_CODE else place.metier
        initial = {axes.MEME: metier, axes.CHANGE: "99998"}.get(cas.metier_initial)
        depose_le, examine_le = periode.jours()
        demande = Demande(
            nationalite=exemple or None,
            metier=metier,
            region=lieu,
            type=cas.type,
            depose_le=depose_le,
            examine_le=examine_le,
            metier_initial=initial,
            activite=place.activite,
            diplome_francais=statut.diplome,
        )
        cellule = table.chercher(etablir(demande, corpus))
        if _de_la_table(cellule, examine_le) != _de_decide(decide(demande, corpus)):
            differences.append(demande.champs())
    assert not differences, (len(differences), differences[:5])


def _exemple(table: Table, statut: int, periode: int) -> str | None:
    """A nationality that stands there over the period; empty where nationality is not said."""
    nationalites = table.statuts[statut].nationalites
    if not nationalites:
        return ""
    master = table.statuts[statut].diplome is not None
    ici = [n for n in nationalites if table.statut_de[n][master][periode] == statut]
    return ici[(statut * 7 + periode) % len(ici)] if ici else None


def _de_la_table(cellule: Cellule, examine_le: date) -> tuple[Any, ...]:
    autres = {(a.lecture, a.situation_emploi, a.attente.jour(examine_le)) for a in cellule.lectures}
    return (
        cellule.situation_emploi,
        cellule.regle,
        cellule.liste,
        cellule.fondement,
        cellule.autorite,
        cellule.attente.jour(examine_le),
        autres,
        cellule.manque,
    )


def _de_decide(determination: Determination) -> tuple[Any, ...]:
    autres = {(a.lecture.id, a.situation_emploi, a.notifiable_le) for a in determination.lectures}
    return (
        determination.situation_emploi,
        determination.regle,
        determination.liste,
        determination.fondement.texte if determination.fondement else None,
        determination.autorite.id if determination.autorite else None,
        determination.notifiable_le,
        autres,
        tuple(q.id for q in determination.questions),
    )


def test_la_table_atteint_chaque_regle(corpus: Corpus, table: Table) -> None:
    """Every rule of the law is reached by some cell, and no cell names another."""
    atteintes = {cellule.regle for cellule in table.reponses if cellule is not None}
    assert atteintes == set(corpus.regles)
