"""The line of each request, as a collector reads it."""

import json
from datetime import datetime, timedelta

import pytest

from opposable.web.socle.journal import Requete, noter, requetes


def test_une_requete_est_une_ligne_de_json(caplog: pytest.LogCaptureFixture) -> None:
    """One object with the keys of every line: what was asked, what came, when, and no more."""
    caplog.set_level("INFO", requetes.name)
    noter("POST", "api/v1/determinations", 200, 0.01234)
    (vue,) = caplog.records
    ligne = Requete().format(vue)
    assert "\n" not in ligne
    dite = json.loads(ligne)
    instant = datetime.fromisoformat(dite.pop("timestamp"))
    assert instant.utcoffset() == timedelta(0)
    assert dite == {
        "methode": "POST",
        "route": "api/v1/determinations",
        "statut": 200,
        "duree_ms": 12.3,
        "event": "requete",
        "level": "info",
        "logger": "opposable.web",
    }
