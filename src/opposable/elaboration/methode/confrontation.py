"""Two lists side by side: what one adds, what it removes, what both keep, with the figures."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.chiffres.releve import FRANCE, Etat
from opposable.law import consultation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.maintien import Cellules
    from opposable.elaboration.methode.selection import Selection
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime


class Sens(StrEnum):
    """What becomes of an occupation in a place, from the first list to the second."""

    AJOUTE = "ajoute"
    RETIRE = "retire"
    GARDE = "garde"


class Ecart(NamedTuple):
    """An occupation in a territory, in one list or both.

    Attributes:
        metier: Code.
        territoire: Region code, or `FR`.
        sens: Added, removed or kept.
        offres: Offers in units of the statement, None where they are not known.
        demandeurs: Job seekers, the same.
    """

    metier: str
    territoire: str
    sens: Sens
    offres: int | None
    demandeurs: int | None

    @property
    def tension(self) -> Fraction | None:
        """Offers ÷ job seekers, None where there is no ratio."""
        if self.offres is None or not self.demandeurs:
            return None
        return Fraction(self.offres, self.demandeurs)


def du_droit(corpus: Corpus, nom: str, regime: Regime) -> Cellules:
    """Return what the law opens to a public: by list, instrument, or day AAAA-MM-JJ.

    An occupation open without zone is given as `FR`, others region by region.

    Raises:
        ListeError: No list answers to the name.
    """
    return frozenset(
        (metier, lieu)
        for liste in consultation.choisir(corpus, nom)
        if regime in liste.public
        for metier, ouverture in liste.ouvertures.items()
        for lieu in ([FRANCE] if ouverture.partout else ouverture.par_region)
    )


def de_la_selection(selection: Selection) -> Cellules:
    """Return what a selection keeps."""
    return selection.retenus()


def confronter(avant: Cellules, apres: Cellules, releve: Releve) -> tuple[Ecart, ...]:
    """Compare two lists, sorted by occupation then territory.

    Where one of the two is drawn for the country only, both are: an occupation open in a
    region counts as open in `FR`. Otherwise `FR` is spread over the regions of the figures.
    """
    if _national(avant) or _national(apres):
        avant, apres = _reduire(avant), _reduire(apres)
    else:
        avant, apres = _etendre(avant, releve), _etendre(apres, releve)
    return tuple(
        Ecart(metier, lieu, sens, *_chiffres(releve, metier, lieu))
        for metier, lieu in sorted(avant | apres)
        for sens in [_sens((metier, lieu), avant, apres)]
    )


def _sens(cle: tuple[str, str], avant: Cellules, apres: Cellules) -> Sens:
    if cle in avant and cle in apres:
        return Sens.GARDE
    return Sens.AJOUTE if cle in apres else Sens.RETIRE


def _national(cellules: Cellules) -> bool:
    return bool(cellules) and all(lieu == FRANCE for _, lieu in cellules)


def _reduire(cellules: Cellules) -> Cellules:
    return frozenset((metier, FRANCE) for metier, _ in cellules)


def _etendre(cellules: Cellules, releve: Releve) -> Cellules:
    def lieux(lieu: str) -> Iterator[str]:
        yield from releve.regions if lieu == FRANCE else (lieu,)

    return frozenset((metier, ou) for metier, lieu in cellules for ou in lieux(lieu))


def _chiffres(releve: Releve, metier: str, lieu: str) -> tuple[int | None, int | None]:
    m, t = releve.rang_metier.get(metier), releve.rang_territoire.get(lieu)
    if m is None or t is None or releve.etat[m, t, 0] != Etat.CONNUE:
        return None, None
    return int(releve.offres[m, t, 0]), int(releve.demandeurs[m, t, 0])
