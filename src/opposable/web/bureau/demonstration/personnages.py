"""The applications of the demonstration: drafts with an invented employer, worker and post."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.decision.demande import Demande
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.etat import Dossier, Poste

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from random import Random

DONNEES = Path(__file__).parent / "donnees" / "dossiers.toml"
AN = 365
MAJEUR, MUR = 20 * AN, 55 * AN


@cache
def scenes() -> Mapping[str, Any]:
    """Return the file that the demonstration is made of."""
    return tomllib.loads(DONNEES.read_text(encoding="utf-8"))


def brouillon(service: Mapping[str, Any], depose_le: date, hasard: Random) -> Dossier:
    """Draw the draft of an application to a service."""
    dits = scenes()
    rang = hasard.randrange(len(dits["employeur"]))
    poste = hasard.choice(dits["poste"])
    donnees = _donnees(dits, rang, poste, depose_le, hasard, service["departement"])
    demande = Demande(
        nationalite=hasard.choice(dits["nationalites"]),
        metier=poste["metier"],
        departement=service["departement"],
        type=service["type"],
        depose_le=depose_le,
    )
    employeur = f"employeur-{donnees.employeur.siret}"
    return replace(
        Dossier(numero="", demandeur=employeur, demande=demande, donnees=donnees),
        poste=Poste.de(donnees, provisoire=hasard.random() < PROVISOIRES),
    )


PROVISOIRES = 0.3


def redire(projet: Dossier, dits: Mapping[str, str]) -> Dossier:
    """Say facts of a draft anew: the code of the occupation, or what the form asks."""
    metier = dits.get("metier", projet.demande.metier)
    autres = {nom: valeur for nom, valeur in dits.items() if nom != "metier"}
    donnees = Donnees.depuis({**projet.donnees.champs(), **autres})
    return replace(
        projet,
        demande=replace(projet.demande, metier=metier),
        donnees=donnees,
        poste=Poste.de(donnees, provisoire=projet.poste.provisoire),
    )


def _donnees(
    dits: Mapping[str, Any],
    rang: int,
    poste: Mapping[str, Any],
    jour: date,
    hasard: Random,
    departement: str,
) -> Donnees:
    employeur = dits["employeur"][rang]
    ne_le = jour - timedelta(days=hasard.randint(MAJEUR, MUR))
    nom, prenom = hasard.choice(dits["noms"]), hasard.choice(dits["prenoms"])
    return Donnees.depuis(
        {
            "employeur.nom": employeur["nom"],
            "employeur.siret": _siret(dits["siren"], rang),
            "employeur.effectif": str(hasard.randint(2, 180)),
            "employeur.adresse": f"{hasard.randint(1, 90)}, rue du Port",
            "travailleur.nom": nom,
            "travailleur.prenoms": prenom,
            "travailleur.ne_le": ne_le.isoformat(),
            "travailleur.departement": departement,
            "emploi.intitule": poste["intitule"],
            "emploi.taches": dits["taches"],
            "emploi.contrat": "cdi",
            "emploi.heures": "35",
            "emploi.remuneration": str(poste["paie"] + hasard.randrange(-60, 400, 10)),
            "emploi.debut_le": (jour + timedelta(days=60)).isoformat(),
        }
    )


def siret_de(nom: str) -> str:
    """Return the number of an invented firm."""
    noms = [employeur["nom"] for employeur in scenes()["employeur"]]
    return _siret(scenes()["siren"], noms.index(nom))


def _siret(debut: str, rang: int) -> str:
    """Return a number whose keys are right, and that no company bears."""
    siren = _avec_cle(f"{debut}{rang:04}")
    return _avec_cle(f"{siren}{rang + 1:04}")


def _avec_cle(chiffres: str) -> str:
    """Add the digit that makes the sum a multiple of ten."""
    doubles = (int(c) * (2 - rang % 2) for rang, c in enumerate(reversed(chiffres)))
    return f"{chiffres}{-sum(d // 10 + d % 10 for d in doubles) % 10}"
