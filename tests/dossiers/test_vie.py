"""What one act after the other makes of a file, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dossiers.bureau import CADRE, JOUR, brouillon, depose, instruit, proposition
from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.dossiers.acte import (
    Affecter,
    Commenter,
    Constater,
    ConstaterSilence,
    Contester,
    Corriger,
    Decider,
    DemanderPieces,
    Deposer,
    Examiner,
    Notifier,
    Preparer,
    Rectifier,
    Retirer,
    Transferer,
)
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Etat, Fait, Grief, Proposition, Sens
from opposable.dossiers.vie import accomplir
from opposable.errors import DroitError, TransitionError

SIGNER = Decider(auteur="chef", role=Role.SIGNATAIRE)
NOTIFIER = Notifier(auteur="greffe", role=Role.GUICHET)
ACCORDER = Preparer(auteur="examen", role=Role.INSTRUCTEUR, sens=Sens.FAVORABLE)
PAIE = Grief(condition="pay", droit="R.5221-20 5°", fait="sous le minimum de la branche")
REFUSER = Preparer(auteur="examen", role=Role.INSTRUCTEUR, sens=Sens.DEFAVORABLE, griefs=(PAIE,))


def verifie(reponse: Proposition | None = None, *, remplie: bool = True) -> Dossier:
    """A file of which every condition was answered."""
    dossier = instruit(reponse)
    for condition in ("pay", "logement"):
        acte = Constater(
            auteur="examen",
            role=Role.INSTRUCTEUR,
            condition=condition,
            remplie=remplie,
            raison="contrat lu",
        )
        dossier = accomplir(dossier, acte, JOUR, CADRE)
    return dossier


def accorde(reponse: Proposition | None = None) -> Dossier:
    """A file granted."""
    return accomplir(accomplir(verifie(reponse), ACCORDER, JOUR, CADRE), SIGNER, JOUR, CADRE)


def test_du_depot_a_la_notification() -> None:
    """Filed, examined, granted, notified: each act dated and signed in the journal."""
    dossier = accomplir(accorde(), NOTIFIER, JOUR, CADRE)
    assert dossier.etat is Etat.ACCEPTE
    assert dossier.notifie_le == dossier.depose_le == JOUR
    assert dossier.decision
    assert (dossier.decision.prepare_par, dossier.decision.signe_par) == ("examen", "chef")
    assert [e.acte for e in dossier.journal][-3:] == ["Preparer", "Decider", "Notifier"]


def test_l_accord_par_la_circulaire_attend_les_arretes() -> None:
    """2/11: signed on 10 January, notified on 20 January and not before."""
    dossier = accorde(proposition(notifiable_le=date(2008, 1, 20)))
    with pytest.raises(TransitionError, match="20 janvier 2008"):
        accomplir(dossier, NOTIFIER, date(2008, 1, 19), CADRE)
    assert accomplir(dossier, NOTIFIER, date(2008, 1, 20), CADRE).notifie_le


def test_le_droit_commun_laisse_partir_l_accord() -> None:
    """2/11: the examiner records that ordinary law alone justifies it."""
    dossier = verifie(proposition(notifiable_le=date(2008, 1, 20)))
    dossier = accomplir(dossier, replace(ACCORDER, droit_commun=True), JOUR, CADRE)
    assert accomplir(accomplir(dossier, SIGNER, JOUR, CADRE), NOTIFIER, JOUR, CADRE).notifie_le


def test_ferme_par_l_arrete_l_accord_ne_part_plus() -> None:
    """2/11: examined again once the order closes what the circular opened, it is withdrawn."""
    apres = date(2008, 1, 21)
    dossier = accorde(proposition(notifiable_le=date(2008, 1, 20)))
    relu = Examiner(
        auteur="robot", role=Role.AUTOMATE, proposition=proposition("opposable", apres, apres)
    )
    dossier = accomplir(dossier, relu, apres, CADRE)
    with pytest.raises(TransitionError, match="ne porte plus"):
        accomplir(dossier, NOTIFIER, apres, CADRE)
    retirer = Retirer(auteur="chef", role=Role.SIGNATAIRE, raison="liste fermée")
    assert accomplir(dossier, retirer, apres, CADRE).etat is Etat.EN_INSTRUCTION


def test_la_situation_de_l_emploi_ne_fonde_pas_un_refus() -> None:
    """2/2: where it cannot be opposed, it is no reason; elsewhere it is one."""
    grief = Grief(condition="situation_emploi", droit="R.341-4-1", fait="30 demandeurs")
    refuser = replace(REFUSER, griefs=(grief,))
    with pytest.raises(TransitionError, match="ne peut pas être opposée"):
        accomplir(instruit(), refuser, JOUR, CADRE)
    assert accomplir(instruit(proposition("opposable")), refuser, JOUR, CADRE).minute


@pytest.mark.parametrize(
    "griefs",
    [(), (replace(PAIE, droit=" "),), (replace(PAIE, fait=""),)],
    ids=["sans motif", "sans droit", "sans fait"],
)
def test_un_refus_dit_ses_motifs(griefs: tuple[Grief, ...]) -> None:
    """A refusal says why, in law and in fact."""
    with pytest.raises(TransitionError):
        accomplir(instruit(), replace(REFUSER, griefs=griefs), JOUR, CADRE)


def test_un_accord_veut_chaque_condition_examinee() -> None:
    """2/5: every condition that stays is answered by a person; where they bind, all are met."""
    with pytest.raises(TransitionError, match="pay, logement"):
        accomplir(instruit(), ACCORDER, JOUR, CADRE)
    pesees = verifie(remplie=False)
    assert accomplir(pesees, ACCORDER, JOUR, CADRE).minute
    with pytest.raises(TransitionError, match="ne sont pas remplies"):
        accomplir(pesees, ACCORDER, JOUR, replace(CADRE, conditions_lient=True))


def test_hors_liste_l_accord_vient_du_droit_commun() -> None:
    """2/3: no list carries the grant, so the examiner says ordinary law does."""
    dossier = verifie(proposition("opposable"))
    with pytest.raises(TransitionError, match="droit commun"):
        accomplir(dossier, ACCORDER, JOUR, CADRE)
    assert accomplir(dossier, replace(ACCORDER, droit_commun=True), JOUR, CADRE).minute


def test_sans_autorisation_requise_rien_ne_se_decide() -> None:
    """Where no permit is needed the file is closed, neither granted nor refused."""
    dossier = verifie(proposition("autorisation_non_requise", None))
    for acte in (ACCORDER, REFUSER):
        with pytest.raises(TransitionError, match="classez sans suite"):
            accomplir(dossier, acte, JOUR, CADRE)


def test_qui_prepare_ne_signe_pas() -> None:
    """Where the service wants two people, one prepares and another signs."""
    seul = replace(ACCORDER, auteur="chef")
    dossier = accomplir(verifie(), seul, JOUR, CADRE)
    with pytest.raises(DroitError, match="préparé"):
        accomplir(dossier, SIGNER, JOUR, CADRE)
    assert accomplir(dossier, SIGNER, JOUR, replace(CADRE, a_deux=frozenset())).decision


def test_hors_delegation_rien_ne_se_signe() -> None:
    """A decision outside the delegation does not exist."""
    dossier = accomplir(verifie(), ACCORDER, JOUR, CADRE)
    with pytest.raises(DroitError, match="délégation"):
        accomplir(dossier, SIGNER, date(2009, 1, 1), CADRE)


def test_une_reponse_nouvelle_defait_la_minute() -> None:
    """A decision prepared on an earlier answer is prepared again."""
    dossier = accomplir(verifie(), ACCORDER, JOUR, CADRE)
    relu = Examiner(auteur="robot", role=Role.AUTOMATE, proposition=proposition("opposable"))
    assert accomplir(dossier, relu, JOUR, CADRE).minute is None
    veille = Examiner(
        auteur="robot", role=Role.AUTOMATE, proposition=proposition(le=JOUR - timedelta(days=1))
    )
    with pytest.raises(TransitionError):
        accomplir(dossier, veille, JOUR, CADRE)


def test_un_fait_change_defait_la_reponse() -> None:
    """A fact said anew is dated, signed, kept with what it replaces, and examined again."""
    corriger = Corriger(
        auteur="examen", role=Role.INSTRUCTEUR, champ="metier", valeur="61232", raison="contrat lu"
    )
    dossier = accomplir(accomplir(verifie(), ACCORDER, JOUR, CADRE), corriger, JOUR, CADRE)
    assert dossier.demande.metier == "61232"
    assert dossier.faits == (
        Fait(champ="metier", valeur="61232", ancienne="61231", par="examen", le=JOUR),
    )
    for acte in (SIGNER, ACCORDER):
        with pytest.raises(TransitionError):
            accomplir(dossier, acte, JOUR, CADRE)
    relu = Examiner(auteur="robot", role=Role.AUTOMATE, proposition=proposition())
    assert accomplir(accomplir(dossier, relu, JOUR, CADRE), ACCORDER, JOUR, CADRE).minute


@pytest.mark.parametrize(("champ", "raison"), [("depose_le", "vu"), ("nom", "vu"), ("metier", " ")])
def test_un_fait_ne_se_change_pas_sans_raison(champ: str, raison: str) -> None:
    """The day of filing is not a fact to correct, nor is any fact without a reason."""
    acte = Corriger(
        auteur="examen", role=Role.INSTRUCTEUR, champ=champ, valeur="61232", raison=raison
    )
    with pytest.raises(TransitionError):
        accomplir(instruit(), acte, JOUR, CADRE)


def test_une_seule_decision() -> None:
    """Once decided, a file is not decided again; its decision may be withdrawn first."""
    dossier = accorde()
    for acte in (SIGNER, ACCORDER, ConstaterSilence(auteur="robot", role=Role.AUTOMATE)):
        with pytest.raises(TransitionError):
            accomplir(dossier, acte, JOUR, CADRE)


def test_le_silence_decide_au_terme() -> None:
    """Silence is a refusal on the last day of the period, and is not notified."""
    silence = ConstaterSilence(auteur="robot", role=Role.AUTOMATE)
    with pytest.raises(TransitionError, match="10 mars 2008"):
        accomplir(instruit(), silence, date(2008, 3, 9), CADRE)
    dossier = accomplir(instruit(), silence, date(2008, 3, 12), CADRE)
    assert dossier.etat is Etat.REFUSE
    assert dossier.decision
    assert (dossier.decision.tacite, dossier.decision.date_le) == (True, date(2008, 3, 10))
    with pytest.raises(TransitionError, match="silence"):
        accomplir(dossier, NOTIFIER, date(2008, 3, 12), CADRE)
    with pytest.raises(TransitionError):
        accomplir(instruit(), silence, date(2009, 1, 1), replace(CADRE, silence=None))


def test_un_transfert_garde_le_jour_du_depot() -> None:
    """The wrong door: the file goes to the right one, its receipt's date stays."""
    acte = Transferer(auteur="greffe", role=Role.GUICHET, service="ddtefp-69")
    dossier = accomplir(depose(), acte, JOUR + timedelta(days=4), CADRE)
    assert (dossier.service, dossier.depose_le, dossier.agent) == ("ddtefp-69", JOUR, None)
    retour = replace(acte, service="ddtefp-35")
    with pytest.raises(DroitError):
        accomplir(dossier, retour, JOUR + timedelta(days=4), CADRE)


