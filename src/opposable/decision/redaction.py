"""Writing determinations as JSON fast: the bytes of `decide`, without composing each one anew.

The rule is run where no precedent tells the answer; what is kept is how an answer is laid out.
Answers that share an `Agencement` differ only by a few values: codes, names, days, the row. The
first of them is composed with these values marked; the text between the marks serves the others,
and a value is looked up by the one fact that it hangs on.

Thread-safe: each thing kept depends on its key alone (`acquis`).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from json.encoder import encode_basestring
from operator import getitem, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from opposable.decision.acquis import Acquis, Lus
from opposable.decision.demande import Demande
from opposable.decision.determination import Determination
from opposable.decision.motif import VALEURS, dire_mot
from opposable.decision.propre import AUTRE, Cadre, Propre, ecrit, selon

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from opposable.decision.agencement import Agencement
    from opposable.decision.motif import Motif
    from opposable.decision.precedent import Issue
    from opposable.decision.propre import Ecrit
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

    Valeurs: TypeAlias = Lus[Any, bytes]

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
DEBUT = b'{"demande": {'
"""What every answer begins with, before the identifier of the asker, the first fact."""
TRAVAIL = "travail"


class Modele(NamedTuple):
    """How answers that share an agencement are laid out.

    Attributes:
        parties: Bytes between the values; one place in two is that of a value.
        valeurs: The values, in the order of the text, each by what it hangs on.
        choisir: Gives what each value hangs on, of what is an application's own.
    """

    parties: list[bytes]
    valeurs: tuple[Valeurs, ...]
    choisir: Callable[[Propre], tuple[Any, ...]]


class Redacteur:
    """Writes the answers of one law in one language.

    Args:
        corpus: The law, under the readings wanted.
        langue: The language.

    Attributes:
        textes: The answers written last, by what answers.
        modeles: The models made so far, by agencement.
        valeurs: The values, by name and by what the agencement fixes of them.
    """

    def __init__(self, corpus: Corpus, langue: Langue) -> None:
        self.corpus = corpus
        self.langue = langue
        self.textes: Acquis[Issue, bytes] = Acquis(TEXTES_AU_PLUS)
        self.modeles: Acquis[Agencement, Modele] = Acquis(MODELES_AU_PLUS)
        self.valeurs: Acquis[Hashable, Valeurs] = Acquis(MODELES_AU_PLUS)

    def ecrire(self, issue: Issue, identifiant: str | None = None) -> bytes:
        """Return the JSON of a determination, as `decide` and `json.dumps` write it.

        Args:
            issue: What answers the application, as the precedents of the law tell.
            identifiant: The asker's own identifier.
        """
        suite = self.textes.get(issue)
        if suite is None:
            entiere = b"".join((*issue.repetee, *self._composer(issue)))
            suite = self.textes.apprendre(issue, entiere)
        return b"".join((DEBUT, _identifier(identifiant), suite))

    def morceaux(self, issue: Issue, identifiant: str | None = None) -> list[bytes]:
        """Return the same in pieces, and keep nothing: for an answer among many."""
        return [DEBUT, _identifier(identifiant), *issue.repetee, *self._composer(issue)]

    def _composer(self, issue: Issue) -> list[bytes]:
        """Return all that follows the facts said, in pieces."""
        modele = self.modeles.get(issue.agencement) or self._dresser(issue)
        parties = modele.parties.copy()
        parties[1::2] = map(getitem, modele.valeurs, modele.choisir(issue.propre))
        return parties

    def _dresser(self, issue: Issue) -> Modele:
        """Compose an answer with its varying values marked, cut it at the marks, and keep it."""
        commun = issue.agencement
        dite = Determination(Demande.redire(issue.dits), commun, issue.examen)
        texte = json.dumps(self.marquer(dite), ensure_ascii=False)
        _, *marques = MARQUE.split(texte)
        constantes = [f"}}{marques[2]}", *marques[5::3]]
        noms = [entier or dans for entier, dans in zip(marques[3::3], marques[4::3], strict=True)]
        parties = [b""] * (2 * len(noms) + 1)
        parties[::2] = [une.encode() for une in constantes]
        trame = commun.trame
        liste = self.corpus.listes[trame.liste] if trame.liste else None
        cadre = Cadre(self.corpus, self.langue, liste, commun.plateformes)
        ecrits = [ecrit(nom, cadre, par_la_ligne=bool(trame.certitude)) for nom in noms]
        rangs = [Propre._fields.index(un.source) for un in ecrits]
        choisir = itemgetter(*rangs, 0)  # one more: a value alone would not come in a tuple
        nommes = zip(noms, ecrits, strict=True)
        valeurs = tuple(self._valeurs(nom, un, cadre) for nom, un in nommes)
        return self.modeles.apprendre(commun, Modele(parties, valeurs, choisir))

    def _valeurs(self, nom: str, un: Ecrit, cadre: Cadre) -> Valeurs:
        """Return a value by what it hangs on; the same for models in which that is the same."""
        cle = (nom, un.source, selon(nom, cadre))
        connues = self.valeurs.get(cle)
        if connues is None:
            lues: Valeurs = Lus(VALEURS_AU_PLUS, lambda de: un.dire(de, cadre).encode())
            return self.valeurs.apprendre(cle, lues)
        return connues

    def marquer(self, determination: Determination) -> dict[str, Any]:
        """Return a determination as JSON values, its varying values marked.

        The same for all applications that share its agencement.
        """
        dit, commun = determination.en_dict(self.langue, _marquer), determination.agencement
        for partie in PARTIES:
            for phrase, enonce in zip(dit[partie], getattr(commun, partie), strict=True):
                phrase["ancre"] = enonce.ancre or "\0ancre\0"
        if commun.autorite is not None and commun.autorite.competence == TRAVAIL:
            dit["autorite"]["departement"] = "\0=departement\0"
        for rang, lecture in enumerate(dit["lectures"]):
            lecture["autre_notifiable_le"] = f"\0={AUTRE}{rang}\0"
        return dit | {
            "demande": "\0=demande\0",
            "nationalite_retenue": dit["nationalite_retenue"] and "\0=retenue\0",
            "ligne": dit["ligne"] and "\0=ligne\0",
            "notifiable_le": dit["notifiable_le"] and "\0=jour\0",
            "plateformes": dit["plateformes"] if not commun.plateformes else "\0=plateformes\0",
            "defauts": "\0=defauts\0",
        }


def _marquer(motif: Motif, langue: Langue) -> str:
    """Return a sentence, its varying values marked."""
    return motif.phrase.texte.dire(langue).format_map(_Marques(motif, langue))


class _Marques(dict[str, str]):
    """The values of a sentence: a mark for those that vary, themselves for the others."""

    def __init__(self, motif: Motif, langue: Langue) -> None:
        corpus = motif.contexte.corpus
        super().__init__((nom, dire_mot(dit, corpus, langue)) for nom, dit in motif.plus)
        self._contexte, self._langue = motif.contexte, langue

    def __missing__(self, nom: str) -> str:
        if nom in FIXES:
            return VALEURS[nom].valeur(self._contexte, self._langue)
        return f"\0{nom}\0"


def _identifier(dit: str | None) -> bytes:
    return b"" if dit is None else f'"id": {encode_basestring(dit)}, '.encode()


@lru_cache(maxsize=REDACTEURS_AU_PLUS)
def redacteur(corpus: Corpus, langue: Langue) -> Redacteur:
    """Return what writes the answers of a law in a language."""
    return Redacteur(corpus, langue)
