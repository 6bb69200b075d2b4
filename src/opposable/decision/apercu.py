"""What the lists that may answer show of an application, as far as the rule can tell.

Law:
    reading, step 4; lecture#II.3, lecture#II.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import codes_dits
from opposable.decision.acquis import Acquis, Lus, Numeros
from opposable.decision.cible import sans_les_absents, viser
from opposable.decision.metiers_ouverts import regarder

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from opposable.decision.cible import Cible
    from opposable.decision.circonstance import Circonstance
    from opposable.decision.regard import Regard
    from opposable.decision.reperes import Emploi, Ou
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi

APERCUS_AU_PLUS = 8_192
"""Codes seen by the lists of some circumstances, of which the views are kept for one law."""
PAREILS_AU_PLUS = 2_048
"""Of these, those that differ: each is seen in as many places as the law has, most in few."""
VISEES_AU_PLUS = 32_768
"""Codes followed to a list, two hundred bytes each."""


class Apercu(NamedTuple):
    """What lists show of the codes of an application, in the places where the work may be.

    Attributes:
        numero: The same for all that the rule cannot tell apart.
        montrees: The rows shown, list by list in each place; None where a list shows none.
    """

    numero: int
    montrees: tuple[Ligne | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ligne:
    """A row shown: the same object for equal rows."""

    entree: Entree


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


class Regards(dict[str, tuple[int, "Ligne | None"]]):
    """What one list shows of codes: its number and the row, for each region of its territories.

    A region is looked at when it is first asked for, once for all those that no row names: there
    are as many as the list has.

    Args:
        numero: Theirs.
        regarder: Gives what the list shows in a region.
        tient: The region of the list that holds each of the base.
        sorte: What the list can tell of a region for these codes: the same, the same is shown.
    """

    def __init__(
        self,
        numero: int,
        regarder: Callable[[str], tuple[int, Ligne | None]],
        tient: Mapping[str, str],
        sorte: Callable[[str], Hashable],
    ) -> None:
        super().__init__()
        self.numero, self.tient = numero, tient
        self._regarder, self._sorte = regarder, sorte
        self._sortes: dict[Hashable, tuple[int, Ligne | None]] = {}

    def __missing__(self, region: str) -> tuple[int, Ligne | None]:
        """Look at a region, and keep what is shown."""
        sorte = self._sorte(region)
        vu = self._sortes.get(sorte)
        if vu is None:
            vu = self._sortes.setdefault(sorte, self._regarder(region))
        return self.setdefault(region, vu)


class Panorama(dict["Ou", Apercu]):
    """What some lists show of some codes: a view for each place, made when it is first asked for.

    Args:
        abords: What the rule looks at of the codes beside the lists, and which of these show the
            same.
        listes: For each list that differs, what the codes are to it, and what it shows.
        numeroter: Numbers views.
    """

    def __init__(
        self,
        abords: Hashable,
        listes: Sequence[tuple[Hashable, Regards]],
        numeroter: Callable[[Hashable], int],
    ) -> None:
        super().__init__()
        self._abords, self._listes, self._numeroter = abords, listes, numeroter

    def __missing__(self, ou: Ou) -> Apercu:
        """Make a view, and keep it: there are as many as places in the law."""
        montrees: dict[Ligne | None, int] = {}
        rangees: list[Ligne | None] = []
        vus: list[Hashable] = [self._abords, ou.dit, ou.zones]
        for dite, regards in self._listes:
            vus.append(dite)
            tient = regards.tient
            for region in ou.lieux:
                numero, ligne = regards[tient[region]]
                rang = montrees.setdefault(ligne, len(montrees))
                vus += (numero, rang)
                rangees.append(ligne)
        return self.setdefault(ou, Apercu(self._numeroter(tuple(vus)), tuple(rangees)))


class Apercus:
    """Sees applications of one law as its lists do.

    What a list shows of codes is worked out once for all places, and once for all the codes of a
    nomenclature that it does not name.

    Args:
        corpus: The law.
        regard: Its numbering of lists.

    Attributes:
        lignes: The rows shown.
    """

    def __init__(self, corpus: Corpus, regard: Regard) -> None:
        self._corpus, self._regard = corpus, regard
        self._nommes = frozenset(_nommes(corpus, regard))
        self._noms = Numeros(APERCUS_AU_PLUS)
        self.lignes: Lus[Entree, Ligne] = Lus(APERCUS_AU_PLUS, Ligne)
        self._vues, self._numeros = Numeros(APERCUS_AU_PLUS), Numeros(APERCUS_AU_PLUS)
        self._des_regards = Numeros(APERCUS_AU_PLUS)
        self._panoramas: Acquis[Hashable, Panorama] = Acquis(APERCUS_AU_PLUS)
        self._pareils: Acquis[Hashable, Panorama] = Acquis(PAREILS_AU_PLUS)
        self._visees: Acquis[Hashable, Visee] = Acquis(VISEES_AU_PLUS)
        self._regards: Acquis[Hashable, Regards] = Acquis(APERCUS_AU_PLUS)

    def voir(self, emploi: Emploi, activite: str | None, ou: Circonstance) -> Panorama:
        """Return what the lists of some circumstances show of an occupation."""
        cle = (emploi.numero, activite, ou.groupe)
        connu = self._panoramas.get(cle)
        return self._voir(cle, emploi, activite, ou.listes) if connu is None else connu

    def numeroter(self, codes: Mapping[str, str]) -> int:
        """Return the number of codes: those that no list and no passage names are alike."""
        dits = tuple(codes.items())
        seul = len(dits) == 1 and dits[0] not in self._nommes
        return self._noms.de(dits[0][0] if seul else dits)

    def _voir(
        self, cle: Hashable, emploi: Emploi, activite: str | None, listes: tuple[int, ...]
    ) -> Panorama:
        vues, cles = {}, []
        for rang in listes:
            visee = self._visees.get((rang, emploi.numero)) or self._suivre(rang, emploi)
            regards = self._regarder(self._regard.contenus[rang], visee, activite)
            cles.append((visee.dite, regards.numero))
            vues[cles[-1]] = (visee.dite, regards)
        sorte = (self._abords(emploi.codes), *cles)
        pareils = self._pareils.get(sorte)
        if pareils is None:
            rangs = {vue: rang for rang, vue in enumerate(vues)}
            abords = (sorte[0], *map(rangs.get, cles))
            pareils = Panorama(abords, tuple(vues.values()), self._numeros.de)
            pareils = self._pareils.apprendre(sorte, pareils)
        return self._panoramas.apprendre(cle, pareils)

    def _suivre(self, rang: int, emploi: Emploi) -> Visee:
        """Follow the codes of an application to one list."""
        visee = _viser(emploi.codes, *self._regard.distinctes[rang])
        return self._visees.apprendre((rang, emploi.numero), visee)

    def _regarder(self, rang: int, visee: Visee, activite: str | None) -> Regards:
        """Return what lists of one content show of codes, region by region."""
        cle = (rang, visee.cible, visee.limitee and activite)
        regards = self._regards.get(cle)
        if regards is None:
            liste, loi = self._regard.distinctes[rang]

            def regarder_ici(region: str) -> tuple[int, Ligne | None]:
                vue, entree = _regarder(activite, liste, visee.cible, region, loi)
                return self._vues.de(vue), self.lignes[entree] if entree else None

            tient = loi.territoires[liste.territoires].tient
            sorte = partial(liste.sorte, liste.nommees(code for code, _ in visee.cible.codes))
            regards = Regards(self._des_regards.de(cle), regarder_ici, tient, sorte)
            return self._regards.apprendre(cle, regards)
        return regards

    def _abords(self, codes: Mapping[str, str]) -> Hashable:
        """What the rule and the notes look at of codes beside the lists."""
        plusieurs = len(codes) > 1
        return tuple(codes), plusieurs and codes_dits.en_desaccord(dict(codes), self._corpus)


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
