"""Writing determinations as JSON fast: the bytes of `decide`, without composing each one anew.

The rule is run where no precedent tells the answer; what is kept is how an answer is laid out.
Answers that share an `Agencement` differ only by a few values: codes, names, days, the row. The
first of them is composed with these values marked; the text between the marks serves the others.

Thread-safe: each thing kept depends on its key alone (`acquis`).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from opposable.decision.acquis import Acquis
from opposable.decision.demande import CHAMPS
from opposable.decision.determination import (
    Determination,
    dire_defauts,
    dire_entree,
    dire_les_plateformes,
)
from opposable.decision.motif import VALEURS, dire_mot

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from opposable.decision.agencement import Agencement
    from opposable.decision.demande import Demande
    from opposable.decision.examen import Examen
    from opposable.decision.motif import Contexte, Enonce
    from opposable.decision.precedent import Issue
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

MODELES_AU_PLUS = 4_096
"""Models kept for one law and language, about three kilobytes each; then one starts again."""
TEXTES_AU_PLUS = 4_096
"""Answers kept whole, but for the asker's own identifier, about three kilobytes each."""
VALEURS_AU_PLUS = 16_384
"""Values kept for one name; then one starts again."""
REDACTEURS_AU_PLUS = 4
"""Laws (under readings) and languages kept at once."""
MARQUE = re.compile(r'"\\u0000=(\w+)\\u0000"|\\u0000(\w+)\\u0000')
"""A mark in JSON: a whole value, or a value inside a sentence. No text of the law holds one."""
FIXES = frozenset(
    {"type", "liste", "manque", "couverture_du", "couverture_au", "connu_le", "nomenclature"}
)
"""Names in sentences whose source the trame holds, or the law."""
PARTIES = ("motifs", "questions", "avis", "reserves")
"""The parts of an answer that are sentences, by their key in the contract."""
DITS = attrgetter(*CHAMPS[1:])
DEBUTS = tuple(f'"{nom}": ' for nom in CHAMPS[1:])
DEBUT = b'{"demande": {'
"""What every answer begins with, before the identifier of the asker, the first fact."""
TRAVAIL = "travail"
DEMANDE = "demande"
S = TypeVar("S")


class Trou(Generic[S]):
    """A value that varies between answers of one model.

    Args:
        source: What it is worked out from.
        ecrire: Its JSON, from its source.

    Attributes:
        connus: The bytes already worked out, by source.
    """

    __slots__ = ("connus", "ecrire", "source")

    def __init__(self, source: Callable[[S], Hashable], ecrire: Callable[[Any], str]) -> None:
        self.source, self.ecrire = source, ecrire
        self.connus: Acquis[Hashable, bytes] = Acquis(VALEURS_AU_PLUS)

    def valeur(self, de: S) -> bytes:
        """Return the value for an application."""
        source = self.source(de)
        return self.connus.get(source) or self.apprendre(source)

    def apprendre(self, source: Hashable) -> bytes:
        """Work a value out, and keep it."""
        return self.connus.apprendre(source, self.ecrire(source).encode())


class Modele(NamedTuple):
    """How answers that share an agencement are laid out.

    Attributes:
        constants: Bytes between the values.
        mots: The values inside sentences, each once.
        entiers: The other values, each once.
        ordre: Puts constants and values, the facts first, in the order of the text.
    """

    constants: tuple[bytes, ...]
    mots: tuple[Trou[Contexte], ...]
    entiers: tuple[Trou[Determination], ...]
    ordre: Callable[[Sequence[bytes]], tuple[bytes, ...]]


