"""Two times: the answer of today's knowledge and that of another day, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from opposable.decision.examen import situer
from opposable.decision.faits import etablir
from opposable.decision.regles import M
from opposable.errors import EtatDuDroitError
from opposable.law.etat_du_droit import EtatDuDroit
from opposable.web.public.demander.reponse import repondre
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import servi

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.law.corpus import Corpus
    from opposable.web.public.demander.reponse import Reponse


@dataclass(frozen=True, slots=True)
class Cote:
    """An answer as known on a day.

    Attributes:
        connu_le: The day of knowledge.
        reponse: The answer.
        ici: Whether it is the one the page shows.
        aujourd_hui: Whether that day is the last one on which the law is known here.
    """

    connu_le: date
    reponse: Reponse
    ici: bool
    aujourd_hui: bool

    @property
    def notifiable_le(self) -> date | None:
        """First day of notification, None where there is nothing to notify."""
        return self.reponse.determination.notifiable_le

    @property
    def raisons(self) -> list[str]:
        """The text applied and the reason that decides, in the language of the page."""
        dite = self.reponse.determination
        voulues = (M.LISTE_APPLICABLE, dite.regle)
        return [m.dire(droit.langue()) for m in dite.motifs if m.id in voulues]


@dataclass(frozen=True, slots=True)
class Connaissance:
    """What was known on.

    Attributes:
        connu_le: Day of knowledge of the answer shown.
        dernier: Last day of knowledge.
        cotes: The answer as known then and as known today, where they differ; else empty.
        compare: Whether another day of knowledge was looked at.
    """

    connu_le: date
    dernier: date
    cotes: tuple[Cote, ...]
    compare: bool


def connaissance(montree: Reponse, corpus: Corpus) -> Connaissance:
    """Compare an answer with the same as known on another day.

    The other day is today where the answer is asked as of a day of knowledge; else that of the
    examination, the day on which somebody had to decide.
    """
    base, demande = droit.corpus(), montree.determination.demande
    dernier = base.connu_le
    if corpus.connu_le < dernier:
        etat: EtatDuDroit | None = EtatDuDroit.de(None, corpus.rivales)
    else:
        jour = demande.examine_le or demande.depose_le
        hors = jour is None or not base.couverture.du <= jour < dernier
        etat = None if hors else EtatDuDroit.de(jour, corpus.rivales)
    if etat is None:
        return Connaissance(corpus.connu_le, dernier, (), compare=False)
    try:
        bati = servi().droits.bati(etat)
        if _dit_ailleurs(demande, bati) == _dit(montree.determination):
            return Connaissance(corpus.connu_le, dernier, (), compare=True)
        la = droit.corpus(etat)
    except EtatDuDroitError:
        return Connaissance(corpus.connu_le, dernier, (), compare=False)
    autre = repondre(replace(demande, connu_le=etat.connu_le), la)
    cotes = _cotes(montree, corpus, autre, la, dernier)
    return Connaissance(corpus.connu_le, dernier, cotes, compare=True)


def _dit(determination: Determination) -> tuple[object, ...]:
    return determination.situation_emploi, determination.notifiable_le, determination.liste


def _dit_ailleurs(demande: Demande, la: Corpus) -> tuple[object, ...]:
    """What `_dit` tells, by the rule alone: a law asked for once is not worth learning.

    The rule asks what was known, never on which day: the law as built serves every day of it.
    """
    sans_jour = replace(demande, connu_le=None) if demande.connu_le else demande
    contexte = situer(etablir(sans_jour, la), la)
    liste = contexte.reponse.liste
    return contexte.reponse.situation_emploi, contexte.notifiable_le, liste and liste.id


def _cotes(
    montree: Reponse, ici: Corpus, autre: Reponse, la: Corpus, dernier: date
) -> tuple[Cote, ...]:
    """Both answers, the older knowledge first."""
    deux = (
        Cote(ici.connu_le, montree, ici=True, aujourd_hui=ici.connu_le == dernier),
        Cote(la.connu_le, autre, ici=False, aujourd_hui=la.connu_le == dernier),
    )
    return tuple(sorted(deux, key=lambda cote: cote.connu_le))