def test_un_dossier_ne_recule_pas() -> None:
    """An act dated before the last one is refused."""
    with pytest.raises(TransitionError, match="précède"):
        accomplir(
            depose(),
            Commenter(auteur="greffe", role=Role.GUICHET, texte="vu"),
            JOUR - timedelta(days=1),
            CADRE,
        )


def test_les_actes_d_apres_la_decision() -> None:
    """A clerical error is corrected, an appeal recorded: the decision stands."""
    dossier = accorde()
    rectifier = Rectifier(auteur="chef", role=Role.SIGNATAIRE, texte="prénom")
    contester = Contester(
        auteur="greffe", role=Role.GUICHET, voie="gracieux", recu_le=date(2008, 2, 1)
    )
    apres = accomplir(accomplir(dossier, rectifier, JOUR, CADRE), contester, JOUR, CADRE)
    assert (apres.etat, apres.decision) == (dossier.etat, dossier.decision)
    assert [e.acte for e in apres.journal[-2:]] == ["Rectifier", "Contester"]


def test_une_affectation_reste_dans_le_service() -> None:
    """A file is given to someone of the service, and to nobody else."""
    acte = Affecter(auteur="greffe", role=Role.GUICHET, agent="examen")
    assert accomplir(depose(), acte, JOUR, CADRE).agent == "examen"
    with pytest.raises(DroitError):
        accomplir(depose(), replace(acte, agent="ailleurs"), JOUR, CADRE)


