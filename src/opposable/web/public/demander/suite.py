"""What to ask next: one missing fact at a time, beside the answer that lacks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.web.public.demander.formulaire import AU_CHOIX, TYPES, lieux
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from opposable.decision.demande import Demande
    from opposable.web.public.demander.reponse import Reponse

CHAMPS = {"region": "lieu"}
"""Field of the form for a fact of the contract, where the names differ."""
DIPLOME_NON_DIT = "diplome-non-dit"
DIPLOME = "diplome_francais"
ACTIVITE, AUTRE = "activite", "autre"


@dataclass(frozen=True, slots=True)
class Manque:
    """A fact to ask for.

    Attributes:
        champ: Field of the form that holds it.
        question: The sentence of the law data that asks for it; empty for a fact that is
            welcome but not needed.
        choix: Values and words, where it is a choice.
        lieux: Places, where it is one.
        dits: Fields of the form already said, to send again.
    """

    champ: str
    question: str
    choix: Mapping[str, _StrPromise]
    lieux: list[tuple[str, str, list[tuple[str, str]]]]
    dits: dict[str, str]


def manque(reponse: Reponse) -> Manque | None:
    """Return the fact to ask for next, None where the answer lacks none."""
    determination = reponse.determination
    premiere = next(iter(determination.questions), None)
    if premiere is not None and hasattr(determination.demande, premiere.id):
        return _manque(premiere.id, premiere.dire(droit.langue()), reponse)
    if any(avis.id == DIPLOME_NON_DIT for avis in determination.avis):
        return _manque(DIPLOME, "", reponse)
    return None


def _manque(fait: str, question: str, reponse: Reponse) -> Manque:
    champ = CHAMPS.get(fait, fait)
    demande = reponse.determination.demande
    choix = TYPES if fait == "type" else AU_CHOIX.get(fait, {})
    if fait == ACTIVITE:
        choix = {a: mots for a, mots in choix.items() if a in _activites(reponse)}
    dits = {nom: valeur for nom, valeur in champs_du_formulaire(demande).items() if nom != champ}
    return Manque(champ, question, choix, lieux() if champ == "lieu" else [], dits)


def _activites(reponse: Reponse) -> set[str]:
    """Return the activities worth asking for: those printed beside the code, and the rest."""
    metier = reponse.determination.demande.metier or ""
    liste = droit.corpus().listes.get(reponse.determination.liste or "")
    rangees = liste.ouvertures[metier].entrees if liste and metier in liste.ouvertures else ()
    return {AUTRE, *(entree.activite for entree in rangees if entree.activite)}


def champs_du_formulaire(demande: Demande) -> dict[str, str]:
    """Return the facts of an application as the fields of the form hold them."""
    dits = demande.champs()
    dits.pop("id", None)
    departement, region = dits.pop("departement", ""), dits.pop("region", "")
    if departement or region:
        dits["lieu"] = f"d-{departement}" if departement else f"r-{region}"
    return dits
