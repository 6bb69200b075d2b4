"""Each day, each national: exactly one rule governs, whatever the day the law is known on.

A list, or what holds without one: a gap fails, two lists at once fail. Which one it is, is
compared with the oracle's ledger, written apart.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from opposable.law.nationalite import Regime
from opposable.law.silence import Effet, silence
from oracle_2004_2026 import droit
from oracle_2004_2026.oracle import (
    ACCORDS,
    CONNU_DU,
    ETAT_DU_DROIT_AU,
    EXCLU,
    LIBRE,
    RETENUES,
    TRANSITIONS,
    regime,
)
from oracle_2004_2026.regle import droit_au
from oracle_2004_2026.tirage import JOURS_CONNUS, JOURS_EXAMEN, SORTES

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Statut

NATIONALITES = sorted({sorte[0] for sorte in SORTES if "+" not in sorte[0]} - {"", "FRA"})
REGIMES = {
    LIBRE: Regime.LIBRE_CIRCULATION,
    EXCLU: Regime.EXCLU_PAR_ACCORD,
    **dict.fromkeys(TRANSITIONS, Regime.UE_TRANSITOIRE),
    **dict.fromkeys(ACCORDS, Regime.ACCORD_EN_VIGUEUR),
}
TEXTES = {
    "circulaire": {"circulaire-2007-12-20"},
    "arrete-2008": {"arrete-2008-01-18-tiers", "arrete-2008-01-18-ue"},
    "arrete-2011": {"arrete-2011-08-11"},
    "2021": {"arrete-2021-04-01"},
    "2024": {"arrete-2024-03-01"},
    "2025": {"arrete-2025-05-21"},
    "61": {"circulaire-2006-04-29", "circulaire-2006-12-22"},
    "291": {"arrete-2012-10-01", "arrete-2013-06-28"},
    "aucune": {Effet.DROIT_COMMUN.value},
    "non-lue": {Effet.INCONNU.value},
    "non-trouvee": {Effet.INCONNU.value},
}
"""The oracle's word for what governs, and the texts that the ledger may name."""


def statut_du(corpus: Corpus, nationalite: str, jour: date) -> Statut:
    """The one regime of a national on a day."""
    statuts = [s for s in corpus.nationalites[nationalite].statuts if s.du <= jour <= s.au]
    assert len(statuts) == 1, (nationalite, jour, statuts)
    return statuts[0]


def gouverne(corpus: Corpus, nationalite: str, jour: date) -> list[str]:
    """Everything that governs a national on a day, agreements' own lists aside."""
    statut = statut_du(corpus, nationalite, jour)
    en_vigueur = corpus.listes_en_vigueur(statut.regime, nationalite, jour)
    communes = [li.instrument for li in en_vigueur if not li.d_accord]
    seules = [li.instrument for li in en_vigueur if li.d_accord and li.seule]
    if seules:
        return seules
    sans = silence(corpus.silences, statut.regime, nationalite, jour)
    return communes or [sans.effet.value if sans else "rien"]


def attendus(nationalite: str, jour: date, connu: date) -> set[str]:
    """What the oracle says governs."""
    qui = regime(nationalite, jour, connu, RETENUES)
    if qui == "TUN":
        return {"accord-tun"}
    if qui == EXCLU:
        return TEXTES["non-lue" if jour < droit.REFORME_2007 else "aucune"]
    if qui in TRANSITIONS:
        return TEXTES[droit.liste_ue(qui, jour, connu)]
    return TEXTES[droit.liste_commune(jour, connu, RETENUES)]


@pytest.mark.parametrize("nationalite", NATIONALITES)
def test_chaque_jour_a_une_regle_et_une_seule(nationalite: str) -> None:
    """Day by day from 2004 to the last, as known today: one rule, and the oracle's."""
    corpus, jour = droit_au(ETAT_DU_DROIT_AU), CONNU_DU
    while jour <= ETAT_DU_DROIT_AU:
        _comparer(corpus, nationalite, jour, ETAT_DU_DROIT_AU)
        jour += timedelta(days=1)


@pytest.mark.parametrize("connu", JOURS_CONNUS, ids=str)
def test_sous_chaque_jour_de_connaissance(connu: date) -> None:
    """Known on any day that changes something, around any day that does: the same."""
    corpus = droit_au(connu)
    for nationalite in NATIONALITES:
        for jour in JOURS_EXAMEN:
            if CONNU_DU <= jour <= ETAT_DU_DROIT_AU:
                _comparer(corpus, nationalite, jour, connu)


def _comparer(corpus: Corpus, nationalite: str, jour: date, connu: date) -> None:
    attendu = REGIMES.get(regime(nationalite, jour, connu, RETENUES), Regime.PAYS_TIERS)
    trouve = statut_du(corpus, nationalite, jour).regime
    assert trouve is attendu, (nationalite, jour, connu, trouve)
    if attendu is Regime.LIBRE_CIRCULATION:
        return
    gouvernent = gouverne(corpus, nationalite, jour)
    assert len(gouvernent) == 1, (nationalite, jour, connu, gouvernent)
    assert set(gouvernent) <= attendus(nationalite, jour, connu), (
        nationalite,
        jour,
        connu,
        gouvernent,
    )


def test_le_registre_ne_sait_rien_de_plus() -> None:
    """A day on which the ledger learns something and the oracle does not changes no list."""
    registre = droit_au(ETAT_DU_DROIT_AU).registre
    for jour in set(registre.jours_de_connaissance) - set(JOURS_CONNUS):
        avant, apres = registre.connu_le(jour - timedelta(days=1)), registre.connu_le(jour)
        assert avant.periodes == apres.periodes
        assert avant.bascules == apres.bascules
