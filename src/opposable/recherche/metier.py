"""Finding an occupation by everyday words: codes are proposed, none is ever chosen.

A name is near when it holds much of what was asked for, and says little else, the rarer words
counting most. A word that no name knows is read as the nearest that some do; one that is known
is never read as another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from opposable.ecrit.repli import replier
from opposable.recherche.racine import racines
from opposable.recherche.recueil import Nom, serrer
from opposable.recherche.vocabulaire import COMMENCE, Vocabulaire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opposable.recherche.recueil import Code, Recueil
    from opposable.recherche.vocabulaire import Nombres

LONGUEUR = 200  # characters read: a title of occupation is never that long
MOTS = 12  # words read
REVUS = 40  # names looked at letter by letter, in each nomenclature

CODE = re.compile(r"[0-9]{1,6}|[a-z][0-9][0-9a-z]{0,4}|[a-z]{3}[0-9]{1,3}")
CODE_ENTIER = 5  # characters of a code written whole

DEMANDE, NOM = 0.65, 0.35  # what counts: the words asked for, the words of the name
LETTRES = 0.15  # what the letters count beside the words
PROCHES, LARGES = (0.5, 1.1), (0.3, 0.7)
"""Part of what was asked for that a name near must hold; the same with that of its own words."""
TIERS, ENTIER = 0.34, 0.999  # the first, where all the words of the name were asked for
TOUT_COMMENCE = 0.98 * COMMENCE  # part held of words all known or begun, none faulty
ASSEZ_LONG = 7  # letters of a text whose one fault of typing leaves no doubt
ASSEZ = 3  # codes that make a choice
MEILLEUR, SERRE = 100.0, 97.0
"""Scores of the very words, and of the same letters apart otherwise."""


class Degre(StrEnum):
    """How near a name is: the very words, all of them among others, or some that resemble."""

    EXACT = "exact"
    COMPLET = "complet"
    PROCHE = "proche"


@dataclass(frozen=True, slots=True)
class Proposition:
    """A code that words may mean.

    Attributes:
        nomenclature: Identifier of the nomenclature of the code.
        metier: The code.
        intitule: The label of the code.
        appellation: The name that matched, as it was given.
        degre: How near the name is.
        officiel: Whether a text or a nomenclature prints that name.
        score: 0 to 100, comparable within one search only.
    """

    nomenclature: str
    metier: str
    intitule: str
    appellation: str
    degre: Degre
    officiel: bool
    score: float


class Index:
    """Names of occupations, ready to be searched; never changed once built.

    Args:
        recueil: The names. Between those equally near, those of the nomenclature that comes first
            come first.
    """

    __slots__ = ("_par_code", "_recueil", "_tranches", "_vocabulaire")

    def __init__(self, recueil: Recueil) -> None:
        self._recueil = recueil
        self._vocabulaire = Vocabulaire(recueil)
        self._tranches: dict[str, slice] = {}
        debut = 0
        for nomenclature, combien in recueil.combien.items():
            self._tranches[nomenclature] = slice(debut, debut + combien)
            debut += combien
        self._par_code: dict[str, Code] = {}
        for code in recueil.codes:
            self._par_code.setdefault(code.code, code)

    @property
    def nomenclatures(self) -> tuple[str, ...]:
        """Nomenclatures of the names, in the order they were given."""
        return tuple(self._tranches)

    def __contains__(self, code: object) -> bool:
        """Tell whether a code has a name here."""
        return code in self._par_code

    def chercher(
        self, mots: str, limite: int = 5, nomenclatures: Sequence[str] = ()
    ) -> tuple[Proposition, ...]:
        """Propose the codes that words, or the first characters of a code, may mean.

        Args:
            mots: What the person typed; its first 200 characters are read.
            limite: How many codes to propose at most.
            nomenclatures: Those looked at; all where empty.

        Returns:
            One proposition for each code, nearest first; each nomenclature that has near names
            has a place. Empty where nothing is near enough.
        """
        plie = replier(mots[:LONGUEUR])
        if not plie or limite <= 0:
            return ()
        retenues = [n for n in self._tranches if not nomenclatures or n in nomenclatures]
        serre = plie.replace(" ", "")
        if CODE.fullmatch(serre):
            return self._par_debut(serre, retenues, limite)
        demandes = racines(plie)
        serres = self._serres(plie, demandes)
        demandes = demandes[:MOTS]
        couverture = self._vocabulaire.couvrir(demandes)
        trouves = self._par_mots(plie, serres, couverture, retenues)
        if _seule(trouves) or not trouves:
            if len(demandes) > 1 and not serres and not np.any(_noter(*couverture, PROCHES)):
                couverture = self._vocabulaire.couvrir(demandes, corriger=True)
            trouves = _joindre(trouves, self._par_mots(plie, serres, couverture, retenues, LARGES))
        seule = _seule(trouves)
        if seule and seule.degre is Degre.PROCHE and (len(retenues) > 1 or not nomenclatures):
            return ()  # one name alone that only resembles the words would mislead
        return _partager(trouves, limite)

    def exacts(self, mots: str, nomenclature: str) -> tuple[str, ...]:
        """Return the codes of a nomenclature that print these very words as a title."""
        return self.imprimes(mots).get(nomenclature, ())

    def imprimes(self, mots: str) -> dict[str, tuple[str, ...]]:
        """Return the codes that print these very words as a title, by nomenclature."""
        plie = replier(mots[:LONGUEUR])
        recueil = self._recueil
        rangs = recueil.dits_ainsi(plie.replace(" ", ""))
        noms = (recueil.nom(rang) for rang in rangs if plie in recueil.facons(rang))
        codes: dict[str, tuple[str, ...]] = {}
        for nom in noms:
            ici = codes.get(nom.nomenclature, ())
            if nom.officiel and nom.code not in ici:
                codes[nom.nomenclature] = (*ici, nom.code)
        return codes

    def intitule(self, code: str) -> str | None:
        """Return the label of a code, None where no name has it."""
        connu = self._par_code.get(code)
        return connu.intitule if connu else None

    def proches_du_code(self, code: str, limite: int = 5) -> tuple[Proposition, ...]:
        """Return the codes a fault of typing away from one that is unknown, nearest first."""
        ecrit = code.upper()
        trouves = extract(
            ecrit, list(self._par_code), scorer=OSA.distance, score_cutoff=1, limit=None
        )
        voisins = sorted((v for v, _, _ in trouves), key=lambda v: _ecart(v, ecrit))
        return tuple(
            _du_code(self._par_code[autre], Degre.PROCHE, 1.0) for autre in voisins[:limite]
        )

    def _par_debut(
        self, debut: str, retenues: Iterable[str], limite: int
    ) -> tuple[Proposition, ...]:
        """Return the codes that start so or, for a whole code that is unknown, those near it."""
        codes = (c for c in self._par_code.values() if c.serre.startswith(debut))
        trouves = [
            _du_code(c, Degre.COMPLET, MEILLEUR) for c in codes if c.nomenclature in retenues
        ]
        if not trouves and len(debut) >= CODE_ENTIER:
            trouves = [p for p in self.proches_du_code(debut, limite) if p.nomenclature in retenues]
        return tuple(trouves[:limite])

    def _serres(self, plie: str, mots: Iterable[str]) -> list[Proposition]:
        """Return the names said so where spaces, then articles and endings, do not count."""
        recueil = self._recueil
        rangs = (rang for serre in serrer(plie, mots) for rang in recueil.dits_ainsi(serre))
        return [_de(recueil.nom(rang), Degre.COMPLET, SERRE) for rang in rangs]

    def _par_mots(
        self,
        plie: str,
        serres: Sequence[Proposition],
        couverture: tuple[Nombres, Nombres],
        retenues: Sequence[str],
        seuils: tuple[float, float] = PROCHES,
    ) -> list[list[Proposition]]:
        """Return the nearest codes of each nomenclature that has some, nearest first."""
        if not retenues:
            return []
        debut, fin = self._tranches[retenues[0]].start, self._tranches[retenues[-1]].stop
        couvertes, pleines = (parts[debut:fin] for parts in couverture)
        notes = _noter(couvertes, pleines, seuils)
        par_nomenclature = []
        for nomenclature in retenues:
            memes = [p for p in serres if p.nomenclature == nomenclature]
            tranche = self._tranches[nomenclature]
            ici = notes[tranche.start - debut : tranche.stop - debut]
            autres = self._juger(plie, couverture[0], ici, tranche.start)
            if trouves := _meilleures([*memes, *autres]):
                par_nomenclature.append(trouves)
        return par_nomenclature

    def _juger(
        self, plie: str, couvertes: Nombres, notes: Nombres, debut: int
    ) -> Iterator[Proposition]:
        """Yield the names of a nomenclature that are near by their words, then by their letters."""
        combien = min(REVUS, int(np.count_nonzero(notes)))
        for place in np.argpartition(-notes, combien - 1)[:combien] if combien else ():
            rang = debut + int(place)
            nom, dits_ = self._recueil.nom(rang), self._recueil.facons(rang)
            lettres = max(fuzz.ratio(plie, dit) for dit in dits_) / 100
            complet = couvertes[rang] >= TOUT_COMMENCE or _a_une_faute(plie, dits_)
            note = 99 * ((1 - LETTRES) * float(notes[place]) + LETTRES * lettres)
            if plie in dits_:
                yield _de(nom, Degre.EXACT, MEILLEUR)
            else:
                yield _de(nom, Degre.COMPLET if complet else Degre.PROCHE, note)


def _noter(couvertes: Nombres, pleines: Nombres, seuils: tuple[float, float]) -> Nombres:
    """Return how near names are by their words; nothing for those that are not near enough."""
    moitie, ensemble = seuils
    proches = (couvertes >= moitie) & (couvertes + pleines >= ensemble)
    contenus = (pleines >= ENTIER) & (couvertes >= TIERS)
    complets = couvertes >= TOUT_COMMENCE
    return np.where(proches | contenus | complets, DEMANDE * couvertes + NOM * pleines, 0).astype(
        np.float32
    )


def _seule(trouves: list[list[Proposition]]) -> Proposition | None:
    """Return the one code that is found, where it is not found by the very words."""
    tous = [p for ici in trouves for p in ici]
    return tous[0] if len(tous) == 1 and tous[0].degre is not Degre.EXACT else None


def _joindre(
    trouves: list[list[Proposition]], autres: list[list[Proposition]]
) -> list[list[Proposition]]:
    """Return what is found, then what is found when searching widely."""
    connus = {p.metier for ici in trouves for p in ici}
    return [*trouves, *([p for p in ici if p.metier not in connus] for ici in autres)]


def _a_une_faute(plie: str, dits_: Iterable[str]) -> bool:
    """Tell whether a text of some length is a name but for one fault of typing."""
    return len(plie) >= ASSEZ_LONG and any(
        OSA.distance(plie, dit, score_cutoff=1) <= 1 for dit in dits_
    )


def _ecart(code: str, ecrit: str) -> tuple[bool, int, str]:
    """Rank a code beside one typed: the same characters swapped first, then the same beginning."""
    return sorted(code) != sorted(ecrit), -_commun(code, ecrit), code


def _commun(un: str, autre: str) -> int:
    """Return how many characters two codes share from the first."""
    return next((i for i, (a, b) in enumerate(zip(un, autre, strict=False)) if a != b), len(un))


def _du_code(code: Code, degre: Degre, score: float) -> Proposition:
    """Return a code as proposed by its label."""
    return _de(Nom(*code[:3], code.intitule), degre, score)


def _de(nom: Nom, degre: Degre, score: float) -> Proposition:
    return Proposition(
        nom.nomenclature, nom.code, nom.intitule, nom.texte, degre, nom.officiel, score
    )


def _ordre(proposition: Proposition) -> tuple[float, bool, str, str]:
    p = proposition
    return -p.score, not p.officiel, p.metier, p.appellation


def _meilleures(trouves: Iterable[Proposition]) -> list[Proposition]:
    """Keep the best name of each code; what only resembles, where little holds every word."""
    par_code: dict[str, Proposition] = {}
    for proposition in sorted(trouves, key=_ordre):
        par_code.setdefault(proposition.metier, proposition)
    tous = list(par_code.values())
    complets = [p for p in tous if p.degre is not Degre.PROCHE]
    return complets if len(complets) >= ASSEZ or _dits_tels_quels(complets) else tous


def _dits_tels_quels(trouves: Iterable[Proposition]) -> bool:
    """Tell whether some of the names are the very words."""
    return any(p.degre is Degre.EXACT for p in trouves)


def _partager(par_nomenclature: list[list[Proposition]], limite: int) -> tuple[Proposition, ...]:
    """Keep the nearest, a place being left to each nomenclature, in the order of these."""
    part = max(1, limite // max(1, len(par_nomenclature)))
    assures = [p for trouves in par_nomenclature for p in trouves[:part]]
    autres = sorted((p for t in par_nomenclature for p in t[part:]), key=_score)
    retenus = sorted(assures, key=_score)[:limite]
    return tuple(sorted([*retenus, *autres[: limite - len(retenus)]], key=_score))


def _score(proposition: Proposition) -> tuple[float, bool]:
    return -proposition.score, not proposition.officiel
