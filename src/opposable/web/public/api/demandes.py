"""Reading applications from a request: every fault with its pointer, nothing guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.demande import CHAMPS, DATES, FAITS, Demande, lire_date
from opposable.decision.precedent import precedents
from opposable.ecrit.typographie import composer
from opposable.errors import (
    DateError,
    DemandeError,
    EtatDuDroitError,
    Faute,
    LectureError,
    RequeteError,
)
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from opposable.decision.precedent import Dits, Issue
    from opposable.law.corpus import Corpus

AU_PLUS = 1_000
LONGUEUR = 200
PROFONDEUR = 20
JOURS_AU_PLUS = 4_096
"""Days whose reading is kept."""
CONNUS = frozenset(CHAMPS)


class Lue(NamedTuple):
    """An application that was read: its identifier, what answers it, and the law it asks for."""

    identifiant: str | None
    issue: Issue
    corpus: Corpus


def lire_json(corps: bytes) -> Any:
    """Read a JSON document.

    Raises:
        RequeteError: It is not JSON in UTF-8.
    """
    try:
        return DECODEUR.decode(corps.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as erreur:
        lieu = getattr(erreur, "lineno", None)
        ou = f", ligne {lieu}, colonne {getattr(erreur, 'colno', '')}" if lieu else ""
        raise RequeteError(400, f"Le corps n’est pas du JSON en UTF-8{ou}.") from erreur


def _refuser_constante(nom: str) -> None:
    raise ValueError(nom)


DECODEUR = json.JSONDecoder(parse_constant=_refuser_constante)
"""Reads JSON as its standard has it, without the constants that Python adds."""


def lire_demandes(document: Any, corpus: Corpus, examine_le: date | None) -> list[Lue]:
    """Read one application or a list of them; all faults are told at once.

    Args:
        document: A JSON object, or an array of at most a thousand.
        corpus: The law that checks the facts.
        examine_le: Day of examination where an application does not say its own.

    Raises:
        RequeteError: Something must be corrected; nothing is decided.
    """
    seule = isinstance(document, dict)
    brutes = [document] if seule else document
    if not isinstance(brutes, list) or not brutes:
        raise RequeteError(422, "Une demande, ou une liste d’au moins une, est attendue.")
    if len(brutes) > AU_PLUS:
        raise RequeteError(413, f"{len(brutes)} demandes : envoyez-en {AU_PLUS} au plus à la fois.")
    fautes: list[Faute] = []
    retrouver = precedents(corpus).retrouver
    lues: list[Lue] = []
    for rang, brute in enumerate(brutes):
        lue = _retrouver(brute, retrouver, corpus, examine_le)
        if lue is None:
            ou = "#" if seule else f"#/{rang}"
            lue = _une(brute, ou, corpus, examine_le, fautes)
        if lue is not None:
            lues.append(lue)
    if fautes:
        raise RequeteError(422, _resumer(fautes), fautes)
    return lues


def lire_parametres(
    parametres: QueryDict, connus: Sequence[str], corpus: Corpus, examine_le: date | None
) -> Lue:
    """Read an application from the parameters of an address.

    Raises:
        RequeteError: A parameter is unknown, given twice, or a fact must be corrected.
    """
    fautes = [
        Faute(f"?{nom}", nom, "", composer("paramètre inconnu ou donné deux fois"))
        for nom in parametres
        if nom not in connus or (nom in CHAMPS and len(parametres.getlist(nom)) > 1)
    ]
    brute = {nom: parametres[nom] for nom in CHAMPS if nom in parametres}
    lue = None if fautes else _une(brute, "?", corpus, examine_le, fautes)
    if lue is None:
        raise RequeteError(422, _resumer(fautes), fautes)
    return lue


def _une(
    brute: Any, ou: str, corpus: Corpus, examine_le: date | None, fautes: list[Faute]
) -> Lue | None:
    """Read one application, or note what is wrong with it."""
    if isinstance(brute, dict) and _lisible(brute):
        return _verifier(brute, ou, corpus, examine_le, fautes)
    avant = len(fautes)
    if not isinstance(brute, dict):
        fautes.append(Faute(ou, "", _montrer(brute), "un objet est attendu"))
        return None
    for nom, valeur in brute.items():
        probleme = _probleme(nom, valeur)
        if probleme:
            fautes.append(Faute(_pointeur(ou, nom), nom, _montrer(valeur), probleme))
    return _verifier(brute, ou, corpus, examine_le, fautes) if len(fautes) == avant else None


def _lisible(brute: dict[Any, Any]) -> bool:
    """Whether nothing need be looked at closer: known fields, plain text, short all together."""
    try:
        tout = "".join(brute.values())
    except TypeError:
        return False
    return len(tout) <= LONGUEUR and tout.isprintable() and brute.keys() <= CONNUS


def _retrouver(
    brute: Any,
    retrouver: Callable[[Dits], Issue | None],
    corpus: Corpus,
    examine_le: date | None,
) -> Lue | None:
    """Read one application by look-ups; None where it must be looked at closer."""
    if examine_le is not None or not isinstance(brute, dict) or not _lisible(brute):
        return None
    dire = brute.get
    issue = retrouver(tuple(map(dire, FAITS)))
    return None if issue is None else Lue(dire("id") or None, issue, corpus)


def _verifier(
    brute: Mapping[str, Any],
    ou: str,
    corpus: Corpus,
    examine_le: date | None,
    fautes: list[Faute],
) -> Lue | None:
    dits = {nom: valeur for nom, valeur in brute.items() if valeur}
    if examine_le is not None:
        dits.setdefault("examine_le", examine_le.isoformat())
    try:
        demande = _demande(dits)
        connu = _au_jour_connu(corpus, demande.connu_le)
        issue = precedents(connu).trouver(demande)
    except DemandeError as erreur:
        fautes.append(
            Faute(
                _pointeur(ou, erreur.champ),
                erreur.champ,
                _montrer(brute.get(erreur.champ)),
                composer(erreur.probleme),
            )
        )
        return None
    return Lue(demande.id, issue, connu)


def _au_jour_connu(corpus: Corpus, connu_le: date | None) -> Corpus:
    """Return the law as known on the day an application asks for, that of the request unsaid.

    Raises:
        DateError: The law is not known on that day.
    """
    if connu_le is None or connu_le == corpus.connu_le:
        return corpus
    try:
        return droit.corpus(replace(corpus.etat, connu_le=connu_le))
    except EtatDuDroitError as erreur:
        raise DateError("connu_le", connu_le, erreur.message) from erreur


def _demande(dits: dict[str, str]) -> Demande:
    """Return what `Demande.depuis` does, from fields known to be text; days are read once."""
    try:
        jours: dict[str, Any] = {nom: _jour(dits[nom]) for nom in DATES if nom in dits}
    except DateError:
        return Demande.depuis(dits)  # tells the first fault, in the order written
    return Demande(**(dits | jours))


@lru_cache(maxsize=JOURS_AU_PLUS)
def _jour(dit: str) -> date:
    return lire_date("", dit)


def _probleme(nom: str, valeur: Any) -> str:
    """Return what is wrong with a field before its meaning is looked at, empty where nothing."""
    if nom not in CHAMPS:
        return composer(f"champ inconnu ; champs possibles : {', '.join(CHAMPS)}")
    if valeur is not None and not isinstance(valeur, str):
        return "du texte est attendu"
    if valeur and len(valeur) > LONGUEUR:
        return f"plus de {LONGUEUR} caractères"
    if valeur and any("\ud800" <= c <= "\udfff" or c < " " for c in valeur):
        return "un caractère n’est pas du texte"
    return ""


def _pointeur(ou: str, champ: str) -> str:
    echappe = champ.replace("~", "~0").replace("/", "~1")[:LONGUEUR]
    echappe = echappe.encode("utf-8", "replace").decode()
    return f"?{echappe}" if ou == "?" else f"{ou}/{echappe}"


def _montrer(valeur: Any) -> str:
    texte = valeur if isinstance(valeur, str) else json.dumps(valeur)
    return texte[:LONGUEUR].encode("utf-8", "replace").decode()


def _resumer(fautes: Sequence[Faute]) -> str:
    premiere = fautes[0]
    dit = f"{premiere.pointeur} : {premiere.probleme}"
    autres = len(fautes) - 1
    return composer(dit + (f" ; et {autres} autres" if autres else ""))


def droit_demande(parametres: QueryDict) -> Corpus:
    """Return the law in the state that an address asks for.

    Raises:
        RequeteError: There is no such state: a reading or a day of knowledge is refused.
    """
    try:
        return droit.corpus(droit.etat_demande(parametres))
    except (LectureError, EtatDuDroitError) as erreur:
        champ = "lecture" if isinstance(erreur, LectureError) else "connu_le"
        dit = _montrer(",".join(parametres.getlist(champ)))
        faute = Faute(f"?{champ}", champ, dit, composer(erreur.message))
        raise RequeteError(422, composer(erreur.message), [faute]) from erreur
