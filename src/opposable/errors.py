"""Every error raised on purpose.

    OpposableError
    ├── LawDataError            the law data cannot be used (file, row, field)
    ├── DemandeError            a fact of the application must be repaired (field, value)
    │   ├── NationaliteError        neither ISO 3166-1 alpha-3 nor stateless, refugee, unspecified
    │   ├── MetierError             not a code of the nomenclature of the lists
    │   ├── TerritoireError         no department or region that is known, or the two disagree
    │   ├── DateError               missing, impossible or reversed
    │   └── ValeurError             a value outside the contract (type, activite, diplome_francais)
    ├── LectureError            no such reading, or a reading without a rival that changes answers
    ├── EtatDuDroitError        no such state of the law: a day it is not known on, too many drafts
    ├── ListeError              no list or instrument of that name
    ├── RejeuError              a stored determination cannot be replayed with this law
    ├── FichierError            a file of the user cannot be read or written (file)
    ├── ArtefactError           a table kept as bytes cannot be believed
    ├── MiseEnServiceError      a law cannot be put in service, or what is served is not believed
    ├── SchemaError             a scheme for drawing up lists cannot be used (scheme, step)
    ├── RequeteError            a request to the API must be repaired (status, faults)
    └── DossierError            an act on a file is refused
        ├── TransitionError         the state, the day or what the file holds does not allow it
        ├── DroitError              its author may not do it
        ├── LettreError             a letter lacks what it must say (the elements)
        ├── JournalError            a journal was altered (the entry)
        ├── DejaClosError           someone decided or closed it before (who, when)
        ├── EnregistrementError     it is not kept, or cannot be (its number)
        ├── PieceError              a document is refused, or no longer as received (its name)
        └── IdentiteError           who an identity provider sends is not let in

Messages are French sentences: what was found, where, what to do.
A refused permit is an answer, never an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class OpposableError(Exception):
    """Root of the tree; `message` is the French sentence shown to people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class LawDataError(OpposableError):
    """The law data break their own rules: nothing can be decided on them."""

    def __init__(
        self, fichier: str, probleme: str, *, ligne: int | None = None, champ: str = ""
    ) -> None:
        nom, _, section = fichier.partition("#")
        lieu = f"{nom}, [[{section}]]" if section else nom
        if ligne is not None:
            lieu += f" n° {ligne}" if section else f", ligne {ligne}"
        if champ:
            lieu += f", champ « {champ} »"
        super().__init__(f"{lieu} : {probleme}")
        self.fichier = fichier
        self.ligne = ligne
        self.champ = champ
        self.probleme = probleme


class DemandeError(OpposableError):
    """A fact of the application cannot be read; `champ` and `valeur` tell which."""

    def __init__(self, champ: str, valeur: object, probleme: str) -> None:
        super().__init__(f"{champ} : {probleme}")
        self.champ = champ
        self.valeur = valeur
        self.probleme = probleme


class NationaliteError(DemandeError):
    """A nationality that is neither ISO 3166-1 alpha-3 nor one of the four others."""


class MetierError(DemandeError):
    """An occupation code that is not one of the nomenclature of the lists."""


class TerritoireError(DemandeError):
    """A place of work that no version knows, or a department and region that disagree."""


class DateError(DemandeError):
    """A date that is missing, impossible, or earlier than it may be."""


class ValeurError(DemandeError):
    """A value outside the contract."""


class LectureError(OpposableError):
    """A reading that does not exist or whose rival changes no answer."""

    def __init__(self, identifiant: str, probleme: str) -> None:
        super().__init__(f"lecture « {identifiant} » : {probleme}")
        self.identifiant = identifiant


class EtatDuDroitError(OpposableError):
    """A state of the law that is not one: a day of knowledge, a draft too many."""


class ListeError(OpposableError):
    """A list, an instrument or a day that names no list of the corpus."""

    def __init__(self, nom: str, connues: tuple[str, ...]) -> None:
        super().__init__(
            f"« {nom} » ne désigne aucune liste ; donnez un jour (AAAA-MM-JJ), un texte ou "
            f"l'une de ces listes : {', '.join(connues)}"
        )
        self.nom = nom


class RejeuError(OpposableError):
    """A stored determination that this law or this engine did not give."""


class FichierError(OpposableError):
    """A file of the user that cannot be read or written."""

    def __init__(self, fichier: str, probleme: str) -> None:
        super().__init__(f"{fichier} : {probleme}")
        self.fichier = fichier
        self.probleme = probleme


class ArtefactError(OpposableError):
    """A table kept as bytes that cannot be believed: another format, cut short, altered."""

    def __init__(self, probleme: str) -> None:
        super().__init__(f"table construite illisible : {probleme} ; reconstruisez-la")
        self.probleme = probleme


