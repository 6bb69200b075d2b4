"""Finding an occupation by everyday words: codes are proposed, none is ever chosen.

Texts are folded once, when the index is built. A search looks first for texts that hold
every word asked for (a word may be begun only: people see answers while typing), and only
where there is none for texts that resemble the words.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from opposable.ecrit.repli import replier
from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.law.corpus import Corpus

APPELLATIONS = "appellations.csv"

LONGUEUR = 200  # characters read: a title of occupation is never that long
SEUIL = 78.0  # resemblance under which a text is not shown
PROCHE = 65.0  # the same, of one word among several
CONTENU = 100.0  # resemblance of a text whose words were all asked for, among others

# Scores by degree; each degree stays above the next whatever the length of the text.
EXACT, DEBUT, MOTS, RESSEMBLANCE = 100.0, 96.0, 92.0, 88.0
ECART = 3.0

DOUBLE = re.compile(r"([a-z])\1")
ARTICLES = "a au aux avec chez d de des du en et l la le les ou par pour sur un une"
VIDES = frozenset(ARTICLES.split())
FEMININS = (("euse", "eur"), ("trice", "teur"), ("ere", "er"))
PLUS_COURT = 3  # a word this short keeps all its letters


@dataclass(frozen=True, slots=True)
class Proposition:
    """A code that words may mean.

    Attributes:
        metier: The code.
        intitule: The label of the code.
        appellation: The text that matched, as it was given.
        score: 0 to 100, comparable within one search only.
    """

    metier: str
    intitule: str
    appellation: str
    score: float


def _racine(mot: str) -> str:
    """Return a folded word without the marks of plural and feminine, nor doubled letters."""
    mot = DOUBLE.sub(r"\1", mot)
    if len(mot) <= PLUS_COURT:
        return mot
    mot = mot.removesuffix("s").removesuffix("x")
    for feminin, masculin in FEMININS:
        if mot.endswith(feminin):
            return mot.removesuffix(feminin) + masculin
    return mot.rstrip("e") or mot


def _racines(plie: str) -> tuple[str, ...]:
    """Return the roots of the words of a folded text, empty words left out."""
    mots = plie.split()
    return tuple(_racine(m) for m in mots if m not in VIDES) or tuple(mots)


@dataclass(frozen=True, slots=True)
class _Texte:
    """One text that may be searched, folded."""

    metier: str
    intitule: str
    texte: str
    plie: str
    racines: str


class Index:
    """Texts that name occupations, ready to be searched.

    Args:
        entrees: Triples (code, label of the code, text): several texts may name one code,
            and one text several codes.
    """

    __slots__ = ("_mots", "_presents", "_racines", "_textes")

    def __init__(self, entrees: Iterable[tuple[str, str, str]]) -> None:
        self._textes = [_preparer(*entree) for entree in dict.fromkeys(entrees)]
        self._racines = [t.racines for t in self._textes]
        self._presents: defaultdict[str, set[int]] = defaultdict(set)
        for rang, racines in enumerate(self._racines):
            for mot in racines.split():
                self._presents[mot].add(rang)
        self._mots = sorted(self._presents)

    @classmethod
    def du_corpus(cls, corpus: Corpus) -> Index:
        """Build from canonical and printed labels, and everyday names."""
        return cls(_noms(corpus))

    def chercher(self, mots: str, limite: int = 5) -> tuple[Proposition, ...]:
        """Propose the codes that words, or the first digits of a code, may mean.

        Args:
            mots: What the person typed; its first 200 characters are read.
            limite: How many codes to propose at most.

        Returns:
            One proposition for each code, nearest first, then by code. Empty where nothing
            is near enough.
        """
        plie = replier(mots[:LONGUEUR])
        if not plie or limite <= 0:
            return ()
        code = plie.replace(" ", "")
        trouves = [*self._par_code(code)] if any(c.isdigit() for c in code) else []
        if not trouves and not code.isdigit():
            trouves = self._par_mots(plie)
        return _meilleures(trouves, limite)

    def _par_code(self, debut: str) -> Iterator[Proposition]:
        """Yield the codes that start so, each under its label."""
        for t in self._textes:
            if t.metier.casefold().startswith(debut):
                yield Proposition(t.metier, t.intitule, t.intitule, EXACT)

    def _par_mots(self, plie: str) -> list[Proposition]:
        """Return what holds every word or, where nothing does, what resembles them."""
        racines = _racines(plie)
        return self._complets(plie, racines) or self._semblables(" ".join(racines))

    def _complets(self, plie: str, racines: tuple[str, ...]) -> list[Proposition]:
        """Return the texts that hold every word, in any order, whole or begun."""
        rangs = set.intersection(*(self._commencent_par(mot) for mot in racines))
        demande = " ".join(racines)
        textes = [self._textes[rang] for rang in rangs]
        return [_proposer(t, _degre(t, plie, demande)) for t in textes]

    def _commencent_par(self, debut: str) -> set[int]:
        """Return the ranks of the texts where a word starts so."""
        rangs: set[int] = set()
        for mot in self._mots[bisect_left(self._mots, debut) :]:
            if not mot.startswith(debut):
                break
            rangs |= self._presents[mot]
        return rangs

    def _semblables(self, racines: str) -> list[Proposition]:
        """Return the texts whose words resemble those asked for."""
        proches = process.extract(
            racines, self._racines, scorer=fuzz.token_set_ratio, score_cutoff=SEUIL, limit=None
        )
        return [
            _proposer(self._textes[rang], note * RESSEMBLANCE / 100)
            for texte, note, rang in proches
            if note == CONTENU or _repond(texte, racines)
        ]


def _noms(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Yield every name of an occupation: code, canonical label, name."""
    intitules = {m.code: m.intitule for m in corpus.metiers.values()}
    for code, intitule in intitules.items():
        yield code, intitule, intitule
    for liste in corpus.listes.values():
        for entree in liste.entrees:
            yield entree.metier, intitules[entree.metier], entree.intitule
    with (DOSSIER / APPELLATIONS).open(encoding="utf-8", newline="") as fichier:
        for ligne in csv.DictReader(fichier):
            if ligne["metier"] in intitules:
                yield ligne["metier"], intitules[ligne["metier"]], ligne["appellation"]


