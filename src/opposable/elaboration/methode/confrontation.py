"""Two lists side by side: what one adds, what it removes, what both keep, with the figures."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.chiffres.releve import FRANCE, Etat
from opposable.errors import ValeurError
from opposable.law import consultation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.maintien import Cellules
    from opposable.elaboration.methode.selection import Selection
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime


class Sens(StrEnum):
    """What becomes of an occupation in a place, from the first list to the second."""

    AJOUTE = "ajoute"
    RETIRE = "retire"
    GARDE = "garde"
    INCONNU = "inconnu"
    """Drawn, where the law compared with is known in part and says nothing."""


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


class Droit(NamedTuple):
    """What the law opens to a public, and where it is not known.

    Attributes:
        ouvertes: What it opens.
        inconnue: Whether it is not known to open a cell or not.
    """

    ouvertes: Cellules
    inconnue: Callable[[str, str], bool]


def listes_nommees(corpus: Corpus, nom: str) -> tuple[Liste, ...]:
    """Return the lists named: those that govern some day, or any that is held by name.

    Raises:
        ListeError: No list answers to the name.
    """
    par_nom = (li for li in corpus.toutes_listes.values() if nom in (li.id, li.instrument))
    return tuple(par_nom) or consultation.choisir(corpus, nom)


def lire_droit(corpus: Corpus, nom: str, regime: Regime, territoires: str) -> Droit:
    """Return what the law opens to a public, in a version of the territories.

    Raises:
        ListeError: No list answers to the name.
        ValeurError: Its regions are those of another version.
    """
    listes = [li for li in listes_nommees(corpus, nom) if regime in li.public]
    autre = next((li for li in listes if li.territoires != territoires and _par_region(li)), None)
    if autre is not None:
        raise ValeurError(
            "compare",
            nom,
            f"« {autre.id} » est écrite pour « {autre.territoires} », et les chiffres lus en "
            f"« {territoires} » : si ce sont ses régions, écrivez --territoires "
            f"{autre.territoires}",
        )

    def inconnue(metier: str, lieu: str) -> bool:
        dits = [li.constater(metier, lieu).ouvert for li in listes if lieu != FRANCE]
        return None in dits and True not in dits

    return Droit(du_droit(corpus, nom, regime), inconnue)


def _par_region(liste: Liste) -> bool:
    return any(ouverture.par_region for ouverture in liste.ouvertures.values())


def du_droit(corpus: Corpus, nom: str, regime: Regime) -> Cellules:
    """Return what the law opens to a public: by list, instrument, or day AAAA-MM-JJ.

    An occupation open without zone is given as `FR`, others region by region.

    Raises:
        ListeError: No list answers to the name.
    """
    return frozenset(
        (metier, lieu)
        for liste in listes_nommees(corpus, nom)
        if regime in liste.public
        for metier, ouverture in liste.ouvertures.items()
        for lieu in ([FRANCE] if ouverture.partout else ouverture.par_region)
    )


def de_la_selection(selection: Selection) -> Cellules:
    """Return what a selection keeps."""
    return selection.retenus()


def confronter(
    avant: Cellules,
    apres: Cellules,
    releve: Releve,
    *,
    inconnue: Callable[[str, str], bool] = lambda _metier, _lieu: False,
) -> tuple[Ecart, ...]:
    """Compare two lists, sorted by occupation then territory.

    Where one of the two is drawn for the country only, both are: an occupation open in a
    region counts as open in `FR`. Otherwise `FR` is spread over the regions of the figures.

    Args:
        avant: The first list.
        apres: The second.
        releve: The figures.
        inconnue: Whether it is not known that the first list opens a cell or not.
    """
    if _national(avant) or _national(apres):
        avant, apres = _reduire(avant), _reduire(apres)
    else:
        avant, apres = _etendre(avant, releve), _etendre(apres, releve)
    return tuple(
        Ecart(metier, lieu, sens, *_chiffres(releve, metier, lieu))
        for metier, lieu in sorted(avant | apres)
        for sens in [_sens((metier, lieu), avant, apres, inconnue)]
    )


def _sens(
    cle: tuple[str, str],
    avant: Cellules,
    apres: Cellules,
    inconnue: Callable[[str, str], bool],
) -> Sens:
    if cle in avant and cle in apres:
        return Sens.GARDE
    if cle not in avant and inconnue(*cle):
        return Sens.INCONNU
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
