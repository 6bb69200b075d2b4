"""The journal: each entry follows from the one before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from opposable.dossiers.journal import ORIGINE, Entree, ajouter, verifier_la_chaine
from opposable.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable

JOUR = date(2008, 1, 10)


def journal(nombre: int) -> tuple[Entree, ...]:
    """A journal of so many entries."""
    entrees: tuple[Entree, ...] = ()
    for rang in range(nombre):
        entrees = ajouter(
            entrees,
            le=JOUR,
            auteur="examen",
            role="instructeur",
            acte="Commenter",
            contenu={"texte": f"remarque {rang}"},
        )
    return entrees


ALTERATIONS: dict[str, Callable[[tuple[Entree, ...], int], tuple[Entree, ...]]] = {
    "changée": lambda j, i: (*j[:i], j[i]._replace(contenu="{}"), *j[i + 1 :]),
    "effacée": lambda j, i: (*j[:i], *j[i + 1 :]),
    "ajoutée": lambda j, i: (*j[: i + 1], j[i], *j[i + 1 :]),
    "renversée": lambda j, i: (*j[:i], *reversed(j[i:])),
    "réattribuée": lambda j, i: (*j[:i], j[i]._replace(auteur="autre"), *j[i + 1 :]),
    "antidatée": lambda j, i: (*j[:i], j[i]._replace(le=date(2007, 1, 1)), *j[i + 1 :]),
}


@pytest.mark.parametrize("alteration", ALTERATIONS.values(), ids=ALTERATIONS)
@given(rang=st.integers(0, 6))
def test_une_alteration_se_voit(
    alteration: Callable[[tuple[Entree, ...], int], tuple[Entree, ...]], rang: int
) -> None:
    """An entry changed, removed, repeated, moved, reattributed or antedated is told."""
    with pytest.raises(JournalError) as refus:
        verifier_la_chaine(alteration(journal(8), rang))
    assert refus.value.rang >= rang + 1


def test_un_journal_sain_passe() -> None:
    """A journal never altered is sound, the empty one too; the first entry has no forebear."""
    verifier_la_chaine(())
    verifier_la_chaine(journal(8))
    assert journal(1)[0].precedente == ORIGINE


def test_un_jour_qui_recule_se_voit() -> None:
    """An entry whose day comes before the one above it is told, even well chained."""
    entrees = ajouter(
        journal(1),
        le=date(2007, 1, 1),
        auteur="examen",
        role="instructeur",
        acte="Commenter",
        contenu={},
    )
    with pytest.raises(JournalError, match="précède"):
        verifier_la_chaine(entrees)
