"""What lists show of an occupation from a place: where two views are equal, so are the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.axes import codes_de
from opposable.decision.cible import sans_les_absents, viser
from opposable.decision.metiers_ouverts import regarder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opposable.decision.axes import AxeMetier
    from opposable.decision.cible import Cible
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
        distinctes: The lists that differ, each with the law that holds it, by rank.
        contenus: For each of them, the rank of the first that shows the same of any code and place.
    """

    def __init__(self, mondes: Sequence[Loi]) -> None:
        self._loi = mondes[0]
        self.distinctes: list[tuple[Liste, Loi]] = []
        self.contenus: list[int] = []
        self._visees: dict[str | None, list[Cible]] = {}
        self._numeros: dict[object, int] = {}
        self._vues: dict[tuple[int, Cible, str | None], tuple[int, ...]] = {}
        self.rangs: dict[tuple[int, str], int] = {
            (rang, nom): self._rang(liste, monde)
            for rang, monde in enumerate(mondes)
            for nom, liste in monde.toutes_listes.items()
        }

    def _rang(self, liste: Liste, loi: Loi) -> int:
        for rang, (connue, sa_loi) in enumerate(self.distinctes):
            if _de_meme_contenu(connue, liste) and _pareilles(_suites(sa_loi), _suites(loi)):
                return rang
        memes = (i for i, (c, _) in enumerate(self.distinctes) if _de_meme_contenu(c, liste))
        self.contenus.append(next(memes, len(self.distinctes)))
        self.distinctes.append((liste, loi))
        return len(self.distinctes) - 1

    def vues(self, place: AxeMetier) -> Iterable[tuple[int, ...]]:
        """Return, for each region of the law, the numbers of what each list shows, by rank."""
        if place.metier not in self._visees:
            codes = codes_de(place.metier, self._loi)
            self._visees[place.metier] = [
                sans_les_absents(viser(codes, liste, loi), liste) for liste, loi in self.distinctes
            ]
        cibles = enumerate(self._visees[place.metier])
        return zip(*(self._vue(rang, cible, place.activite) for rang, cible in cibles), strict=True)

    def _vue(self, rang: int, cible: Cible, activite: str | None) -> tuple[int, ...]:
        cle = (self.contenus[rang], cible, activite)
        if cle not in self._vues:
            liste, loi = self.distinctes[rang]
            numeros = {
                lieu: self._numeros.setdefault(vue, len(self._numeros))
                for lieu, vue in _regarder(cible, activite, liste, loi)
            }
            ou = loi.territoires[liste.territoires].tient
            self._vues[cle] = tuple(numeros[ou[region]] for region in loi.regions)
        return self._vues[cle]


def _de_meme_contenu(une: Liste, autre: Liste) -> bool:
    """Tell whether two states of a list show the same of any code and place."""
    tetes = [
        (liste.id, liste.etat, liste.vigueur, liste.silence, liste.inconnu_dans, liste.ouvrables)
        for liste in (une, autre)
    ]
    lues = [(liste.ouvertures, liste.autres) for liste in (une, autre)]
    return tetes[0] == tetes[1] and _pareilles(*lues)


def _suites(loi: Loi) -> tuple[object, ...]:
    """What leads from the codes of a nomenclature to those of another."""
    annexes = (loi.toutes_listes[p.vers_aucun] for p in loi.passages if p.vers_aucun)
    return (loi.passages, *(annexe.ouvertures for annexe in annexes))


def _pareilles(ici: tuple[object, ...], la: tuple[object, ...]) -> bool:
    return all(un is autre for un, autre in zip(ici, la, strict=True))


def _regarder(
    cible: Cible, activite: str | None, liste: Liste, loi: Loi
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield what a list shows in each region of its own territories."""
    ailleurs = any(code in liste.ouvertures for code, _ in cible.codes)
    regions = loi.regions_de(liste.territoires)
    for lieu in dict.fromkeys(loi.territoires[liste.territoires].tient.values()):
        vue = regarder(activite, liste, cible, lieu)
        zone = vue.entree and (vue.entree.partout, vue.entree.zone in regions)
        yield lieu, (cible.connue, ailleurs, vue.ouvert, vue.manque, vue.contraire, zone)