class Redacteur:
    """Writes the answers of one law in one language.

    Args:
        corpus: The law, under the readings wanted.
        langue: The language.

    Attributes:
        textes: The answers written last, by what answers.
        modeles: The models made so far, by agencement.
        mots: The values inside sentences, by name.
        entiers: The other values, by name.
    """

    def __init__(self, corpus: Corpus, langue: Langue) -> None:
        self.corpus = corpus
        self.langue = langue
        self._codes = {c for le in corpus.lectures.values() for c in (*le.metiers, *le.regions)}
        self.textes: Acquis[Issue, bytes] = Acquis(TEXTES_AU_PLUS)
        self.modeles: Acquis[Agencement, Modele] = Acquis(MODELES_AU_PLUS)
        self.mots: Acquis[str, Trou[Contexte]] = Acquis(MODELES_AU_PLUS)
        self.entiers: Acquis[str, Trou[Determination]] = Acquis(MODELES_AU_PLUS)

    def ecrire(self, demande: Demande, issue: Issue) -> bytes:
        """Return the JSON of a determination, as `decide` and `json.dumps` write it.

        Args:
            demande: The application.
            issue: What answers it, as the precedents of the law tell.
        """
        suite = self.textes.get(issue) or self._composer(demande, issue)
        dit = demande.id
        return DEBUT + suite if dit is None else b"".join((DEBUT, _identifier(dit), suite))

    def _composer(self, demande: Demande, issue: Issue) -> bytes:
        """Write all that follows the asker's own identifier, and keep it."""
        commun, examen = issue.agencement, issue.examen()
        dite = Determination(demande, commun, lambda: examen)
        modele = self.modeles.get(commun) or self._dresser(dite)
        contexte, morceaux = examen.contexte, [*modele.constants, dire_la_demande(demande)]
        morceaux += [trou.valeur(contexte) for trou in modele.mots]
        morceaux += [trou.valeur(dite) for trou in modele.entiers]
        return self.textes.apprendre(issue, b"".join(modele.ordre(morceaux)))

    def _dresser(self, determination: Determination) -> Modele:
        """Compose an answer with its varying values marked, cut it at the marks, and keep it."""
        texte = json.dumps(self.marquer(determination), ensure_ascii=False)
        morceaux = MARQUE.split(texte.removeprefix(DEBUT.decode()[:-1]))
        noms = [entier or dans for entier, dans in zip(morceaux[1::3], morceaux[2::3], strict=True)]
        constants = tuple(morceau.encode() for morceau in morceaux[::3])
        mots = [nom for nom in dict.fromkeys(noms) if nom in VALEURS]
        entiers = [nom for nom in dict.fromkeys(noms) if nom not in (DEMANDE, *mots)]
        uniques, ordre = [DEMANDE, *mots, *entiers], [0]
        for rang, nom in enumerate(noms, 1):
            ordre += (len(constants) + uniques.index(nom), rang)
        modele = Modele(
            constants,
            tuple(map(self._mot, mots)),
            tuple(map(self._entier, entiers)),
            itemgetter(*ordre),
        )
        return self.modeles.apprendre(determination.agencement, modele)

    def marquer(self, determination: Determination) -> dict[str, Any]:
        """Return a determination as JSON values, its varying values marked.

        The same for all applications that share its agencement.
        """
        dit, commun = determination.en_dict(self.langue), determination.agencement
        for partie in PARTIES:
            for phrase, enonce in zip(dit[partie], getattr(commun, partie), strict=True):
                marques = _Marques(enonce, determination.examen, self.langue)
                phrase["texte"] = enonce.phrase.texte.dire(self.langue).format_map(marques)
                phrase["ancre"] = enonce.ancre or "\0ancre\0"
        if commun.autorite is not None and commun.autorite.competence == TRAVAIL:
            dit["autorite"]["departement"] = "\0=departement\0"
        for rang, lecture in enumerate(dit["lectures"]):
            lecture["autre_notifiable_le"] = f"\0=autre_{rang}\0"
        return dit | {
            "demande": "\0=demande\0",
            "nationalite_retenue": "\0=retenue\0",
            "ligne": dit["ligne"] and "\0=ligne\0",
            "notifiable_le": dit["notifiable_le"] and "\0=jour\0",
            "plateformes": dit["plateformes"] if not commun.plateformes else "\0=plateformes\0",
            "defauts": "\0=defauts\0",
        }

    def _mot(self, nom: str) -> Trou[Contexte]:
        """Return a value inside a sentence; its JSON is written without quotes."""
        source, mots = VALEURS[nom]

        def ecrire(lu: Any) -> str:
            return encode_basestring(mots(lu, self.corpus, self.langue))[1:-1]

        return self.mots.get(nom) or self.mots.apprendre(nom, Trou(source, ecrire))

    def _entier(self, nom: str) -> Trou[Determination]:
        """Return a value that is no name of a sentence."""
        connu = self.entiers.get(nom)
        return connu or self.entiers.apprendre(nom, Trou(*self._lire(nom)))

    def _lire(self, nom: str) -> tuple[Callable[[Determination], Hashable], Callable[[Any], str]]:
        """Return what a value is worked out from, and how it is written."""
        if nom.startswith("autre_"):
            rang = int(nom.removeprefix("autre_"))
            return (lambda dite: dite.lectures[rang].notifiable_le), _json
        sources: dict[str, tuple[Callable[[Determination], Hashable], Callable[[Any], str]]] = {
            "ancre": (_ENTREE, lambda entree: encode_basestring(entree.ancre)[1:-1]),
            "ligne": (_ENTREE, lambda entree: _json(dire_entree(entree))),
            "retenue": (attrgetter("nationalite"), _json),
            "departement": (attrgetter("demande.departement"), _json),
            "jour": (attrgetter("examen.contexte.notifiable_le"), _json),
            "plateformes": (_plateformes, self._dire_les_plateformes),
            "defauts": (self._touches, self._defauts),
        }
        return sources[nom]

    def _touches(self, dite: Determination) -> tuple[tuple[str, ...], str | None]:
        """Return the codes of an application that some defect of the text touches."""
        faits, codes = dite.examen.contexte.faits, self._codes
        return (
            tuple(code for code in faits.codes.values() if code in codes),
            faits.region if faits.region in codes else None,
        )

    def _dire_les_plateformes(self, ids: tuple[str, ...]) -> str:
        dites = tuple(une for une in self.corpus.plateformes if une.id in ids)
        return _json(dire_les_plateformes(dites, self.langue))

    def _defauts(self, touches: tuple[tuple[str, ...], str | None]) -> str:
        return _json(dire_defauts(self.corpus.defauts(*touches), self.langue))


