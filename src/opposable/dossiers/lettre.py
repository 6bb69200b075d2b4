"""Letters: what each must say, written from the file alone, and proved before they are signed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.acte import Motiver
from opposable.dossiers.delais import retenue
from opposable.dossiers.etat import Etat, Sens
from opposable.dossiers.regles import NON_OPPOSABLE, SITUATION_EMPLOI
from opposable.dossiers.teneur import VALEURS, derniere, motifs_du_silence, signataire
from opposable.ecrit.typographie import composer
from opposable.errors import LettreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from opposable.dossiers.droits import Droits
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.teneur import Contexte

VALEUR = "{valeur}"
"""In a template's sentence, where the value that the file gives stands."""


class TypeLettre(StrEnum):
    """The letters of an office."""

    RECEPISSE = "recepisse"
    DEMANDE_DE_PIECES = "demande_de_pieces"
    DEMANDE_D_AVIS = "demande_d_avis"
    ACCORD = "accord"
    REFUS = "refus"
    MOTIFS_DU_SILENCE = "motifs_du_silence"
    ANNEXE = "annexe"


class Element(NamedTuple):
    """One sentence of a letter, and what it is there to say."""

    id: str
    texte: str


class Lettre(NamedTuple):
    """A letter as a value; the same file and the same day give the same letter."""

    type: TypeLettre
    jour: date
    elements: tuple[Element, ...]


_TOUJOURS = ("numero", "service", "date", "demandeur")
_DECISION = (
    *_TOUJOURS,
    "travailleur",
    "metier",
    "decide_le",
    "fondement",
    "signataire",
    "algorithme",
)
_RECOURS = ("recours_gracieux", "recours_hierarchique", "recours_contentieux")
EXIGES: dict[TypeLettre, tuple[str, ...]] = {
    TypeLettre.RECEPISSE: (*_TOUJOURS, "travailleur", "depose_le", "silence", "pieces_jointes"),
    TypeLettre.DEMANDE_DE_PIECES: (*_TOUJOURS, "depose_le", "pieces", "agent"),
    TypeLettre.DEMANDE_D_AVIS: (*_TOUJOURS, "service_saisi", "metier", "question", "agent"),
    TypeLettre.ACCORD: (*_DECISION, "autorise"),
    TypeLettre.REFUS: (*_DECISION, "griefs", *_RECOURS),
    TypeLettre.MOTIFS_DU_SILENCE: (
        *(*_TOUJOURS, "depose_le", "decide_le", "griefs"),
        *("signataire", *_RECOURS),
    ),
    TypeLettre.ANNEXE: (*_TOUJOURS, "contribution", "donnees", "parametres", "operations"),
}
"""What each letter must say."""
FACULTATIFS = frozenset(("silence", "algorithme", "autorise", "travailleur", "pieces_jointes"))
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
    decision = dossier.decision
    if lettre.jour != contexte.jour:
        defauts.append("date : la lettre est d'un autre jour")
    if lettre.type in ETATS:
        if decision and decision.date_le and lettre.jour < decision.date_le:
            defauts.append("date : la lettre précède la décision")
        defauts.extend((*_etat(lettre, dossier), *_determination(dossier)))
    return tuple(defauts)


def _etat(lettre: Lettre, dossier: Dossier) -> Iterator[str]:
    tacite = dossier.decision is not None and dossier.decision.tacite
    if dossier.etat is not ETATS[lettre.type]:
        yield f"état : le dossier est « {dossier.etat} »"
    elif tacite != (lettre.type is TypeLettre.MOTIFS_DU_SILENCE):
        yield "décision : née du silence, ou non, autrement que la lettre"


def _determination(dossier: Dossier) -> Iterator[str]:
    """What a decision says against the last answer of the software."""
    decision, proposition = dossier.decision, dossier.proposition
    if decision is None or proposition is None:
        return
    par_la_liste = proposition.situation_emploi == NON_OPPOSABLE
    griefs = (*decision.griefs, *motifs_du_silence(dossier))
    if par_la_liste and any(g.condition == SITUATION_EMPLOI for g in griefs):
        yield "détermination : la situation de l'emploi ne peut pas être opposée ici"
    accord = decision.sens is Sens.FAVORABLE
    if accord and not par_la_liste and not decision.droit_commun and not decision.tacite:
        yield "détermination : la liste ne porte pas cet accord"


def signer(
    lettre: Lettre, dossier: Dossier, contexte: Contexte, droits: Droits, par: str
) -> Lettre:
    """Return the letter where it may be signed.

    Raises:
        LettreError: A mandatory element is missing or contradicts the file, the day comes
            before notification is allowed, or no delegation covered the signature on its day.

    Law: 2/11.
    """
    defauts = [*eprouver(lettre, dossier, contexte), *_signature(lettre, dossier, droits, par)]
    decision = dossier.decision
    notifiee = lettre.type in {TypeLettre.ACCORD, TypeLettre.REFUS} and decision is not None
    if notifiee and decision and retenue(decision, dossier.proposition, contexte.jour):
        defauts.append("notification : le jour n'en est pas venu")
    if defauts:
        raise LettreError(lettre.type, tuple(defauts))
    return lettre


def _signature(lettre: Lettre, dossier: Dossier, droits: Droits, par: str) -> Iterator[str]:
    decision = dossier.decision
    if lettre.type not in ETATS or decision is None:
        return
    dite = derniere(dossier, Motiver) if decision.tacite else None
    signee_le = dite.le if dite else decision.date_le or lettre.jour
    if signataire(dossier) != par:
        yield "signataire : un autre a signé la décision"
    elif not droits.signe(par, dossier, decision.sens, signee_le):
        yield "signataire : aucune délégation ne couvre cette lettre"
