"""Letters: what each must say, and the proof before signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dossiers.bureau import CADRE, DROITS, JOUR, depose, proposition
from dossiers.test_vie import ACCORDER, REFUSER, SIGNER, verifie
from opposable.dossiers.acte import ConstaterSilence, DemanderPieces, Motiver, Saisir
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Grief, Sens
from opposable.dossiers.lettre import (
    EXIGES,
    FACULTATIFS,
    Element,
    Lettre,
    TypeLettre,
    eprouver,
    rediger,
    signer,
)
from opposable.dossiers.teneur import Contexte
from opposable.dossiers.vie import accomplir
from opposable.errors import LettreError

if TYPE_CHECKING:
    from opposable.dossiers.etat import Dossier

TERME = date(2008, 3, 10)
RECOURS = ("recours_gracieux", "recours_hierarchique", "recours_contentieux")
DU_LOGICIEL = ("contribution", "operations", "service_saisi")
CONTEXTE = Contexte(
    jour=JOUR,
    services={"ddtefp-35": "DDTEFP d'Ille-et-Vilaine", "prefecture-35": "Préfecture"},
    silence=CADRE.silence,
    recours={
        "recours_gracieux": "un recours gracieux dans les deux mois",
        "recours_hierarchique": "un recours hiérarchique auprès du ministre",
        "recours_contentieux": "un recours devant le tribunal administratif",
    },
    fondement="R.341-4-1 du code du travail",
    algorithme="Cette décision a été préparée avec un traitement algorithmique.",
    reponse="la situation de l'emploi ne peut pas être opposée",
    motifs=("Le métier est sur la liste.", "La région en est."),
)
MODELE = {
    "numero": "Dossier n° {valeur}",
    "service": "{valeur}",
    "date": "Le {valeur}",
    "demandeur": "À l'attention de {valeur}",
    "depose_le": "Votre demande est arrivée le {valeur}.",
    "silence": "Sans réponse le {valeur}, elle est refusée.",
    "pieces": "Il manque : {valeur}.",
    "metier": "Emploi : {valeur}",
    "fondement": "Vu : {valeur} ;",
    "griefs": "Motifs : {valeur}.",
    "recours_gracieux": "Vous pouvez former {valeur}.",
    "recours_hierarchique": "Vous pouvez former {valeur}.",
    "recours_contentieux": "Vous pouvez former {valeur}.",
    "decide_le": "Décision du {valeur}",
    "autorise": "Autorisation {valeur}",
    "agent": "Suivi par {valeur}",
    "travailleur": "Pour {valeur}",
    "pieces_jointes": "Reçu : {valeur}",
    "service_saisi": "À {valeur}",
    "question": "Question : {valeur}",
    "contribution": "Contribution : {valeur}",
    "donnees": "Données : {valeur}",
    "parametres": "Paramètres : {valeur}",
    "operations": "Opérations : {valeur}",
    "signataire": "Signé : {valeur}",
    "algorithme": "{valeur}",
    "politesse": "Veuillez agréer mes salutations distinguées.",
}


MOTIVER = Motiver(
    auteur="chef",
    role=Role.SIGNATAIRE,
    griefs=(Grief(condition="pay", droit="R.5221-20", fait="salaire sous le minimum"),),
)


def contexte_de(type_: TypeLettre) -> Contexte:
    """What surrounds that letter: silence is told after it came."""
    return CONTEXTE._replace(jour=TERME) if type_ is TypeLettre.MOTIFS_DU_SILENCE else CONTEXTE


def dossier_de(type_: TypeLettre) -> Dossier:
    """A file to which that letter can be written."""
    if type_ is TypeLettre.RECEPISSE:
        return depose()
    if type_ is TypeLettre.DEMANDE_DE_PIECES:
        acte = DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat", "bail"))
        return accomplir(depose(), acte, JOUR, CADRE)
    if type_ is TypeLettre.DEMANDE_D_AVIS:
        saisir = Saisir(
            auteur="examen", role=Role.INSTRUCTEUR, service="prefecture-35", question="séjour ?"
        )
        return accomplir(depose(), saisir, JOUR, CADRE)
    if type_ is TypeLettre.MOTIFS_DU_SILENCE:
        silence = ConstaterSilence(auteur="robot", role=Role.AUTOMATE)
        return accomplir(accomplir(verifie(), silence, TERME, CADRE), MOTIVER, TERME, CADRE)
    preparer = REFUSER if type_ is TypeLettre.REFUS else ACCORDER
    return accomplir(accomplir(verifie(), preparer, JOUR, CADRE), SIGNER, JOUR, CADRE)


def lettre_de(type_: TypeLettre) -> tuple[Lettre, Dossier]:
    """That letter, and its file."""
    dossier = dossier_de(type_)
    modele = {nom: MODELE[nom] for nom in [*EXIGES[type_], "politesse"]}
    return rediger(type_, modele, dossier, contexte_de(type_)), dossier


def test_une_lettre_nomme_le_metier() -> None:
    """By its label and code; by what the employer called the post where the code has none."""
    dossier = depose()
    code = dossier.demande.metier or ""
    dite = replace(dossier.donnees.emploi, intitule="chef de chantier")
    dossier = replace(dossier, donnees=replace(dossier.donnees, emploi=dite))
    modele = {nom: MODELE[nom] for nom in [*EXIGES[TypeLettre.RECEPISSE], "metier"]}
    for intitules, nom in (
        ({code: "Conducteur de travaux"}, "Conducteur de travaux"),
        ({}, "chef"),
    ):
        contexte = CONTEXTE._replace(intitules=intitules)
        lettre = rediger(TypeLettre.RECEPISSE, modele, dossier, contexte)
        (phrase,) = [e.texte for e in lettre.elements if e.id == "metier"]
        assert f" {nom}" in phrase.replace("\u00a0", " ")
        assert phrase.endswith(f"({code})")


@pytest.mark.parametrize("type_", TypeLettre)
def test_une_lettre_entiere_se_signe(type_: TypeLettre) -> None:
    """A letter that says all it must may be signed, and is the same each time."""
    lettre, dossier = lettre_de(type_)
    signee = signer(lettre, dossier, contexte_de(type_), DROITS, "chef")
    assert signee == lettre_de(type_)[0]


@pytest.mark.parametrize("type_", TypeLettre)
def test_une_lettre_amputee_se_refuse(type_: TypeLettre) -> None:
    """Any mandatory element removed, or saying otherwise than the file, is named."""
    lettre, dossier = lettre_de(type_)
    for nom in {e.id for e in lettre.elements} - {"politesse"}:
        sans = lettre._replace(elements=tuple(e for e in lettre.elements if e.id != nom))
        faux = tuple(Element(nom, "autre") if e.id == nom else e for e in lettre.elements)
        for alteree in (sans, lettre._replace(elements=faux)):
            with pytest.raises(LettreError) as refus:
                signer(alteree, dossier, contexte_de(type_), DROITS, "chef")
            assert [defaut.split(" :")[0] for defaut in refus.value.defauts] == [nom]


@pytest.mark.parametrize("type_", TypeLettre)
def test_ce_que_le_service_ne_donne_pas_manque(type_: TypeLettre) -> None:
    """What the context does not give is missing, unless it is due only where it exists."""
    nu = Contexte(jour=contexte_de(type_).jour, services={})
    _, dossier = lettre_de(type_)
    modele = {nom: MODELE[nom] for nom in EXIGES[type_]}
    defauts = eprouver(rediger(type_, modele, dossier, nu), dossier, nu)
    attendus = {"service", "fondement", *RECOURS, *DU_LOGICIEL} & set(EXIGES[type_])
    assert {defaut.split(" :")[0] for defaut in defauts} == attendus
    assert not attendus & FACULTATIFS


def test_un_accord_ne_se_signe_ni_trop_tot_ni_par_un_autre() -> None:
    """2/11: before the day the letter of a grant cannot exist; nor outside the delegation."""
    attend = verifie(proposition(notifiable_le=date(2008, 1, 20)))
    dossier = accomplir(accomplir(attend, ACCORDER, JOUR, CADRE), SIGNER, JOUR, CADRE)
    modele = {nom: MODELE[nom] for nom in EXIGES[TypeLettre.ACCORD]}
    lettre = rediger(TypeLettre.ACCORD, modele, dossier, CONTEXTE)
    with pytest.raises(LettreError, match="le jour n'en est pas venu"):
        signer(lettre, dossier, CONTEXTE, DROITS, "chef")
    le_jour = CONTEXTE._replace(jour=date(2008, 1, 20))
    lettre = rediger(TypeLettre.ACCORD, modele, dossier, le_jour)
    assert signer(lettre, dossier, le_jour, DROITS, "chef")
    with pytest.raises(LettreError, match="un autre"):
        signer(lettre, dossier, le_jour, DROITS, "examen")
    with pytest.raises(LettreError, match="délégation"):
        signer(lettre, dossier, le_jour, replace(DROITS, delegations=()), "chef")


def test_une_lettre_suit_l_etat_du_dossier() -> None:
    """A grant cannot be told of a file refused, nor silence of a decision that was signed."""
    lettre, _ = lettre_de(TypeLettre.ACCORD)
    refuse = dossier_de(TypeLettre.REFUS)
    assert any("état" in defaut for defaut in eprouver(lettre, refuse, CONTEXTE))
    motifs, _ = lettre_de(TypeLettre.MOTIFS_DU_SILENCE)
    assert any("silence" in defaut for defaut in eprouver(motifs, refuse, CONTEXTE))
    vieille = lettre._replace(jour=date(2008, 1, 9))
    accorde = dossier_de(TypeLettre.ACCORD)
    assert any("autre jour" in defaut for defaut in eprouver(vieille, accorde, CONTEXTE))


def test_une_lettre_ne_contredit_ni_la_determination_ni_les_dates() -> None:
    """A grant the list no longer carries, a reason it forbids, a letter before the decision."""
    dossier = dossier_de(TypeLettre.ACCORD)
    lettre, _ = lettre_de(TypeLettre.ACCORD)
    close = replace(dossier, propositions=(proposition("opposable"),))
    assert any("la liste ne porte pas" in d for d in eprouver(lettre, close, CONTEXTE))
    refus, refuse = lettre_de(TypeLettre.REFUS)
    assert refuse.decision
    oppose = replace(
        refuse.decision, griefs=(Grief(condition="situation_emploi", droit="d", fait="f"),)
    )
    defauts = eprouver(refus, replace(refuse, decision=oppose), CONTEXTE)
    assert any("ne peut pas être opposée" in d for d in defauts)
    veille = CONTEXTE._replace(jour=date(2008, 1, 9))
    assert any("précède" in d for d in eprouver(lettre._replace(jour=veille.jour), dossier, veille))


def test_la_delegation_se_juge_le_jour_de_la_signature() -> None:
    """A grant held back is notified after its day, even if the delegation ended meanwhile."""
    attend = verifie(proposition(notifiable_le=date(2008, 1, 20)))
    dossier = accomplir(accomplir(attend, ACCORDER, JOUR, CADRE), SIGNER, JOUR, CADRE)
    finie = replace(DROITS.delegations[0], au=JOUR)
    le_jour = CONTEXTE._replace(jour=date(2008, 1, 20))
    modele = {nom: MODELE[nom] for nom in EXIGES[TypeLettre.ACCORD]}
    lettre = rediger(TypeLettre.ACCORD, modele, dossier, le_jour)
    assert signer(lettre, dossier, le_jour, replace(DROITS, delegations=(finie,)), "chef")


def test_l_annexe_dit_qui_a_redit_un_fait() -> None:
    """R.311-3-1-2: the data used and where each comes from; no weight is hidden."""
    lettre, dossier = lettre_de(TypeLettre.ANNEXE)
    dits = dict(lettre.elements)
    assert "MAR" in dits["donnees"]
    assert dossier.proposition
    assert dossier.proposition.recu in dits["parametres"]
    assert "une personne a décidé" in dits["contribution"]
    assert dossier.decision
    assert dossier.decision.sens is Sens.FAVORABLE
