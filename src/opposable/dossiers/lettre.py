"""Letters: what each must say, written from the file alone, and proved before they are signed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.delais import echeance, retenue
from opposable.dossiers.etat import Etat, Sens
from opposable.ecrit.typographie import composer
from opposable.errors import LettreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from opposable.dossiers.delais import Duree
    from opposable.dossiers.droits import Droits
    from opposable.dossiers.etat import Dossier

VALEUR = "{valeur}"
"""In a template's sentence, where the value that the file gives stands."""


class TypeLettre(StrEnum):
    """The letters of an office."""

    RECEPISSE = "recepisse"
    DEMANDE_DE_PIECES = "demande_de_pieces"
    ACCORD = "accord"
    REFUS = "refus"
    MOTIFS_DU_SILENCE = "motifs_du_silence"


class Contexte(NamedTuple):
    """What a letter says that is not in the file: data of the service, each with its source.

    Attributes:
        jour: Day of the letter.
        services: Name of each service.
        silence: Period after which silence is a decision, None where no text sets one.
        recours: Appeal routes, with their time limits.
        fondement: Legal basis of the decision, as the determination gives it.
        algorithme: The mention due when a program took part in the decision.
    """

    jour: date
    services: Mapping[str, str]
    silence: Duree | None = None
    recours: str | None = None
    fondement: str | None = None
    algorithme: str | None = None


class Element(NamedTuple):
    """One sentence of a letter, and what it is there to say."""

    id: str
    texte: str


class Lettre(NamedTuple):
    """A letter as a value; the same file and the same day give the same letter."""

    type: TypeLettre
    jour: date
    elements: tuple[Element, ...]


def _ecrire(jour: date | None) -> str | None:
    return f"{jour:%d/%m/%Y}" if jour else None


def _griefs(dossier: Dossier, _: Contexte) -> str | None:
    griefs = dossier.decision.griefs if dossier.decision else ()
    return " ; ".join(f"{g.droit} : {g.fait}" for g in griefs) or None


def _pieces(dossier: Dossier, _: Contexte) -> str | None:
    return ", ".join(dossier.incomplet.pieces) if dossier.incomplet else None


def _silence(dossier: Dossier, contexte: Contexte) -> str | None:
    return _ecrire(echeance(dossier, contexte.silence)) if contexte.silence else None


def _signataire(dossier: Dossier, _: Contexte) -> str | None:
    return dossier.decision.signe_par if dossier.decision else None


def _algorithme(dossier: Dossier, contexte: Contexte) -> str | None:
    return contexte.algorithme if dossier.propositions else None


VALEURS: dict[str, Callable[[Dossier, Contexte], str | None]] = {
    "numero": lambda dossier, _: dossier.numero,
    "service": lambda dossier, contexte: contexte.services.get(dossier.service or ""),
    "date": lambda _, contexte: _ecrire(contexte.jour),
    "demandeur": lambda dossier, _: dossier.demandeur,
    "depose_le": lambda dossier, _: _ecrire(dossier.depose_le),
    "metier": lambda dossier, _: dossier.demande.metier,
    "fondement": lambda _, contexte: contexte.fondement,
    "recours": lambda _, contexte: contexte.recours,
    "griefs": _griefs,
    "pieces": _pieces,
    "silence": _silence,
    "signataire": _signataire,
    "algorithme": _algorithme,
}
"""Where each element takes its value."""

_TOUJOURS = ("numero", "service", "date", "demandeur")
_DECISION = (*_TOUJOURS, "metier", "fondement", "signataire", "algorithme")
EXIGES: dict[TypeLettre, tuple[str, ...]] = {
    TypeLettre.RECEPISSE: (*_TOUJOURS, "depose_le", "silence"),
    TypeLettre.DEMANDE_DE_PIECES: (*_TOUJOURS, "depose_le", "pieces"),
    TypeLettre.ACCORD: _DECISION,
    TypeLettre.REFUS: (*_DECISION, "griefs", "recours"),
    TypeLettre.MOTIFS_DU_SILENCE: (*_TOUJOURS, "depose_le", "recours"),
}
"""What each letter must say."""
FACULTATIFS = frozenset(("silence", "algorithme"))
"""Elements due only where the file or the texts give them a value."""
ETATS = {
    TypeLettre.ACCORD: Etat.ACCEPTE,
    TypeLettre.REFUS: Etat.REFUSE,
    TypeLettre.MOTIFS_DU_SILENCE: Etat.REFUSE,
}
"""Letters that tell a decision, and the state it leaves the file in."""


def rediger(
    type_: TypeLettre, modele: Mapping[str, str], dossier: Dossier, contexte: Contexte
) -> Lettre:
    """Write a letter from a template: for each element a sentence, `{valeur}` where it goes.

    An element whose value is not known is left out: `eprouver` says so.
    """
    elements = []
    for nom, phrase in modele.items():
        donner = VALEURS.get(nom)
        valeur = donner(dossier, contexte) if donner else ""
        if valeur is not None:
            elements.append(Element(nom, composer(phrase.replace(VALEUR, valeur))))
    return Lettre(type_, contexte.jour, tuple(elements))


def eprouver(lettre: Lettre, dossier: Dossier, contexte: Contexte) -> tuple[str, ...]:
    """Return what a letter lacks, or says otherwise than the file; empty when it may go."""
    textes = dict(lettre.elements)
    defauts = []
    for nom in EXIGES[lettre.type]:
        valeur = VALEURS[nom](dossier, contexte)
        if valeur is None:
            if nom not in FACULTATIFS:
                defauts.append(f"{nom} : le dossier ne le donne pas")
        elif nom not in textes:
            defauts.append(f"{nom} : absent de la lettre")
        elif composer(valeur) not in textes[nom]:
            defauts.append(f"{nom} : la lettre dit autre chose que le dossier")
    if lettre.jour != contexte.jour:
        defauts.append("date : la lettre est d'un autre jour")
    return (*defauts, *_etat(lettre, dossier))


def _etat(lettre: Lettre, dossier: Dossier) -> tuple[str, ...]:
    attendu = ETATS.get(lettre.type)
    if attendu is not None and dossier.etat is not attendu:
        return (f"état : le dossier est « {dossier.etat} »",)
    tacite = dossier.decision is not None and dossier.decision.tacite
    if attendu is not None and tacite != (lettre.type is TypeLettre.MOTIFS_DU_SILENCE):
        return ("décision : née du silence, ou non, autrement que la lettre",)
    return ()


def signer(
    lettre: Lettre, dossier: Dossier, contexte: Contexte, droits: Droits, signataire: str
) -> Lettre:
    """Return the letter where it may be signed.

    Raises:
        LettreError: A mandatory element is missing or contradicts the file, the day comes
            before notification is allowed, or no delegation covers the signature.

    Law: 2/11.
    """
    defauts = list(eprouver(lettre, dossier, contexte))
    decision = dossier.decision
    if lettre.type in {TypeLettre.ACCORD, TypeLettre.REFUS} and decision:
        if retenue(decision, dossier.proposition, contexte.jour):
            defauts.append("notification : le jour n'en est pas venu")
        sens = Sens.FAVORABLE if lettre.type is TypeLettre.ACCORD else Sens.DEFAVORABLE
        if decision.signe_par != signataire:
            defauts.append("signataire : un autre a signé la décision")
        elif not droits.signe(signataire, dossier, sens, contexte.jour):
            defauts.append("signataire : aucune délégation ne couvre cette lettre")
    if defauts:
        raise LettreError(lettre.type, tuple(defauts))
    return lettre
