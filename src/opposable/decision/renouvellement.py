"""Renewal: what revives the criterion.

Law:
    circulaire-2007-12-20#2/6; code-travail#R.341-5, code-travail#R.5221-35 (first renewal,
    occupation or zone), code-travail#R.341-2-2 (later ones); lecture#II.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.application import selon_les_listes
from opposable.decision.regles import R
from opposable.decision.reponse import repondre
from opposable.law.nationalite import Regime
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut

SUIVANT = "suivant"
MEME, CHANGE, INCERTAIN = "meme", "change", "incertain"
METIER, ZONE = "metier", "zone"


def renouveler(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Reponse | None:
    """Answer a renewal; any other application goes to the lists."""
    if faits.type != RENOUVELLEMENT:
        return None
    return _par_ce_qui_change(faits, statut, nationalite, corpus)


def _par_ce_qui_change(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Reponse:
    """Answer by the rank, then by what changed since the first permit, then by the lists."""
    criteres = _criteres(faits, corpus)
    if statut.regime is Regime.EXCLU_PAR_ACCORD:
        manque = ("texte_hors_corpus",)
        return repondre(corpus, R.RENOUVELLEMENT_SILENCE, statut, manque=manque)
    if criteres is None:
        return _ancien(faits, statut, nationalite, corpus)
    if faits.rang == SUIVANT:
        return repondre(corpus, R.RENOUVELLEMENT_SUIVANT, statut)
    dits = {
        METIER: comparer_les_metiers(faits.codes, faits.codes_initiaux, corpus),
        ZONE: comparer_les_zones(faits, corpus),
    }
    changements = {dits[critere] for critere in criteres}
    if changements <= {MEME}:
        return repondre(corpus, R.RENOUVELLEMENT_MEME_METIER, statut)
    reponse = selon_les_listes(faits, statut, nationalite, corpus)
    if CHANGE in changements:
        return reponse._replace(metier_change=dits[METIER] == CHANGE)
    return _peut_etre_change(reponse, dits, corpus)


def _criteres(faits: Faits, corpus: Loi) -> list[str] | None:
    """What may revive the criterion on that day; None before the rule is known."""
    connus = [c for c in corpus.criteres if c.du <= faits.examine_le <= c.au]
    return [c.critere for c in connus if c.compte] if connus else None


def _ancien(faits: Faits, statut: Statut, nationalite: str, corpus: Loi) -> Reponse:
    """Before July 2007 the rule was not read: only an opening by the list is certain."""
    reponse = selon_les_listes(faits, statut, nationalite, corpus)
    if reponse.ouverte:
        return reponse
    manque = ("texte_hors_corpus",)
    return repondre(corpus, R.RENOUVELLEMENT_ANCIEN, statut, reponse.liste, manque=manque)


def _peut_etre_change(reponse: Reponse, dits: Mapping[str, str], corpus: Loi) -> Reponse:
    """The list decides if something changed; unsaid, only an opening is certain."""
    if reponse.ouverte:
        return reponse
    a_dire = {METIER: "metier_initial", ZONE: "region_initiale"}
    manque = tuple(a_dire[critere] for critere, dit in dits.items() if dit == INCERTAIN)
    return repondre(
        corpus,
        R.RENOUVELLEMENT_METIER_INITIAL_INCONNU,
        reponse.statut,
        reponse.liste,
        manque=(*manque, *(m for m in reponse.manque if m not in manque)),
    )


def comparer_les_metiers(codes: Mapping[str, str], initiaux: Mapping[str, str], corpus: Loi) -> str:
    """Tell whether the occupation is that of the first permit, as far as codes can tell."""
    aucuns = corpus.codes_d_aucune_ligne
    egalites = {
        code == initiaux[nomenclature]
        for nomenclature, code in codes.items()
        if nomenclature in initiaux and not {code, initiaux[nomenclature]} & aucuns
    }
    if egalites == {True}:
        return MEME
    return CHANGE if egalites == {False} else INCERTAIN


def comparer_les_zones(faits: Faits, corpus: Loi) -> str:
    """Tell whether the zone is that of the first permit, in the division of the common list."""
    if faits.lieux_initiaux is None:
        return MEME
    if not faits.lieu_dit:
        return INCERTAIN
    version = corpus.division(faits.examine_le)
    ici = _zones(faits.lieux, version, corpus)
    la = _zones(faits.lieux_initiaux, version, corpus)
    if not ici & la:
        return CHANGE
    return MEME if len(ici) == len(la) == 1 else INCERTAIN


def _zones(lieux: Collection[str], version: str, corpus: Loi) -> set[str]:
    return {corpus.region_dans(version, region) for region in lieux}
