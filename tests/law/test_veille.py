"""The watch: stale lists, and open questions by how many answers they would settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from opposable.law.registre import Periode
from opposable.law.veille import perimes, questions

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste


def en_vigueur(corpus: Corpus, liste: Liste, du: date) -> Corpus:
    """The law where a list governs from a day on."""
    ouverte = replace(liste, periodes=(Periode(du, date.max),))
    return replace(corpus, listes={**corpus.listes, liste.id: ouverte})


def test_une_liste_annuelle_non_revisee_est_perimee(corpus: Corpus) -> None:
    """A list due every year is stale a year after it began, and not the day before."""
    annuelle = next(li for li in corpus.toutes_listes.values() if li.revision)
    il_y_a_un_an = corpus.connu_le.replace(year=corpus.connu_le.year - 1)
    tardives = perimes(en_vigueur(corpus, annuelle, il_y_a_un_an))
    assert [(p.liste.id, p.depuis) for p in tardives] == [(annuelle.id, corpus.connu_le)]
    recente = en_vigueur(corpus, annuelle, il_y_a_un_an.replace(day=il_y_a_un_an.day + 1))
    assert perimes(recente) == ()


def test_les_questions_vont_de_celle_qui_tranche_le_plus(corpus: Corpus) -> None:
    """Open questions are ordered by the answers they would settle; those that change none last."""
    posees = questions(corpus)
    combien = [question.reponses for question in posees]
    assert combien == sorted(combien, reverse=True)
    assert combien[0] > 0
    assert len(posees) == len(corpus.manques)
    assert all(q.reponses == 0 for q in posees if q.manque.par is None)


def test_une_liste_partielle_compte_ce_qu_elle_ne_dit_pas(corpus: Corpus) -> None:
    """A list known in part leaves open each pair of an occupation and a region it does not say."""
    partielle = next(li for li in corpus.toutes_listes.values() if li.revision)
    droit = en_vigueur(corpus, partielle, date(2025, 5, 23))
    par_id = {q.manque.id: q.reponses for q in questions(droit)}
    connues = {(e.metier, e.zone) for e in partielle.entrees if e.constat.connu}
    lieux = [r for r in droit.regions_de(partielle.territoires) if r not in partielle.inconnu_dans]
    couples = len(droit.codes_de(partielle)) * len(lieux) - len(connues)
    assert couples > 0
    assert par_id["annexe-2025"] % couples == 0
    assert par_id["annexe-2025"] > 0
