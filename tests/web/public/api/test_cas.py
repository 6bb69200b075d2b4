"""The cases a jurist writes, posted to the API: the answer of each, or a pointer to its fault."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from cas_du_droit import ERREURS, REPONSES, lectures_prises, tenir, textes

if TYPE_CHECKING:
    from django.test import Client

ADRESSE = "/api/v1/determinations"


def poster(client: Client, corps: object, lectures: tuple[str, ...]) -> Any:
    """Post applications under rival readings."""
    adresse = f"{ADRESSE}?{urlencode({'lecture': lectures}, doseq=True)}"
    return client.post(adresse, json.dumps(corps), content_type="application/json")


def test_l_api_repond_comme_le_juriste(client: Client, settings: Any) -> None:
    """Every case, those of one set of readings posted together."""
    settings.DEBIT_PAR_MINUTE = 0
    groupes: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for cas in REPONSES:
        groupes[lectures_prises(cas)].append(cas)
    for lectures, siens in groupes.items():
        reponse = poster(client, [textes(cas) for cas in siens], lectures)
        assert reponse.status_code == 200, (lectures, reponse.content[:300])
        for cas, dite in zip(siens, reponse.json(), strict=True):
            attachees = {lecture["id"] for lecture in dite["lectures"]}
            tenir(cas, dite["situation_emploi"], dite["notifiable_le"], attachees)


@pytest.mark.parametrize("cas", ERREURS, ids=[cas["nom"] for cas in ERREURS])
def test_l_api_pointe_le_fait_illisible(client: Client, cas: dict[str, Any]) -> None:
    """A fact that cannot be read is refused with 422, its field named."""
    reponse = poster(client, textes(cas), lectures_prises(cas))
    assert reponse.status_code == 422
    assert {faute["champ"] for faute in reponse.json()["erreurs"]} == {cas["attendu"]["erreur"]}
