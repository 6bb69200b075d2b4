"""An office to test with: two services, their people, and files in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from opposable import Demande
from opposable.dossiers import acte as a
from opposable.dossiers.acte import Deposer, Examiner, Instruire
from opposable.dossiers.delais import Duree
from opposable.dossiers.droits import Affectation, Delegation, Droits, Role, Service
from opposable.dossiers.etat import Dossier, Grief, Piece, Proposition, Sens
from opposable.dossiers.vie import Cadre, accomplir

JOUR = date(2008, 1, 10)
DROITS = Droits(
    services=(
        Service("ddtefp-35", "53"),
        Service("prefecture-35", "53"),
        Service("ddtefp-69", "82"),
    ),
    affectations=(
        Affectation(agent="greffe", role=Role.GUICHET, lieu="ddtefp-35", du=date(2007, 1, 1)),
        Affectation(agent="examen", role=Role.INSTRUCTEUR, lieu="ddtefp-35", du=date(2007, 1, 1)),
        Affectation(agent="chef", role=Role.SIGNATAIRE, lieu="ddtefp-35", du=date(2007, 1, 1)),
        Affectation(agent="chef", role=Role.INSTRUCTEUR, lieu="ddtefp-35", du=date(2007, 1, 1)),
        Affectation(agent="avis", role=Role.INSTRUCTEUR, lieu="prefecture-35", du=date(2007, 1, 1)),
        Affectation(agent="ailleurs", role=Role.SIGNATAIRE, lieu="ddtefp-69", du=date(2007, 1, 1)),
        Affectation(agent="region", role=Role.REGIONAL, lieu="53", du=date(2007, 1, 1)),
        Affectation(agent="audit", role=Role.AUDITEUR, lieu="", du=date(2007, 1, 1)),
        Affectation(agent="chiffres", role=Role.STATISTICIEN, lieu="", du=date(2007, 1, 1)),
        Affectation(agent="robot", role=Role.AUTOMATE, lieu="", du=date(2007, 1, 1)),
        Affectation(
            agent="ancien",
            role=Role.INSTRUCTEUR,
            lieu="ddtefp-35",
            du=date(2007, 1, 1),
            au=date(2007, 12, 31),
        ),
    ),
    delegations=(
        Delegation(
            agent="chef",
            service="ddtefp-35",
            sens=frozenset(Sens),
            types=frozenset({"introduction"}),
            du=date(2008, 1, 1),
            au=date(2008, 12, 31),
        ),
    ),
)
CADRE = Cadre(droits=DROITS, silence=Duree(2, "essai"), a_deux=frozenset({"ddtefp-35"}))
DEMANDE = Demande(
    nationalite="MAR",
    metier="61231",
    departement="35",
    type="introduction",
    depose_le=JOUR,
)


def proposition(
    situation: str = "non_opposable", notifiable_le: date | None = JOUR, le: date = JOUR
) -> Proposition:
    """What the software answers."""
    return Proposition(
        le=le,
        situation_emploi=situation,
        regle="essai",
        notifiable_le=notifiable_le,
        conditions=("pay", "logement"),
        recu="0" * 64,
    )


def brouillon() -> Dossier:
    """A draft."""
    return Dossier(numero="2008-0001", demandeur="patron", demande=DEMANDE)


def depose() -> Dossier:
    """A file just received."""
    acte = Deposer(auteur="patron", role=Role.DEMANDEUR, service="ddtefp-35")
    return accomplir(brouillon(), acte, JOUR, CADRE)


def instruit(reponse: Proposition | None = None) -> Dossier:
    """A file examined, which the software answered."""
    dossier = accomplir(depose(), Instruire(auteur="greffe", role=Role.GUICHET), JOUR, CADRE)
    acte = Examiner(auteur="robot", role=Role.AUTOMATE, proposition=reponse or proposition())
    return accomplir(dossier, acte, JOUR, CADRE)


PIECE = Piece(nom="contrat", type="application/pdf", taille=1200, empreinte="a" * 64)
EXEMPLES: tuple[a.Acte, ...] = (
    a.Deposer(auteur="patron", role=Role.DEMANDEUR, service="ddtefp-35"),
    a.DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",)),
    a.Completer(auteur="patron", role=Role.DEMANDEUR),
    a.Joindre(auteur="patron", role=Role.DEMANDEUR, pieces=(PIECE,)),
    a.Corriger(
        auteur="greffe", role=Role.GUICHET, champ="metier", valeur="61232", raison="contrat lu"
    ),
    a.Instruire(auteur="greffe", role=Role.GUICHET),
    a.Affecter(auteur="greffe", role=Role.GUICHET, agent="examen"),
    a.Commenter(auteur="greffe", role=Role.GUICHET, texte="vu"),
    a.Contacter(auteur="greffe", role=Role.GUICHET, moyen="telephone", avec="patron", texte="vu"),
    a.Rapprocher(
        auteur="examen",
        role=Role.INSTRUCTEUR,
        fonctions="chef de chantier",
        candidats=("61231", "61232"),
        retenu="61231",
        raison="dirige les équipes",
    ),
    a.Examiner(auteur="robot", role=Role.AUTOMATE, proposition=proposition()),
    a.Constater(
        auteur="examen", role=Role.INSTRUCTEUR, condition="pay", remplie=True, raison="contrat lu"
    ),
    a.ComparerLaPaie(
        auteur="examen",
        role=Role.INSTRUCTEUR,
        minimum=Decimal("1280.07"),
        reference=Decimal(1650),
        source="convention du bâtiment",
    ),
    a.Saisir(auteur="examen", role=Role.INSTRUCTEUR, service="prefecture-35"),
    a.RendreAvis(
        auteur="avis", role=Role.INSTRUCTEUR, service="prefecture-35", sens=Sens.FAVORABLE
    ),
    a.Transferer(auteur="greffe", role=Role.GUICHET, service="ddtefp-69"),
    a.Preparer(auteur="examen", role=Role.INSTRUCTEUR, sens=Sens.FAVORABLE),
    a.Decider(auteur="chef", role=Role.SIGNATAIRE),
    a.ConstaterSilence(auteur="robot", role=Role.AUTOMATE),
    a.Motiver(
        auteur="chef",
        role=Role.SIGNATAIRE,
        griefs=(Grief(condition="pay", droit="2/5", fait="le salaire est sous le minimum"),),
    ),
    a.Dater(auteur="examen", role=Role.INSTRUCTEUR, du=date(2008, 2, 1), au=date(2009, 1, 31)),
    a.Notifier(auteur="chef", role=Role.SIGNATAIRE),
    a.ClasserSansSuite(auteur="examen", role=Role.INSTRUCTEUR, raison="sans objet"),
    a.SeDesister(auteur="patron", role=Role.DEMANDEUR),
    a.Rectifier(auteur="chef", role=Role.SIGNATAIRE, texte="prénom"),
    a.Retirer(auteur="chef", role=Role.SIGNATAIRE, raison="erreur de droit"),
    a.Contester(auteur="greffe", role=Role.GUICHET, voie="gracieux", recu_le=JOUR),
)
"""One of each act."""
