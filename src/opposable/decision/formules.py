"""The words an exposition is told in: verdicts, labels and notes, in both languages."""

from __future__ import annotations

from opposable.ecrit.bilingue import Bilingue
from opposable.law.dispense import Portee
from opposable.law.procedure import Nature
from opposable.law.regle import SituationEmploi

VERDICTS = {
    SituationEmploi.NON_OPPOSABLE: Bilingue(
        "L'administration ne peut pas refuser au motif que des demandeurs d'emploi sont "
        "disponibles. Les autres conditions restent à examiner.",
        "The administration cannot refuse on the ground that job seekers are available. "
        "The other conditions remain to be examined.",
    ),
    SituationEmploi.OPPOSABLE: Bilingue(
        "L'administration peut refuser au motif que des demandeurs d'emploi sont disponibles : "
        "le droit commun s'applique. Ce n'est pas un refus.",
        "The administration may refuse on the ground that job seekers are available: "
        "ordinary law applies. This is not a refusal.",
    ),
    SituationEmploi.AUTORISATION_NON_REQUISE: Bilingue(
        "La personne peut travailler en France sans autorisation de travail : la question ne se "
        "pose pas.",
        "The person may work in France without a work permit: the question does not arise.",
    ),
    SituationEmploi.INDETERMINEE: Bilingue(
        "Ce qui est connu ici ne permet pas de répondre. Voici ce qui manque.",
        "What is known here does not allow an answer. Here is what is missing.",
    ),
}
OU_DEPOSER = Bilingue("Où déposer", "Where to file")
LEQUEL = Bilingue("Lequel", "Which one")
A_NOTER = Bilingue("À noter", "Note")
QUI_DECIDE = Bilingue("Qui décide", "Who decides")
NOTIFICATION = Bilingue("Notification", "Notification")
FONDEMENT = Bilingue("Fondement", "Legal basis")
PLATEFORME = Bilingue("Plateforme", "Platform")
SAISONNIER = Bilingue("Travail saisonnier", "Seasonal work")
PLATEFORME_INCONNUE = Bilingue(
    "plateforme non connue ici pour ce lieu ; le service en ligne y conduit la demande",
    "platform not known here for this place; the on-line service takes the application there",
)
SIEGE_LA = Bilingue("si le siège de l'employeur y est", "if the employer's seat is there")
EFFETS = {
    Portee.AUTORISATION_NON_REQUISE: Bilingue(
        "aucune autorisation de travail ne serait requise", "no work permit would be required"
    ),
    Portee.NON_OPPOSABLE: Bilingue(
        "la situation de l'emploi ne serait pas opposable",
        "the labour-market situation could not be opposed",
    ),
}
APPRECIEE = Bilingue(" (apprécié, non exigé)", " (weighed, not required)")
NATURES = {
    Nature.EXIGEE: Bilingue(
        "Ces conditions s'imposent : l'autorisation suppose que chacune soit remplie.",
        "These conditions bind: the permit supposes that each of them is met.",
    ),
    Nature.APPRECIEE: Bilingue(
        "L'administration apprécie ces éléments ensemble : aucun ne décide à lui seul.",
        "The administration weighs these elements together: none decides alone.",
    ),
}
"""How the conditions of a day count; those that bind, first."""
NOTE_DE_LA_REGULARISATION = Bilingue(
    "À titre d'information, sans effet sur la réponse : pour qui travaille déjà en France.",
    "For information, without effect on the answer: for someone who already works in France.",
)
JUSQU_AU = Bilingue("jusqu'au {jour}", "until {jour}")
CHARGE = Bilingue("À la charge de l'employeur", "Owed by the employer")
A_PARTIR_DU = Bilingue("notification à partir du", "notification from")
LECTURE = Bilingue(
    "{imprime}. Retenu ici : {retenue}. Autre lecture : {autre} ; elle répondrait : {reponse}.",
    "{imprime}. Adopted here: {retenue}. Other reading: {autre}; it would answer: {reponse}.",
)
NOTE_DES_VOIES = Bilingue(
    "À titre d'information : aucun de ces changements n'est un conseil.",
    "For information: none of these changes is advice.",
)
