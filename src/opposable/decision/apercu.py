"""What the lists that may answer show of an application, as far as the rule can tell.

Law:
    reading, step 4; lecture#II.3, lecture#II.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import codes_dits
from opposable.decision.acquis import Acquis, Numeros
from opposable.decision.cible import viser
from opposable.decision.metiers_ouverts import regarder

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from opposable.decision.cible import Cible
    from opposable.decision.faits import Faits
    from opposable.decision.regard import Regard
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi

APERCUS_AU_PLUS = 8_192
"""Views kept for one law, at most a few kilobytes each, where no place is said."""


class Apercu(NamedTuple):
    """What lists show of the codes of an application, in the places where the work may be.

    Attributes:
        numero: The same for all that the rule cannot tell apart.
        montrees: The rows shown, list by list in each place; None where a list shows none.
    """

    numero: int
    montrees: tuple[Entree | None, ...]


class Apercus:
    """Sees applications of one law as its lists do.

    Args:
        corpus: The law.
        regard: Its numbering of lists.
    """

    def __init__(self, corpus: Corpus, regard: Regard) -> None:
        self._corpus, self._regard = corpus, regard
        self._vues, self._numeros = Numeros(APERCUS_AU_PLUS), Numeros(APERCUS_AU_PLUS)
        self._connus: Acquis[Hashable, Apercu] = Acquis(APERCUS_AU_PLUS)

    def voir(self, faits: Faits, listes: tuple[int, ...]) -> Apercu:
        """Return what lists, by rank, show of an application."""
        cle = (faits.metier, faits.lieux, faits.lieu_dit, faits.activite, listes)
        vu = self._connus.get(cle)
        return self._connus.apprendre(cle, self._voir(faits, listes)) if vu is None else vu

    def _voir(self, faits: Faits, listes: tuple[int, ...]) -> Apercu:
        montrees: dict[Entree | None, int] = {}
        rangees: list[Entree | None] = []
        vus: list[Hashable] = [self._abords(faits)]
        for liste, loi in map(self._regard.distinctes.__getitem__, listes):
            cible = viser(faits.codes, liste, loi)
            vus.append((liste.id, *_viser(cible, liste, faits.codes, loi)))
            for region in faits.lieux:
                vue, entree = _regarder(faits.activite, liste, cible, region, loi)
                rang = montrees.setdefault(entree, len(montrees))
                rangees.append(entree)
                vus.append(self._vues.de((*vue, rang)))
        return Apercu(self._numeros.de(tuple(vus)), tuple(rangees))

    def _abords(self, faits: Faits) -> tuple[Any, ...]:
        """What the rule and the notes look at beside the lists."""
        regions, codes = self._corpus.regions, faits.codes
        plusieurs = len(codes) > 1
        return (
            tuple(codes),
            plusieurs and codes_dits.en_desaccord(dict(codes), self._corpus),
            faits.lieu_dit,
            tuple(regions[region].zone for region in faits.lieux),
        )


def _viser(cible: Cible, liste: Liste, codes: Mapping[str, str], loi: Loi) -> tuple[bool, ...]:
    """What codes are to a list, wherever the work is."""
    ailleurs = any(code in liste.ouvertures for code, _ in cible.codes)
    proposes = not cible.connue and codes_dits.proposer(dict(codes), liste.nomenclature, loi)
    return cible.connue, ailleurs, bool(proposes)


def _regarder(
    activite: str | None, liste: Liste, cible: Cible, region: str, loi: Loi
) -> tuple[tuple[Any, ...], Entree | None]:
    """What a list shows in a region of the base, and the row it rests on."""
    vue = regarder(activite, liste, cible, loi.region_dans(liste.territoires, region))
    entree = vue.entree
    ligne = entree and (
        entree.partout,
        entree.zone in loi.regions_de(liste.territoires),
        entree.certitude,
    )
    return (vue.ouvert, vue.manque, vue.contraire, ligne), entree
