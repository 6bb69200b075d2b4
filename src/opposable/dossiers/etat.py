"""A file, the states it goes through, and what it holds: values that never change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.dossiers.donnees import NON_DITES, Donnees

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.dossiers.journal import Entree


class Etat(StrEnum):
    """Where a file stands, in the words French services know."""

    BROUILLON = "brouillon"
    EN_CONSTRUCTION = "en_construction"
    EN_INSTRUCTION = "en_instruction"
    ACCEPTE = "accepte"
    REFUSE = "refuse"
    SANS_SUITE = "sans_suite"


CENTIMES = 100
FINAUX = frozenset((Etat.ACCEPTE, Etat.REFUSE, Etat.SANS_SUITE))
OUVERTS = frozenset((Etat.EN_CONSTRUCTION, Etat.EN_INSTRUCTION))


class Sens(StrEnum):
    """What a decision, or an opinion, says."""

    FAVORABLE = "favorable"
    DEFAVORABLE = "defavorable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poste:
    """What a renewal compares beside the occupation and the zone.

    Attributes:
        employeur: SIRET of the employer.
        remuneration: Gross monthly pay, in cents.
        provisoire: Whether the permit asked for is provisional, and so tied to the employer.
    """

    employeur: str | None = None
    remuneration: int | None = None
    provisoire: bool = False

    @classmethod
    def de(cls, donnees: Donnees, *, provisoire: bool = False) -> Poste:
        """Keep of the data of a file what a renewal compares."""
        paie = donnees.emploi.remuneration
        cents = None if paie is None else int(paie * CENTIMES)
        return cls(employeur=donnees.employeur.siret, remuneration=cents, provisoire=provisoire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document of the file.

    Attributes:
        nom: What it is, as its sender calls it.
        type: What its bytes are: a type of media.
        taille: Its bytes.
        empreinte: SHA-256 of them.
    """

    nom: str
    type: str
    taille: int
    empreinte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What the software answered on a day; a person decides.

    Attributes:
        le: Day of the examination.
        situation_emploi: The answer.
        regle: Rule that gave it.
        notifiable_le: First day a grant resting on it may be notified, None where not known.
        conditions: Conditions that stay to be examined, each to be answered by a person.
        recu: Receipt: digest of the law that answered.
    """

    le: date
    situation_emploi: str
    regle: str
    notifiable_le: date | None
    conditions: tuple[str, ...]
    recu: str

    @classmethod
    def de(cls, determination: Determination, le: date) -> Proposition:
        """Keep of a determination what the life of the file rests on."""
        return cls(
            le=le,
            situation_emploi=determination.situation_emploi.value,
            regle=determination.regle,
            notifiable_le=determination.notifiable_le,
            conditions=tuple(c.id for c in determination.conditions),
            recu=determination.recu.sha256,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Constatation:
    """One condition that stays, as a person answered it, with reason.

    Attributes:
        condition: The condition.
        remplie: Whether it is met.
        raison: Why.
        par: Who answered.
        preuve: What was seen: a document, a call, a place; empty where nothing was.
        le: Day of the answer.
    """

    condition: str
    remplie: bool
    raison: str
    par: str
    preuve: str = ""
    le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fait:
    """A fact of the application said anew: by whom, on what day, in place of what."""

    champ: str
    valeur: str | None
    ancienne: str | None
    par: str
    le: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplet:
    """A request for missing documents: until they come, the applicant is waited for."""

    demande_le: date
    pieces: tuple[str, ...]
    complete_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisine:
    """Another service asked for its opinion: the question, then the answer with its reason."""

    service: str
    saisi_le: date
    rendu_le: date | None = None
    sens: Sens | None = None
    question: str = ""
    motif: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grief:
    """One reason of a refusal, in law and in fact."""

    condition: str
    droit: str
    fait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """A decision as it is prepared, then as it is signed.

    Attributes:
        sens: Grant or refusal.
        griefs: Reasons of a refusal.
        droit_commun: The examiner records that ordinary law alone justifies the grant.
        prepare_par: Who prepared it.
        signe_par: Who signed it, None as long as it is prepared only, and for silence.
        date_le: Day it was prepared, signed, or born of silence.
        tacite: Born of the service's silence.
    """

    sens: Sens
    griefs: tuple[Grief, ...] = ()
    droit_commun: bool = False
    prepare_par: str | None = None
    signe_par: str | None = None
    date_le: date | None = None
    tacite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A file, whole.

    Attributes:
        numero: Its number.
        demandeur: Who may follow it and complete it: the employer.
        demande: The application.
        donnees: Employer, worker and post, as the applicant says them.
        pieces: Documents, in the order they came.
        poste: Pay and employer, compared at renewal.
        etat: State.
        service: Service in charge, None for a draft.
        depose_le: Day it was received, kept through transfers.
        repris_le: Day a first decision was withdrawn, from which the clock starts anew.
        clos_le: Day it was decided or closed.
        agent: Who it is assigned to.
        faits: Facts said anew since the filing, in order.
        a_reexaminer: Whether a fact changed since the software last answered.
        incomplets: Requests for documents, in order.
        saisines: Opinions asked, in order.
        propositions: What the software answered, in order, each with its receipt.
        constatations: Conditions answered by a person; the last answer of each counts.
        minute: Decision prepared and not signed.
        decision: The decision in force, the only one.
        notifie_le: Day the decision was notified.
        initial: Number of the file that this one renews.
        autorise_du: First day of the permit, None as long as nobody set it.
        autorise_au: Its last day.
        journal: Every act, chained.
    """

    numero: str
    demandeur: str
    demande: Demande
    donnees: Donnees = NON_DITES
    pieces: tuple[Piece, ...] = ()
    poste: Poste = Poste()
    etat: Etat = Etat.BROUILLON
    service: str | None = None
    depose_le: date | None = None
    repris_le: date | None = None
    clos_le: date | None = None
    agent: str | None = None
    faits: tuple[Fait, ...] = ()
    a_reexaminer: bool = False
    incomplets: tuple[Incomplet, ...] = ()
    saisines: tuple[Saisine, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    constatations: tuple[Constatation, ...] = ()
    minute: Minute | None = None
    decision: Minute | None = None
    notifie_le: date | None = None
    initial: str | None = None
    autorise_du: date | None = None
    autorise_au: date | None = None
    journal: tuple[Entree, ...] = ()

    @property
    def proposition(self) -> Proposition | None:
        """The last answer of the software, None before the first."""
        return self.propositions[-1] if self.propositions else None

    @property
    def dites(self) -> dict[str, Constatation]:
        """The last answer of a person to each condition."""
        return {dite.condition: dite for dite in self.constatations}

    @property
    def incomplet(self) -> Incomplet | None:
        """The request for documents that is still open."""
        ouverts = [i for i in self.incomplets if i.complete_le is None]
        return ouverts[-1] if ouverts else None
