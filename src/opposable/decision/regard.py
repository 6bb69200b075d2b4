"""What lists show of an occupation from a place: where two views are equal, so are the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.axes import codes_de
from opposable.decision.cible import HORS_LISTE, viser
from opposable.decision.metiers_ouverts import regarder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opposable.decision.axes import AxeMetier
    from opposable.decision.cible import Cible
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi


class Regard:
    """What lists show of an occupation from a place: equal views, equal answers.

    A list that readings leave as it is is looked at once for them all, and once for all the
    codes it does not name. It lives as long as one table is made.

    Args:
        mondes: The law, and each of its rivals.

    Attributes:
        rangs: For each reading and list, the rank of its view.
    """

    def __init__(self, mondes: Sequence[Loi]) -> None:
        self._loi = mondes[0]
        self._distinctes: list[tuple[Liste, Loi]] = []
        self._visees: dict[str | None, list[Cible]] = {}
        self._vues: dict[tuple[int, Cible, str | None, str | None], object] = {}
        self.rangs: dict[tuple[int, str], int] = {
            (rang, nom): self._rang(liste, monde)
            for rang, monde in enumerate(mondes)
            for nom, liste in monde.toutes_listes.items()
        }

    def _rang(self, liste: Liste, loi: Loi) -> int:
        for rang, (connue, sa_loi) in enumerate(self._distinctes):
            if connue.id == liste.id and _pareilles(_lus(connue, sa_loi), _lus(liste, loi)):
                return rang
        self._distinctes.append((liste, loi))
        return len(self._distinctes) - 1

    def vues(self, place: AxeMetier, region: str | None) -> list[object]:
        """Return what each list shows of an occupation in a place, by rank."""
        if place.metier not in self._visees:
            codes = codes_de(place.metier, self._loi)
            self._visees[place.metier] = [_viser(codes, *une) for une in self._distinctes]
        return [
            self._vue(rang, cible, place.activite, region)
            for rang, cible in enumerate(self._visees[place.metier])
        ]

    def _vue(self, rang: int, cible: Cible, activite: str | None, region: str | None) -> object:
        cle = (rang, cible, activite, region)
        if cle not in self._vues:
            self._vues[cle] = _regarder(cible, activite, region, *self._distinctes[rang])
        return self._vues[cle]


def _viser(codes: Mapping[str, str], liste: Liste, loi: Loi) -> Cible:
    """What the codes point at in a list; a code it does not name is like any other such code."""
    cible = viser(codes, liste, loi)
    nommes = tuple(
        (code if code in liste.ouvertures or code in liste.autres else HORS_LISTE, activite)
        for code, activite in cible.codes
    )
    return cible._replace(codes=nommes)


def _lus(liste: Liste, loi: Loi) -> tuple[object, ...]:
    """What is read of a list, and of what leads to it."""
    annexes = (loi.toutes_listes[p.vers_aucun] for p in loi.passages if p.vers_aucun)
    return (liste.ouvertures, liste.autres, loi.passages, *(a.ouvertures for a in annexes))


def _pareilles(ici: tuple[object, ...], la: tuple[object, ...]) -> bool:
    return all(un is autre for un, autre in zip(ici, la, strict=True))


def _regarder(
    cible: Cible, activite: str | None, region: str | None, liste: Liste, loi: Loi
) -> tuple[object, ...]:
    ailleurs = any(code in liste.ouvertures for code, _ in cible.codes)
    regions = loi.regions_de(liste.territoires)
    lieux = {
        loi.region_dans(liste.territoires, r): None for r in (region and [region]) or loi.regions
    }
    vues = tuple(
        (vue.ouvert, vue.manque, vue.contraire, _zone(vue.entree, regions))
        for lieu in lieux
        for vue in [regarder(activite, liste, cible, lieu)]
    )
    return (cible.connue, ailleurs, *vues)


def _zone(entree: Entree | None, regions: Mapping[str, object]) -> tuple[object, ...] | None:
    """What an answer takes from the row it rests on: how wide it opens, how sure it is."""
    if entree is None:
        return None
    return (entree.partout, entree.zone in regions, entree.certitude)
