"""What the pages of a file call acts, states, roles and facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from opposable.dossiers import acte as a
from opposable.dossiers.delais import Attente, Retenue
from opposable.dossiers.etat import Etat, Sens
from opposable.web.socle import droit
from opposable.web.socle.francais import dit, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise as Promise

MAJUSCULE = re.compile(r"(?<!^)(?=[A-Z])")

ACTES: Mapping[type[a.Acte], Promise] = {
    a.Deposer: _("Déposer"),
    a.DemanderPieces: _("Demander des pièces"),
    a.Completer: _("Constater que les pièces sont là"),
    a.Joindre: _("Joindre des pièces"),
    a.Corriger: _("Corriger un fait"),
    a.Instruire: _("Commencer l’instruction"),
    a.Affecter: _("Affecter"),
    a.Commenter: _("Commenter"),
    a.Contacter: _("Noter un contact"),
    a.Rapprocher: _("Rapprocher le métier"),
    a.Examiner: _("Examiner"),
    a.Constater: _("Répondre à une condition"),
    a.ComparerLaPaie: _("Comparer la rémunération"),
    a.Saisir: _("Demander un avis"),
    a.RendreAvis: _("Rendre un avis"),
    a.Transferer: _("Transférer"),
    a.Preparer: _("Préparer une décision"),
    a.Decider: _("Signer la décision"),
    a.ConstaterSilence: _("Constater la décision née du silence"),
    a.Motiver: _("Communiquer les motifs du silence"),
    a.Dater: _("Fixer les dates de l’autorisation"),
    a.Notifier: _("Notifier"),
    a.ClasserSansSuite: _("Classer sans suite"),
    a.SeDesister: _("Se désister"),
    a.Rectifier: _("Rectifier une erreur matérielle"),
    a.Retirer: _("Retirer la décision"),
    a.Contester: _("Enregistrer un recours"),
}
ETATS: Mapping[Etat, Promise] = {
    Etat.BROUILLON: _("brouillon"),
    Etat.EN_CONSTRUCTION: _("en construction"),
    Etat.EN_INSTRUCTION: _("en instruction"),
    Etat.ACCEPTE: _("accepté"),
    Etat.REFUSE: _("refusé"),
    Etat.SANS_SUITE: _("sans suite"),
}
ATTENTES: Mapping[Attente, Promise] = {
    Attente.DEMANDEUR: _("on attend le demandeur : le délai est arrêté"),
    Attente.SERVICE: _("on attend le service : le délai court"),
    Attente.AUTRE_SERVICE: _("on attend l’avis d’un autre service : le délai court"),
    Attente.PERSONNE: _("on n’attend personne"),
}
A_NOTIFIER = _("on attend le service : la décision est à notifier")
RETENU = _("on attend le jour où l’accord peut être notifié")
AVANT_LE = _(
    "L’accord tient strictement à la liste : il ne peut pas être notifié avant le %(jour)s. Ce"
    " jour-là, il part de lui-même."
)
NOTIFIABLE_DEPUIS = _("Cet accord peut être notifié depuis le %(jour)s, et ne l’est pas.")
AVIS: Mapping[Sens, Promise] = {Sens.FAVORABLE: _("favorable"), Sens.DEFAVORABLE: _("défavorable")}
RETENUES: Mapping[Retenue, Promise] = {
    Retenue.SUSPENDUE: _(
        "L’accord tient strictement à la liste, et le jour à partir duquel il peut être notifié"
        " n’est pas connu."
    ),
    Retenue.AVANT_LE_JOUR: _(
        "L’accord tient strictement à la liste : il ne peut pas être notifié avant ce jour."
    ),
}
MOYENS: Mapping[str, Promise] = {
    "telephone": _("téléphone"),
    "courriel": _("courriel"),
    "courrier": _("courrier"),
    "visite": _("visite"),
}
VOIES: Mapping[str, Promise] = {
    "gracieux": _("recours gracieux"),
    "hierarchique": _("recours hiérarchique"),
    "contentieux": _("recours contentieux"),
}
LETTRES: Mapping[str, Promise] = {
    "recepisse": _("Récépissé"),
    "demande_de_pieces": _("Demande de pièces"),
    "demande_d_avis": _("Demande d’avis"),
    "accord": _("Accord"),
    "refus": _("Refus"),
    "motifs_du_silence": _("Motifs du refus né du silence"),
    "annexe": _("Annexe sur la part du logiciel"),
}
FAITS: Mapping[str, Promise] = {
    "nationalite": _("Nationalité"),
    "metier": _("Métier"),
    "departement": _("Département de travail"),
    "region": _("Région de travail"),
    "type": _("Démarche"),
    "metier_initial": _("Métier de la première autorisation"),
    "activite": _("Activité"),
    "diplome_francais": _("Diplôme français"),
    "dispense": _("Dispense"),
    "jeune_diplome": _("Jeune diplômé"),
    "rang_renouvellement": _("Rang du renouvellement"),
    "departement_initial": _("Département de la première autorisation"),
    "region_initiale": _("Région de la première autorisation"),
    "employeur.siret": _("SIRET"),
    "employeur.siren": _("SIREN"),
    "employeur.nom": _("Nom"),
    "employeur.adresse": _("Adresse"),
    "employeur.naf": _("Activité (NAF)"),
    "employeur.effectif": _("Effectif"),
    "employeur.representant": _("Représentant légal"),
    "employeur.immatriculation_sociale": _("Immatriculation sociale"),
    "employeur.courriel": _("Courriel"),
    "accueil.siret": _("SIRET"),
    "accueil.siren": _("SIREN"),
    "accueil.nom": _("Nom"),
    "accueil.adresse": _("Adresse"),
    "accueil.naf": _("Activité (NAF)"),
    "accueil.effectif": _("Effectif"),
    "accueil.representant": _("Représentant légal"),
    "accueil.immatriculation_sociale": _("Immatriculation sociale"),
    "accueil.courriel": _("Courriel"),
    "travailleur.nom": _("Nom"),
    "travailleur.nom_d_usage": _("Nom d’usage"),
    "travailleur.prenoms": _("Prénoms"),
    "travailleur.sexe": _("Sexe"),
    "travailleur.situation": _("Situation de famille"),
    "travailleur.ne_le": _("Date de naissance"),
    "travailleur.ne_a": _("Lieu de naissance"),
    "travailleur.pays_de_naissance": _("Pays de naissance"),
    "travailleur.adresse": _("Adresse"),
    "travailleur.pays_de_residence": _("Pays de résidence"),
    "travailleur.titre": _("Numéro du titre de séjour"),
    "travailleur.titre_expire_le": _("Fin du titre de séjour"),
    "travailleur.titres_anterieurs": _("Titres antérieurs"),
    "emploi.intitule": _("Intitulé"),
    "emploi.taches": _("Tâches"),
    "emploi.contrat": _("Contrat"),
    "emploi.debut_le": _("Début"),
    "emploi.fin_le": _("Fin"),
    "emploi.heures": _("Heures par semaine"),
    "emploi.remuneration": _("Rémunération brute mensuelle"),
    "emploi.avantages": _("Avantages"),
    "emploi.convention": _("Convention collective (IDCC)"),
    "emploi.adresse": _("Lieu de travail"),
    "emploi.logement": _("Logement"),
    "remuneration": _("Rémunération brute mensuelle"),
    "employeur": _("Employeur (SIRET)"),
    "travailleur.departement": _("Département de résidence"),
    "employeur.departement": _("Département du siège"),
}
CONTENUS: Mapping[str, Promise] = {
    "agent": _("à qui"),
    "au": _("dernier jour"),
    "avec": _("avec qui"),
    "candidats": _("codes possibles"),
    "champ": _("fait"),
    "condition": _("condition"),
    "droit_commun": _("le droit commun seul"),
    "du": _("premier jour"),
    "fonctions": _("fonctions"),
    "griefs": _("motif"),
    "minimum": _("minimum"),
    "motif": _("motifs"),
    "moyen": _("moyen"),
    "pieces": _("pièces"),
    "preuve": _("preuve"),
    "proposition": _("réponse"),
    "question": _("question"),
    "raison": _("raison"),
    "recu_le": _("reçu le"),
    "reference": _("référence"),
    "remplie": _("remplie"),
    "retenu": _("code retenu"),
    "sens": _("sens"),
    "service": _("service"),
    "source": _("source"),
    "texte": _("texte"),
    "valeur": _("valeur"),
    "voie": _("voie"),
}
"""What the journal calls what an act says."""
PARTIES: Mapping[str, Promise] = {
    "demande": _("La demande"),
    "employeur": _("L’employeur"),
    "accueil": _("L’entreprise d’accueil"),
    "travailleur": _("Le travailleur"),
    "emploi": _("L’emploi"),
}


def cle(acte: type[a.Acte]) -> str:
    """Return the name of an act as an address bears it: `demander-pieces`."""
    return MAJUSCULE.sub("-", acte.__name__).lower()


PAR_CLE: Mapping[str, type[a.Acte]] = {cle(acte): acte for acte in a.TABLE}
PAR_NOM: Mapping[str, type[a.Acte]] = {acte.__name__: acte for acte in a.TABLE}


def dire_condition(nom: str) -> str:
    """Return what people call a condition that stays: its words in the law."""
    trouvee = next((c for c in droit.corpus().conditions if c.id == nom), None)
    return phrase(dit(trouvee.texte)) if trouvee else nom


def dire_acte(nom: str) -> Promise | str:
    """Return what people call an act of the journal."""
    acte = PAR_NOM.get(nom)
    return ACTES[acte] if acte else nom
