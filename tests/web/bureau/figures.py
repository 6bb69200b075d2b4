"""The figures of an office: as its tables keep them, and as its files say, counted from scratch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.dossiers.statistiques import compter, totaliser
from opposable.web.bureau.models import Compteur, Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.dossiers.etat import Dossier

Figures = dict[tuple[object, ...], int]


def tenues() -> Figures:
    """The counters, then the totals, that are not at zero."""
    lignes = (
        ligne
        for table in (Compteur, Total)
        for ligne in table._default_manager.values_list()  # noqa: SLF001 - either table
    )
    return {tuple(ligne[1:-1]): ligne[-1] for ligne in lignes if ligne[-1]}


def recomptees(dossiers: Iterable[Dossier]) -> Figures:
    """The same, from the files."""
    comptes = compter(dossiers)
    tout: list[tuple[tuple[object, ...], int]] = [*comptes.items(), *totaliser(comptes).items()]
    return {tuple("" if v is None else v for v in case): n for case, n in tout}
