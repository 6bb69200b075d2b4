"""Reading what people write for a code, in a cell or a field: understood, a choice, or unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from opposable.ecrit.repli import replier
from opposable.ecrit.typographie import composer
from opposable.law.nomenclature import QUALIFIE
from opposable.recherche import phrase
from opposable.recherche.lexique import Sens
from opposable.recherche.metier import Degre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.recherche.metier import Proposition
    from opposable.recherche.registre import Recherche

JOINT = "+"
PROPOSITIONS = 6
CODE_ET_LABEL = re.compile(r"\s*(?P<code>[0-9A-Za-z:-]+)\s*(?:[-–—:.(]\s*|\s)(?P<label>\D.*)")


LOIS_ET_JOURS_AU_PLUS = 128
"""Laws and days whose nomenclatures are kept at once."""


@lru_cache(maxsize=LOIS_ET_JOURS_AU_PLUS)
def nomenclatures_du_jour(
    corpus: Corpus, jour: date | None = None, nationalites: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the nomenclatures whose codes can tell what the lists of a day open.

    Those of the lists themselves, and those from which a passage decides; the list of an
    agreement counts for its own nationals alone. All of them where no list holds on that day.
    """
    dites = frozenset(nationalites)
    listes = [li for li in corpus.listes.values() if not li.nationalites or li.nationalites & dites]
    du_jour = [li for li in listes if jour is not None and li.examine(jour)] or listes
    employees = {liste.nomenclature for liste in du_jour}
    employees |= {p.de for p in corpus.passages if p.decide and employees & set(p.vers)}
    return tuple(n.id for n in corpus.nomenclatures if n.id in employees)


class Etat(StrEnum):
    """How far a text was read.

    `COMPRIS` a code; `NON_DIT` empty, or said not to be known; `CHOIX` codes to choose from;
    `INCONNU` nothing near.
    """

    COMPRIS = "compris"
    NON_DIT = "non_dit"
    CHOIX = "choix"
    INCONNU = "inconnu"


@dataclass(frozen=True, slots=True)
class Lue:
    """What a text says.

    Attributes:
        ecrit: The text.
        etat: How far it was read.
        code: The code, several joined by `+`; empty where there is none for sure.
        propositions: (code, name) pairs it may mean, nearest first; beside a code understood,
            those a fault of typing away from one that no list has.
        dit: What to tell the person; empty where there is nothing to tell.
    """

    ecrit: str
    etat: Etat
    code: str = ""
    propositions: tuple[tuple[str, str], ...] = ()
    dit: str = ""


