"""Nationalities as people write them: codes, names of countries, demonyms; never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from opposable.ecrit.repli import replier
from opposable.recherche.lexique import CERTAINES, Entree, Lexique, Sens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.recherche.noms import Noms

SEPARATEURS = re.compile(
    r"\s*(?:[,;+/&|()\n]|\s[-–—]+\s|\b(?:et|and|ainsi que|plus|puis)\b)\s*", re.IGNORECASE
)
DES_DEUX_GENRES = re.compile(r"(?<=\w)(?:\((?:e|ne|enne|ère|se)s?\)|[.·•](?:e|ne|enne|ère|se)s?\b)")
OU = re.compile(r"\b(?:ou|or)\b|\?", re.IGNORECASE)
ORIGINE = frozenset(
    [
        "d",
        "de",
        "du",
        "en",
        "au",
        "aux",
        "a",
        "ne",
        "nee",
        "origine",
        "naissance",
        "issu",
        "issue",
        "parents",
    ]
)
"""Words that tell where someone comes from, beside a nationality or for want of it."""
LONGUEUR = 200  # characters read
PARTIES = 12  # parts of a text read at most
PROPOSITIONS = 6
JOINT = "+"
FAUTES = ((3, 0), (5, 1), (8, 2), (LONGUEUR, 3))
"""Faults of typing forgiven, by number of letters."""
SURES = ((5, 1), (LONGUEUR, 2))
"""Faults under which one country alone may be proposed; above, never one alone."""
PREMIERS = {
    "albano": "albanais", "algero": "algerien", "americano": "americain",
    "anglo": "britannique", "argentino": "argentin", "armeno": "armenien",
    "austro": "autrichien", "belgo": "belge", "bulgaro": "bulgare", "camerouno": "camerounais",
    "canado": "canadien", "cubano": "cubain", "franco": "francais", "germano": "allemand",
    "greco": "grec", "haitiano": "haitien", "helveto": "suisse", "hispano": "espagnol",
    "hungaro": "hongrois", "irako": "irakien", "irano": "iranien", "israelo": "israelien",
    "italo": "italien", "ivoiro": "ivoirien", "libano": "libanais", "luso": "portugais",
    "maroco": "marocain", "mexicano": "mexicain", "neerlando": "neerlandais",
    "nippo": "japonais", "pakistano": "pakistanais", "polono": "polonais",
    "roumano": "roumain", "russo": "russe", "senegalo": "senegalais", "sino": "chinois",
    "suedo": "suedois", "syro": "syrien", "tuniso": "tunisien", "turco": "turc",
    "ukraino": "ukrainien", "vietnamo": "vietnamien",
}  # fmt: skip
"""First halves of words for two nationalities, and the demonym each stands for."""


@dataclass(frozen=True, slots=True)
class Comprise:
    """What a text says of nationalities.

    Attributes:
        codes: Codes understood, in the order written; complete only where `ecrit` is empty.
        ecrit: First part of the text that names no single country, empty where all do.
        propositions: What that part may mean, nearest first: codes, joined by `+` where it
            may mean several together.
        reste: Parts written after it, not read yet.
        sens: What that part is; of the last part understood where all are; None where it is
            no known form, nor near one.
        non_dite: Whether the text says that the nationality is not known.
    """

    codes: tuple[str, ...]
    ecrit: str = ""
    propositions: tuple[str, ...] = ()
    reste: tuple[str, ...] = ()
    sens: Sens | None = None
    non_dite: bool = False


class Pays:
    """The nationalities of a corpus and the words for them, ready to be read.

    Args:
        corpus: The law, for the codes and the names of countries.
        noms: Everyday names.
        lexique: These names folded; folded here where None.
    """

    __slots__ = ("_connues", "_formes", "_lexique", "_noms")

    def __init__(self, corpus: Corpus, noms: Noms, lexique: Lexique | None = None) -> None:
        self._connues = corpus.nationalites
        self._noms = noms
        self._lexique = lexique or Lexique.de(corpus.nationalites, noms)
        self._formes = [
            forme
            for forme, entree in self._lexique.formes.items()
            if entree.codes and len(forme) > FAUTES[0][0]
        ]

    def comprendre(self, texte: str) -> Comprise:
        """Read nationalities: names, demonyms or codes, apart by commas, « et » or `+`.

        Args:
            texte: What was written; its first 200 characters are read.

        Returns:
            What it says: codes, that it is not known, or a part that needs a choice.
        """
        entier = " ".join(DES_DEUX_GENRES.sub("", texte[:LONGUEUR]).split())
        entree = self._lexique.lire(entier)
        if entree is not None or not replier(entier):
            return self._dire(entier, entree, vide=not entier)
        return self._lire_parties(_parties(entier), choix=bool(OU.search(entier)))

    def lire(self, texte: str) -> Entree | None:
        """Return what a text means as a whole, None where it is no known form."""
        return self._lexique.lire(texte)

    def nom(self, code: str, langue: Langue = "fr") -> str:
        """Return the name of a nationality's country; of several, joined by a comma."""
        noms = (self._connues.get(un) for un in code.split(JOINT))
        dits = [n.nom.dire(langue) for n in noms if n is not None]
        return ", ".join(dits) or code

    def a_proposer(self, langue: Langue) -> tuple[str, ...]:
        """Return the names to help typing: countries whose people have a name, and demonyms."""
        habitants = "feminin" if langue == "fr" else "demonym"
        noms = set()
        for ligne in self._noms.pays:
            if ligne["code"] in self._connues and ligne["masculin"]:
                noms |= {self.nom(ligne["code"], langue), _capitale(ligne[habitants])}
        return tuple(sorted(noms - {""}, key=replier))

    def _dire(self, ecrit: str, entree: Entree | None, *, vide: bool = False) -> Comprise:
        """Return what a whole text means."""
        if vide:
            return Comprise(())
        if entree is None or entree.sens is Sens.NON_DIT:
            return Comprise((), sens=Sens.NON_DIT, non_dite=True)
        if entree.sens in CERTAINES and len(entree.codes) == 1:
            return Comprise(entree.codes, sens=entree.sens)
        return Comprise((), ecrit, entree.codes, sens=entree.sens)

    def _lire_parties(self, parties: list[str], *, choix: bool) -> Comprise:
        codes: dict[str, None] = {}
        sens: Sens | None = None
        morceaux = list(self._morceaux(parties))
        for rang, (ecrit, entree) in enumerate(morceaux):
            deux = () if entree else self._composee(ecrit)
            if entree is not None and (code := entree.code):
                codes[code] = None
                sens = entree.sens
            elif deux:
                codes |= dict.fromkeys(deux)
            else:
                reste = tuple(dit for dit, _ in morceaux[rang + 1 :])
                return self._demander(tuple(codes), ecrit, entree, reste)
        compris = tuple(codes)
        if choix and len(compris) > 1:
            ecrit = ", ".join(parties)
            return Comprise((), ecrit, (*compris, JOINT.join(compris)), sens=Sens.CHOIX)
        return Comprise(compris, sens=sens)

    def _morceaux(self, parties: list[str]) -> Iterator[tuple[str, Entree | None]]:
        """Yield the parts, those that make one country together joined: longest first."""
        debut = 0
        while debut < len(parties):
            for fin in range(len(parties), debut, -1):
                ecrit = " ".join(parties[debut:fin])
                entree = self._lexique.lire(ecrit)
                if entree is not None or fin == debut + 1:
                    yield ecrit, entree
                    debut = fin
                    break

    def _composee(self, ecrit: str) -> tuple[str, ...]:
        """Return the two nationalities that one word tells: « franco-sénégalaise »."""
        premier, _, second = replier(ecrit).partition(" ")
        debut = self._lexique.lire(PREMIERS.get(premier, premier))
        fin = self._lexique.lire(second) if second else None
        if debut is None or fin is None or not debut.code or not fin.code:
            return ()
        explicite = premier in PREMIERS or "-" in ecrit
        return (debut.code, fin.code) if explicite and debut.code != fin.code else ()

    def _demander(
        self, codes: tuple[str, ...], ecrit: str, entree: Entree | None, reste: tuple[str, ...]
    ) -> Comprise:
        """Return what is understood before a part that needs a choice, and what it may be."""
        if entree is not None:
            return Comprise(codes, ecrit, entree.codes, reste, entree.sens)
        ensemble = self._ensemble(ecrit)
        return Comprise(codes, ecrit, ensemble or self._proches(ecrit), reste)

    def _ensemble(self, ecrit: str) -> tuple[str, ...]:
        """Return what words side by side may mean together, one of them an origin perhaps."""
        mots = [mot for mot in replier(ecrit).split() if mot not in ORIGINE]
        morceaux = list(self._morceaux(mots))
        codes = dict.fromkeys(entree.code or "" for _, entree in morceaux if entree is not None)
        if not codes or "" in codes or not all(entree for _, entree in morceaux):
            return ()
        return (JOINT.join(codes), *codes) if len(codes) > 1 else tuple(codes)

    def _proches(self, texte: str) -> tuple[str, ...]:
        """Return the codes whose names are a few faults away; never one alone that is far."""
        plie = replier(texte)
        fautes = _plafond(plie, FAUTES)
        if not fautes:
            return ()
        trouves = extract(
            plie, self._formes, scorer=OSA.distance, score_cutoff=fautes, limit=4 * PROPOSITIONS
        )
        if not trouves:
            return ()
        codes = dict.fromkeys(
            code for forme, _, _ in trouves for code in self._lexique.formes[forme].codes
        )
        sur = trouves[0][1] <= _plafond(plie, SURES)
        return tuple(codes)[:PROPOSITIONS] if sur or len(codes) > 1 else ()


def _parties(entier: str) -> list[str]:
    parties = (p.strip(" .:?!'’\"«»-–—") for p in SEPARATEURS.split(OU.sub(",", entier)))
    return [partie for partie in parties if replier(partie)][:PARTIES]


def _plafond(plie: str, echelle: tuple[tuple[int, int], ...]) -> int:
    return next(fautes for longueur, fautes in echelle if len(plie) <= longueur)


def _capitale(nom: str) -> str:
    return nom[:1].upper() + nom[1:]
