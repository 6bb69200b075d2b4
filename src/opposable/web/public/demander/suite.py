"""What to ask next: one missing fact at a time, beside the answer that lacks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.decision.codes_dits import proposer
from opposable.decision.faits import lire_les_codes
from opposable.decision.regles import A
from opposable.web.public.demander.formulaire import AU_CHOIX, LIBELLES, TYPES, lieux
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from opposable.web.public.demander.formulaire import Lieux
    from opposable.web.public.demander.reponse import Reponse

CHAMPS = {"region": "lieu", "region_initiale": "lieu_initial"}
"""Field of the form for a fact of the contract, where the names differ."""
LIEUX = (
    ("region", "lieu", "r-"),
    ("departement", "lieu", "d-"),
    ("region_initiale", "lieu_initial", "r-"),
    ("departement_initial", "lieu_initial", "d-"),
)
"""Facts of the contract that are places, the field of the form and what its choices begin with."""
A_PRECISER = {
    A.DIPLOME_NON_DIT: "diplome_francais",
    A.RANG_NON_DIT: "rang_renouvellement",
}
"""Facts welcome though the answer stands without them, by the note that says so."""
METIER = "metier"
LES_LIEUX = frozenset(champ for _, champ, _ in LIEUX)
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
        formulaire: Fields of the form already said.
    """

    champ: str
    question: str
    choix: Mapping[str, _StrPromise | str]
    lieux: Lieux
    formulaire: dict[str, str]

    @property
    def dits(self) -> dict[str, str]:
        """Fields of the form to send again: all that were said, but the one asked for."""
        return {nom: valeur for nom, valeur in self.formulaire.items() if nom != self.champ}


def manque(reponse: Reponse, dits: Mapping[str, str]) -> Manque | None:
    """Return the fact to ask for next, None where the answer lacks none.

    Args:
        reponse: The answer.
        dits: The facts said.
    """
    determination = reponse.determination
    premiere = next(iter(determination.questions), None)
    if premiere is not None and hasattr(determination.demande, premiere.id):
        return _manque(premiere.id, premiere.dire(droit.langue()), reponse, dits)
    notes = {avis.phrase.id for avis in determination.agencement.avis}
    fait = next((fait for avis, fait in A_PRECISER.items() if avis in notes), None)
    return _manque(fait, str(LIBELLES[fait]), reponse, dits) if fait else None


def _manque(fait: str, question: str, reponse: Reponse, dits: Mapping[str, str]) -> Manque:
    champ = CHAMPS.get(fait, fait)
    choix: Mapping[str, _StrPromise | str] = TYPES if fait == "type" else AU_CHOIX.get(fait, {})
    if fait == METIER:
        choix = _codes(reponse)
    if fait == ACTIVITE:
        choix = {a: mots for a, mots in choix.items() if a in _activites(reponse)}
    ou = lieux() if champ in LES_LIEUX else ()
    return Manque(champ, question, choix, ou, champs_du_formulaire(dits))


def _codes(reponse: Reponse) -> dict[str, str]:
    """Return the codes that would settle the answer, each beside those already said."""
    determination, corpus = reponse.determination, droit.corpus()
    dit, liste = determination.demande.metier, corpus.listes.get(determination.liste or "")
    if not dit or liste is None:
        return {}
    codes = dict(lire_les_codes(METIER, dit, corpus))
    proposes = proposer(codes, liste.nomenclature, corpus)
    nommes = (corpus.metiers[code] for code in proposes if code in corpus.metiers)
    return {f"{dit}+{m.code}": f"{m.intitule} ({m.code})" for m in nommes}


def _activites(reponse: Reponse) -> set[str]:
    """Return the activities worth asking for: those printed beside the code, and the rest."""
    metier = reponse.determination.demande.metier or ""
    liste = droit.corpus().listes.get(reponse.determination.liste or "")
    rangees = liste.ouvertures[metier].entrees if liste and metier in liste.ouvertures else ()
    return {AUTRE, *(entree.activite for entree in rangees if entree.activite)}


def champs_du_formulaire(faits: Mapping[str, str]) -> dict[str, str]:
    """Return the facts of an application as the fields of the form hold them."""
    dits = dict(faits)
    for fait, champ, prefixe in LIEUX:
        if code := dits.pop(fait, ""):
            dits[champ] = prefixe + code
    return dits
