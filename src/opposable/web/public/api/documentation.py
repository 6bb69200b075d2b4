"""What the OpenAPI document says beside Ninja: names, refusals, an example of every answer.

An example is never written: it is what the address answers, asked when the document is first
read, its long lists cut.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.test import RequestFactory
from django.urls import resolve

from opposable.web.public.api.problemes import TYPE, probleme
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.exemples import exemples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

RACINE = "/api/v1"
JSON = "application/json"
REFUSEE = 400
"""Lowest status of a refusal."""
MONTRES = 2
"""Items of a list that an example keeps."""
PARTOUT = (400, 405, 413, 422, 429)
"""Statuses any address may refuse with."""
AVEC_UN_NOM, AVEC_UN_CORPS = 404, 415
"""What a path that names something, or a body, may be refused with besides."""
ADRESSES = {
    "/metiers": "/metiers?q=macon",
    "/nationalites": "/nationalites?q=polonaise",
    "/regions": "/regions",
    "/listes": "/listes?as_of={depose_le}",
    "/corpus": "/corpus",
    "/metiers/{code}": "/metiers/{metier}",
    "/listes/{cle}": "/listes/{liste}",
    "/listes/{avant}/diff/{apres}": "/listes/{premiere}/diff/{liste}",
}
"""An address to ask for the example of a path; its places are filled from the first example."""


def completer(document: dict[str, Any]) -> dict[str, Any]:
    """Add to a document how each address refuses, and what it answers to an example."""
    faits = _faits()
    for chemin, methodes in document["paths"].items():
        for methode, operation in methodes.items():
            reponses = {s: dit for s, dit in operation["responses"].items() if s < REFUSEE}
            refus = dict.fromkeys(_refus(chemin, methode), _probleme())
            operation["responses"] = reponses | refus
            _montrer(chemin.removeprefix(RACINE), methode, operation, faits)
    return document


def _faits() -> Mapping[str, str]:
    return next(iter(exemples("fr"))).faits


def _refus(chemin: str, methode: str) -> tuple[int, ...]:
    nomme = (AVEC_UN_NOM,) if "{" in chemin else ()
    return (*PARTOUT, *nomme, *((AVEC_UN_CORPS,) if methode == "post" else ()))


def _probleme() -> dict[str, Any]:
    exemple = json.loads(probleme(429, "Trop de requêtes : réessayez dans 12 secondes.").content)
    schema = {"$ref": "#/components/schemas/Probleme"}
    return {"description": "Refus", "content": {TYPE: {"schema": schema, "example": exemple}}}


def _montrer(
    chemin: str, methode: str, operation: dict[str, Any], faits: Mapping[str, str]
) -> None:
    contenu = operation["responses"].get(200, {}).get("content", {}).get(JSON)
    if contenu is None:
        return
    if chemin in ADRESSES:
        adresse = ADRESSES[chemin].format(**{**faits, **_places(faits)})
    else:
        adresse = f"{chemin}?{urlencode(faits)}"
    contenu["example"] = _couper(json.loads(_demander(adresse)))
    if methode == "post":
        operation["requestBody"]["content"][JSON]["example"] = dict(faits)


def _places(faits: Mapping[str, str]) -> dict[str, str]:
    """Return the list and the row that answer the first example, as an address bears them."""
    reponse = json.loads(_demander(f"/determinations?{urlencode(faits)}"))
    return {
        "liste": droit.cle(reponse["liste"]),
        "metier": reponse["ligne"]["metier"],
        "premiere": droit.cle(next(iter(droit.corpus().listes))),
    }


@du_droit(64)
def _demander(adresse: str) -> bytes:
    requete = RequestFactory().get(f"{RACINE}{adresse}")
    vue = resolve(requete.path)
    reponse: HttpResponse = vue.func(requete, *vue.args, **vue.kwargs)
    return reponse.content


def _couper(valeur: Any) -> Any:
    """Return a value with its lists cut."""
    if isinstance(valeur, list):
        return [_couper(v) for v in valeur[:MONTRES]]
    if isinstance(valeur, dict):
        return {nom: _couper(v) for nom, v in valeur.items()}
    return valeur
