"""What surrounds the answer: legal bases, services, conditions, checks, charges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opposable.law.cellule import Certitude, Rang


def _periode(rang: Rang) -> tuple[date, date]:
    return rang.jour("du") or date.min, rang.jour("au") or date.max


@dataclass(frozen=True, slots=True)
class Fondement:
    """A legal basis over a period."""

    id: str
    du: date
    au: date
    texte: str
    text: str
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Fondement:
        """Read a row of `fondements.csv`."""
        textes = (rang.francais("texte"), rang.texte("text"))
        return cls(rang.texte("id"), *_periode(rang), *textes, rang.ancre(), rang.certitude())


@dataclass(frozen=True, slots=True)
class Service:
    """A competent service, for some kinds of application, over a period (2/4).

    Attributes:
        types: Kinds of application it receives.
        competence: What makes one of them competent: the place of work (`travail`) or of
            residence (`residence`).
        sigle: What people call it.
        nom: French name; `name` the English one.
        decideur: Who decides; `decider` in English.
        lieu: Which of them is competent; `place` in English.
    """

    id: str
    types: tuple[str, ...]
    competence: str
    du: date
    au: date
    sigle: str
    nom: str
    name: str
    decideur: str
    decider: str
    lieu: str
    place: str
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Service:
        """Read a row of `services.csv`."""
        du, au = _periode(rang)
        return cls(
            id=rang.texte("id"),
            types=rang.mots("type"),
            competence=rang.texte("competence"),
            du=du,
            au=au,
            sigle=rang.texte("sigle"),
            nom=rang.francais("nom"),
            name=rang.texte("name"),
            decideur=rang.francais("decideur"),
            decider=rang.texte("decider"),
            lieu=rang.francais("lieu"),
            place=rang.texte("place"),
            ancre=rang.ancre(),
            certitude=rang.certitude(),
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the permit; `ecartee_par` is the answer that removes it (2/2, 2/5)."""

    rang: int
    id: str
    texte: str
    text: str
    ecartee_par: str | None
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Condition:
        """Read a row of `conditions.csv`."""
        textes = (rang.texte("id"), rang.francais("texte"), rang.texte("text"))
        return cls(
            int(rang.nombre("rang")),
            *textes,
            rang.optionnel("ecartee_par"),
            rang.ancre(),
            rang.certitude(),
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """A check to make on renewal, and what it revives (2/6)."""

    rang: int
    id: str
    texte: str
    text: str
    effet: str
    effect: str
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Verification:
        """Read a row of `verifications.csv`."""
        return cls(
            int(rang.nombre("rang")),
            rang.texte("id"),
            rang.francais("texte"),
            rang.texte("text"),
            rang.francais("effet"),
            rang.texte("effect"),
            rang.ancre(),
            rang.certitude(),
        )


@dataclass(frozen=True, slots=True)
class Charge:
    """Charges the employer owes, for some regimes over a period (1.1/4)."""

    id: str
    regimes: tuple[str, ...]
    du: date
    au: date
    organisme: str
    texte: str
    text: str
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rang: Rang) -> Charge:
        """Read a row of `charges.csv`."""
        return cls(
            rang.texte("id"),
            rang.mots("regimes"),
            *_periode(rang),
            rang.texte("organisme"),
            rang.francais("texte"),
            rang.texte("text"),
            rang.ancre(),
            rang.certitude(),
        )
