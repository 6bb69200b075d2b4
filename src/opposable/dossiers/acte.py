"""The acts, as values, and the one table that says who may do which, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.droits import Role
from opposable.dossiers.etat import FINAUX, OUVERTS, Etat

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from opposable.dossiers.etat import Grief, Piece, Proposition, Sens


@dataclass(frozen=True, slots=True, kw_only=True)
class Acte:
    """Something done on a file: by whom, in what capacity."""

    auteur: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposer(Acte):
    """The draft is filed with a service: the receipt's date is that day."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemanderPieces(Acte):
    """Documents are missing: the clock stops, the applicant is waited for."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completer(Acte):
    """What was asked for is there: the clock restarts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joindre(Acte):
    """Documents are added to the file."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corriger(Acte):
    """A fact is said anew; one of the application asks the software for a new answer."""

    champ: str
    valeur: str | None
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruire(Acte):
    """The file is complete: its examination begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affecter(Acte):
    """The file is given to someone."""

    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commenter(Acte):
    """A remark, or a contact, kept with the file."""

    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacter(Acte):
    """Someone was reached, or reached the service: by what means, who, what was said."""

    moyen: str
    avec: str
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapprocher(Acte):
    """An occupation is matched to the post: what is done in it, the codes that could be, the one.

    Attributes:
        fonctions: Title and duties of the post.
        candidats: Codes that the words may mean, as the search proposed them.
        retenu: The code a person chose.
        raison: Why.
    """

    fonctions: str
    candidats: tuple[str, ...]
    retenu: str
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner(Acte):
    """The software answers, and its answer is kept with its receipt."""

    proposition: Proposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Constater(Acte):
    """A person answers one of the conditions that stay, with reason."""

    condition: str
    remplie: bool
    raison: str
    preuve: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparerLaPaie(Acte):
    """The pay is set beside the minimum and a reference: euros a month, and where both are read."""

    minimum: Decimal
    reference: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisir(Acte):
    """Another service is asked for its opinion."""

    service: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RendreAvis(Acte):
    """The other service answers."""

    service: str
    sens: Sens
    motif: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferer(Acte):
    """Another service is competent: the file goes there, the receipt's date stays."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparer(Acte):
    """A decision is prepared, to be signed."""

    sens: Sens
    griefs: tuple[Grief, ...] = ()
    droit_commun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider(Acte):
    """The decision prepared is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstaterSilence(Acte):
    """The period is over without an answer: a decision is born of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Motiver(Acte):
    """The reasons of a refusal born of silence are told, to whoever asked for them."""

    griefs: tuple[Grief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dater(Acte):
    """The first and the last day of the permit are set."""

    du: date
    au: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier(Acte):
    """The decision is notified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClasserSansSuite(Acte):
    """The service closes the file without a decision, and says why."""

    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeDesister(Acte):
    """The applicant gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectifier(Acte):
    """A clerical error of the decision is corrected; its sense stays."""

    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirer(Acte):
    """The decision is withdrawn, and the file examined again."""

    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contester(Acte):
    """The decision is appealed: gracious, hierarchical or before the court."""

    voie: str
    recu_le: date


class Ligne(NamedTuple):
    """One row of the table.

    Attributes:
        acte: The act.
        depuis: States in which it may be done.
        vers: State it leads to, None where the state stays or depends on the decision.
        roles: Capacities in which it may be done.
    """

    acte: type[Acte]
    depuis: frozenset[Etat]
    vers: Etat | None
    roles: frozenset[Role]


def _ligne(
    acte: type[Acte], depuis: frozenset[Etat], vers: Etat | None, *roles: Role
) -> tuple[type[Acte], Ligne]:
    return acte, Ligne(acte, depuis, vers, frozenset(roles))


_BROUILLON = frozenset((Etat.BROUILLON,))
_CONSTRUCTION = frozenset((Etat.EN_CONSTRUCTION,))
_INSTRUCTION = frozenset((Etat.EN_INSTRUCTION,))
_ACCEPTE = frozenset((Etat.ACCEPTE,))
_REFUSE = frozenset((Etat.REFUSE,))
_DECIDES = frozenset((Etat.ACCEPTE, Etat.REFUSE))
_AGENTS = (Role.GUICHET, Role.INSTRUCTEUR, Role.SIGNATAIRE)

TABLE: dict[type[Acte], Ligne] = dict(
    (
        _ligne(Deposer, _BROUILLON, Etat.EN_CONSTRUCTION, Role.DEMANDEUR),
        _ligne(DemanderPieces, OUVERTS, None, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Completer, OUVERTS, None, Role.DEMANDEUR, Role.GUICHET),
        _ligne(Joindre, OUVERTS, None, Role.DEMANDEUR, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Corriger, OUVERTS, None, Role.DEMANDEUR, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Instruire, _CONSTRUCTION, Etat.EN_INSTRUCTION, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Affecter, OUVERTS, None, *_AGENTS),
        _ligne(Commenter, OUVERTS | FINAUX, None, *_AGENTS),
        _ligne(Contacter, OUVERTS | FINAUX, None, *_AGENTS),
        _ligne(Rapprocher, OUVERTS, None, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Examiner, OUVERTS | _DECIDES, None, Role.INSTRUCTEUR, Role.AUTOMATE),
        _ligne(Constater, _INSTRUCTION, None, Role.INSTRUCTEUR),
        _ligne(ComparerLaPaie, _INSTRUCTION, None, Role.INSTRUCTEUR),
        _ligne(Saisir, OUVERTS, None, Role.INSTRUCTEUR),
        _ligne(RendreAvis, OUVERTS, None, Role.INSTRUCTEUR, Role.SIGNATAIRE),
        _ligne(Transferer, OUVERTS, None, Role.GUICHET, Role.INSTRUCTEUR),
        _ligne(Preparer, _INSTRUCTION, None, Role.INSTRUCTEUR, Role.SIGNATAIRE),
        _ligne(Decider, _INSTRUCTION, None, Role.SIGNATAIRE),
        _ligne(ConstaterSilence, OUVERTS, None, Role.AUTOMATE),
        _ligne(Motiver, _REFUSE, None, Role.SIGNATAIRE),
        _ligne(Dater, _INSTRUCTION | _ACCEPTE, None, Role.INSTRUCTEUR, Role.SIGNATAIRE),
        _ligne(Notifier, _DECIDES, None, *_AGENTS, Role.AUTOMATE),
        _ligne(ClasserSansSuite, OUVERTS, Etat.SANS_SUITE, Role.INSTRUCTEUR, Role.SIGNATAIRE),
        _ligne(SeDesister, _BROUILLON | OUVERTS, Etat.SANS_SUITE, Role.DEMANDEUR),
        _ligne(Rectifier, _DECIDES, None, Role.SIGNATAIRE),
        _ligne(Retirer, _DECIDES, Etat.EN_INSTRUCTION, Role.SIGNATAIRE),
        _ligne(Contester, _DECIDES, None, Role.GUICHET, Role.INSTRUCTEUR),
    )
)
"""Who may do which act, in which state, and where it leads: the documentation is drawn from it."""


def en_tableau() -> str:
    """Write the table in Markdown, a row an act, for the documentation."""
    entete = "| Act | From | To | By |\n|---|---|---|---|\n"
    return entete + "".join(_rang(ligne) for ligne in TABLE.values())


def _rang(ligne: Ligne) -> str:
    depuis = ", ".join(f"`{etat}`" for etat in Etat if etat in ligne.depuis)
    roles = ", ".join(f"`{role}`" for role in Role if role in ligne.roles)
    return f"| `{ligne.acte.__name__}` | {depuis} | {_arrivee(ligne)} | {roles} |\n"


def _arrivee(ligne: Ligne) -> str:
    return " or ".join(f"`{etat}`" for etat in arrivees(ligne)) or "same"


def arrivees(ligne: Ligne) -> tuple[Etat, ...]:
    """Return the states an act may lead to, none where the state stays."""
    if ligne.acte in {Decider, ConstaterSilence}:
        return (Etat.ACCEPTE, Etat.REFUSE)
    return (ligne.vers,) if ligne.vers else ()
