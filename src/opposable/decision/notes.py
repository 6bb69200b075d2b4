"""What facts call for beside an answer: without effect, not said, at odds, or known later.

Law:
    lecture#II.1 (examined after the day of knowledge), lecture#II.2 (facts out of their
    regime or dates), lecture#II.3 (lists known in part), lecture#II.4 (codes at odds),
    lecture#II.5 and code-travail#R.5221-35 (rank and zone of a renewal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision import codes_dits
from opposable.decision.regles import A, R
from opposable.decision.renouvellement import SUIVANT
from opposable.law.nationalite import CONCERNES, Regime
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opposable.decision.motif import Contexte

OUI = "oui"
SANS_PERMIS = SituationEmploi.AUTORISATION_NON_REQUISE


def noter(contexte: Contexte) -> tuple[str, ...]:
    """Return the names of the notes that the facts of an application call for, in order."""
    return tuple(nom for nom, vaut in NOTES.items() if vaut(contexte))


def _renouvelle(c: Contexte) -> bool:
    """Whether the rule of first renewals was asked: it is known on that day, for this national."""
    statut, jour = c.reponse.statut, c.faits.examine_le
    return (
        c.faits.type == RENOUVELLEMENT
        and statut is not None
        and statut.regime in CONCERNES
        and c.reponse.regle.id not in SANS_RANG
        and c.reponse.situation_emploi is not SANS_PERMIS
        and any(critere.du <= jour <= critere.au for critere in c.corpus.criteres)
    )


SANS_RANG = frozenset({R.HORS_COUVERTURE, R.RENOUVELLEMENT_SUIVANT})
"""Rules that answer a renewal without asking what changed since the first permit."""


def _autre_demande(c: Contexte) -> bool:
    return c.faits.type is not None and c.faits.type != RENOUVELLEMENT


def _dispense_sans_effet(c: Contexte) -> bool:
    dite = c.faits.dispense
    if dite is None or c.reponse.statut is None or c.reponse.situation_emploi is SANS_PERMIS:
        return False
    return any(d.valeur == dite for d in c.corpus.dispenses)


def _jeune_diplome_sans_effet(c: Contexte) -> bool:
    if c.faits.jeune_diplome != OUI or c.faits.type is None or c.reponse.statut is None:
        return False
    libre = c.reponse.statut.regime in (Regime.FRANCAIS, Regime.LIBRE_CIRCULATION)
    return not libre and c.reponse.regle.id not in (R.JEUNE_DIPLOME, R.FAIT_MANQUANT)


def _plusieurs_codes(c: Contexte) -> bool:
    codes, liste = c.faits.codes, c.reponse.liste
    return len(codes) > 1 and liste is not None and liste.nomenclature in codes


def _en_desaccord(c: Contexte) -> bool:
    codes = c.faits.codes
    return len(codes) > 1 and codes_dits.en_desaccord(dict(codes), c.corpus)


def _apres_connaissance(c: Contexte) -> bool:
    return c.corpus.connu_le < c.faits.examine_le <= c.corpus.couverture.au


NOTES: Mapping[str, Callable[[Contexte], bool]] = {
    A.EXAMEN_APRES_CONNAISSANCE: _apres_connaissance,
    A.LISTE_CONNUE_EN_PARTIE: codes_dits.connue_en_partie,
    A.CODES_PROPOSES: codes_dits.a_proposer,
    A.PLUSIEURS_CODES: _plusieurs_codes,
    A.CODES_EN_DESACCORD: _en_desaccord,
    A.RANG_NON_DIT: lambda c: c.faits.rang is None and _renouvelle(c),
    A.ZONE_INITIALE_NON_DITE: lambda c: (
        c.faits.lieux_initiaux is None and c.faits.rang != SUIVANT and _renouvelle(c)
    ),
    A.RANG_SANS_EFFET: lambda c: c.faits.rang is not None and _autre_demande(c),
    A.METIER_INITIAL_SANS_EFFET: lambda c: bool(c.faits.codes_initiaux) and _autre_demande(c),
    A.ZONE_INITIALE_SANS_EFFET: lambda c: c.faits.lieux_initiaux is not None and _autre_demande(c),
    A.DISPENSE_SANS_EFFET: _dispense_sans_effet,
    A.JEUNE_DIPLOME_SANS_EFFET: _jeune_diplome_sans_effet,
}
"""When each note is told, in the order they are."""