def _repond(texte: str, racines: str) -> bool:
    """Tell whether each word asked for has a word of the text near it.

    Without this, one long word in common would be enough: driving a bus is no crane.
    """
    mots = texte.split()
    return all(
        process.extractOne(mot, mots, scorer=fuzz.ratio, score_cutoff=PROCHE)
        for mot in racines.split()
    )


def _preparer(metier: str, intitule: str, texte: str) -> _Texte:
    plie = replier(texte)
    return _Texte(metier, intitule, texte, plie, " ".join(_racines(plie)))


def _degre(texte: _Texte, plie: str, racines: str) -> float:
    """Score a text that holds every word: the same, begun so, or holding them somewhere."""
    if texte.plie == plie:
        return EXACT
    part = ECART * min(1.0, len(racines) / len(texte.racines))
    return (DEBUT if texte.racines.startswith(racines) else MOTS) + part


def _proposer(texte: _Texte, score: float) -> Proposition:
    return Proposition(texte.metier, texte.intitule, texte.texte, score)


def _ordre(proposition: Proposition) -> tuple[float, str, str]:
    return -proposition.score, proposition.metier, proposition.appellation


def _meilleures(trouves: Iterable[Proposition], limite: int) -> tuple[Proposition, ...]:
    """Keep the best text of each code, then the best codes."""
    par_code: dict[str, Proposition] = {}
    for proposition in sorted(trouves, key=_ordre):
        par_code.setdefault(proposition.metier, proposition)
    return tuple(par_code.values())[:limite]