def test_une_demande_de_pieces_en_nomme() -> None:
    """Documents are asked for by name, and not twice at once."""
    acte = DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",))
    with pytest.raises(TransitionError, match="au moins une"):
        accomplir(depose(), replace(acte, pieces=()), JOUR, CADRE)
    dossier = accomplir(depose(), acte, JOUR, CADRE)
    with pytest.raises(TransitionError, match="déjà attendues"):
        accomplir(dossier, acte, JOUR, CADRE)


def test_le_brouillon_n_est_depose_que_par_son_auteur() -> None:
    """Nobody files for another."""
    acte = Deposer(auteur="concurrent", role=Role.DEMANDEUR, service="ddtefp-35")
    with pytest.raises(DroitError):
        accomplir(brouillon(), acte, JOUR, CADRE)


def test_la_proposition_vient_de_la_determination() -> None:
    """What is kept of an answer: its day, the rule, the day of notification, the receipt."""
    demande = Demande(
        nationalite="MAR",
        metier="61231",
        departement="35",
        type="changement_statut",
        depose_le=JOUR,
    )
    determination = decide(demande, load_corpus())
    gardee = Proposition.de(determination, JOUR)
    assert gardee.situation_emploi == "non_opposable"
    assert gardee.notifiable_le == date(2008, 1, 20)
    assert gardee.conditions
    assert len(gardee.recu) == 64
