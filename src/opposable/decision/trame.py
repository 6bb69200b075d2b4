"""What the layout of an answer rests on: the part that many applications have in common.

Two applications of one law with the same `Trame` are answered in the same sentences, in the same
order, with the same service, basis and conditions; only what `Determination` takes from the
application itself differs: codes, names, days, the row. Everything that composes an answer
(`motivation`, `procedure`, `reserve`) is given the trame and the law and nothing else, so that a
fact which is not here cannot change what they say.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import entourage
from opposable.decision.notes import noter
from opposable.law.regle import DE_LA_LISTE
from opposable.law.valeur import CHANGEMENT_STATUT

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.examen import Examen
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.motif import Contexte
    from opposable.law.cellule import Certitude
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime
    from opposable.law.regle import SituationEmploi


class RegimeVu(NamedTuple):
    """The regime of the nationality retained, without its code."""

    regime: Regime
    ancre: str
    certitude: Certitude


class LectureVue(NamedTuple):
    """A reading attached, without the day of the other answer.

    Attributes:
        lecture: Its identifier.
        rivale: Whether the rival was taken here.
        situation_emploi: What the other reading would answer.
        notifiable: Whether that answer could be notified at all.
    """

    lecture: str
    rivale: bool
    situation_emploi: SituationEmploi
    notifiable: bool


class Trame(NamedTuple):
    """All that the layout of an answer rests on, by value.

    Attributes:
        regle: Deciding rule.
        regime: Regime of the nationality retained.
        liste: List consulted.
        certitude: How sure the row applied is; None where there is none.
        manque: Facts to ask for.
        metier_change: Whether a renewal changes occupation.
        type: Kind of application.
        diplome_dit: Whether a diploma was stated.
        atteint: Whether the list consulted reaches the file.
        en_cours: Whether it does as a change of status pending at its publication.
        retenue: Whether the notification waits for the orders (2/11).
        depuis: Last day on which what surrounds an answer changed: for all the days of
            examination until the next change, service, basis, conditions and charges are the same.
        lectures: Readings attached.
        notes: Notes that the facts call for.
        incertaine: Whether an earlier list, known in part, may have opened it already.
        cas: Facts not said that would settle the answer.
    """

    regle: str
    regime: RegimeVu | None
    liste: str | None
    certitude: Certitude | None
    manque: tuple[str, ...]
    metier_change: bool
    type: str | None
    diplome_dit: bool
    atteint: bool
    en_cours: bool
    retenue: bool
    depuis: date
    lectures: tuple[LectureVue, ...]
    notes: tuple[str, ...] = ()
    incertaine: bool = False
    cas: tuple[str, ...] = ()


def trame(examen: Examen) -> Trame:
    """Return what the layout of an answer rests on."""
    contexte = examen.contexte
    return ossature(examen)._replace(
        notes=noter(contexte),
        incertaine=contexte.reponse.peut_etre_ouverte,
        cas=entourage.cas(contexte),
    )


def ossature(examen: Examen) -> Trame:
    """Return the trame without what is told beside: what a table of answers rests on."""
    contexte = examen.contexte
    faits, reponse, corpus = contexte.faits, contexte.reponse, contexte.corpus
    statut, liste, entree = reponse.statut, reponse.liste, reponse.entree
    atteint = liste is not None and liste.atteint(faits.type or "", faits.depose_le)
    return Trame(
        regle=reponse.regle.id,
        regime=RegimeVu(statut.regime, statut.ancre, statut.certitude) if statut else None,
        liste=liste.id if liste else None,
        certitude=entree.certitude if entree else None,
        manque=reponse.manque,
        metier_change=reponse.metier_change,
        type=faits.type,
        diplome_dit=bool(faits.diplome),
        atteint=atteint,
        en_cours=atteint and _en_cours(contexte, liste),
        retenue=_retenue(contexte, liste),
        depuis=depuis(faits.examine_le, corpus),
        lectures=tuple(_vue(attachee) for attachee in examen.lectures),
    )


def depuis(jour: date, corpus: Corpus) -> date:
    """Return the last day, this one included, on which what surrounds an answer changed."""
    jours = corpus.jours_de_procedure
    return jours[bisect_right(jours, jour) - 1]


def _en_cours(contexte: Contexte, liste: Liste | None) -> bool:
    faits = contexte.faits
    return (
        faits.type == CHANGEMENT_STATUT
        and liste is not None
        and liste.depose_du is not None
        and faits.depose_le < liste.depose_du
    )


def _retenue(contexte: Contexte, liste: Liste | None) -> bool:
    return (
        contexte.reponse.regle.fondement == DE_LA_LISTE
        and liste is not None
        and liste.notifiable_du is not None
        and liste.notifiable_du >= contexte.faits.examine_le
    )


def _vue(attachee: LectureAttachee) -> LectureVue:
    return LectureVue(
        attachee.lecture.id,
        attachee.rivale,
        attachee.situation_emploi,
        attachee.notifiable_le is not None,
    )
