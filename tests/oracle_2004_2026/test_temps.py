"""Two times: an answer known on a day depends on nothing known later."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from opposable import decide
from opposable.decision.rejeu import rejouer
from opposable.law.construction import construire
from opposable.law.etat_du_droit import EtatDuDroit
from oracle_2004_2026.oracle import ETAT_DU_DROIT_AU
from oracle_2004_2026.regle import CORPUS, demande, droit_au
from oracle_2004_2026.tirage import tirer

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from oracle_2004_2026.oracle import Faits

REGISTRE = "evenements.csv"
PAS = 2003
CONNUS = [
    date(2006, 4, 30),
    date(2007, 12, 21),
    date(2008, 1, 19),
    date(2009, 8, 2),
    date(2011, 8, 12),
    date(2012, 12, 25),
    date(2021, 4, 2),
    date(2025, 5, 21),
]
APPRIS_LE = date(2015, 1, 1)
AJOUT = {
    "id": "essai-annulation",
    "connu_le": APPRIS_LE.isoformat(),
    "effet_le": "2008-01-21",
    "acte": "annule",
    "objet": "essai",
    "cible": "arrete-2008-01-18-tiers/liste",
    "ancre": "arrete-2008-01-18-tiers#1",
    "certitude": "lu",
    "source": CORPUS.tables[REGISTRE][0]["source"],
}
"""An event added to the ledger: a list undone from its first day, as a court might."""


def avec_registre(lignes: list[dict[str, Any]], connu: date) -> Corpus:
    """The law as known on a day, under another ledger."""
    tables = {**CORPUS.tables, REGISTRE: lignes}
    return construire(tables, CORPUS.empreintes, EtatDuDroit.de(connu), voisin=CORPUS)


def lignes() -> list[dict[str, Any]]:
    """The rows of the ledger."""
    return [dict(ligne) for ligne in CORPUS.tables[REGISTRE]]


def tires(connu: date, pas: int = PAS) -> list[Faits]:
    """Applications drawn over all contexts, asked as known on one day."""
    return [f._replace(connu_le=connu) for f in islice(tirer(0, 1, 1), 0, None, pas)]


def dire(faits: Faits, corpus: Corpus) -> dict[str, Any]:
    """The determination, its receipt aside."""
    dite = decide(demande(faits), corpus).en_dict()
    return {champ: valeur for champ, valeur in dite.items() if champ != "recu"}


def brouiller(ligne: dict[str, Any], connu: date) -> dict[str, Any]:
    """An event known later than a day, acting from another day than it says."""
    if not ligne["connu_le"] or ligne["connu_le"] <= connu.isoformat():
        return ligne
    autre = date.fromisoformat(ligne["effet_le"]) - timedelta(days=500)
    return {**ligne, "effet_le": autre.isoformat()}


@pytest.mark.parametrize("connu", CONNUS, ids=str)
def test_rien_de_ce_qui_suit_ne_compte(connu: date) -> None:
    """Whatever the events known later say, the answers known on a day stay word for word."""
    brouillees = [brouiller(ligne, connu) for ligne in lignes()]
    assert brouillees != lignes()
    autre, entier = avec_registre(brouillees, connu), droit_au(connu)
    differences = [f for f in tires(connu) if dire(f, autre) != dire(f, entier)]
    assert not differences, (len(differences), differences[:3])


@pytest.mark.parametrize("connu", [date(2008, 1, 20), date(2012, 12, 26), date(2014, 12, 31)])
def test_un_evenement_ajoute_ne_change_rien_avant_d_etre_su(connu: date) -> None:
    """What is learnt in 2015, were it to undo 2008, leaves what was known before as it was."""
    allonge = avec_registre([*lignes(), AJOUT], connu)
    faits = tires(connu)
    assert [dire(f, allonge) for f in faits] == [dire(f, droit_au(connu)) for f in faits]


def test_un_evenement_ajoute_change_ce_qui_suit() -> None:
    """Once it is known, it reaches back: the same ledger answers otherwise."""
    allonge = avec_registre([*lignes(), AJOUT], ETAT_DU_DROIT_AU)
    faits = tires(ETAT_DU_DROIT_AU)
    assert [dire(f, allonge) for f in faits] != [dire(f, CORPUS) for f in faits]


@pytest.mark.parametrize("connu", [date(2008, 1, 20), date(2014, 12, 31)])
def test_les_recus_d_avant_se_rejouent_a_l_octet(connu: date) -> None:
    """A determination stored before an event was learnt is given again, byte for byte."""
    allonge = avec_registre([*lignes(), AJOUT], ETAT_DU_DROIT_AU)
    for faits in tires(connu, 20011):
        stockee = json.dumps(decide(demande(faits), droit_au(connu)).en_dict())
        rejouee = rejouer(json.loads(stockee), allonge).en_dict()
        assert json.dumps(rejouee) == stockee
