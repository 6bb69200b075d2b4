"""Rows that the table has no place for are answered by the rule, as `decide` answers them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from opposable import Demande, decide
from opposable.batch.hors_table import HorsTable
from opposable.batch.rejet import FAITS
from opposable.batch.reponses import SEPARATEUR
from opposable.errors import OpposableError
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import EtatDuDroit

if TYPE_CHECKING:
    from opposable.batch.noyau import Noyau

MACON = {
    "nationalite": "MAR",
    "metier": "42114",
    "region": "82",
    "type": "introduction",
    "depose_le": "2008-03-03",
}
LIGNES = {
    "a day of today": MACON | {"depose_le": "2026-10-01"},
    "a family of occupations": MACON | {"metier": "B2Z40", "depose_le": "2022-02-01"},
    "combined codes": MACON | {"metier": "42114+F1703", "depose_le": "2022-02-01"},
    "a region of 2016": MACON | {"region": "84"},
    "known before": MACON | {"connu_le": "2008-01-01"},
    "known too early": MACON | {"connu_le": "1990-01-01"},
    "exempted": MACON | {"dispense": "detache_ue"},
    "a young graduate": MACON | {"jeune_diplome": "oui"},
    "a later renewal": MACON | {"type": "renouvellement", "rang_renouvellement": "suivant"},
    "another zone": MACON
    | {"type": "renouvellement", "metier_initial": "42114", "region_initiale": "11"},
    "an unknown family": MACON | {"metier": "Z9Z99"},
    "no place": {nom: dit for nom, dit in MACON.items() if nom != "region"},
    "in the table": MACON,
}


@pytest.mark.parametrize("ligne", LIGNES.values(), ids=LIGNES)
def test_une_ligne_hors_de_la_table_est_celle_de_decide(
    noyau: Noyau, ligne: dict[str, str]
) -> None:
    """The same answer, list, day and readings; or a refusal where `decide` refuses."""
    colonnes = {nom: pa.array([ligne.get(nom)], pa.string()) for nom in FAITS}
    obtenue = noyau.decider(pa.RecordBatch.from_pydict(colonnes))
    dite = obtenue.lot.to_pylist()[0]
    try:
        demande = Demande.depuis(ligne)
        droit = Droits(noyau.corpus).pour(EtatDuDroit.de(demande.connu_le))
        voulue = decide(demande, droit)
    except OpposableError:
        assert len(obtenue.rejets) == 1
        return
    assert len(obtenue.rejets) == 0
    assert dite["situation_emploi"] == voulue.situation_emploi.value
    assert (dite["regle"], dite["liste"]) == (voulue.regle, voulue.liste)
    assert dite["notifiable_le"] == voulue.notifiable_le
    lectures = SEPARATEUR.join(attachee.lecture.id for attachee in voulue.lectures)
    assert (dite["lectures"] or "") == lectures


@pytest.mark.parametrize(
    ("connu_le", "dit"),
    [
        ("hier", "écrivez AAAA-MM-JJ"),
        ("2011-8-1", "écrivez AAAA-MM-JJ"),
        ("1999-01-01", "donnez un jour du"),
        ("2999-01-01", "donnez un jour du"),
    ],
)
def test_un_jour_de_connaissance_fautif_est_un_rejet_qui_dit_quoi_ecrire(
    noyau: Noyau, connu_le: str, dit: str
) -> None:
    """The row is rejected for that field, with what was written and what to write; others pass."""
    lignes = [MACON | {"connu_le": connu_le}, MACON]
    colonnes = {nom: pa.array([li.get(nom) for li in lignes], pa.string()) for nom in FAITS}
    obtenue = noyau.decider(pa.RecordBatch.from_pydict(colonnes))
    (rejet,) = obtenue.rejets
    assert (rejet.ligne, rejet.champ) == (0, "connu_le")
    assert connu_le in rejet.raison
    assert dit in rejet.raison
    fautive, juste = obtenue.lot.to_pylist()
    assert fautive["situation_emploi"] is None
    assert juste["situation_emploi"] is not None


def test_un_examen_apres_le_dernier_jour_connu_ne_se_devine_pas(noyau: Noyau) -> None:
    """The day after the last one known is undetermined for want of law, and no reject."""
    lendemain = (noyau.corpus.couverture.au + timedelta(days=1)).isoformat()
    ligne = MACON | {"depose_le": lendemain}
    colonnes = {nom: pa.array([ligne.get(nom)], pa.string()) for nom in FAITS}
    obtenue = noyau.decider(pa.RecordBatch.from_pydict(colonnes))
    (dite,) = obtenue.lot.to_pylist()
    assert (dite["situation_emploi"], dite["regle"]) == ("indeterminee", "hors-couverture")


ORDINAIRES = {
    "all that the table has an axis for": MACON
    | {
        "departement": "69",
        "examine_le": "2008-05-01",
        "metier_initial": "42114",
        "activite": "autre",
        "diplome_francais": "autre",
    },
    "no day of examination": MACON,
    "several nationalities": MACON | {"nationalite": "MAR+FRA"},
    "no place": {nom: dit for nom, dit in MACON.items() if nom != "region"},
    "a fault": MACON | {"nationalite": "ZZZ"},
    "no day": {nom: dit for nom, dit in MACON.items() if nom != "depose_le"},
}


@pytest.mark.parametrize("ligne", ORDINAIRES.values(), ids=ORDINAIRES)
def test_une_ligne_ordinaire_ne_va_pas_a_la_regle(
    noyau: Noyau, ligne: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the table has an axis for is looked up, and what is at fault refused, without it."""
    parties: list[int] = []
    monkeypatch.setattr(HorsTable, "repondre", lambda *_: parties.append(1))
    colonnes = {nom: pa.array([ligne.get(nom)], pa.string()) for nom in FAITS}
    noyau.decider(pa.RecordBatch.from_pydict(colonnes))
    assert not parties