class _Marques(dict[str, str]):
    """The values of a sentence: a mark for those that vary, themselves for the others."""

    def __init__(self, enonce: Enonce, examen: Examen, langue: Langue) -> None:
        corpus = examen.contexte.corpus
        super().__init__((nom, dire_mot(dit, corpus, langue)) for nom, dit in enonce.plus)
        self._contexte, self._langue = examen.contexte, langue

    def __missing__(self, nom: str) -> str:
        if nom in FIXES:
            return VALEURS[nom].valeur(self._contexte, self._langue)
        return f"\0{nom}\0"


_ENTREE = attrgetter("examen.contexte.reponse.entree")


def _plateformes(dite: Determination) -> tuple[str, ...]:
    return tuple(une.id for une in dite.plateformes)


def _json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, default=str)


@lru_cache(maxsize=REDACTEURS_AU_PLUS)
def redacteur(corpus: Corpus, langue: Langue) -> Redacteur:
    """Return what writes the answers of a law in a language."""
    return Redacteur(corpus, langue)


def dire_la_demande(demande: Demande) -> bytes:
    """Return the facts said as JSON, in the order of the contract, the identifier aside."""
    dits = [
        debut + encode_basestring(dit if dit.__class__ is str else str(dit))
        for debut, dit in zip(DEBUTS, DITS(demande), strict=True)
        if dit is not None
    ]
    return f"{', '.join(dits)}}}".encode()


def _identifier(dit: str) -> bytes:
    return f'"id": {encode_basestring(dit)}, '.encode()