class Lecteur:
    """Reads nationalities and occupations for one state of the law.

    Args:
        recherche: The words of that law.
        langue: Language of what is told.
        jour: Day of examination, whose lists say in which nomenclatures words are looked for; any
            day where None.
        nationalites: Nationalities said, whose agreements' lists are looked in too.
    """

    def __init__(
        self,
        recherche: Recherche,
        langue: Langue = "fr",
        jour: date | None = None,
        nationalites: Iterable[str] = (),
    ) -> None:
        self._recherche = recherche
        self._langue: Langue = langue
        corpus = recherche.corpus
        self._nomenclatures = nomenclatures_du_jour(corpus, jour, tuple(nationalites))
        self._corpus = corpus
        self._cherche: tuple[str, int] | None = None
        self._trouve: tuple[Proposition, ...] = ()

    @property
    def nomenclatures(self) -> tuple[str, ...]:
        """Nomenclatures in which words for an occupation are looked for."""
        return self._nomenclatures

    def nationalite(self, texte: str) -> Lue:
        """Read nationalities: countries, demonyms or codes, one or several."""
        pays = self._recherche.pays
        comprise = pays.comprendre(texte)
        if comprise.ecrit:
            noms = tuple((c, pays.nom(c, self._langue)) for c in comprise.propositions)
            etat = Etat.CHOIX if noms else Etat.INCONNU
            return Lue(texte, etat, "", noms, phrase.expliquer(comprise, self._langue))
        if not comprise.codes:
            return Lue(texte, Etat.NON_DIT)
        return Lue(texte, Etat.COMPRIS, JOINT.join(comprise.codes))

    def metier(self, texte: str) -> Lue:
        """Read an occupation: a code, a code and its label, a printed title, or words."""
        ecrit = texte.strip()
        if not replier(ecrit) or self._non_dit(ecrit):
            return Lue(texte, Etat.NON_DIT)
        if code := self._code(ecrit):
            return self._du_code(texte, code)
        if hors := self._hors_liste(ecrit):
            return Lue(texte, Etat.COMPRIS, hors)
        if exact := self._exact(ecrit):
            return Lue(texte, Etat.COMPRIS, exact)
        return self._au_choix(texte, ecrit)

    def distincts(self, textes: Iterable[str], lire: Callable[[str], Lue]) -> dict[str, Lue]:
        """Read each distinct text of a column once, in the order met.

        Args:
            textes: The cells of a column.
            lire: `nationalite` or `metier` of this reader.
        """
        return {texte: lire(texte) for texte in dict.fromkeys(textes)}

    def proposer(self, mots: str, limite: int = PROPOSITIONS) -> tuple[Proposition, ...]:
        """Return the codes that words may mean, of the nomenclatures that lists use.

        Words just read are not searched again: a reader serves one thread.
        """
        if self._cherche != (mots, limite):
            self._trouve = self._recherche.metiers.chercher(mots, limite, self._nomenclatures)
            self._cherche = (mots, limite)
        return self._trouve

    def aucun(self) -> str:
        """Return the code that stands for an occupation on no list, one a nomenclature."""
        hors = self._recherche.noms.hors_liste
        return JOINT.join(hors[n]["code"] for n in self._nomenclatures if n in hors)

    def hors_liste(self, code: str) -> str:
        """Return how to name a code that no list has."""
        for ligne in self._recherche.noms.hors_liste.values():
            if ligne["code"] in code.split(JOINT):
                return composer(ligne["nom"]) if self._langue == "fr" else ligne["name"]
        return phrase.dire(phrase.SUR_AUCUNE_LISTE, self._langue, code)

    def _non_dit(self, ecrit: str) -> bool:
        entree = self._recherche.pays.lire(ecrit)
        return entree is not None and entree.sens is Sens.NON_DIT

    def _code(self, ecrit: str) -> str:
        """Return the code a text is, or begins with before its label; empty where it is words."""
        serre = JOINT.join(map(_serrer, ecrit.split(JOINT)))
        if all(map(self._est_un_code, serre.split(JOINT))):
            return serre
        trouve = CODE_ET_LABEL.fullmatch(ecrit)
        code = _serrer(trouve["code"]) if trouve else ""
        return code if code in self._recherche.metiers else ""

    def _est_un_code(self, serre: str) -> bool:
        """Whether some nomenclature writes a code so, the one it says where it says one."""
        dite, _, code = serre.rpartition(QUALIFIE)
        return any(n.ecrit(code) for n in self._corpus.nomenclatures if not dite or n.id == dite)

    def _du_code(self, texte: str, code: str) -> Lue:
        """Return a code as understood; one that no list has comes with those near it."""
        index = self._recherche.metiers
        if JOINT in code or code in index or code == self.aucun():
            return Lue(texte, Etat.COMPRIS, code)
        proches = tuple((p.metier, p.intitule) for p in index.proches_du_code(code, PROPOSITIONS))
        dit = phrase.dire(phrase.CODE_HORS_LISTE, self._langue, code)
        return Lue(texte, Etat.COMPRIS, code, proches, dit)

    def _hors_liste(self, ecrit: str) -> str:
        """Return the code for an occupation on no list, where a text says that it is on none."""
        return self.aucun() if replier(ecrit) in self._recherche.noms.formes_hors_liste else ""

    def _exact(self, ecrit: str) -> str:
        """Return the codes that print these very words, at most one a nomenclature."""
        imprimes = self._recherche.metiers.imprimes(ecrit)
        trouves = [imprimes.get(n, ()) for n in self._nomenclatures]
        if any(len(codes) > 1 for codes in trouves):
            return ""
        return JOINT.join(code for codes in trouves for code in codes)

    def _au_choix(self, texte: str, ecrit: str) -> Lue:
        trouves = self.proposer(ecrit)
        noms = tuple((p.metier, p.intitule) for p in trouves)
        if noms:
            dit = phrase.dire(phrase.METIER_AU_CHOIX, self._langue, ecrit)
            return Lue(texte, Etat.CHOIX, "", noms, dit)
        return Lue(texte, Etat.INCONNU, dit=self._dire_inconnu(ecrit))

    def _dire_inconnu(self, ecrit: str) -> str:
        """Return what to tell of words that no list has a name near."""
        if "".join(ecrit.split()).isdigit():
            return phrase.dire(phrase.PAS_UN_CODE, self._langue, ecrit)
        connus = self._recherche.metiers.chercher(ecrit, 1)
        if not connus or connus[0].degre is Degre.PROCHE:
            return phrase.dire(phrase.METIER_INCONNU, self._langue, ecrit)
        connu = f"{connus[0].intitule} ({connus[0].metier})"
        dit = phrase.dire(phrase.METIER_D_AUJOURD_HUI, self._langue, ecrit)
        return dit.replace("{connu}", connu)


def _serrer(ecrit: str) -> str:
    """Return a code without spaces, in capitals; its nomenclature, where it says it, in small."""
    dite, separe, code = "".join(ecrit.split()).rpartition(QUALIFIE)
    return f"{dite.lower()}{separe}{code.upper()}"
