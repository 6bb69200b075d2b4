"""A code that two nomenclatures claim, asked of the API: refused in words, or said whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from opposable.decision.chargement import load_corpus
from opposable.law.droits import Droits
from opposable.web.socle import droit
from projets import CODE, DE_2009, DE_2021

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

FAITS = {
    "nationalite": "MAR",
    "region": "53",
    "type": "introduction",
    "depose_le": "2010-03-01",
}


@pytest.fixture
def api(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The site under a law that holds a list in FAP 2009 and another in FAP 2021."""
    registre = Droits(load_corpus(avec=[DE_2009.ecrire(tmp_path), DE_2021.ecrire(tmp_path)]))
    monkeypatch.setattr(droit, "corpus", registre.pour)
    return client


def poster(client: Client, metier: str) -> Any:
    """Ask for an answer under the drafts."""
    corps = json.dumps(FAITS | {"metier": metier})
    return client.post("/api/v1/determinations", corps, content_type="application/json")


def test_un_code_dispute_est_refuse_en_disant_quoi_ecrire(api: Client) -> None:
    """Status 422, the field at fault, and both codes as they are to be written."""
    reponse = poster(api, CODE)
    assert reponse.status_code == 422
    assert f"écrivez fap-2009:{CODE} ou fap-2021:{CODE}" in reponse.content.decode()
    assert "metier" in reponse.content.decode()


def test_dit_avec_sa_nomenclature_il_a_sa_reponse(api: Client) -> None:
    """Written whole, the code is that of the list that speaks its nomenclature."""
    reponse = poster(api, f"fap-2009:{CODE}")
    assert reponse.status_code == 200
    assert reponse.json()["situation_emploi"] == "non_opposable"
    assert reponse.json()["liste"] == "essai-2009/liste"
