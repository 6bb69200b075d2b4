"""The journal of a file told in words: what each act said, nothing as the machine keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext

from opposable.decision.motif import dire_mot
from opposable.dossiers import acte as a
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.dire import ROLES, SENS, dire_fait, dire_somme, dire_un_jour, intitule
from opposable.web.bureau.instruction import mots
from opposable.web.socle import droit
from opposable.web.socle.francais import typo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.journal import Entree

SOMMES, JOURS = frozenset(("minimum", "reference")), frozenset(("du", "au", "recu_le"))


class Entretien(NamedTuple):
    """An entry of the journal, in words: the act, who, in what capacity, what was said."""

    entree: Entree
    acte: str
    role: str
    contenu: tuple[tuple[str, str], ...]


def journal(dossier: Dossier, noms: Mapping[str, str]) -> list[Entretien]:
    """Return the journal in words, the last entry first."""
    return [
        Entretien(
            entree,
            str(mots.dire_acte(entree.acte)),
            str(ROLES.get(entree.role, entree.role)),  # type: ignore[call-overload]
            tuple(_contenu(entree, noms)),
        )
        for entree in reversed(dossier.journal)
    ]


def affectes(dossier: Dossier) -> set[str]:
    """Return everyone the file was ever given to."""
    donnes = (e for e in dossier.journal if e.acte == a.Affecter.__name__)
    return {json.loads(entree.contenu)["agent"] for entree in donnes}


def _contenu(entree: Entree, noms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    contenu = json.loads(entree.contenu)
    for nom, valeur in contenu.items():
        titre = str(mots.CONTENUS.get(nom, nom))
        if nom == "griefs":
            for grief in valeur:
                yield titre, typo(f"{grief['droit']} : {grief['fait']}")
        elif nom == "proposition":
            situation = valeur["situation_emploi"]
            yield titre, dire_mot(situation, droit.corpus(), droit.langue())
        elif isinstance(valeur, list):
            yield titre, ", ".join(v["nom"] if isinstance(v, dict) else str(v) for v in valeur)
        elif isinstance(valeur, bool):
            if valeur or nom != "droit_commun":
                yield titre, gettext("oui") if valeur else gettext("non")
        elif valeur not in {None, ""}:
            yield titre, _mot(nom, str(valeur), entree, contenu, noms)


def _mot(
    nom: str, valeur: str, entree: Entree, contenu: Mapping[str, Any], noms: Mapping[str, str]
) -> str:
    """Return what an act said, in words where it is one of a few, a day, a sum or a code."""
    if nom in SOMMES:
        return dire_somme(valeur)
    if nom in JOURS:
        return dire_un_jour(valeur)
    if nom == "valeur":
        return dire_fait(contenu["champ"], valeur)
    if nom == "sens" and entree.acte == a.RendreAvis.__name__:
        return str(mots.AVIS[valeur])  # type: ignore[index]
    dire: Mapping[str, Callable[[str], str]] = {
        "service": lambda service: nom_du_service(service, entree.le),
        "condition": mots.dire_condition,
        "retenu": lambda code: f"{code} – {intitule(code)}" if intitule(code) else code,
    }
    connus: Mapping[str, Any] = {
        "sens": SENS,
        "voie": mots.VOIES,
        "moyen": mots.MOYENS,
        "champ": mots.FAITS,
        "agent": noms,
    }
    return dire[nom](valeur) if nom in dire else str(connus.get(nom, {}).get(valeur, valeur))
