"""Writing determinations as JSON fast: the bytes of `decide`, without composing each one anew.

The rule is run for every application; what is kept is how its answer is laid out. Answers with
the same `Trame` differ only by a few values: codes, names, days, the row. The first of them is
composed with these values marked; the text between the marks serves the others.

Thread-safe: what is kept is only added under a lock, and each thing kept depends on its key alone.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import entourage, procedure
from opposable.decision.decide import determiner
from opposable.decision.demande import CHAMPS
from opposable.decision.determination import (
    dire_defauts,
    dire_entree,
    dire_les_cas,
    dire_les_plateformes,
)
from opposable.decision.examen import examiner_les_faits
from opposable.decision.motif import VALEURS, dire_mot
from opposable.decision.motivation import PARTIES
from opposable.decision.trame import trame

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from opposable.decision.demande import Demande
    from opposable.decision.examen import Examen
    from opposable.decision.faits import Faits
    from opposable.decision.motif import Enonce
    from opposable.decision.trame import Trame
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

MODELES_AU_PLUS = 4_096
"""Models kept for one law and language, about three kilobytes each; then one starts again."""
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
DITS = attrgetter(*CHAMPS)
DEBUTS = tuple(f'"{nom}": ' for nom in CHAMPS)
TRAVAIL = "travail"


class Trou(NamedTuple):
    """A value that varies between answers of one model.

    Attributes:
        source: What it is worked out from.
        ecrire: Its JSON, from its source.
        connus: The bytes already worked out, by source.
    """

    source: Callable[[Demande, Examen], Hashable]
    ecrire: Callable[[Any], str]
    connus: dict[Hashable, bytes]


class Modele(NamedTuple):
    """How the answers of a trame are laid out.

    Attributes:
        constants: Bytes between the values.
        trous: The values, each once.
        ordre: Puts both in the order of the text.
    """

    constants: tuple[bytes, ...]
    trous: tuple[Trou, ...]
    ordre: Callable[[Sequence[bytes]], tuple[bytes, ...]]


class Redacteur:
    """Writes the answers of one law in one language.

    Args:
        corpus: The law, under the readings wanted.
        langue: The language.

    Attributes:
        modeles: The models made so far, by trame.
        trous: The values that vary, by name.
    """

    def __init__(self, corpus: Corpus, langue: Langue) -> None:
        self.corpus = corpus
        self.langue = langue
        self._codes = {c for le in corpus.lectures.values() for c in (*le.metiers, *le.regions)}
        self._verrou = Lock()
        self.modeles: dict[Trame, Modele] = {}
        self.trous: dict[str, Trou] = {}

    def ecrire(self, demande: Demande, faits: Faits) -> bytes:
        """Return the JSON of a determination, as `decide` and `json.dumps` write it.

        Args:
            demande: The application.
            faits: Its facts, as `etablir` checks them.
        """
        examen = examiner_les_faits(faits, self.corpus)
        cle = trame(examen)
        modele = self.modeles.get(cle) or self._dresser(cle, demande, examen)
        morceaux = [*modele.constants, dire_la_demande(demande)]
        for trou in modele.trous:
            source = trou.source(demande, examen)
            morceaux.append(trou.connus.get(source) or self._apprendre(trou, source))
        return b"".join(modele.ordre(morceaux))

    def _dresser(self, cle: Trame, demande: Demande, examen: Examen) -> Modele:
        """Compose an answer with its varying values marked, cut it at the marks, and keep it."""
        texte = json.dumps(self.marquer(cle, demande, examen), ensure_ascii=False)
        morceaux = MARQUE.split(texte)
        noms = [entier or dans for entier, dans in zip(morceaux[1::3], morceaux[2::3], strict=True)]
        constants = tuple(morceau.encode() for morceau in morceaux[::3])
        uniques = list(dict.fromkeys(noms))
        ordre = [0]
        for rang, nom in enumerate(noms, 1):
            ordre += (len(constants) + uniques.index(nom), rang)
        with self._verrou:
            if len(self.modeles) >= MODELES_AU_PLUS:
                self.modeles.clear()
            trous = tuple(self._trou(nom) for nom in uniques[1:])
            return self.modeles.setdefault(cle, Modele(constants, trous, itemgetter(*ordre)))

    def marquer(self, cle: Trame, demande: Demande, examen: Examen) -> dict[str, Any]:
        """Return a determination as JSON values, its varying values marked.

        The same for all applications of the trame.
        """
        dit = determiner(demande, examen).en_dict(self.langue)
        for partie, enoncer in PARTIES.items():
            for phrase, enonce in zip(dit[partie], enoncer(cle, self.corpus), strict=True):
                marques = _Marques(enonce, examen, self.langue)
                phrase["texte"] = enonce.phrase.texte.dire(self.langue).format_map(marques)
                phrase["ancre"] = enonce.ancre or "\0ancre\0"
        service = procedure.autorite(cle, self.corpus)
        if service is not None and service.competence == TRAVAIL:
            dit["autorite"]["departement"] = "\0=departement\0"
        for rang, lecture in enumerate(dit["lectures"]):
            lecture["autre_notifiable_le"] = f"\0=autre_{rang}\0"
        return dit | {
            "demande": "\0=demande\0",
            "nationalite_retenue": "\0=retenue\0",
            "ligne": dit["ligne"] and "\0=ligne\0",
            "notifiable_le": dit["notifiable_le"] and "\0=jour\0",
            "plateformes": "\0=plateformes\0",
            "cas": "\0=cas\0",
            "defauts": "\0=defauts\0",
        }

    def _apprendre(self, trou: Trou, source: Hashable) -> bytes:
        """Work a value out, and keep it."""
        octets = trou.ecrire(source).encode()
        with self._verrou:
            if len(trou.connus) >= VALEURS_AU_PLUS:
                trou.connus.clear()
            trou.connus[source] = octets
        return octets

    def _trou(self, nom: str) -> Trou:
        if nom not in self.trous:
            self.trous[nom] = self._mot(nom) if nom in VALEURS else self._entier(nom)
        return self.trous[nom]

    def _mot(self, nom: str) -> Trou:
        """Return a value inside a sentence; its JSON is written without quotes."""
        source, mots = VALEURS[nom]
        return Trou(
            lambda _, examen: source(examen.contexte),
            lambda lu: encode_basestring(mots(lu, self.corpus, self.langue))[1:-1],
            {},
        )

    def _entier(self, nom: str) -> Trou:
        """Return a value that is no name of a sentence."""
        if nom.startswith("autre_"):
            rang = int(nom.removeprefix("autre_"))
            return Trou(lambda _, examen: examen.lectures[rang].notifiable_le, _json, {})
        sources: dict[str, tuple[Callable[[Demande, Examen], Hashable], Callable[[Any], str]]] = {
            "ancre": (_ligne, lambda entree: encode_basestring(entree.ancre)[1:-1]),
            "ligne": (_ligne, lambda entree: _json(dire_entree(entree))),
            "retenue": (_nationalite, _json),
            "departement": (lambda demande, _: demande.departement, _json),
            "jour": (lambda _, examen: examen.contexte.notifiable_le, _json),
            "plateformes": (_plateformes, self._dire_les_plateformes),
            "cas": (_cas, self._dire_les_cas),
            "defauts": (self._touches, self._defauts),
        }
        return Trou(*sources[nom], {})

    def _touches(self, _: Demande, examen: Examen) -> tuple[tuple[str, ...], str | None]:
        """Return the codes of an application that some defect of the text touches."""
        faits, codes = examen.contexte.faits, self._codes
        return (
            tuple(code for code in faits.codes.values() if code in codes),
            faits.region if faits.region in codes else None,
        )

    def _dire_les_plateformes(self, ids: tuple[str, ...]) -> str:
        dites = entourage.les_plateformes(ids, self.corpus)
        return _json(dire_les_plateformes(dites, self.langue))

    def _dire_les_cas(self, ids: tuple[str, ...]) -> str:
        return _json(dire_les_cas(entourage.les_cas(ids, self.corpus), self.langue))

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


def _ligne(_: Demande, examen: Examen) -> Hashable:
    return examen.contexte.reponse.entree


def _plateformes(_: Demande, examen: Examen) -> Hashable:
    return entourage.plateformes(examen.contexte)


def _cas(_: Demande, examen: Examen) -> Hashable:
    return entourage.cas(examen.contexte)


def _nationalite(_: Demande, examen: Examen) -> Hashable:
    statut = examen.contexte.reponse.statut
    return statut and statut.nationalite


def _json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, default=str)


@lru_cache(maxsize=REDACTEURS_AU_PLUS)
def redacteur(corpus: Corpus, langue: Langue) -> Redacteur:
    """Return what writes the answers of a law in a language."""
    return Redacteur(corpus, langue)


def dire_la_demande(demande: Demande) -> bytes:
    """Return the facts said, as JSON, in the order of the contract."""
    dits = [
        debut + encode_basestring(dit if dit.__class__ is str else str(dit))
        for debut, dit in zip(DEBUTS, DITS(demande), strict=True)
        if dit is not None
    ]
    return f"{{{', '.join(dits)}}}".encode()
