"""There is a table for each set of nomenclatures, and each answers as the rule does."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from opposable import Demande, decide
from opposable.decision import axes
from opposable.decision.faits import etablir

if TYPE_CHECKING:
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

DEMANDES = int(os.environ.get("OPPOSABLE_DEMANDES", "1500"))
RANG = {1: "the nomenclatures of the lists common to all", 2: "those of agreements alone"}


@pytest.fixture(scope="module", params=list(RANG), ids=list(RANG.values()))
def autre_table(request: pytest.FixtureRequest, tables: dict[str, Table]) -> Table:
    """The table of a set after the first."""
    rang: int = request.param
    return list(tables.values())[rang]


def test_chaque_nomenclature_a_sa_table(corpus: Corpus, table: Table) -> None:
    """The sets share no nomenclature and leave none; the first is that of look-ups."""
    ensembles = axes.ensembles(corpus)
    rangees = [n.id for siennes in ensembles.values() for n in siennes]
    assert sorted(rangees) == sorted(n.id for n in corpus.employees)
    assert table.metiers == axes.metiers(corpus, next(iter(ensembles.values())))


def test_un_code_d_ou_part_un_passage_a_sa_place(corpus: Corpus) -> None:
    """A code that no list names but a passage leaves is told apart from any other code."""
    for siennes in axes.ensembles(corpus).values():
        places = {place.metier for place in axes.metiers(corpus, siennes)}
        for passage in corpus.passages:
            if passage.de in {n.id for n in siennes}:
                for par_code in passage.etapes.values():
                    assert {corpus.ecrire(passage.de, code) for code in par_code} <= places


def test_une_autre_table_repond_comme_la_regle(autre_table: Table, corpus: Corpus) -> None:
    """Every occupation of its axis, drawn places, days and kinds: the answer of `decide`."""
    des = random.Random(11)  # noqa: S311 - a test, not a secret
    etendue = (corpus.couverture.au - corpus.couverture.du).days
    tenues = 0
    metiers = [m.metier for m in autre_table.metiers if m.metier and not m.metier.startswith("*")]
    for metier in (*metiers, *des.choices(metiers, k=DEMANDES - len(metiers))):
        faits = {
            "nationalite": des.choice([*corpus.nationalites]),
            "metier": metier,
            "region": des.choice([*corpus.regions]),
            "type": des.choice(corpus.valeurs["type"]),
            "depose_le": str(corpus.couverture.du + timedelta(des.randrange(-9, etendue + 9))),
        }
        demande = Demande.depuis(faits)
        poses = etablir(demande, corpus)
        assert autre_table.tient(poses)
        cellule, voulue = autre_table.chercher(poses), decide(demande, corpus)
        assert (cellule.situation_emploi, cellule.regle, cellule.liste) == (
            voulue.situation_emploi,
            voulue.regle,
            voulue.liste,
        ), faits
        assert {a.lecture for a in cellule.lectures} == {a.lecture.id for a in voulue.lectures}
        tenues += 1
    assert tenues == DEMANDES
