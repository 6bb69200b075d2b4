"""From rows to the value: a file is read whole, as `dossiers` knows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.decision.demande import Demande
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.etat import (
    Constatation,
    Dossier,
    Etat,
    Fait,
    Grief,
    Incomplet,
    Minute,
    Piece,
    Poste,
    Proposition,
    Saisine,
    Sens,
)
from opposable.dossiers.journal import Entree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Manager, Model, QuerySet

    from opposable.web.bureau.models import FicheActe, FicheDecision, FicheDossier, FicheFait
Fiche = TypeVar("Fiche", bound="Model")


def composer(fiche: FicheDossier) -> Dossier:
    """Return the file that rows keep, the value it was when they were written."""
    return Dossier(
        numero=fiche.numero,
        demandeur=fiche.demandeur,
        demande=Demande.depuis(fiche.demande),
        donnees=Donnees.depuis(fiche.donnees),
        pieces=tuple(Piece(**piece) for piece in fiche.pieces),
        poste=Poste(**fiche.poste),
        etat=Etat(fiche.etat),
        service=fiche.service,
        depose_le=fiche.depose_le,
        repris_le=fiche.repris_le,
        clos_le=fiche.clos_le,
        agent=fiche.agent,
        faits=tuple(map(_fait, _dans_l_ordre(fiche.faits, fiche.nombre_de_faits))),
        a_reexaminer=fiche.a_reexaminer,
        incomplets=tuple(map(_incomplet, fiche.incomplets)),
        saisines=tuple(map(_saisine, fiche.saisines)),
        propositions=tuple(map(_proposition, fiche.propositions)),
        constatations=tuple(map(_constatation, fiche.constatations)),
        minute=_minute(fiche.minute) if fiche.minute else None,
        decision=_decision(fiche.decision),
        notifie_le=fiche.notifie_le,
        initial=fiche.initial,
        autorise_du=fiche.autorise_du,
        autorise_au=fiche.autorise_au,
        journal=tuple(map(_entree, _dans_l_ordre(fiche.actes, fiche.nombre_d_actes))),
    )


def decision_de(fiche: FicheDossier) -> Minute | None:
    """Return the decision in force of a file, without reading it whole."""
    return _decision(fiche.decision)


def decision_et_proposition(fiche: FicheDossier) -> tuple[Minute | None, Proposition | None]:
    """Return the decision in force and the last answer of a file, without reading it whole."""
    derniere = _proposition(fiche.propositions[-1]) if fiche.propositions else None
    return _decision(fiche.decision), derniere


def _dans_l_ordre(fiches: Manager[Fiche], nombre: int) -> QuerySet[Fiche]:
    """What the file held when it was read: an act done since adds rows past that number."""
    return fiches.filter(rang__lte=nombre).order_by("rang")


def _jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


def _fait(fiche: FicheFait) -> Fait:
    return Fait(
        champ=fiche.champ,
        valeur=fiche.valeur,
        ancienne=fiche.ancienne,
        par=fiche.par,
        le=fiche.le,
    )


def _entree(fiche: FicheActe) -> Entree:
    return Entree(
        rang=fiche.rang,
        le=fiche.le,
        auteur=fiche.auteur,
        role=fiche.role,
        acte=fiche.acte,
        contenu=fiche.contenu,
        precedente=fiche.precedente,
        empreinte=fiche.empreinte,
    )


def _decision(fiche: FicheDecision | None) -> Minute | None:
    return _minute(fiche.minute) if fiche else None


def _incomplet(ecrit: Mapping[str, Any]) -> Incomplet:
    return Incomplet(
        demande_le=date.fromisoformat(ecrit["demande_le"]),
        pieces=tuple(ecrit["pieces"]),
        complete_le=_jour(ecrit["complete_le"]),
    )


def _constatation(ecrit: Mapping[str, Any]) -> Constatation:
    return Constatation(**{**ecrit, "le": _jour(ecrit.get("le"))})


def _saisine(ecrit: Mapping[str, Any]) -> Saisine:
    return Saisine(
        service=ecrit["service"],
        saisi_le=date.fromisoformat(ecrit["saisi_le"]),
        rendu_le=_jour(ecrit["rendu_le"]),
        sens=Sens(ecrit["sens"]) if ecrit["sens"] else None,
        question=ecrit.get("question", ""),
        motif=ecrit.get("motif", ""),
    )


def _proposition(ecrit: Mapping[str, Any]) -> Proposition:
    lus = {
        "le": date.fromisoformat(ecrit["le"]),
        "notifiable_le": _jour(ecrit["notifiable_le"]),
        "conditions": tuple(ecrit["conditions"]),
    }
    return Proposition(**{**ecrit, **lus})


def _minute(ecrit: Mapping[str, Any]) -> Minute:
    lus = {
        "sens": Sens(ecrit["sens"]),
        "griefs": tuple(Grief(**grief) for grief in ecrit["griefs"]),
        "date_le": _jour(ecrit["date_le"]),
    }
    return Minute(**{**ecrit, **lus})
