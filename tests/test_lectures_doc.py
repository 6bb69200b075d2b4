"""The page of the readings says what the register says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import RACINE

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

PAGE = (RACINE / "docs" / "lectures.md").read_text(encoding="utf-8")


def section(identifiant: str) -> str:
    """The part of the page on a reading."""
    _, _, suite = PAGE.partition(f"### `{identifiant}`")
    return suite.partition("\n##")[0]


def test_chaque_lecture_a_sa_section(corpus: Corpus) -> None:
    """Every reading of the register is told, with its place, what is printed and what is read."""
    for lecture in corpus.lectures.values():
        dit = section(lecture.id)
        assert f"*{lecture.ancre}*" in dit, lecture.id
        assert lecture.imprime.en in dit
        assert lecture.retenue.en in dit
        assert lecture.rivale.en in dit


def test_la_page_dit_ce_qui_change_des_reponses(corpus: Corpus) -> None:
    """The page tells apart the readings that change answers from those that do not."""
    for lecture in corpus.lectures.values():
        assert ("**changes answers**" in section(lecture.id)) == bool(lecture.remplace)


def test_la_page_n_invente_aucune_lecture(corpus: Corpus) -> None:
    """No section speaks of a reading that the register does not hold."""
    sections = [ligne[5:-1] for ligne in PAGE.splitlines() if ligne.startswith("### `")]
    assert set(sections) == set(corpus.lectures)
