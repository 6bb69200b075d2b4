"""Two sides compared: lists, texts or days, gathered by occupation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.law.consultation import choisir, comparer
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.consultation import Ecart
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime


@dataclass(frozen=True, slots=True)
class Changement:
    """An occupation that one side opens and the other does not.

    Attributes:
        metier: Code.
        intitule: Canonical label.
        sens: `ouvert` or `ferme`, from the first side to the second.
        zones: Names of the regions, or `partout`.
        publics: Regimes concerned.
    """

    metier: str
    intitule: str
    sens: str
    zones: tuple[str, ...]
    publics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """What differs from a side to another.

    Attributes:
        avant: Lists of the first side.
        apres: Lists of the second.
        changements: Occupations, in the order of codes.
        ouverts: How many pairs of occupation and place open.
        fermes: How many close.
    """

    avant: tuple[Liste, ...]
    apres: tuple[Liste, ...]
    changements: tuple[Changement, ...]
    ouverts: int
    fermes: int


def comparaison(corpus: Corpus, avant: str, apres: str, public: Regime | None) -> Comparaison:
    """Compare two sides, each a list, a text, or a day AAAA-MM-JJ.

    Raises:
        ListeError: No list answers to a name.
    """
    cotes = [choisir(corpus, droit.liste_de(nom) or nom) for nom in (avant, apres)]
    ecarts = comparer(corpus, cotes[0], cotes[1], public)
    nombre = {sens: sum(e.sens == sens for e in ecarts) for sens in ("ouvert", "ferme")}
    return Comparaison(cotes[0], cotes[1], tuple(reunir(ecarts)), nombre["ouvert"], nombre["ferme"])


def reunir(ecarts: Iterable[Ecart]) -> list[Changement]:
    """Gather the places of an occupation that change alike for the same audiences."""
    zones: dict[tuple[str, str, str, str], list[str]] = {}
    for e in ecarts:
        zones.setdefault((e.metier, e.intitule, e.sens, e.publics), []).append(e.zone)
    return [
        Changement(metier, intitule, sens, tuple(noms), tuple(publics.split()))
        for (metier, intitule, sens, publics), noms in zones.items()
    ]