class MiseEnServiceError(OpposableError):
    """A law that cannot be put in service, or that is named as served and is not believed."""

    def __init__(self, lieu: str, probleme: str) -> None:
        super().__init__(f"{lieu} : {probleme}")
        self.lieu = lieu
        self.probleme = probleme


class SchemaError(OpposableError):
    """A scheme for drawing up lists that cannot be read, or applied to these figures."""

    def __init__(self, schema: str, probleme: str, *, etape: str = "") -> None:
        lieu = f"{schema}, étape « {etape} »" if etape else schema
        super().__init__(f"{lieu} : {probleme}")
        self.schema = schema
        self.etape = etape
        self.probleme = probleme


class Faute(NamedTuple):
    """One thing to correct in a request.

    Attributes:
        pointeur: Where, as a JSON pointer in a fragment (`#/3/metier`), or `?metier` for a
            parameter of the address.
        champ: Field of the contract, empty where it is the whole.
        valeur: What was found, as text, shortened.
        probleme: French sentence.
    """

    pointeur: str
    champ: str
    valeur: str
    probleme: str


class RequeteError(OpposableError):
    """A request that cannot be answered: `statut` of HTTP, and in `fautes` what to correct."""

    def __init__(self, statut: int, detail: str, fautes: Sequence[Faute] = ()) -> None:
        super().__init__(detail)
        self.statut = statut
        self.fautes = tuple(fautes)


class DossierError(OpposableError):
    """An act on a file is refused; the file stays as it was."""


class TransitionError(DossierError):
    """The state, the day or what the file holds does not allow the act."""

    def __init__(self, acte: str, etat: str, raison: str, conditions: tuple[str, ...] = ()) -> None:
        lesquelles = f" : {', '.join(conditions)}" if conditions else ""
        super().__init__(f"{acte}, dossier « {etat} » : {raison}{lesquelles}")
        self.acte = acte
        self.etat = etat
        self.raison = raison
        self.conditions = conditions


class DroitError(DossierError):
    """Someone may not do the act."""

    def __init__(self, auteur: str, acte: str, raison: str) -> None:
        super().__init__(f"{acte}, par {auteur} : {raison}")
        self.auteur = auteur
        self.acte = acte
        self.raison = raison


class IdentiteError(DossierError):
    """Who an identity provider sends is not let in; the message says why."""


class LettreError(DossierError):
    """A letter cannot be signed: elements are missing or contradict the file."""

    def __init__(self, lettre: str, defauts: tuple[str, ...]) -> None:
        super().__init__(f"{lettre} : {' ; '.join(defauts)}")
        self.lettre = lettre
        self.defauts = defauts


class JournalError(DossierError):
    """A journal was altered."""

    def __init__(self, rang: int, raison: str) -> None:
        super().__init__(f"journal, entrée n° {rang} : {raison}")
        self.rang = rang
        self.raison = raison


class DejaClosError(DossierError):
    """A file was decided or closed before the act; `par` and `instant` tell by whom and when."""

    def __init__(self, numero: str, etat: str, par: str, instant: datetime) -> None:
        quand = f"le {instant:%d/%m/%Y} à {instant:%H h %M}"
        super().__init__(f"dossier n° {numero} : déjà « {etat} », par {par}, {quand}")
        self.numero = numero
        self.etat = etat
        self.par = par
        self.instant = instant


class DossierChangeError(DossierError):
    """A file changed since its page was read; `entrees` tell what, by whom and when.

    Each of them is `(acte, auteur, instant)`, in order.
    """

    def __init__(self, numero: str, entrees: Sequence[tuple[str, str, datetime]]) -> None:
        dites = " ; ".join(
            f"{acte}, par {auteur}, le {instant:%d/%m/%Y} à {instant:%H h %M}"
            for acte, auteur, instant in entrees
        )
        super().__init__(f"dossier n° {numero} : il a changé depuis que vous l'avez lu ({dites})")
        self.numero = numero
        self.entrees = tuple(entrees)


class EnregistrementError(DossierError):
    """A file is not kept under that number, or cannot be."""

    def __init__(self, numero: str, raison: str) -> None:
        super().__init__(f"dossier n° {numero} : {raison}")
        self.numero = numero
        self.raison = raison


class DemonstrationError(OpposableError):
    """A demonstration cannot be made here."""

    def __init__(self, raison: str) -> None:
        super().__init__(f"demo : {raison}")
        self.raison = raison


class PieceError(DossierError):
    """A document is refused, or is no longer as it was received."""

    def __init__(self, nom: str, raison: str) -> None:
        super().__init__(f"« {nom} » : {raison}")
        self.nom = nom
        self.raison = raison
