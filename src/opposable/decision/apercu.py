"""What the lists that may answer show of an application, as far as the rule can tell.

Law:
    reading, step 4; lecture#II.3, lecture#II.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import codes_dits
from opposable.decision.acquis import Acquis, Numeros
from opposable.decision.cible import sans_les_absents, viser
from opposable.decision.metiers_ouverts import regarder

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from opposable.decision.cible import Cible
    from opposable.decision.faits import Faits
    from opposable.decision.regard import Regard
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi

APERCUS_AU_PLUS = 8_192
"""Views kept for one law, at most a few kilobytes each, where no place is said."""
VISEES_AU_PLUS = 32_768
"""Codes followed to a list, two hundred bytes each."""


class Apercu(NamedTuple):
    """What lists show of the codes of an application, in the places where the work may be.

    Attributes:
        numero: The same for all that the rule cannot tell apart.
        montrees: The rows shown, list by list in each place; None where a list shows none.
    """

    numero: int
    montrees: tuple[Entree | None, ...]


class Visee(NamedTuple):
    """What codes point at in one list.

    Attributes:
        dite: What they are to the list, wherever the work is.
        cible: The codes of the list; one on no row is like any other such code.
        limitee: Whether an activity counts.
    """

    dite: tuple[Any, ...]
    cible: Cible
    limitee: bool


class Apercus:
    """Sees applications of one law as its lists do.

    What a list shows of codes is worked out once for all places, and once for all the codes of a
    nomenclature that no list and no passage names.

    Args:
        corpus: The law.
        regard: Its numbering of lists.
    """

    def __init__(self, corpus: Corpus, regard: Regard) -> None:
        self._corpus, self._regard = corpus, regard
        self._nommes = frozenset(_nommes(corpus, regard))
        self._vues, self._numeros = Numeros(APERCUS_AU_PLUS), Numeros(APERCUS_AU_PLUS)
        self._connus: Acquis[Hashable, Apercu] = Acquis(APERCUS_AU_PLUS)
        self._visees: Acquis[Hashable, Visee] = Acquis(VISEES_AU_PLUS)
        self._lignes: Acquis[Hashable, Mapping[str, tuple[int, Entree | None]]]
        self._lignes = Acquis(APERCUS_AU_PLUS)

    def voir(self, faits: Faits, listes: tuple[int, ...]) -> Apercu:
        """Return what lists, by rank, show of an application."""
        codes = self._nommer(faits)
        cle = (codes, faits.activite, faits.lieux, faits.lieu_dit, listes)
        vu = self._connus.get(cle)
        return self._connus.apprendre(cle, self._voir(faits, listes, codes)) if vu is None else vu

    def _nommer(self, faits: Faits) -> Hashable:
        """Return what stands for the codes of an application: those no list names are alike."""
        codes = tuple(faits.codes.items())
        if len(codes) == 1 and codes[0] not in self._nommes:
            return codes[0][0]
        return codes

    def _voir(self, faits: Faits, listes: tuple[int, ...], codes: Hashable) -> Apercu:
        montrees: dict[Entree | None, int] = {}
        rangees: list[Entree | None] = []
        vus: list[Hashable] = [self._abords(faits)]
        for rang in listes:
            visee = self._visees.get((rang, codes)) or self._viser(rang, codes, faits)
            ligne = self._ligne(rang, visee, faits.activite)
            vus.append(visee.dite)
            for region in faits.lieux:
                numero, entree = ligne[region]
                vus += (numero, montrees.setdefault(entree, len(montrees)))
                rangees.append(entree)
        return Apercu(self._numeros.de(tuple(vus)), tuple(rangees))

    def _viser(self, rang: int, codes: Hashable, faits: Faits) -> Visee:
        """Follow the codes of an application to one list."""
        visee = _viser(faits.codes, *self._regard.distinctes[rang])
        return self._visees.apprendre((rang, codes), visee)

    def _ligne(
        self, rang: int, visee: Visee, activite: str | None
    ) -> Mapping[str, tuple[int, Entree | None]]:
        """Return, for each region of the base, the number of what a list shows, and its row."""
        cle = (rang, visee.cible, visee.limitee and activite)
        ligne = self._lignes.get(cle)
        if ligne is not None:
            return ligne
        liste, loi = self._regard.distinctes[rang]
        tient = loi.territoires[liste.territoires].tient
        ici: dict[str, tuple[int, Entree | None]] = {}
        for region in dict.fromkeys(tient.values()):
            vue, entree = _regarder(activite, liste, visee.cible, region, loi)
            ici[region] = (self._vues.de(vue), entree)
        return self._lignes.apprendre(cle, {region: ici[tient[region]] for region in loi.regions})

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


def _nommes(corpus: Corpus, regard: Regard) -> Iterator[tuple[str, str]]:
    """Yield the codes that lists or passages name, under the readings adopted and each rival."""
    vus: list[object] = []
    for liste, loi in regard.distinctes:
        if not any(loi.passages is vu for vu in vus):
            vus.append(loi.passages)
            for (de, _vers), suites in loi.codes_lies.items():
                yield from ((de, code) for code in suites)
        yield from ((liste.nomenclature, code) for code in (*liste.ouvertures, *liste.autres))
    yield from ((n.id, n.aucun) for n in corpus.nomenclatures if n.aucun)


def _viser(codes: Mapping[str, str], liste: Liste, loi: Loi) -> Visee:
    cible = viser(codes, liste, loi)
    ouvertures = liste.ouvertures
    ailleurs = any(code in ouvertures for code, _ in cible.codes)
    proposes = not cible.connue and codes_dits.proposer(dict(codes), liste.nomenclature, loi)
    limitee = any(
        activite or (code in ouvertures and any(e.activite for e in ouvertures[code].entrees))
        for code, activite in cible.codes
    )
    dite = (liste.id, cible.connue, ailleurs, bool(proposes))
    return Visee(dite, sans_les_absents(cible, liste), limitee)


def _regarder(
    activite: str | None, liste: Liste, cible: Cible, region: str, loi: Loi
) -> tuple[tuple[Any, ...], Entree | None]:
    """What a list shows in one region of its own territories, and the row it rests on."""
    vue = regarder(activite, liste, cible, region)
    entree = vue.entree
    ligne = entree and (
        entree.partout,
        entree.zone in loi.regions_de(liste.territoires),
        entree.certitude,
    )
    return (vue.ouvert, vue.manque, vue.contraire, ligne), entree
