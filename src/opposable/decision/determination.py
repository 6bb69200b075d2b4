"""The determination: the answer with every reason."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opposable.decision import entourage
from opposable.decision.agencement import Agencement
from opposable.decision.motif import Motif
from opposable.decision.recu import Recu
from opposable.decision.trame import trame

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.decision.demande import Demande
    from opposable.decision.examen import Examen
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.motif import Enonce
    from opposable.ecrit.bilingue import Langue
    from opposable.law.dispense import Dispense
    from opposable.law.entree import Entree
    from opposable.law.lecture import Lecture
    from opposable.law.plateforme import Plateforme
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.regle import SituationEmploi
    from opposable.law.regularisation import Regularisation


class Determination:
    """The answer to one application, with all it rests on.

    What many answers have in common is worked out once (`agencement`); the application is
    examined, and a sentence tied to it, when somebody reads what is its own.

    Args:
        demande: The application as it was stated.
        agencement: What its answer shares with others.
        examiner: Gives what its examination found.
    """

    def __init__(
        self, demande: Demande, agencement: Agencement, examiner: Callable[[], Examen]
    ) -> None:
        self.demande = demande
        self.agencement = agencement
        self._examiner = examiner

    def __eq__(self, autre: object) -> bool:
        if not isinstance(autre, Determination):
            return NotImplemented
        return (self.demande, self.examen) == (autre.demande, autre.examen)

    def __hash__(self) -> int:
        return hash(self.demande)

    @cached_property
    def examen(self) -> Examen:
        """What its examination found."""
        return self._examiner()

    @property
    def situation_emploi(self) -> SituationEmploi:
        """The answer."""
        return self.agencement.situation_emploi

    @property
    def regle(self) -> str:
        """Identifier of the deciding rule."""
        return self.agencement.trame.regle

    @property
    def liste(self) -> str | None:
        """Identifier of the list consulted, None where none was."""
        return self.agencement.trame.liste

    @property
    def entree(self) -> Entree | None:
        """Row applied, None where none was."""
        return self.examen.contexte.reponse.entree

    @property
    def nationalite(self) -> str | None:
        """Nationality retained, None where it is not known."""
        statut = self.examen.contexte.reponse.statut
        return statut.nationalite if statut else None

    @property
    def regime(self) -> str | None:
        """Its regime on the day of examination."""
        regime = self.agencement.trame.regime
        return regime and regime.regime.value

    @property
    def fondement(self) -> Fondement | None:
        """Legal basis, None for an answer not given."""
        return self.agencement.fondement

    @property
    def autorite(self) -> Service | None:
        """Competent service, None where none is known or due."""
        return self.agencement.autorite

    @property
    def notifiable_le(self) -> date | None:
        """First day of notification, None where there is nothing to notify."""
        return self.examen.contexte.notifiable_le

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Reasons, in the order of the text."""
        return self._lier(self.agencement.motifs)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Conditions of the permit that remain to be examined."""
        return self.agencement.conditions

    @property
    def verifications(self) -> tuple[Verification, ...]:
        """Checks a renewal asks for."""
        return self.agencement.verifications

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Charges the employer owes, as far as the circular says."""
        return self.agencement.charges

    @property
    def plateformes(self) -> tuple[Plateforme, ...]:
        """Platforms known to receive it, those of seasonal work included."""
        contexte, possibles = self.examen.contexte, self.agencement.plateformes
        faits = contexte.faits
        lieux = faits.lieux if faits.lieu_dit else None
        return entourage.plateformes(possibles, faits.departement, lieux, contexte.corpus)

    @property
    def cas(self) -> tuple[Dispense, ...]:
        """Facts not said that would settle the answer."""
        return self.agencement.cas

    @property
    def regularisation(self) -> tuple[Regularisation, ...]:
        """What an occupation of the list opens besides, told and never decided."""
        return self.agencement.regularisation

    @property
    def questions(self) -> tuple[Motif, ...]:
        """Facts to ask for, where no answer can be given."""
        return self._lier(self.agencement.questions)

    @property
    def avis(self) -> tuple[Motif, ...]:
        """Notes beside the answer."""
        return self._lier(self.agencement.avis)

    @property
    def lectures(self) -> tuple[LectureAttachee, ...]:
        """Readings of the text the answer depends on."""
        return self.examen.lectures

    @property
    def defauts(self) -> tuple[Lecture, ...]:
        """Defects of the code or the region that change no answer."""
        faits, corpus = self.examen.contexte.faits, self.examen.contexte.corpus
        return corpus.defauts(faits.codes.values(), faits.region)

    @property
    def reserves(self) -> tuple[Motif, ...]:
        """Values the answer rests on that were not read in a legal text."""
        return self._lier(self.agencement.reserves)

    @property
    def recu(self) -> Recu:
        """Receipt."""
        return Recu.de(self.examen.contexte.corpus, self.examen.contexte.faits.examine_le)

    def _lier(self, enonces: tuple[Enonce, ...]) -> tuple[Motif, ...]:
        return tuple(enonce.lier(self.examen.contexte) for enonce in enonces)

    def en_dict(
        self, langue: Langue = "fr", dire: Callable[[Motif, Langue], str] = Motif.dire
    ) -> dict[str, Any]:
        """Return the determination as JSON values, with the keys of the contract.

        Args:
            langue: The language.
            dire: Says a sentence.
        """
        return {
            "demande": self.demande.champs(),
            "situation_emploi": self.situation_emploi.value,
            "regle": self.regle,
            "liste": self.liste,
            "ligne": dire_entree(self.entree),
            "nationalite_retenue": self.nationalite,
            "regime": self.regime,
            "fondement": _fondement(self.fondement, langue),
            "autorite": _service(self.autorite, self.demande, langue),
            "notifiable_le": _jour(self.notifiable_le),
            "motifs": [_phrase(m, langue, dire) for m in self.motifs],
            "conditions": [
                {
                    "id": c.id,
                    "ancre": c.ancre,
                    "texte": c.texte.dire(langue),
                    "nature": c.nature.value,
                }
                for c in self.conditions
            ],
            "verifications": [_verification(v, langue) for v in self.verifications],
            "charges": [
                {
                    "organisme": c.organisme,
                    "ancre": c.ancre,
                    "texte": c.texte.dire(langue),
                    "certitude": c.certitude.value,
                }
                for c in self.charges
            ],
            "plateformes": dire_les_plateformes(self.plateformes, langue),
            "cas": dire_les_cas(self.cas, langue),
            "regularisation": [_regularisation(une, langue) for une in self.regularisation],
            "questions": [_phrase(q, langue, dire) for q in self.questions],
            "avis": [_phrase(a, langue, dire) for a in self.avis],
            "lectures": [dire_lecture(attachee, langue) for attachee in self.lectures],
            "defauts": dire_defauts(self.defauts, langue),
            "reserves": [_phrase(r, langue, dire) for r in self.reserves],
            "recu": self.recu.en_dict(),
        }

    def en_json(self, langue: Langue = "fr") -> str:
        """Return the determination as JSON text: same facts, same receipt, same bytes."""
        return json.dumps(self.en_dict(langue), ensure_ascii=False, indent=2)


