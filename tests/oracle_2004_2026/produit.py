"""The whole product of what the tables have an axis for, held against the oracle by classes.

On one side the oracle answers once for each of its own classes (`oracle.classer`,
`oracle.meme_metier`); on the other the tables are looked up as batch looks them up. What is
compared is arrays of answers, once for each pair of arrays that meet; what is counted is every
application that falls there.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable import Demande
from opposable.decision.axes import Calendrier, rang_du_cas
from opposable.decision.faits import Faits as FaitsEtablis
from opposable.decision.faits import etablir
from opposable.decision.table import IMPOSSIBLE
from oracle_2004_2026 import textes, tirage
from oracle_2004_2026.droit import CIRCULAIRE
from oracle_2004_2026.oracle import (
    Classe,
    Faits,
    classer,
    meme_metier,
    repondre,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

    Tableau = NDArray[np.uint16]

SITUATIONS = ("autorisation_non_requise", "non_opposable", "indeterminee", "opposable")
ACTIVITES = (None, "peche", "finance", "autre")
LIEUX = (None, *(f"r{region}" for region in textes.GRAINS))
TYPES = (None, "introduction", "changement_statut", "renouvellement")
DIPLOMES = (None, "master")
DEPOTS = tuple(sorted(tirage.DEPOTS))


class Metier(NamedTuple):
    """An occupation as said, and another code of its nomenclature: a first occupation."""

    code: str | None
    activite: str | None
    autre: str


def metiers() -> dict[str, list[Metier]]:
    """Every code of every nomenclature that the oracle knows, by what tells its table."""
    codes = dict.fromkeys(tirage.ROME_1999)
    v3 = (*sorted(textes.PASSAGE), "Z9999")
    familles = sorted(textes.FAMILLES)
    rangs = [
        (f"{pays}-{rang:03}", f"{pays}-{1 if rang != 1 else 2:03}")
        for pays, des in textes.RANGS.items()
        for rang in range(len(des) + 1)
    ]
    return {
        "1999": [
            Metier(None, None, "99998"),
            *(Metier(code, a, "99998") for code, a in product(codes, ACTIVITES)),
        ],
        "v3 et fap": [
            *(Metier(code, None, "Z9998") for code in v3),
            *(Metier(f, None, familles[f == familles[0]]) for f in familles),
        ],
        "accords": [Metier(rang, None, autre) for rang, autre in rangs],
    }


class Cas(NamedTuple):
    """A kind of application and what is said of the first occupation."""

    type: str | None
    initial: str | None


CAS = (
    *(Cas(type_, None) for type_ in TYPES),
    Cas("renouvellement", "meme"),
    Cas("renouvellement", "autre"),
)


def initial(metier: Metier, cas: Cas) -> str | None:
    """The first occupation: the same, another of its nomenclature, or nothing said."""
    if metier.code is None or cas.initial is None:
        return None
    return metier.code if cas.initial == "meme" else metier.autre


# -- What the oracle answers ----------------------------------------------------------------------

JOURS: dict[date | None, int] = {}


def coder(situation: str, notifiable: date | None, examine: date) -> int:
    """A number for an answer: never, on the day of examination, or on another day."""
    jour = 0 if notifiable is None else 1
    if notifiable not in {None, examine}:
        jour = 2 + JOURS.setdefault(notifiable, len(JOURS))
    return 1 + SITUATIONS.index(situation) + len(SITUATIONS) * jour


class Attendu:
    """What the oracle answers to each occupation, place and kind, class by class.

    Args:
        metiers: The occupations, in order.
    """

    def __init__(self, metiers_: Sequence[Metier]) -> None:
        self._metiers = metiers_
        self._vus: dict[tuple[object, ...], Tableau] = {}

    def tableau(self, nationalite: str, faits: Faits, cas: Cas) -> tuple[object, Tableau]:
        """The answers, occupation by place, and what names them."""
        classe = classer(nationalite, faits)
        jour = faits.examine_le if classe.liste == "circulaire" else None
        cle = (classe, cas.initial, jour)
        if cle not in self._vus:
            self._vus[cle] = self._remplir(nationalite, classe, faits, cas)
        return cle, self._vus[cle]

    def _remplir(self, nationalite: str, classe: Classe, faits: Faits, cas: Cas) -> Tableau:
        rangees: dict[tuple[object, ...], list[int]] = {}
        lignes = []
        for metier in self._metiers:
            dits = faits._replace(
                nationalites=(nationalite,),
                metier=metier.code,
                activite=metier.activite,
                metier_initial=initial(metier, cas),
            )
            cle = meme_metier(classe, dits)
            if cle not in rangees:
                rangees[cle] = [self._coder(dits._replace(lieu=lieu)) for lieu in LIEUX]
            lignes.append(rangees[cle])
        return np.array(lignes, dtype=np.uint16)

    def _coder(self, faits: Faits) -> int:
        reponse = repondre(faits)
        return coder(reponse.situation, reponse.notifiable_le, faits.examine_le)


# -- What a table answers -------------------------------------------------------------------------


class Trouve:
    """What a table answers to each occupation and place, for a regime, a kind and days.

    Args:
        table: The table.
        corpus: The law it was built from.
        metiers: The occupations, in order.
    """

    def __init__(self, table: Table, corpus: Corpus, metiers_: Sequence[Metier]) -> None:
        self.table = table
        self._calendrier = Calendrier(table.periodes)
        rangs_des_cas = {cas: i for i, cas in enumerate(table.cas)}
        places, cas = [], []
        for metier in metiers_:
            etablis = [self._faits(metier, lieu, CAS[0], corpus) for lieu in LIEUX]
            places.append([table.reperage.place(faits) for faits in etablis])
            ici = [self._faits(metier, None, un, corpus) for un in CAS]
            cas.append([rang_du_cas(faits, rangs_des_cas) for faits in ici])
        blocs = np.array(table.blocs)[np.array(places)]
        vues, self._vue = np.unique(np.hstack((blocs, cas)), axis=0, return_inverse=True)
        self._blocs, self._cas = vues[:, : len(LIEUX)], vues[:, len(LIEUX) :]
        _, _, statuts, combien, periodes = table.forme
        self._planches = np.array(table.planches).reshape(-1, statuts)
        self._cellules = np.array(table.cellules).reshape(-1, combien, periodes)
        self._attentes = [c and (c.situation_emploi.value, c.attente) for c in table.reponses]
        self._distinctes = list(dict.fromkeys(self._attentes))
        rang = {attente: i for i, attente in enumerate(self._distinctes)}
        self._laquelle = np.array([rang[attente] for attente in self._attentes])
        self._jeux: dict[bytes, Tableau] = {}

    @staticmethod
    def _faits(metier: Metier, lieu: str | None, cas: Cas, corpus: Corpus) -> FaitsEtablis:
        demande = Demande(
            nationalite=None,
            metier=metier.code,
            activite=metier.activite,
            region=lieu[1:] if lieu else None,
            type=cas.type,
            metier_initial=initial(metier, cas),
            depose_le=corpus.couverture.du,
        )
        faits = etablir(demande, corpus)
        assert faits.initial_sur_aucune_ligne or not faits.hors_des_axes, demande
        return faits

    def periode(self, depose: date, examine: date) -> int:
        """The rank of the two days."""
        return self._calendrier.rang(depose, examine)

    @cache  # noqa: B019 - dropped with the table
    def codes(self, examine: date) -> Tableau:
        """The number of each answer of the table, the same array for days that give the same."""
        codes = [
            coder(dite[0], dite[1].jour(examine), examine) if dite else IMPOSSIBLE
            for dite in self._distinctes
        ]
        jeu: Tableau = np.array(codes, dtype=np.uint16)[self._laquelle]
        return self._jeux.setdefault(jeu.tobytes(), jeu)

    def rangs(self, statut: int, cas: int, periode: int) -> NDArray[np.uint16]:
        """The ranks of the answers, occupation by place."""
        planches = self._planches[self._blocs, statut]
        vues: NDArray[np.uint16] = self._cellules[planches, self._cas[:, cas, None], periode]
        return vues[self._vue]


# -- The two, side by side ------------------------------------------------------------------------


class Compte(NamedTuple):
    """What was compared.

    Attributes:
        demandes: Applications that fall on what was compared.
        tableaux: Pairs of arrays compared.
        differences: Those that differ, told.
    """

    demandes: int
    tableaux: int
    differences: list[object]


class Jours(NamedTuple):
    """Days of filing that neither side tells apart under a day of examination."""

    depose: date
    examine: date
    periode: int
    combien: int


def nationaux(table: Table) -> Iterator[tuple[str, int]]:
    """One nationality of those that neither side tells apart, and how many they are."""
    for sorte in tirage.SORTES:
        lignes: dict[tuple[bytes, ...], list[str]] = {}
        for nationalite in sorte:
            if nationalite and "+" not in nationalite:
                ligne = tuple(map(bytes, table.statut_de[nationalite]))
                lignes.setdefault(ligne, []).append(nationalite)
        yield from ((des[0], len(des)) for des in lignes.values())


def jours(trouve: Trouve) -> Iterator[Jours]:
    """The days of examination that the table answers for, each with days of filing before it."""
    for examine in tirage.JOURS_EXAMEN:
        if examine > trouve.table.horizon:
            continue
        pareils: dict[tuple[int, bool], list[date]] = {}
        for depose in (examine, *(jour for jour in DEPOTS if jour < examine)):
            cle = (trouve.periode(depose, examine), depose >= CIRCULAIRE)
            pareils.setdefault(cle, []).append(depose)
        for (periode, _), des in pareils.items():
            yield Jours(des[0], examine, periode, len(des))


def comparer(
    table: Table, corpus: Corpus, connus: Iterable[date], metiers_: Sequence[Metier]
) -> Compte:
    """Compare a table with the oracle on every application, as known on each of some days.

    Args:
        table: The table of the law as known on all of these days.
        corpus: That law.
        connus: The days.
        metiers_: The occupations.
    """
    trouve, attendu = Trouve(table, corpus, metiers_), Attendu(metiers_)
    vus: set[tuple[object, ...]] = set()
    demandes, differences = 0, list[object]()
    tous = list(product(nationaux(table), jours(trouve), connus, DIPLOMES, enumerate(CAS)))
    for (nationalite, combien), (depose, examine, periode, pareils), connu, diplome, un in tous:
        rang, cas = un
        faits = Faits((nationalite,), None, None, cas.type, depose, examine, connu, diplome=diplome)
        cle, voulu = attendu.tableau(nationalite, faits, cas)
        statut = table.statut_de[nationalite][diplome is not None][periode]
        demandes += combien * pareils * voulu.size
        codes = trouve.codes(examine)
        paire = (cle, statut, rang, periode, id(codes))
        if paire in vus:
            continue
        vus.add(paire)
        eu = codes[trouve.rangs(statut, rang, periode)]
        if np.array_equal(eu, voulu):
            continue
        differences += [
            (faits, metiers_[m], LIEUX[t], int(eu[m, t]), int(voulu[m, t]))
            for m, t in np.argwhere(eu != voulu)[:3]
        ]
    return Compte(demandes, len(vus), differences)
