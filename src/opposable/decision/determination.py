"""The determination: the answer with every reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opposable.decision.demande import Demande
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.motif import Motif
    from opposable.decision.recu import Recu
    from opposable.ecrit.bilingue import Langue
    from opposable.law.dispense import Dispense
    from opposable.law.entree import Entree
    from opposable.law.lecture import Lecture
    from opposable.law.plateforme import Plateforme
    from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
    from opposable.law.regle import SituationEmploi
    from opposable.law.regularisation import Regularisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The answer to one application, with all it rests on.

    Attributes:
        demande: The application as it was stated.
        situation_emploi: The answer.
        regle: Identifier of the deciding rule.
        liste: Identifier of the list consulted, None where none was.
        entree: Row applied, None where none was.
        nationalite: Nationality retained, None where it is not known.
        regime: Its regime on the day of examination.
        fondement: Legal basis, None for an answer not given.
        autorite: Competent service, None where none is known or due.
        notifiable_le: First day of notification, None where there is nothing to notify.
        motifs: Reasons, in the order of the text.
        conditions: Conditions of the permit that remain to be examined.
        verifications: Checks a renewal asks for.
        charges: Charges the employer owes, as far as the circular says.
        plateformes: Platforms known to receive it, those of seasonal work included.
        cas: Facts not said that would settle the answer.
        regularisation: What an occupation of the list opens besides, told and never decided.
        questions: Facts to ask for, where no answer can be given.
        avis: Notes beside the answer.
        lectures: Readings of the text the answer depends on.
        defauts: Defects of the code or the region that change no answer.
        reserves: Values the answer rests on that were not read in a legal text.
        recu: Receipt.
    """

    demande: Demande
    situation_emploi: SituationEmploi
    regle: str
    liste: str | None
    entree: Entree | None
    nationalite: str | None
    regime: str | None
    fondement: Fondement | None
    autorite: Service | None
    notifiable_le: date | None
    motifs: tuple[Motif, ...]
    conditions: tuple[Condition, ...]
    verifications: tuple[Verification, ...]
    charges: tuple[Charge, ...]
    plateformes: tuple[Plateforme, ...]
    cas: tuple[Dispense, ...]
    regularisation: tuple[Regularisation, ...]
    questions: tuple[Motif, ...]
    avis: tuple[Motif, ...]
    lectures: tuple[LectureAttachee, ...]
    defauts: tuple[Lecture, ...]
    reserves: tuple[Motif, ...]
    recu: Recu

    def en_dict(self, langue: Langue = "fr") -> dict[str, Any]:
        """Return the determination as JSON values, with the keys of the contract."""
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
            "motifs": [_phrase(m, langue) for m in self.motifs],
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
            "questions": [_phrase(q, langue) for q in self.questions],
            "avis": [_phrase(a, langue) for a in self.avis],
            "lectures": [dire_lecture(attachee, langue) for attachee in self.lectures],
            "defauts": dire_defauts(self.defauts, langue),
            "reserves": [_phrase(r, langue) for r in self.reserves],
            "recu": self.recu.en_dict(),
        }

    def en_json(self, langue: Langue = "fr") -> str:
        """Return the determination as JSON text: same facts, same receipt, same bytes."""
        return json.dumps(self.en_dict(langue), ensure_ascii=False, indent=2)


def _jour(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None


def _phrase(motif: Motif, langue: Langue) -> dict[str, str]:
    return {"id": motif.id, "ancre": motif.ancre, "texte": motif.dire(langue)}


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
