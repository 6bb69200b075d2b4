"""From the value to rows: what an act changed is written, and the figures move with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F

from opposable.dossiers.reperes import reperes
from opposable.dossiers.semblable import signalement
from opposable.dossiers.statistiques import mouvement, totaliser
from opposable.ecrit.repli import replier
from opposable.web.bureau.models import (
    Compteur,
    FicheActe,
    FicheDecision,
    FicheDossier,
    FicheFait,
    Total,
)
from opposable.web.bureau.reglages import reglages
from opposable.web.bureau.repertoire import couples, repertorier

if TYPE_CHECKING:
    from datetime import datetime

    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.statistiques import Case

TELS_QUELS = (
    *("numero", "demandeur", "etat", "service", "agent", "initial", "a_reexaminer"),
    *("depose_le", "repris_le", "clos_le", "notifie_le"),
    *("autorise_du", "autorise_au"),
)
"""Parts of a file that are columns as they are."""
SUITES = ("pieces", "incomplets", "saisines", "propositions", "constatations")


def inscrire(apres: Dossier, instant: datetime) -> None:
    """Write a file that no row keeps yet; it is not decided."""
    fiche = FicheDossier.objects.create(**_colonnes(apres))
    _suivre(fiche, None, apres, instant)


def reporter(fiche: FicheDossier, avant: Dossier, apres: Dossier, instant: datetime) -> None:
    """Write what an act changed of a file held by the transaction."""
    for nom, valeur in _colonnes(apres).items():
        setattr(fiche, nom, valeur)
    if avant.decision != apres.decision:
        fiche.decision = _decider(fiche, apres)
    fiche.save()
    _suivre(fiche, avant, apres, instant)


def _colonnes(dossier: Dossier) -> dict[str, Any]:
    return {
        **{nom: getattr(dossier, nom) for nom in TELS_QUELS},
        **{nom: _json([asdict(v) for v in getattr(dossier, nom)]) for nom in SUITES},
        "plie": _plie(dossier),
        "signalement": signalement(dossier),
        "siret": dossier.donnees.employeur.siret or dossier.poste.employeur,
        "nombre_de_faits": len(dossier.faits),
        "nombre_d_actes": len(dossier.journal),
        "departement": dossier.demande.departement,
        "demande": dossier.demande.champs(),
        "donnees": dossier.donnees.champs(),
        "poste": asdict(dossier.poste),
        "minute": _json(asdict(dossier.minute)) if dossier.minute else None,
        **reperes(dossier, reglages().silence)._asdict(),
    }


def _json(valeur: object) -> Any:
    return json.loads(json.dumps(valeur, cls=DjangoJSONEncoder))


def _plie(dossier: Dossier) -> str:
    """What a file is searched by, folded as what is typed will be."""
    employeur, travailleur = dossier.donnees.employeur, dossier.donnees.travailleur
    mots = (
        *(dossier.numero, dossier.demandeur, dossier.poste.employeur, dossier.demande.metier),
        *(employeur.nom, employeur.siren, travailleur.nom, travailleur.nom_d_usage),
        travailleur.prenoms,
    )
    return replier(" ".join(mot for mot in mots if mot))


def _decider(fiche: FicheDossier, apres: Dossier) -> FicheDecision | None:
    en_vigueur = FicheDecision.objects.filter(dossier=fiche, retiree_le__isnull=True)
    en_vigueur.update(retiree_le=apres.repris_le)
    if apres.decision is None:
        return None
    return FicheDecision.objects.create(
        dossier=fiche, sens=apres.decision.sens, minute=_json(asdict(apres.decision))
    )


def _suivre(fiche: FicheDossier, avant: Dossier | None, apres: Dossier, instant: datetime) -> None:
    faits, actes = (len(avant.faits), len(avant.journal)) if avant else (0, 0)
    FicheFait.objects.bulk_create(
        FicheFait(dossier=fiche, rang=rang, **asdict(fait))
        for rang, fait in enumerate(apres.faits[faits:], start=faits + 1)
    )
    FicheActe.objects.bulk_create(
        FicheActe(dossier=fiche, instant=instant, **entree._asdict())
        for entree in apres.journal[actes:]
    )
    repertorier(fiche, couples(avant, _plie) if avant else set(), couples(apres, _plie))
    _compter(mouvement(avant, apres))


def _compter(deltas: dict[Case, int]) -> None:
    """Move the counters, then their totals, always in one order: no act waits for another twice."""
    for case in sorted(deltas, key=str):
        _ajouter(Compteur, case._asdict(), deltas[case])
    totaux = totaliser(deltas)
    for total in sorted(totaux, key=str):
        _ajouter(Total, total._asdict(), totaux[total])


def _ajouter(table: type[Compteur | Total], case: dict[str, Any], delta: int) -> None:
    """Add to the row of a cell, made the first time."""
    colonnes: dict[str, Any] = {n: "" if v is None else v for n, v in case.items()}
    lignes = table._default_manager.filter(**colonnes)  # noqa: SLF001 - whichever table it is
    if not lignes.update(nombre=F("nombre") + delta):
        table._default_manager.get_or_create(**colonnes)  # noqa: SLF001
        lignes.update(nombre=F("nombre") + delta)
