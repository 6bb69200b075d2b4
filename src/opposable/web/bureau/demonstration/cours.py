"""The life of an invented file: words of a scene, done as real acts on the days they are said.

The acts of one day are written together: some three thousand of them are done while one waits.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from opposable.dossiers import acte as a
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Grief, Proposition, Sens
from opposable.dossiers.regles import NON_OPPOSABLE, SANS_OBJET, SITUATION_EMPLOI
from opposable.dossiers.vie import accomplir
from opposable.errors import LettreError, TransitionError
from opposable.web.bureau import tenue
from opposable.web.bureau.comptes.droits import AUTOMATE
from opposable.web.bureau.courriers.suite import recevoir, suite
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.ecriture import reporter
from opposable.web.bureau.models import FicheDossier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.vie import Cadre

MATIN = time(9, 30)
AN, COURT = 365, 210
"""Days of a permit: a year, and one whose end is near on the day of the demonstration."""
FAIT = "constaté sur pièces"


class Cours:
    """A file and the day it has come to."""

    def __init__(self, service: Mapping[str, Any], cadre: Cadre, agent: str) -> None:
        self.service, self.cadre, self.agent = service, cadre, agent
        self.dossier: Dossier

    def derouler(self, brouillon: Dossier, depose_le: date, mots: str) -> Dossier:
        """File a draft, then do what the words of its scene say, day after day."""
        self.jour = depose_le
        depot = a.Deposer(
            auteur=brouillon.demandeur, role=Role.DEMANDEUR, service=self.service["id"]
        )
        self.dossier = tenue.deposer(brouillon, [depot], self.instant, self.cadre, ensuite=recevoir)
        self._fiche = FicheDossier.objects.get(numero=self.dossier.numero)
        self._garde = self.dossier
        for mot in mots.split():
            if mot.startswith("+"):
                self._garder()
                self.jour += timedelta(days=int(mot))
            else:
                self._faire(mot)
        self._garder()
        return self.dossier

    def _garder(self) -> None:
        """Write what the acts of a day changed."""
        if self.dossier is not self._garde:
            reporter(self._fiche, self._garde, self.dossier, self.instant)
            self._garde = self.dossier

    @property
    def instant(self) -> datetime:
        """The morning of the day the file has come to."""
        return timezone.make_aware(datetime.combine(self.jour, MATIN))

    def _faire(self, mot: str) -> None:
        """Do the acts of a word; a word that a scene cannot do on this file ends its life there."""
        for acte in MOTS[mot](self):
            try:
                apres = accomplir(self.dossier, acte, self.jour, self.cadre)
                if ecrire := suite(type(acte)):
                    ecrire(self._fiche, apres)
            except (TransitionError, LettreError):
                return
            self.dossier = apres

    @property
    def examen(self) -> dict[str, Any]:
        """The author of an act: who examines."""
        return {"auteur": self.agent, "role": Role.INSTRUCTEUR}

    @property
    def guichet(self) -> dict[str, Any]:
        """The author of an act: who receives."""
        return {"auteur": self.service["guichet"], "role": Role.GUICHET}

    @property
    def signe(self) -> dict[str, Any]:
        """The author of an act: who signs."""
        return {"auteur": self.service["signe"], "role": Role.SIGNATAIRE}

    def instruire(self) -> list[Acte]:
        """Begin the examination."""
        return [a.Instruire(**self.guichet)]

    def examiner(self) -> list[Acte]:
        """Ask the software."""
        dite = Proposition.de(determiner(self.dossier, self.jour), self.jour)
        return [a.Examiner(auteur=AUTOMATE, role=Role.AUTOMATE, proposition=dite)]

    def affecter(self) -> list[Acte]:
        """Give the file to who examines it."""
        return [a.Affecter(**self.guichet, agent=self.agent)]

    def conditions(self) -> list[Acte]:
        """Answer each of the conditions that stay."""
        proposition = self.dossier.proposition
        ouvertes = proposition.conditions if proposition else ()
        return [
            a.Constater(**self.examen, condition=c, remplie=c != SITUATION_EMPLOI, raison=FAIT)
            for c in ouvertes
        ]

    def preparer(self) -> list[Acte]:
        """Prepare a grant: by the list, or by ordinary law where the list says no."""
        proposition = self.dossier.proposition
        if proposition is None or proposition.situation_emploi == SANS_OBJET:
            return [a.ClasserSansSuite(**self.examen, raison="autorisation non requise")]
        liste = proposition.situation_emploi == NON_OPPOSABLE
        return [a.Preparer(**self.examen, sens=Sens.FAVORABLE, droit_commun=not liste)]

    def refuser(self) -> list[Acte]:
        """Prepare a refusal, by a reason that the determination allows."""
        proposition = self.dossier.proposition
        ouverte = proposition is not None and proposition.situation_emploi == NON_OPPOSABLE
        grief = (
            Grief(
                condition="remuneration_minimale",
                droit="L. 341-2 et R. 341-4 du code du travail",
                fait="la rémunération proposée est inférieure au minimum",
            )
            if ouverte
            else Grief(
                condition=SITUATION_EMPLOI,
                droit="L. 341-2 et R. 341-4 du code du travail",
                fait="douze demandeurs d’emploi sont inscrits dans ce métier et cette zone",
            )
        )
        return [a.Preparer(**self.examen, sens=Sens.DEFAVORABLE, griefs=(grief,))]

    def dater(self, jours: int = AN) -> list[Acte]:
        """Set the days of the permit."""
        au = self.jour + timedelta(days=jours)
        return [a.Dater(**self.examen, du=self.jour, au=au)]

    def rendre_avis(self) -> list[Acte]:
        """Let the other service answer, where someone of it is in the demonstration."""
        if not self.service["donne_avis"]:
            return []
        return [
            a.RendreAvis(
                auteur=self.service["donne_avis"],
                role=Role.INSTRUCTEUR,
                service=self.service["avis"],
                sens=Sens.FAVORABLE,
                motif="rien au dossier de séjour ne s’y oppose",
            )
        ]


MOTS: dict[str, Callable[[Cours], list[Acte]]] = {
    "Instruire": Cours.instruire,
    "Examiner": Cours.examiner,
    "Affecter": Cours.affecter,
    "Conditions": Cours.conditions,
    "Preparer": Cours.preparer,
    "Refuser": Cours.refuser,
    "Dater": Cours.dater,
    "Courte": lambda c: c.dater(COURT),
    "RendreAvis": Cours.rendre_avis,
    "DemanderPieces": lambda c: [
        a.DemanderPieces(**c.guichet, pieces=("contrat de travail", "extrait Kbis"))
    ],
    "Completer": lambda c: [a.Completer(auteur=c.dossier.demandeur, role=Role.DEMANDEUR)],
    "Commenter": lambda c: [a.Commenter(**c.examen, texte="l’employeur a été rappelé")],
    "Saisir": lambda c: [
        a.Saisir(**c.examen, service=c.service["avis"], question="rien au séjour ?")
    ],
    "Decider": lambda c: [a.Decider(**c.signe)],
    "Notifier": lambda c: [a.Notifier(**c.examen)],
    "ConstaterSilence": lambda _: [a.ConstaterSilence(auteur=AUTOMATE, role=Role.AUTOMATE)],
    "Contester": lambda c: [a.Contester(**c.guichet, voie="gracieux", recu_le=c.jour)],
    "Retirer": lambda c: [a.Retirer(**c.signe, raison="la paie avait été mal lue")],
    "SeDesister": lambda c: [a.SeDesister(auteur=c.dossier.demandeur, role=Role.DEMANDEUR)],
    "ClasserSansSuite": lambda c: [a.ClasserSansSuite(**c.examen, raison="demande en double")],
    "Transferer": lambda c: [a.Transferer(**c.guichet, service=c.service["ailleurs"])],
}
"""What each word of a scene does."""
