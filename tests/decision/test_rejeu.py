"""A receipt names the law used: what comes after changes nothing to what was given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.decision.rejeu import rejouer
from opposable.errors import RejeuError
from opposable.law.corpus import Corpus
from opposable.law.etat_du_droit import EtatDuDroit

PROJET = Path(__file__).parents[1] / "data" / "projet-2010"
MACON = Demande(
    nationalite="POL",
    metier="42114",
    departement="35",
    type="introduction",
    depose_le=date(2008, 2, 1),
)


def donnee(corpus: Corpus) -> dict[str, Any]:
    """A determination as it was stored."""
    lue: dict[str, Any] = json.loads(decide(MACON, corpus).en_json())
    return lue


def ancienne(corpus: Corpus) -> dict[str, Any]:
    """A determination with a receipt of the old form, under a former version of the law."""
    lue = donnee(corpus)
    recu = lue["recu"]
    lue["recu"] = {nom: recu[nom] for nom in ("version", "sha256", "moteur", "lectures")}
    lue["recu"]["sha256"] = min(corpus.anciennes)
    return lue


def test_le_recu_nomme_ce_qui_a_servi(corpus: Corpus) -> None:
    """The receipt states the day of knowledge, and the instruments that govern that day."""
    recu = donnee(corpus)["recu"]
    assert recu["connu_le"] == corpus.connu_le.isoformat()
    assert set(recu["instruments"]) < set(corpus.instruments)
    assert recu["instruments"]["arrete-2008-01-18-ue"]
    assert recu["communes"] != recu["sha256"]


def test_un_texte_ajoute_laisse_rejouer_les_reponses_d_avant(corpus: Corpus) -> None:
    """An answer of 2008 replays under a law to which a text of 2010 was added since."""
    grandie = load_corpus(avec=[PROJET])
    suivante = Corpus(
        **{nom: getattr(grandie, nom) for nom in grandie.__dataclass_fields__ if nom != "etat"},
        etat=EtatDuDroit(),
    )
    assert suivante.sha256 != corpus.sha256
    assert rejouer(donnee(corpus), suivante).situation_emploi.value == "non_opposable"


def test_un_recu_d_avant_se_rejoue(corpus: Corpus) -> None:
    """A receipt of the old form, of a version of this law that is known, still replays."""
    assert rejouer(ancienne(corpus), corpus).regle == "liste-sans-zone"


def test_un_recu_d_un_droit_inconnu_est_refuse(corpus: Corpus) -> None:
    """A receipt of the old form whose digest is of no known version is refused."""
    lue = ancienne(corpus)
    lue["recu"]["sha256"] = "0" * 64
    with pytest.raises(RejeuError, match="donnée avec le droit 20"):
        rejouer(lue, corpus)


def test_un_instrument_change_est_nomme(corpus: Corpus) -> None:
    """Where an instrument used is no longer the same, it is named."""
    lue = donnee(corpus)
    lue["recu"]["sha256"] = "0" * 64
    lue["recu"]["instruments"]["arrete-2008-01-18-ue"] = "0" * 64
    with pytest.raises(RejeuError, match="a changé : arrete-2008-01-18-ue"):
        rejouer(lue, corpus)
