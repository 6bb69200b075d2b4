"""Any run of acts against a model written apart: plain variables, days counted one by one."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dossiers.bureau import CADRE, JOUR, PIECE, brouillon, proposition
from opposable.dossiers import acte as a
from opposable.dossiers.delais import attente, echeance, ecoule
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Grief, Sens
from opposable.dossiers.journal import verifier_la_chaine
from opposable.dossiers.statistiques import Case, CaseTotale, compter, mouvement, totaliser
from opposable.dossiers.vie import accomplir
from opposable.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable

ESSAIS = int(os.environ.get("OPPOSABLE_ESSAIS", "200"))
# Who may do what in which state, written apart from the table of the package.
EN_COURS = {"en_construction", "en_instruction"}
DECIDES = {"accepte", "refuse"}
PERMIS: dict[str, tuple[set[str], set[str]]] = {
    "Deposer": ({"brouillon"}, {"patron"}),
    "DemanderPieces": (EN_COURS, {"greffe", "examen"}),
    "Completer": (EN_COURS, {"patron", "greffe"}),
    "Joindre": (EN_COURS, {"patron", "greffe", "examen"}),
    "Instruire": ({"en_construction"}, {"greffe", "examen"}),
    "Examiner": (EN_COURS | DECIDES, {"examen", "robot"}),
    "Constater": ({"en_instruction"}, {"examen"}),
    "ComparerLaPaie": ({"en_instruction"}, {"examen"}),
    "Preparer": ({"en_instruction"}, {"examen", "chef"}),
    "Decider": ({"en_instruction"}, {"chef"}),
    "ConstaterSilence": (EN_COURS, {"robot"}),
    "Contacter": (EN_COURS | DECIDES | {"sans_suite"}, {"greffe", "examen", "chef"}),
    "Rapprocher": (EN_COURS, {"greffe", "examen"}),
    "Motiver": ({"refuse"}, {"chef"}),
    "Dater": ({"en_instruction", "accepte"}, {"examen", "chef"}),
    "Notifier": (DECIDES, {"greffe", "examen", "chef", "robot"}),
    "ClasserSansSuite": (EN_COURS, {"examen", "chef"}),
    "SeDesister": (EN_COURS | {"brouillon"}, {"patron"}),
    "Retirer": (DECIDES, {"chef"}),
}
ROLES = {
    "patron": Role.DEMANDEUR,
    "greffe": Role.GUICHET,
    "examen": Role.INSTRUCTEUR,
    "chef": Role.SIGNATAIRE,
    "ailleurs": Role.SIGNATAIRE,
    "avis": Role.INSTRUCTEUR,
    "ancien": Role.INSTRUCTEUR,
    "robot": Role.AUTOMATE,
    "inconnu": Role.INSTRUCTEUR,
}


def quand(acte: str) -> Callable[[Vie], bool]:
    """In a state that allows the act; elsewhere `a_contretemps` tries it."""
    return lambda vie: vie.etat in PERMIS[acte][0]


def par(acte: str) -> st.SearchStrategy[str]:
    """Anyone, and mostly those who may."""
    return st.sampled_from([*sorted(PERMIS[acte][1]) * 6, *sorted(ROLES)])


CONDITIONS = st.sampled_from(("pay", "logement", "pay", "logement", "absente"))
SIMPLES: tuple[a.Acte, ...] = (
    a.Deposer(auteur="patron", role=Role.DEMANDEUR, service="ddtefp-35"),
    a.DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",)),
    a.Completer(auteur="patron", role=Role.DEMANDEUR),
    a.Instruire(auteur="greffe", role=Role.GUICHET),
    a.Decider(auteur="chef", role=Role.SIGNATAIRE),
    a.ConstaterSilence(auteur="robot", role=Role.AUTOMATE),
    a.Notifier(auteur="chef", role=Role.SIGNATAIRE),
    a.ClasserSansSuite(auteur="examen", role=Role.INSTRUCTEUR, raison="sans objet"),
    a.Retirer(auteur="chef", role=Role.SIGNATAIRE, raison="erreur"),
)
SITUATIONS = ("non_opposable", "opposable", "indeterminee", "autorisation_non_requise")


class Vie(RuleBasedStateMachine):
    """A file and its model, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.dossier = brouillon()
        self.jour = JOUR
        self.etat = "brouillon"
        self.pieces = False
        self.jours_du_service = 0
        self.jours_du_demandeur = 0
        self.reponse: tuple[str, date | None] | None = None
        self.dites: dict[str, bool] = {}
        self.minute: tuple[str, bool, str] | None = None
        self.decision: tuple[str, bool] | None = None
        self.tacite = False
        self.notifie = False
        self.retire_le: date | None = None
        self.metier, self.a_reexaminer = "61231", False
        self.comptes, self.totaux = Counter[Case](), Counter[CaseTotale]()

    def faire(self, acte: a.Acte, *, possible: bool) -> bool:
        """Do the act where the model allows it; elsewhere it must be refused."""
        nom = type(acte).__name__
        etats, auteurs = PERMIS[nom]
        attendu = possible and self.etat in etats and acte.auteur in auteurs
        avant = self.dossier
        try:
            self.dossier = accomplir(self.dossier, acte, self.jour, CADRE)
        except DossierError:
            if attendu:
                raise
            assert self.dossier is avant
            return False
        assert attendu, nom
        deltas = mouvement(avant, self.dossier)
        self.comptes.update(deltas)
        self.totaux.update(totaliser(deltas))
        return True

    @initialize(avance=st.integers(0, 3))
    def commencer(self, avance: int) -> None:
        """Most runs begin with a file under examination, or with a decision to sign."""
        if avance:
            self.deposer("patron")
            self.instruire("greffe")
            self.examiner("robot", "non_opposable", 5)
        if avance > 1:
            self.tout_constater()
            self.preparer("examen", Sens.FAVORABLE, droit_commun=False, motif="")

    @precondition(lambda vie: vie.etat == "en_instruction" and vie.reponse is not None)
    @rule()
    def tout_constater(self) -> None:
        """Answer every condition."""
        self.constater("examen", "pay", oui=True)
        self.constater("examen", "logement", oui=True)

    @rule(acte=st.sampled_from(SIMPLES))
    def a_contretemps(self, acte: a.Acte) -> None:
        """An act of someone who may, in a state that does not allow it, is refused."""
        if self.etat not in PERMIS[type(acte).__name__][0]:
            assert not self.faire(acte, possible=True)

    @rule(jours=st.integers(1, 40))
    def passer(self, jours: int) -> None:
        """Days go by: each is the service's or the applicant's."""
        for _ in range(jours):
            if self.etat in EN_COURS:
                if self.pieces:
                    self.jours_du_demandeur += 1
                else:
                    self.jours_du_service += 1
        self.jour += timedelta(days=jours)

    @precondition(quand("Deposer"))
    @rule(qui=par("Deposer"))
    def deposer(self, qui: str) -> None:
        """File the draft."""
        acte = a.Deposer(auteur=qui, role=ROLES[qui], service="ddtefp-35")
        if self.faire(acte, possible=True):
            self.etat = "en_construction"
            self.depart = self.jour

    @precondition(quand("DemanderPieces"))
    @rule(qui=par("DemanderPieces"))
    def demander(self, qui: str) -> None:
        """Ask for a document."""
        acte = a.DemanderPieces(auteur=qui, role=ROLES[qui], pieces=("contrat",))
        possible = not self.pieces and (self.etat == "brouillon" or self.jour < self._silence())
        if self.faire(acte, possible=possible):
            self.pieces = True

    @precondition(quand("Joindre"))
    @rule(qui=par("Joindre"))
    def joindre(self, qui: str) -> None:
        """A document comes: the clock, what is prepared and what is awaited stay as they were."""
        self.faire(a.Joindre(auteur=qui, role=ROLES[qui], pieces=(PIECE,)), possible=True)

    @precondition(quand("Completer"))
    @rule(qui=par("Completer"))
    def completer(self, qui: str) -> None:
        """Give it."""
        if self.faire(a.Completer(auteur=qui, role=ROLES[qui]), possible=self.pieces):
            self.pieces = False

    @precondition(quand("Instruire"))
    @rule(qui=par("Instruire"))
    def instruire(self, qui: str) -> None:
        """Begin the examination."""
        if self.faire(a.Instruire(auteur=qui, role=ROLES[qui]), possible=not self.pieces):
            self.etat = "en_instruction"

    @precondition(quand("Examiner"))
    @rule(qui=par("Examiner"), situation=st.sampled_from(SITUATIONS), jours=st.integers(-1, 30))
    def examiner(self, qui: str, situation: str, jours: int) -> None:
        """The software answers; a grant by the list may be held back, even without a known day."""
        notifiable = None
        if situation == "non_opposable" and jours >= 0:
            notifiable = self.jour + timedelta(days=jours)
        elif situation == "opposable":
            notifiable = self.jour
        reponse = proposition(situation, notifiable, self.jour)
        acte = a.Examiner(auteur=qui, role=ROLES[qui], proposition=reponse)
        if self.faire(acte, possible=True):
            self.reponse = (situation, notifiable)
            self.minute, self.a_reexaminer = None, False

    @precondition(quand("Constater"))
    @rule(
        qui=par("Constater"),
        condition=st.sampled_from(("pay", "logement", "absente")),
        oui=st.booleans(),
    )
    def constater(self, qui: str, condition: str, oui: bool) -> None:  # noqa: FBT001 - drawn
        """Answer a condition."""
        acte = a.Constater(
            auteur=qui, role=ROLES[qui], condition=condition, remplie=oui, raison="vu"
        )
        if self.faire(acte, possible=self.reponse is not None and condition != "absente"):
            self.dites[condition] = oui

    @precondition(quand("Rapprocher"))
    @rule(qui=par("Rapprocher"), retenu=st.sampled_from(("61231", "61231", "61232", "99999")))
    def rapprocher(self, qui: str, retenu: str) -> None:
        """Match the occupation: another code than the one said asks for a new answer."""
        acte = a.Rapprocher(
            auteur=qui,
            role=ROLES[qui],
            fonctions="chef de chantier",
            candidats=("61231", "61232"),
            retenu=retenu,
            raison="dirige les équipes",
        )
        if self.faire(acte, possible=retenu != "99999") and retenu != self.metier:
            self.metier, self.a_reexaminer, self.minute = retenu, True, None

    @precondition(quand("Motiver"))
    @rule(qui=par("Motiver"), motif=st.sampled_from(("situation_emploi", "pay", "")))
    def motiver(self, qui: str, motif: str) -> None:
        """Tell the reasons of a silence: never of a signed refusal, nor one the list forbids."""
        griefs = (Grief(condition=motif, droit="R.5221-20", fait="vu"),) if motif else ()
        possible = self.tacite and bool(motif)
        if motif == "situation_emploi" and self.reponse is not None:
            possible = possible and self.reponse[0] != "non_opposable"
        possible = possible and date(2008, 1, 1) <= self.jour <= date(2008, 12, 31)
        self.faire(a.Motiver(auteur=qui, role=ROLES[qui], griefs=griefs), possible=possible)

    @precondition(quand("Dater"))
    @rule(qui=par("Dater"), jours=st.integers(-3, 400))
    def dater(self, qui: str, jours: int) -> None:
        """Set the days of the permit: its end never precedes its beginning."""
        acte = a.Dater(
            auteur=qui, role=ROLES[qui], du=self.jour, au=self.jour + timedelta(days=jours)
        )
        if self.faire(acte, possible=jours >= 0):
            assert self.dossier.autorise_au == acte.au

    @rule(qui=par("Contacter"), texte=st.sampled_from(("rappeler lundi", " ")))
    def contacter(self, qui: str, texte: str) -> None:
        """Log a contact: it changes nothing else; a draft given up is of no service."""
        acte = a.Contacter(
            auteur=qui, role=ROLES[qui], moyen="telephone", avec="patron", texte=texte
        )
        self.faire(acte, possible=bool(texte.strip()) and self.dossier.service is not None)

    @precondition(quand("ComparerLaPaie"))
    @rule(qui=par("ComparerLaPaie"), minimum=st.sampled_from((1280, 0)))
    def comparer_la_paie(self, qui: str, minimum: int) -> None:
        """Set the pay beside the minimum: a sum is above zero."""
        acte = a.ComparerLaPaie(
            auteur=qui,
            role=ROLES[qui],
            minimum=Decimal(minimum),
            reference=Decimal(1650),
            source="grille",
        )
        self.faire(acte, possible=minimum > 0)

    @precondition(quand("Preparer"))
    @rule(
        qui=par("Preparer"),
        sens=st.sampled_from(sorted(Sens)),
        droit_commun=st.booleans(),
        motif=st.sampled_from(("situation_emploi", "pay", "")),
    )
    def preparer(self, qui: str, sens: Sens, droit_commun: bool, motif: str) -> None:  # noqa: FBT001 - drawn
        """Prepare a decision."""
        griefs: tuple[Grief, ...] = ()
        if sens is Sens.DEFAVORABLE and motif:
            griefs = (Grief(condition=motif, droit="R.5221-20", fait="vu"),)
        acte = a.Preparer(
            auteur=qui,
            role=ROLES[qui] if qui != "chef" else Role.INSTRUCTEUR,
            sens=sens,
            griefs=griefs,
            droit_commun=droit_commun,
        )
        if self.faire(acte, possible=self._se_tient(sens, motif, droit_commun=droit_commun)):
            self.minute = (sens, droit_commun, qui)

    def _se_tient(self, sens: str, motif: str, *, droit_commun: bool) -> bool:
        if self.pieces or self.reponse is None or self.a_reexaminer:
            return False
        situation = self.reponse[0]
        if situation == "autorisation_non_requise":
            return False
        if sens == "favorable":
            return set(self.dites) == {"pay", "logement"} and (
                droit_commun or situation == "non_opposable"
            )
        return bool(motif) and not (motif == "situation_emploi" and situation == "non_opposable")

    @precondition(quand("Decider"))
    @rule(qui=par("Decider"))
    def decider(self, qui: str) -> None:
        """Sign it: not who prepared it, and within the delegation."""
        possible = self.minute is not None and not self.pieces and self.minute[2] != qui
        possible = possible and date(2008, 1, 1) <= self.jour <= date(2008, 12, 31)
        if self.faire(a.Decider(auteur=qui, role=ROLES[qui]), possible=possible):
            assert self.minute is not None
            self.decision = self.minute[:2]
            self.etat = "accepte" if self.minute[0] == "favorable" else "refuse"
            self.minute = None

    @precondition(quand("ConstaterSilence"))
    @rule(qui=par("ConstaterSilence"))
    def constater_silence(self, qui: str) -> None:
        """Silence: two months of the service's days, and the applicant's beside."""
        possible = self.etat in EN_COURS and not self.pieces and self.jour >= self._silence()
        acte = a.ConstaterSilence(auteur=qui, role=ROLES[qui])
        if self.faire(acte, possible=possible):
            self.etat, self.tacite, self.minute = "refuse", True, None
            self.decision = ("defavorable", False)
            self.jours_du_service -= (self.jour - self._silence()).days

    def _silence(self) -> date:
        mois = self.depart.month + 2
        annee, mois = self.depart.year + (mois > 12), mois - 12 * (mois > 12)
        for jour in range(self.depart.day, 0, -1):
            try:
                fin = date(annee, mois, jour)
            except ValueError:
                continue
            return fin + timedelta(days=self.jours_du_demandeur)
        raise AssertionError

    @precondition(quand("Notifier"))
    @rule(qui=par("Notifier"))
    def notifier(self, qui: str) -> None:
        """Notify: never twice, never silence, never a grant by the list before its day."""
        possible = self.decision is not None and not self.tacite and not self.notifie
        if possible and self.decision == ("favorable", False):
            assert self.reponse is not None
            situation, du = self.reponse
            possible = situation == "non_opposable" and du is not None and self.jour >= du
        if self.faire(a.Notifier(auteur=qui, role=ROLES[qui]), possible=possible):
            self.notifie = True

    @precondition(quand("ClasserSansSuite"))
    @rule(qui=par("ClasserSansSuite"), de=st.integers(0, 9))
    def classer(self, qui: str, de: int) -> None:
        """Close it without a decision; seldom, or nothing else would be seen."""
        if de:
            return
        acte = a.ClasserSansSuite(auteur=qui, role=ROLES[qui], raison="sans objet")
        if self.faire(acte, possible=True):
            self.etat, self.minute = "sans_suite", None

    @precondition(quand("SeDesister"))
    @rule(qui=par("SeDesister"), de=st.integers(0, 9))
    def se_desister(self, qui: str, de: int) -> None:
        """Give up, as seldom."""
        if de:
            return
        if self.faire(a.SeDesister(auteur=qui, role=ROLES[qui]), possible=True):
            self.etat, self.minute = "sans_suite", None

    @precondition(quand("Retirer"))
    @rule(qui=par("Retirer"))
    def retirer(self, qui: str) -> None:
        """Withdraw the decision: the clock starts anew."""
        acte = a.Retirer(auteur=qui, role=ROLES[qui], raison="erreur de droit")
        if self.faire(acte, possible=True):
            self.etat, self.decision, self.notifie, self.tacite = (
                "en_instruction",
                None,
                False,
                False,
            )
            self.depart = self.jour
            self.jours_du_service = self.jours_du_demandeur = 0

    @invariant()
    def les_deux_se_valent(self) -> None:
        """Same state, same decision, same clock, one decision at most, a sound journal."""
        assert self.dossier.etat == self.etat
        assert (self.dossier.decision is not None) == (self.decision is not None)
        assert (self.dossier.notifie_le is not None) == self.notifie
        assert ecoule(self.dossier, self.jour) == self.jours_du_service
        if self.etat in EN_COURS:
            assert attente(self.dossier) == ("demandeur" if self.pieces else "service")
            fin = echeance(self.dossier, CADRE.silence or _jamais())
            assert fin == (None if self.pieces else self._silence())
        verifier_la_chaine(self.dossier.journal)

    @invariant()
    def les_chiffres_suivent(self) -> None:
        """Counters and totals moved act by act are those of the file counted from scratch."""
        assert self.comptes == compter([self.dossier])
        assert self.totaux == Counter(totaliser(self.comptes))
        assert self.totaux.total() == (self.dossier.depose_le is not None)


def _jamais() -> Any:
    raise AssertionError


Vie.TestCase.settings = settings(max_examples=ESSAIS, stateful_step_count=60, deadline=None)
TestVie = Vie.TestCase
