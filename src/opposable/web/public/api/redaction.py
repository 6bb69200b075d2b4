"""Writing determinations as JSON fast: the bytes of `decide`, without composing each one anew.

The rule is run for every application; what is kept is how its answer is laid out. Answers that
rest on the same rule, list, regime, missing facts, readings and days (between two dates of the
law) differ only by a few values: codes, names, days, the row. The first of them is composed by
`decide` with these values marked; the text between the marks serves the others.

What a model rests on is in `Redacteur._cle`; what may vary inside it is in `SOURCES`. A sentence
that names anything else has no model, and `decide` composes it. The tests compare a hundred
thousand answers with `decide`, byte for byte.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.decide import decide
from opposable.decision.demande import CHAMPS
from opposable.decision.lecture import lectures_attachees
from opposable.decision.motif import VALEURS, Contexte, dire_mot
from opposable.decision.reponse import notifiable_le
from opposable.decision.trancher import trancher

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.decision.faits import Faits
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.motif import Langue, Motif
    from opposable.decision.reponse import Reponse
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Statut

MODELES_AU_PLUS = 2_048
"""Models kept for one law and language, about three kilobytes each; then one starts again."""
VALEURS_AU_PLUS = 16_384
"""Values kept for one name, then one starts again."""
REDACTEURS_AU_PLUS = 4
"""Laws (under readings) and languages kept at once."""
MARQUE = re.compile(r'"\\u0000=(\w+)\\u0000"|\\u0000(\w+)\\u0000')
"""A mark in JSON: a whole value, or a value inside a sentence. No text of the law holds one."""
NOM = re.compile(r"\{(\w+)\}")
JOUR = timedelta(days=1)
FIXES = frozenset(
    {
        *("type", "liste", "manque"),
        *("couverture_du", "couverture_au", "derniere_liste", "derniere_liste_au"),
    }
)
"""Names in sentences that are the same for every answer of a model."""
DITS = attrgetter(*CHAMPS)
DEBUTS = tuple(f'"{nom}": ' for nom in CHAMPS)


class Cas(NamedTuple):
    """An application being answered."""

    demande: Demande
    contexte: Contexte
    lectures: tuple[LectureAttachee, ...]


class Trou(NamedTuple):
    """A value that varies inside a model.

    Attributes:
        nom: Its name.
        source: What it is worked out from.
        connus: Its bytes, by source.
    """

    nom: str
    source: Callable[[Cas], Hashable]
    connus: dict[Hashable, bytes]


class Modele(NamedTuple):
    """How the answers of a kind are laid out.

    Attributes:
        constants: Bytes between the values.
        trous: The values, each once.
        ordre: Puts both in the order of the text.
    """

    constants: tuple[bytes, ...]
    trous: tuple[Trou, ...]
    ordre: Callable[[Sequence[bytes]], tuple[bytes, ...]]


A_DRESSER = Modele((), (), tuple)
"""Stands for a model that was never made."""


def _nationalite(cas: Cas) -> Hashable:
    statut = cas.contexte.reponse.statut
    return statut.nationalite if statut else cas.contexte.faits.nationalites


def _retenue(cas: Cas) -> Hashable:
    statut = cas.contexte.reponse.statut
    return statut and statut.nationalite


SOURCES: dict[str, Callable[[Cas], Hashable]] = {
    "nationalite": _nationalite,
    "metier": attrgetter("contexte.faits.metier"),
    "metier_initial": attrgetter("contexte.faits.metier_initial"),
    "intitule": attrgetter("contexte.faits.metier"),
    "region": attrgetter("contexte.faits.region"),
    "depose_le": attrgetter("contexte.faits.depose_le"),
    "examine_le": attrgetter("contexte.faits.examine_le"),
    "notifiable_le": attrgetter("contexte.notifiable_le"),
    "activite_liste": attrgetter("contexte.reponse.entree"),
}
"""What each name of a sentence that varies inside a model is worked out from."""
ENTIERS: dict[str, Callable[[Cas], Hashable]] = {
    "ancre": attrgetter("contexte.reponse.entree"),
    "ligne": attrgetter("contexte.reponse.entree"),
    "retenue": _retenue,
    "departement": attrgetter("demande.departement"),
    "jour": attrgetter("contexte.notifiable_le"),
}
"""The same for the values that are no name of a sentence; most are the value itself."""
COMPOSES = frozenset({"ligne", "defauts"})
"""Values that `decide` composes."""


def _autre_jour(rang: int) -> Callable[[Cas], Hashable]:
    return lambda cas: cas.lectures[rang].notifiable_le


class Redacteur:
    """Writes the answers of one law in one language.

    Args:
        corpus: The law, under the readings wanted.
        langue: The language.

    Attributes:
        modeles: The models made so far, by what they rest on; None where there can be none.
        connus: The values worked out so far, by name and source.
    """

    def __init__(self, corpus: Corpus, langue: Langue) -> None:
        self.corpus = corpus
        self.langue = langue
        self._examens, self._depots = _jours_d_examen(corpus), _jours_de_depot(corpus)
        self._territoires = {n.code for n in corpus.nationalites.values() if n.territoire}
        self._statuts = _rangs_des_statuts(corpus)
        self._codes = {c for le in corpus.lectures.values() for c in (*le.metiers, *le.regions)}
        self.modeles: dict[Hashable, Modele | None] = {}
        self.connus: dict[str, dict[Hashable, bytes]] = {}

    def ecrire(self, demande: Demande, faits: Faits) -> bytes:
        """Return the JSON of a determination, as `decide` and `json.dumps` write it.

        Args:
            demande: The application.
            faits: Its facts, as `etablir` checks them.
        """
        corpus = self.corpus
        reponse = trancher(faits, corpus)
        contexte = Contexte(faits, reponse, corpus, notifiable_le(reponse, faits))
        cas = Cas(demande, contexte, lectures_attachees(faits, reponse, corpus))
        modele = self._modele(cas)
        if modele is None:
            return self._composer(demande)
        morceaux = [*modele.constants, dire_la_demande(demande)]
        for trou in modele.trous:
            _, source, connus = trou
            connu = connus.get(source(cas))
            morceaux.append(self._apprendre(trou, cas) if connu is None else connu)
        return b"".join(modele.ordre(morceaux))

    def _composer(self, demande: Demande) -> bytes:
        texte = json.dumps(decide(demande, self.corpus).en_dict(self.langue), ensure_ascii=False)
        return texte.encode()

    def _modele(self, cas: Cas) -> Modele | None:
        """Return the model of an answer, made the first time; None where it can have none."""
        cle = self._cle(cas.contexte.faits, cas.contexte.reponse, cas.lectures)
        modele = self.modeles.get(cle, A_DRESSER)
        if modele is A_DRESSER:
            if len(self.modeles) >= MODELES_AU_PLUS:
                self.modeles = {}
            modele = self.modeles[cle] = self._dresser(cas)
        return modele

    def _cle(
        self, faits: Faits, reponse: Reponse, lectures: tuple[LectureAttachee, ...]
    ) -> Hashable:
        """Return all that the layout of an answer rests on."""
        entree, liste = reponse.entree, reponse.liste
        return (
            reponse.regle.id,
            liste and liste.id,
            self._statuts[reponse.statut],
            entree and entree.certitude.value,
            reponse.manque,
            reponse.metier_change,
            faits.type,
            faits.diplome is None,
            bisect_right(self._examens, faits.examine_le),
            bisect_right(self._depots, faits.depose_le),
            tuple((a.lecture.id, a.situation_emploi, not a.notifiable_le) for a in lectures)
            if lectures
            else (),
        )

    def _dresser(self, cas: Cas) -> Modele | None:
        """Compose an answer with `decide`, its varying values marked, and cut it at the marks."""
        determination = decide(cas.demande, self.corpus)
        marquee = _marquer(determination, self.langue)
        if marquee is None:
            return None
        texte = json.dumps(marquee, ensure_ascii=False)
        morceaux = MARQUE.split(texte)
        noms = [entier or dans for entier, dans in zip(morceaux[1::3], morceaux[2::3], strict=True)]
        constants = tuple(morceau.encode() for morceau in morceaux[::3])
        uniques = list(dict.fromkeys(noms))
        ordre = [0]
        for rang, nom in enumerate(noms, 1):
            ordre += (len(constants) + uniques.index(nom), rang)
        return Modele(constants, tuple(self._trou(nom) for nom in uniques[1:]), itemgetter(*ordre))

    def _trou(self, nom: str) -> Trou:
        connus = self.connus.setdefault(nom, {})
        propres = {"defauts": self._touches, "territoires": self._nommes}
        if nom in propres:
            return Trou(nom, propres[nom], connus)
        source = SOURCES.get(nom) or ENTIERS.get(nom) or _autre_jour(int(nom.rpartition("_")[2]))
        return Trou(nom, source, connus)

    def _touches(self, cas: Cas) -> Hashable:
        """Return the codes of an application that some defect of the text touches."""
        faits, codes = cas.contexte.faits, self._codes
        return (
            faits.metier if faits.metier in codes else None,
            faits.region if faits.region in codes else None,
        )

    def _nommes(self, cas: Cas) -> tuple[str, ...]:
        """Return the nationalities of an application that are territories."""
        return tuple(c for c in cas.contexte.faits.nationalites if c in self._territoires)

    def _apprendre(self, trou: Trou, cas: Cas) -> bytes:
        """Work a value out, and keep it."""
        if len(trou.connus) >= VALEURS_AU_PLUS:
            trou.connus.clear()
        valeur = self._valeur(trou, cas).encode()
        trou.connus[trou.source(cas)] = valeur
        return valeur

    def _valeur(self, trou: Trou, cas: Cas) -> str:
        """Return a value as JSON, without its quotes inside a sentence."""
        if trou.nom in SOURCES:
            return encode_basestring(VALEURS[trou.nom](cas.contexte, self.langue))[1:-1]
        if trou.nom == "ancre":
            entree = cas.contexte.reponse.entree
            return encode_basestring(entree.ancre if entree else "")[1:-1]
        if trou.nom == "territoires":
            dits = ", ".join(self._nommes(cas))
            return encode_basestring(dire_mot(dits, self.corpus, self.langue))[1:-1]
        if trou.nom in COMPOSES:
            dit = decide(cas.demande, self.corpus).en_dict(self.langue)[trou.nom]
        else:
            dit = trou.source(cas)
        return json.dumps(dit, ensure_ascii=False, default=str)


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


def _jours_d_examen(corpus: Corpus) -> list[date]:
    """Return the days from which what an answer rests on may change, its regime apart."""
    listes = corpus.listes.values()
    datees: tuple[Any, ...] = (
        corpus.couverture,
        *corpus.fondements,
        *corpus.services,
        *corpus.charges,
        *corpus.conditions,
        *corpus.verifications,
    )
    debuts = {*(une.du for une in datees), *(une.examine_du for une in listes)}
    fins = {*(une.au for une in datees), *(une.examine_au for une in listes)}
    fins |= {une.notifiable_du for une in listes if une.notifiable_du}
    return sorted(debuts | {jour + JOUR for jour in fins if jour < date.max})


def _jours_de_depot(corpus: Corpus) -> list[date]:
    """Return the days of filing since which a list reaches a file."""
    return sorted({une.depose_du for une in corpus.listes.values() if une.depose_du})


def _rangs_des_statuts(corpus: Corpus) -> dict[Statut | None, int]:
    """Return, for each regime of a nationality, a number: the same where they say the same."""
    rangs: dict[Hashable, int] = {}
    par_statut: dict[Statut | None, int] = {None: 0}
    for nationalite in corpus.nationalites.values():
        for un in nationalite.statuts:
            vu = (un.regime, un.listes, un.ancre, un.certitude)
            par_statut[un] = rangs.setdefault(vu, len(rangs) + 1)
    return par_statut


def _marquer(determination: Determination, langue: Langue) -> dict[str, Any] | None:
    """Return the determination as JSON values, its varying values marked.

    None where a sentence names something that is not known to vary nor to stay.
    """
    dit = determination.en_dict(langue)
    for partie in ("motifs", "questions", "avis", "reserves"):
        for phrase, motif in zip(dit[partie], getattr(determination, partie), strict=True):
            gabarit = getattr(motif.phrase, langue)
            if not set(NOM.findall(gabarit)) <= FIXES | SOURCES.keys() | dict(motif.plus).keys():
                return None
            phrase["texte"] = gabarit.format_map(_Marques(motif, langue))
            if determination.entree and _de_la_ligne(motif, determination):
                phrase["ancre"] = "\0ancre\0"
    return dit | _entiers(dit, determination)


class _Marques(dict[str, str]):
    """The values of a sentence: a mark for those that vary, themselves for the others."""

    def __init__(self, motif: Motif, langue: Langue) -> None:
        plus = dict(motif.plus)
        corpus = motif.contexte.corpus
        super().__init__((nom, dire_mot(dit, corpus, langue)) for nom, dit in plus.items())
        if "nationalite" in plus:
            self["nationalite"] = "\0territoires\0"
        self._contexte, self._langue = motif.contexte, langue

    def __missing__(self, nom: str) -> str:
        return VALEURS[nom](self._contexte, self._langue) if nom in FIXES else f"\0{nom}\0"


def _entiers(dit: dict[str, Any], determination: Determination) -> dict[str, Any]:
    """Return the marks of the values that are whole."""
    lectures = [
        {**lecture, "autre_notifiable_le": f"\0=autre_{rang}\0"}
        for rang, lecture in enumerate(dit["lectures"])
    ]
    service = determination.autorite
    travail = service is not None and service.competence == "travail"
    return {
        "demande": "\0=demande\0",
        "nationalite_retenue": "\0=retenue\0",
        "ligne": dit["ligne"] and "\0=ligne\0",
        "notifiable_le": dit["notifiable_le"] and "\0=jour\0",
        "autorite": {**dit["autorite"], "departement": "\0=departement\0"}
        if travail
        else dit["autorite"],
        "lectures": lectures,
        "defauts": "\0=defauts\0",
    }


def _de_la_ligne(motif: Motif, determination: Determination) -> bool:
    """Whether a sentence has its place at the row applied."""
    corpus = motif.contexte.corpus
    decisive, reserve = corpus.regles[determination.regle].phrase, corpus.textes.reserves["entree"]
    return motif.phrase is decisive or motif.phrase is reserve
