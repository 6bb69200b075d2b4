"""What a decision must hold to be prepared, signed, born of silence or notified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.dossiers.delais import Retenue, echeance, retenue
from opposable.dossiers.etat import Sens
from opposable.ecrit.calendrier import ecrire_jour
from opposable.errors import TransitionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.dossiers.delais import Duree
    from opposable.dossiers.etat import Dossier, Grief, Minute, Proposition

SITUATION_EMPLOI = "situation_emploi"
"""The condition that a refusal cannot cite where the lists forbid it."""
NON_OPPOSABLE = "non_opposable"
SANS_OBJET = "autorisation_non_requise"


def exiger(dossier: Dossier, minute: Minute, *, lient: bool) -> None:
    """Check that a decision follows from the file.

    Raises:
        TransitionError: It was not examined, or not since a fact changed; documents are
            missing; a reason is wanting or forbidden; a condition was not answered; or no
            permit is needed.

    Law: 2/5, 2/11.
    """
    proposition = dossier.proposition
    if dossier.incomplet:
        raise _refus(dossier, "des pièces sont encore attendues")
    if proposition is None:
        raise _refus(dossier, "le dossier n'a pas été examiné")
    if dossier.a_reexaminer:
        raise _refus(dossier, "un fait a changé depuis la réponse : examinez de nouveau")
    if proposition.situation_emploi == SANS_OBJET:
        raise _refus(dossier, "aucune autorisation n'est requise : classez sans suite")
    if minute.sens is Sens.FAVORABLE:
        _exiger_un_accord(dossier, minute, proposition, lient=lient)
    else:
        _exiger_des_griefs(dossier, minute.griefs, proposition)


def _exiger_un_accord(
    dossier: Dossier, minute: Minute, proposition: Proposition, *, lient: bool
) -> None:
    if minute.griefs:
        raise _refus(dossier, "un accord n'a pas de griefs")
    if proposition.situation_emploi != NON_OPPOSABLE and not minute.droit_commun:
        raise _refus(
            dossier, "aucune liste ne porte cet accord : dites que le droit commun le justifie"
        )
    dites = {nom: dite.remplie for nom, dite in dossier.dites.items()}
    manque = [c for c in proposition.conditions if c not in dites]
    if manque:
        raise _refus(dossier, "des conditions restent à examiner", conditions=manque)
    non_remplies = [c for c in proposition.conditions if not dites[c]]
    if lient and non_remplies:
        raise _refus(dossier, "des conditions ne sont pas remplies", conditions=non_remplies)


def exiger_des_motifs(dossier: Dossier, griefs: tuple[Grief, ...]) -> None:
    """Check that the reasons told of a silence can be told.

    Raises:
        TransitionError: The decision was signed, or a reason is wanting or forbidden.

    Law: 2/5.
    """
    if dossier.decision is None or not dossier.decision.tacite:
        raise _refus(dossier, "les motifs d'un refus signé sont dans le refus", "Motiver")
    _exiger_des_griefs(dossier, griefs, dossier.proposition, "Motiver")


def _exiger_des_griefs(
    dossier: Dossier,
    griefs: tuple[Grief, ...],
    proposition: Proposition | None,
    acte: str = "Decider",
) -> None:
    if not griefs:
        raise _refus(dossier, "un refus dit ses motifs, en droit et en fait", acte)
    ouverte = proposition is not None and proposition.situation_emploi == NON_OPPOSABLE
    for grief in griefs:
        if not grief.droit.strip() or not grief.fait.strip():
            raise _refus(dossier, f"« {grief.condition} » : dites le droit et le fait", acte)
        if grief.condition == SITUATION_EMPLOI and ouverte:
            raise _refus(dossier, "la situation de l'emploi ne peut pas être opposée ici", acte)


def exiger_notifiable(dossier: Dossier, jour: date) -> None:
    """Check that the decision may be notified on that day.

    Raises:
        TransitionError: It was notified already, was born of silence, or is held back.

    Law: 2/11.
    """
    decision = dossier.decision
    if decision is None or decision.tacite:
        raise _refus(dossier, "une décision née du silence ne se notifie pas", "Notifier")
    if dossier.notifie_le:
        le = ecrire_jour(dossier.notifie_le)
        raise _refus(dossier, f"la décision a été notifiée le {le}", "Notifier")
    if _ne_repose_plus_sur_la_liste(dossier, decision):
        raise _refus(dossier, "la liste ne porte plus cet accord : retirez-le", "Notifier")
    retenu = retenue(decision, dossier.proposition, jour)
    if retenu is Retenue.SUSPENDUE:
        raise _refus(dossier, "aucun jour de notification n'est connu", "Notifier")
    if retenu is Retenue.AVANT_LE_JOUR and dossier.proposition:
        du = dossier.proposition.notifiable_le
        depuis = f" qu'à partir du {ecrire_jour(du)}" if du else " pas encore"
        raise _refus(dossier, f"l'accord ne se notifie{depuis}", "Notifier")


def _ne_repose_plus_sur_la_liste(dossier: Dossier, decision: Minute) -> bool:
    """Whether a grant by the list was examined anew, and the list no longer opens it."""
    proposition = dossier.proposition
    par_la_liste = decision.sens is Sens.FAVORABLE and not decision.droit_commun
    return (
        par_la_liste and proposition is not None and proposition.situation_emploi != NON_OPPOSABLE
    )


def exiger_que_le_delai_coure(dossier: Dossier, duree: Duree | None, jour: date) -> None:
    """Check that silence has not decided already: a clock that ran out cannot be stopped.

    Raises:
        TransitionError: The period is over.
    """
    fin = echeance(dossier, duree) if duree else None
    if fin is not None and jour >= fin:
        raise _refus(dossier, f"le silence a décidé le {ecrire_jour(fin)}", "DemanderPieces")


def silence_le(dossier: Dossier, duree: Duree | None, jour: date) -> date:
    """Return the day silence became a decision.

    Raises:
        TransitionError: No text sets a period, the clock is stopped, or it has not run out.
    """
    fin = echeance(dossier, duree) if duree else None
    if fin is None:
        raise _refus(dossier, "aucun délai ne court", "ConstaterSilence")
    if jour < fin:
        raise _refus(dossier, f"le délai court jusqu'au {ecrire_jour(fin)}", "ConstaterSilence")
    return fin


def _refus(
    dossier: Dossier, raison: str, acte: str = "Decider", *, conditions: Iterable[str] = ()
) -> TransitionError:
    return TransitionError(acte, dossier.etat, raison, tuple(conditions))