def determiner(demande: Demande, examen: Examen) -> Determination:
    """Return the determination of an application that was examined."""
    agencement = Agencement.de(trame(examen), examen.contexte.corpus)
    return Determination(demande, agencement, lambda: examen)


def _jour(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None


def _phrase(motif: Motif, langue: Langue, dire: Callable[[Motif, Langue], str]) -> dict[str, str]:
    return {"id": motif.id, "ancre": motif.ancre, "texte": dire(motif, langue)}


def dire_entree(entree: Entree | None) -> dict[str, Any] | None:
    """Return a row applied as JSON values."""
    if entree is None:
        return None
    return {
        "ancre": entree.ancre,
        "metier": entree.metier,
        "metier_imprime": entree.metier_imprime,
        "intitule": entree.intitule,
        "zone": entree.zone,
        "activite": entree.activite,
        "certitude": entree.certitude.value,
        "lectures": list(entree.lectures),
    }


def dire_defauts(defauts: tuple[Lecture, ...], langue: Langue) -> list[dict[str, str]]:
    """Return the defects of a code or a region as JSON values."""
    return [
        {
            "id": d.id,
            "ancre": d.ancre,
            "imprime": d.imprime.dire(langue),
            "retenue": d.retenue.dire(langue),
        }
        for d in defauts
    ]


def _fondement(fondement: Fondement | None, langue: Langue) -> dict[str, str] | None:
    if fondement is None:
        return None
    return {
        "id": fondement.id,
        "texte": fondement.texte.dire(langue),
        "ancre": fondement.ancre,
        "certitude": fondement.certitude.value,
    }


def _service(
    service: Service | None, demande: Demande, langue: Langue
) -> dict[str, str | None] | None:
    if service is None:
        return None
    travail = service.competence == "travail"
    return {
        "id": service.id,
        "sigle": service.sigle,
        "nom": service.nom.dire(langue),
        "lieu": service.lieu.dire(langue),
        "precision": service.precision.dire(langue) or None,
        "departement": demande.departement if travail else None,
        "decideur": service.decideur.dire(langue),
        "ancre": service.ancre,
        "certitude": service.certitude.value,
    }


def dire_les_plateformes(
    plateformes: tuple[Plateforme, ...], langue: Langue
) -> list[dict[str, Any]]:
    """Return platforms as JSON values."""
    return [
        {
            "id": une.id,
            "nom": une.nom,
            "saisonnier": une.saisonnier,
            "ancre": une.ancre,
            "texte": une.texte.dire(langue),
            "certitude": une.certitude.value,
        }
        for une in plateformes
    ]


def dire_les_cas(dispenses: tuple[Dispense, ...], langue: Langue) -> list[dict[str, str | None]]:
    """Return facts not said as JSON values."""
    return [
        {
            "id": une.id,
            "fait": une.fait,
            "valeur": une.valeur,
            "effet": une.effet.value,
            "ancre": une.ancre,
            "texte": une.texte.dire(langue),
            "certitude": une.certitude.value,
        }
        for une in dispenses
    ]


def _regularisation(une: Regularisation, langue: Langue) -> dict[str, str | None]:
    return {
        "id": une.id,
        "jusqu_au": None if une.au == date.max else une.au.isoformat(),
        "ancre": une.ancre,
        "texte": une.texte.dire(langue),
        "certitude": une.certitude.value,
    }


def _verification(verification: Verification, langue: Langue) -> dict[str, str]:
    return {
        "id": verification.id,
        "ancre": verification.ancre,
        "texte": verification.texte.dire(langue),
        "effet": verification.effet.dire(langue),
    }


def dire_lecture(attachee: LectureAttachee, langue: Langue) -> dict[str, Any]:
    """Return a reading attached as JSON values: what is adopted here, what the other would do."""
    lecture = attachee.lecture
    retenue = lecture.retenue.dire(langue)
    rivale = lecture.rivale.dire(langue)
    if attachee.rivale:
        retenue, rivale = rivale, retenue
    return {
        "id": lecture.id,
        "ancre": lecture.ancre,
        "imprime": lecture.imprime.dire(langue),
        "retenue": retenue,
        "autre": rivale,
        "autre_reponse": attachee.situation_emploi.value,
        "autre_notifiable_le": _jour(attachee.notifiable_le),
    }
