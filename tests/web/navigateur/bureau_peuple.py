"""An office to open in a browser: people, their sessions, files at the steps of the journeys."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from dossiers.bureau import DEMANDE, brouillon, depose
from opposable.dossiers import acte as a
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Grief, Proposition, Sens
from opposable.dossiers.vie import accomplir as accomplir_pur
from opposable.web.bureau.comptes.droits import AUTOMATE, cadre
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau import monde
from web.bureau.monde import JOUR

GENS = ("greffe", "examen", "chef", "avis", "audit", "ailleurs", "region", "chiffres", "listes")
MIDI = datetime(JOUR.year, JOUR.month, JOUR.day, 12, tzinfo=ZoneInfo("Europe/Paris"))
EXAMEN: Any = {"auteur": "examen", "role": Role.INSTRUCTEUR}
CONSTATEE = "logement"
"""The condition that a journey answers itself."""
DEPOSES = ("2008-1", "2008-2", "2008-3", "2008-4", "2008-5", "2008-11", "2008-13")
MAUVAISE_PORTE = ("2008-7", "2008-8", "2008-12")
"""Files whose place of work is another department's."""
CLAVIER = ("2008-9", "2008-10")
"""Files whose every condition is answered: prepared, then signed, from the keyboard."""
ACCORDES = ("2007-1", "2007-2")
"""Grants whose permit ends within the period of renewal."""
INSTRUITS = ("2008-1", "2008-4", "2008-13", *CLAVIER, *ACCORDES)
DONNEES = Donnees.depuis(
    {
        "employeur.nom": "Les Toits d’Armor",
        "employeur.siret": "73282932000074",
        "travailleur.nom": "Benjelloun",
        "travailleur.prenoms": "Samira",
        "emploi.intitule": "chef de chantier",
        "emploi.remuneration": "2100",
    }
)


def peupler() -> dict[str, str]:
    """Make the office on an empty database; return the session of each person."""
    monde.peupler()
    for numero in (*DEPOSES, *CLAVIER, *ACCORDES):
        ouvrir(replace(depose(), donnees=DONNEES, numero=numero), MIDI)
    for numero in MAUVAISE_PORTE:
        ailleurs = replace(DEMANDE, departement="69")
        ouvrir(replace(depose(), donnees=DONNEES, demande=ailleurs, numero=numero), MIDI)
    for numero in INSTRUITS:
        instruire(numero)
    for numero in ("2008-4", *CLAVIER, *ACCORDES):
        _faire(numero, a.Constater(**EXAMEN, condition=CONSTATEE, remplie=True, raison="bail lu"))
    for numero in ACCORDES:
        _faire(numero, a.Dater(**EXAMEN, du=JOUR, au=JOUR + timedelta(days=30)))
        _faire(numero, a.Preparer(**EXAMEN, sens=Sens.FAVORABLE))
        _faire(numero, a.Decider(auteur="chef", role=Role.SIGNATAIRE))
    _faire("2008-4", a.Preparer(**EXAMEN, sens=Sens.FAVORABLE))
    demande = replace(
        DEMANDE,
        type="renouvellement",
        metier="61111",
        metier_initial="61231",
        rang_renouvellement="premier",
    )
    suite = replace(depose(), donnees=DONNEES, demande=demande, numero="2008-6", initial="2008-4")
    ouvrir(suite, MIDI)
    for numero, mots in ETATS.items():
        _vivre(numero, mots)
    nom = settings.SESSION_COOKIE_NAME
    return {qui: monde.entrer(qui, code=qui == "chef").cookies[nom].value for qui in GENS}


CHEF: Any = {"auteur": "chef", "role": Role.SIGNATAIRE}
GREFFE: Any = {"auteur": "greffe", "role": Role.GUICHET}
GRIEF = Grief(
    condition="remuneration_minimale",
    droit="R. 341-4 du code du travail",
    fait="la rémunération proposée est inférieure au minimum",
)
ACTES: dict[str, a.Acte] = {
    "pieces": a.DemanderPieces(**GREFFE, pieces=("contrat de travail", "bail")),
    "saisir": a.Saisir(**EXAMEN, service="prefecture-35", question="Séjour régulier ?"),
    "logement": a.Constater(**EXAMEN, condition=CONSTATEE, remplie=True, raison="bail lu"),
    "accord": a.Preparer(**EXAMEN, sens=Sens.FAVORABLE, droit_commun=True),
    "refus": a.Preparer(**EXAMEN, sens=Sens.DEFAVORABLE, griefs=(GRIEF,)),
    "signer": a.Decider(**CHEF),
    "dater": a.Dater(**EXAMEN, du=JOUR, au=JOUR + timedelta(days=365)),
    "notifier": a.Notifier(**GREFFE),
    "contester": a.Contester(**GREFFE, voie="gracieux", recu_le=JOUR),
    "retirer": a.Retirer(**CHEF, raison="la paie avait été mal lue"),
    "classer": a.ClasserSansSuite(**EXAMEN, raison="demande en double"),
    "silence": a.ConstaterSilence(auteur=AUTOMATE, role=Role.AUTOMATE),
}
ETATS = {
    "2008-21": "pieces",
    "2008-22": "saisir",
    "2008-23": "instruire logement accord signer dater notifier",
    "2008-24": "instruire refus signer notifier contester",
    "2008-25": "classer",
    "2008-26": "instruire logement accord signer retirer",
    "2008-27": "silence",
    "2008-14": "",
    "2008-15": "",
}
"""A file in each state that no journey leads to, and the acts that put it there."""
DEPOTS = {
    "2008-27": JOUR - timedelta(days=70),
    **dict.fromkeys(("2008-14", "2008-15"), JOUR - timedelta(days=58)),
}
"""Files that silence has decided, or will within days: when they were filed."""


def _vivre(numero: str, mots: str) -> None:
    le = DEPOTS.get(numero, JOUR)
    projet = replace(brouillon(), demande=replace(DEMANDE, depose_le=le))
    depot = a.Deposer(auteur=projet.demandeur, role=Role.DEMANDEUR, service="ddtefp-35")
    recu = accomplir_pur(projet, depot, le, cadre([], JOUR))
    ouvrir(replace(recu, donnees=DONNEES, numero=numero), MIDI)
    for mot in mots.split():
        if mot == "instruire":
            instruire(numero)
        else:
            _faire(numero, ACTES[mot])


def instruire(numero: str) -> None:
    """Examine a file, and answer every condition but one."""
    reponse = Proposition.de(determiner(lire(numero), JOUR), JOUR)
    _faire(numero, a.Instruire(**EXAMEN))
    _faire(numero, a.Examiner(**EXAMEN, proposition=reponse))
    for condition in reponse.conditions:
        if condition != CONSTATEE:
            _faire(
                numero,
                a.Constater(**EXAMEN, condition=condition, remplie=True, raison="contrat lu"),
            )


def _faire(numero: str, acte: a.Acte) -> None:
    accomplir(numero, acte, MIDI, cadre(["examen", "chef", "greffe"], JOUR))
