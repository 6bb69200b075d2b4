"""What surrounds the answer: legal bases, services, conditions, checks, charges."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from opposable.ecrit.bilingue import Bilingue
from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from opposable.law.cellule import Certitude, Rangee


def periode(rangee: Rangee) -> tuple[date, date]:
    """Return the days a row holds over, both included; unbounded where a cell is empty."""
    return rangee.jour("du") or date.min, rangee.jour("au") or date.max


class Commun(TypedDict):
    """What rows in order, each over a period, have in common."""

    rang: int
    id: str
    texte: Bilingue
    du: date
    au: date
    ancre: str
    certitude: Certitude


def commun(rangee: Rangee) -> Commun:
    """Read what a row in order, over a period, has in common with others."""
    du, au = periode(rangee)
    return Commun(
        rang=int(rangee.nombre("rang")),
        id=rangee.texte("id"),
        texte=rangee.bilingue("texte", "text"),
        du=du,
        au=au,
        ancre=rangee.ancre(),
        certitude=rangee.certitude(),
    )


@enregistrement(frozen=True, slots=True)
class Fondement:
    """A legal basis over a period."""

    id: str
    du: date
    au: date
    texte: Bilingue
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Fondement:
        """Read a row of `fondements.csv`."""
        texte = rangee.bilingue("texte", "text")
        return cls(rangee.texte("id"), *periode(rangee), texte, rangee.ancre(), rangee.certitude())


@enregistrement(frozen=True, slots=True)
class Service:
    """A competent service, for some kinds of application, over a period (2/4).

    Attributes:
        types: Kinds of application it receives.
        competence: What makes one of them competent: the place of work (`travail`), of
            residence (`residence`), or the employer's seat (`siege`).
        sigle: What people call it.
        nom: Its name.
        decideur: Who decides.
        lieu: Which of them is competent.
        precision: Who another service is for; empty where the texts name none.
    """

    id: str
    types: tuple[str, ...]
    competence: str
    du: date
    au: date
    sigle: str
    nom: Bilingue
    decideur: Bilingue
    lieu: Bilingue
    precision: Bilingue
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Service:
        """Read a row of `services.csv`."""
        du, au = periode(rangee)
        return cls(
            id=rangee.texte("id"),
            types=rangee.mots("type"),
            competence=rangee.texte("competence"),
            du=du,
            au=au,
            sigle=rangee.texte("sigle"),
            nom=rangee.bilingue("nom", "name"),
            decideur=rangee.bilingue("decideur", "decider"),
            lieu=rangee.bilingue("lieu", "place"),
            precision=Bilingue(
                rangee.optionnel("precision") or "", rangee.optionnel("precision_en") or ""
            ),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
        )


class Nature(StrEnum):
    """How a condition counts: weighed with the others, or binding by itself."""

    APPRECIEE = "appreciee"
    EXIGEE = "exigee"


@enregistrement(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of the permit, over a period of examination.

    Attributes:
        rang: Rank in the article.
        id: Identifier.
        nature: How it counts.
        article: Articles that state it.
        texte: Words, in both languages.
        ecartee_par: The answer that removes it (2/2, 2/5), None where none does.
        du: First day of examination; `date.min` where nothing bounds it.
        au: Last day of examination; `date.max` where nothing bounds it.
    """

    rang: int
    id: str
    nature: Nature
    article: str
    texte: Bilingue
    ecartee_par: str | None
    du: date
    au: date
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Condition:
        """Read a row of `conditions.csv`."""
        return cls(
            **commun(rangee),
            nature=rangee.parmi("nature", Nature),
            article=rangee.texte("article"),
            ecartee_par=rangee.optionnel("ecartee_par"),
        )


@enregistrement(frozen=True, slots=True, kw_only=True)
class Verification:
    """A check to make on renewal, and what it revives (2/6), over a period of examination."""

    rang: int
    id: str
    texte: Bilingue
    effet: Bilingue
    du: date
    au: date
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Verification:
        """Read a row of `verifications.csv`."""
        return cls(**commun(rangee), effet=rangee.bilingue("effet", "effect"))


@enregistrement(frozen=True, slots=True)
class Charge:
    """Charges the employer owes, for some regimes over a period (1.1/4)."""

    id: str
    regimes: tuple[str, ...]
    du: date
    au: date
    organisme: str
    texte: Bilingue
    ancre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Charge:
        """Read a row of `charges.csv`."""
        return cls(
            rangee.texte("id"),
            rangee.mots("regimes"),
            *periode(rangee),
            rangee.texte("organisme"),
            rangee.bilingue("texte", "text"),
            rangee.ancre(),
            rangee.certitude(),
        )
