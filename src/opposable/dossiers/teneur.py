"""What the elements of a letter say: each takes its value from the file, or from the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.acte import DemanderPieces, Motiver, Saisir
from opposable.dossiers.delais import echeance
from opposable.dossiers.etat import Grief
from opposable.ecrit.calendrier import ecrire_jour

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.delais import Duree
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.journal import Entree


class Contexte(NamedTuple):
    """What a letter says that is not in the file: data of the service, each with its source.

    Attributes:
        jour: Day of the letter.
        services: Name of each service.
        personnes: Name and quality of each agent.
        silence: Period after which silence is a decision, None where no text sets one.
        recours: Appeal routes, each with its time limit and its article.
        fondement: Legal basis of the decision, as the determination gives it.
        algorithme: The mention due when a program took part in the decision.
        reponse: What the program answered, in words.
        motifs: Its reasons, in order.
        intitules: Name of each occupation.
        champs: Name of each fact of the application.
        valeurs: What each fact of the application says, in words.
    """

    jour: date
    services: Mapping[str, str]
    personnes: Mapping[str, str] = {}
    silence: Duree | None = None
    recours: Mapping[str, str] = {}
    fondement: str | None = None
    algorithme: str | None = None
    reponse: str | None = None
    motifs: tuple[str, ...] = ()
    intitules: Mapping[str, str] = {}
    champs: Mapping[str, str] = {}
    valeurs: Mapping[str, str] = {}


def derniere(dossier: Dossier, acte: type[Acte]) -> Entree | None:
    """Return the last entry of the journal for an act, None where it was never done."""
    return next((e for e in reversed(dossier.journal) if e.acte == acte.__name__), None)


def motifs_du_silence(dossier: Dossier) -> tuple[Grief, ...]:
    """Return the reasons told of a refusal born of silence, since the decision in force."""
    entree = derniere(dossier, Motiver)
    if entree is None or (dossier.clos_le and entree.le < dossier.clos_le):
        return ()
    return tuple(Grief(**grief) for grief in json.loads(entree.contenu)["griefs"])


def signataire(dossier: Dossier) -> str | None:
    """Return who signed the decision, or told the reasons of a silence."""
    if dossier.decision is None:
        return None
    entree = derniere(dossier, Motiver) if dossier.decision.tacite else None
    return entree.auteur if entree else dossier.decision.signe_par


def _jour(jour: date | None) -> str | None:
    return ecrire_jour(jour) if jour else None


def _griefs(dossier: Dossier, _: Contexte) -> str | None:
    tacite = dossier.decision is not None and dossier.decision.tacite
    dits = dossier.decision.griefs if dossier.decision else ()
    griefs = motifs_du_silence(dossier) if tacite else dits
    return " ; ".join(f"{g.droit} : {g.fait}" for g in griefs) or None


def _pieces(dossier: Dossier, _: Contexte) -> str | None:
    return ", ".join(dossier.incomplet.pieces) if dossier.incomplet else None


def _silence(dossier: Dossier, contexte: Contexte) -> str | None:
    return _jour(echeance(dossier, contexte.silence)) if contexte.silence else None


def _signataire(dossier: Dossier, contexte: Contexte) -> str | None:
    nom = signataire(dossier)
    return contexte.personnes.get(nom, nom) if nom else None


def _auteur(*actes: type[Acte]) -> Callable[[Dossier, Contexte], str | None]:
    def trouver(dossier: Dossier, contexte: Contexte) -> str | None:
        entrees = [e for e in (derniere(dossier, acte) for acte in actes) if e]
        if not entrees:
            return None
        auteur = max(entrees, key=lambda e: e.rang).auteur
        return contexte.personnes.get(auteur, auteur)

    return trouver


def _metier(dossier: Dossier, contexte: Contexte) -> str | None:
    code = dossier.demande.metier
    intitule = contexte.intitules.get(code or "") or dossier.donnees.emploi.intitule
    return f"{intitule} ({code})" if intitule and code else code


def _travailleur(dossier: Dossier, _: Contexte) -> str | None:
    dit = dossier.donnees.travailleur
    return " ".join(nom for nom in (dit.prenoms, dit.nom) if nom) or None


def _decide_le(dossier: Dossier, _: Contexte) -> str | None:
    return _jour(dossier.decision.date_le) if dossier.decision else None


def _autorise(dossier: Dossier, _: Contexte) -> str | None:
    if dossier.autorise_du is None or dossier.autorise_au is None:
        return None
    return f"du {ecrire_jour(dossier.autorise_du)} au {ecrire_jour(dossier.autorise_au)}"


def _service_saisi(dossier: Dossier, contexte: Contexte) -> str | None:
    return contexte.services.get(dossier.saisines[-1].service) if dossier.saisines else None


def _question(dossier: Dossier, _: Contexte) -> str | None:
    return dossier.saisines[-1].question or None if dossier.saisines else None


def _algorithme(dossier: Dossier, contexte: Contexte) -> str | None:
    return contexte.algorithme if dossier.propositions else None


def _recours(voie: str) -> Callable[[Dossier, Contexte], str | None]:
    return lambda _, contexte: contexte.recours.get(voie)


def _contribution(dossier: Dossier, contexte: Contexte) -> str | None:
    proposition = dossier.proposition
    if proposition is None or contexte.reponse is None:
        return None
    par = _signataire(dossier, contexte)
    decide = f" ; une personne a décidé : {par}" if par else " ; la décision est née du silence"
    return f"le {ecrire_jour(proposition.le)}, le logiciel a proposé : {contexte.reponse}{decide}"


def _donnees(dossier: Dossier, contexte: Contexte) -> str | None:
    noms = contexte.personnes
    redits = {f.champ: f", dit par {noms.get(f.par, f.par)}" for f in dossier.faits}
    dits = dossier.demande.champs().items()
    return " ; ".join(
        f"{contexte.champs.get(n, n)} : {contexte.valeurs.get(n, valeur)}{redits.get(n, '')}"
        for n, valeur in dits
    )


def _parametres(dossier: Dossier, _: Contexte) -> str | None:
    proposition = dossier.proposition
    if proposition is None:
        return None
    return f"règle « {proposition.regle} », sans pondération ; droit d'empreinte {proposition.recu}"


def _operations(dossier: Dossier, contexte: Contexte) -> str | None:
    return " ".join(contexte.motifs) if dossier.propositions and contexte.motifs else None


VALEURS: dict[str, Callable[[Dossier, Contexte], str | None]] = {
    "numero": lambda dossier, _: dossier.numero,
    "service": lambda dossier, contexte: contexte.services.get(dossier.service or ""),
    "date": lambda _, contexte: ecrire_jour(contexte.jour),
    "demandeur": lambda dossier, _: dossier.donnees.employeur.nom or dossier.demandeur,
    "travailleur": _travailleur,
    "pieces_jointes": lambda dossier, _: ", ".join(p.nom for p in dossier.pieces) or None,
    "depose_le": lambda dossier, _: _jour(dossier.depose_le),
    "metier": _metier,
    "fondement": lambda _, contexte: contexte.fondement,
    "decide_le": _decide_le,
    "autorise": _autorise,
    "griefs": _griefs,
    "pieces": _pieces,
    "silence": _silence,
    "signataire": _signataire,
    "agent": _auteur(DemanderPieces, Saisir),
    "service_saisi": _service_saisi,
    "question": _question,
    "recours_gracieux": _recours("recours_gracieux"),
    "recours_hierarchique": _recours("recours_hierarchique"),
    "recours_contentieux": _recours("recours_contentieux"),
    "algorithme": _algorithme,
    "contribution": _contribution,
    "donnees": _donnees,
    "parametres": _parametres,
    "operations": _operations,
}
"""Where each element takes its value."""
