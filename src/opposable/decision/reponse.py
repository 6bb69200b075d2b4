"""The bare answer: which rule, on which list and row, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.law.regle import Notification, SituationEmploi

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.decision.regles import R
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut
    from opposable.law.regle import Regle

FAVEUR = {situation: rang for rang, situation in enumerate(SituationEmploi)}
"""Order of favour of the answers, best first (reading, section 2)."""


class Reponse(NamedTuple):
    """The answer to the facts, for one nationality.

    Attributes:
        regle: Deciding rule.
        statut: Regime of the nationality retained, None where it is not known.
        liste: List consulted, None where none is.
        entree: Row that opens the occupation, or restricts it.
        manque: Facts to ask for.
        metier_change: Whether a renewal changes occupation, so that the criterion revives.
        deja_ouverte: Whether an earlier list opened it already, so that nothing holds it back.
        peut_etre_ouverte: Whether an earlier list, known in part, may have opened it already.
    """

    regle: Regle
    statut: Statut | None = None
    liste: Liste | None = None
    entree: Entree | None = None
    manque: tuple[str, ...] = ()
    metier_change: bool = False
    deja_ouverte: bool = False
    peut_etre_ouverte: bool = False

    @property
    def situation_emploi(self) -> SituationEmploi:
        """The answer the rule gives."""
        return self.regle.situation_emploi

    @property
    def ouverte(self) -> bool:
        """Whether the labour-market situation cannot be opposed."""
        return self.regle.situation_emploi is SituationEmploi.NON_OPPOSABLE


def repondre(
    corpus: Loi,
    regle: R,
    statut: Statut | None = None,
    liste: Liste | None = None,
    entree: Entree | None = None,
    manque: tuple[str, ...] = (),
) -> Reponse:
    """Answer by a rule of the corpus."""
    return Reponse(corpus.regles[regle], statut, liste, entree, manque)


class Attente(NamedTuple):
    """When an answer may be notified: never, or from the later of examination and a day."""

    notifiable: bool
    au_plus_tot: date | None

    def jour(self, examine_le: date) -> date | None:
        """Return the first day of notification of a file examined that day."""
        if not self.notifiable:
            return None
        return max(examine_le, self.au_plus_tot) if self.au_plus_tot else examine_le


def attendre(reponse: Reponse) -> Attente:
    """Return when an answer may be notified, whatever the day of examination.

    Law:
        circulaire-2007-12-20#2/11: an agreement resting strictly on the circular waits for
        the publication of the orders; anything else may be notified once examined.
    """
    notification, liste = reponse.regle.notification, reponse.liste
    if notification is Notification.AUCUNE:
        return Attente(notifiable=False, au_plus_tot=None)
    attend = notification is Notification.LISTE and not reponse.deja_ouverte
    return Attente(notifiable=True, au_plus_tot=liste.notifiable_du if attend and liste else None)


def notifiable_le(reponse: Reponse, faits: Faits) -> date | None:
    """Return the first day of notification, None where there is nothing to notify."""
    return attendre(reponse).jour(faits.examine_le)
