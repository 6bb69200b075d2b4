"""A client generated from the OpenAPI document: readable names, required facts, true examples."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from opposable.web.public.api.documentation import ADRESSES, MONTRES

MODELE = """
def {nom}(envoyer, {arguments}):
    parametres = {{n: v for n, v in dict({passes}).items() if v is not None}}
    chemin = {chemin!r}.format(**parametres)
    adresse = {{n: v for n, v in parametres.items() if n in {dans_l_adresse!r}}}
    return envoyer({methode!r}, chemin, adresse, parametres.get("corps"))
"""


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    """The document, as anyone reads it."""
    lu: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return lu


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every operation: its path, its method, what is said of it."""
    for chemin, methodes in document["paths"].items():
        for methode, operation in methodes.items():
            yield chemin, methode, operation


def generer(document: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Write a client in Python, a function an operation, and load it."""
    espace: dict[str, Any] = {}
    for chemin, methode, operation in operations(document):
        parametres = operation.get("parameters", [])
        exiges = [p["name"] for p in parametres if p.get("required")]
        exiges += ["corps"] if operation.get("requestBody", {}).get("required") else []
        autres = [p["name"] for p in parametres if not p.get("required")]
        arguments = [*exiges, "*", *(f"{nom}=None" for nom in autres)] if autres else exiges
        source = MODELE.format(
            nom=operation["operationId"],
            arguments=", ".join(arguments),
            passes=", ".join(f"{nom}={nom}" for nom in (*exiges, *autres)),
            chemin=chemin,
            dans_l_adresse=[p["name"] for p in parametres if p["in"] == "query"],
            methode=methode,
        )
        exec(source, espace)  # noqa: S102 - what a generator writes is run by whoever uses it
    return {nom: f for nom, f in espace.items() if not nom.startswith("_")}


def test_un_client_genere_se_sert_de_l_api(client: Client, document: dict[str, Any]) -> None:
    """Each function, called with what the document says, gets what the document shows."""

    def envoyer(methode: str, chemin: str, adresse: Any, corps: Any) -> Any:
        if methode == "post":
            rendu = client.post(chemin, json.dumps(corps), content_type="application/json")
        else:
            rendu = client.get(chemin, adresse)
        assert rendu.status_code == 200, (chemin, rendu.content)
        return rendu.json()

    fonctions = generer(document)
    poste = document["paths"]["/api/v1/determinations"]["post"]
    faits = poste["requestBody"]["content"]["application/json"]["example"]
    reponse = fonctions["repondre_a_tout"](envoyer, faits)
    assert reponse == fonctions["repondre_a_une"](envoyer, **faits)
    montre = poste["responses"]["200"]["content"]["application/json"]["example"]
    assert montre["situation_emploi"] == reponse["situation_emploi"]
    assert montre["motifs"] == reponse["motifs"][:MONTRES]
    fiche = fonctions["metier"](envoyer, reponse["ligne"]["metier"])
    assert reponse["ligne"]["metier"] in json.dumps(fiche)
    (trouve, *_) = fonctions["chercher_une_nationalite"](envoyer, "polonaise")["codes"]
    assert "POL" in json.dumps(trouve)
    assert fonctions["regions"](envoyer)
    assert fonctions["listes"](envoyer)
    assert fonctions["droit_servi"](envoyer)["version"]


def test_chaque_reponse_a_son_exemple(document: dict[str, Any]) -> None:
    """Every answer in JSON shows an example; refusals show theirs."""
    vus = 0
    for chemin, _, operation in operations(document):
        contenu = operation["responses"]["200"].get("content", {}).get("application/json")
        if contenu is not None:
            assert contenu["example"], chemin
            vus += 1
        refus = operation["responses"]["422"]["content"]["application/problem+json"]
        assert refus["example"]["status"]
    assert vus == len(ADRESSES) + 2


def test_chaque_operation_a_un_nom_lisible(document: dict[str, Any]) -> None:
    """Names are those of functions one would write: words, no path of a module, each once."""
    noms = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(noms)) == len(noms)
    assert all(nom.isidentifier() and "opposable" not in nom for nom in noms)


def test_le_jour_de_depot_est_exige(client: Client, document: dict[str, Any]) -> None:
    """The document says that the day of filing is required, and the API refuses without it."""
    lue = document["paths"]["/api/v1/determinations"]["get"]
    exiges = [p["name"] for p in lue["parameters"] if p["required"]]
    assert exiges == ["depose_le"]
    assert client.get("/api/v1/determinations?nationalite=POL").status_code == 422
    entree = json.dumps(document["paths"]["/api/v1/determinations"]["post"]["requestBody"])
    assert '"required": ["depose_le"]' in entree


def test_un_refus_n_est_promis_que_la_ou_il_est_possible(document: dict[str, Any]) -> None:
    """Only a path that names something is not found, only a body has a wrong type."""
    for chemin, methode, operation in operations(document):
        assert ("404" in operation["responses"]) == ("{" in chemin)
        assert ("415" in operation["responses"]) == (methode == "post")


def test_la_racine_repond(client: Client) -> None:
    """`/api/v1/` says what it is and names every address of the document."""
    rendu = client.get("/api/v1/")
    assert rendu.status_code == 200
    dit = rendu.json()
    assert dit["openapi"] == "/api/v1/openapi.json"
    assert "/api/v1/determinations" in dit["adresses"]
    assert client.get(dit["documentation"]).status_code == 200
    assert client.post("/api/v1/").status_code == 405
