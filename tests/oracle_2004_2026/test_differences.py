"""The rule against the oracle, over two times: the same answers, days and readings.

Each share of the contexts meets every pair of event days of the two times. A run takes three
shares; OPPOSABLE_TIRAGES takes them all, each context drawn so many times (107: more than
5 × 10⁷ applications).
"""

from __future__ import annotations

import os
from itertools import islice

import pytest

from oracle_2004_2026.oracle import lectures, repondre
from oracle_2004_2026.regle import determiner, trancher_et_notifier
from oracle_2004_2026.suites import fondement, services
from oracle_2004_2026.tirage import tirer

PAQUETS = 23
"""Prime, so that each share of the contexts holds all kinds and all days."""
TIRAGES = int(os.environ.get("OPPOSABLE_TIRAGES", "0"))
PARTS = range(PAQUETS if TIRAGES else 3)
PAR_CONTEXTE = TIRAGES or 1
PAS_DES_LECTURES = 211
PAS_DES_SUITES = 53


@pytest.mark.parametrize("paquet", PARTS)
def test_la_regle_repond_comme_l_oracle(paquet: int) -> None:
    """The same answer and the same day of notification: 0 differences."""
    differences = []
    for faits in tirer(paquet, PAQUETS, PAR_CONTEXTE):
        trouve = trancher_et_notifier(faits)
        attendu = repondre(faits)
        if trouve[:2] != attendu[:2]:
            differences.append((faits, trouve, attendu))
    assert not differences, (len(differences), differences[:5])


@pytest.mark.parametrize("paquet", PARTS)
def test_les_lectures_sont_celles_de_l_oracle(paquet: int) -> None:
    """The readings attached are those whose rival, in the oracle too, changes the answer."""
    differences = []
    for faits in islice(tirer(paquet, PAQUETS, PAR_CONTEXTE), paquet, None, PAS_DES_LECTURES):
        trouve, attendu = determiner(faits), repondre(faits)
        trouvees = {a.lecture.id for a in trouve.lectures}
        meme = (trouve.situation_emploi.value, trouve.notifiable_le) == attendu[:2]
        if not meme or trouvees != lectures(faits):
            differences.append((faits, trouve.regle, trouvees, attendu, lectures(faits)))
    assert not differences, (len(differences), differences[:5])


@pytest.mark.parametrize("paquet", PARTS)
def test_autorite_et_fondement_sont_ceux_de_l_oracle(paquet: int) -> None:
    """Where the reading fixes who decides and on what basis, the answer bears its words."""
    differences: list[object] = []
    for faits in islice(tirer(paquet, PAQUETS, PAR_CONTEXTE), paquet, None, PAS_DES_SUITES):
        attendu = repondre(faits)
        if attendu.notifiable_le is None or len(faits.nationalites) != 1:
            continue
        trouve = determiner(faits)
        mot = fondement(faits, attendu)
        texte = trouve.fondement.texte.fr if trouve.fondement else ""
        if mot and mot not in texte:
            differences.append((faits, texte, mot))
        service = trouve.autorite
        dit = (
            f"{service.sigle} {service.nom.fr} {service.precision.fr} {service.decideur.fr}"
            if service
            else ""
        )
        mots = services(faits.examine_le) if faits.type == "introduction" else ()
        if any(mot not in dit for mot in mots):
            differences.append((faits, dit, mots))
    assert not differences, (len(differences), differences[:5])
