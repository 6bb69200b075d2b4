"""The API answers as `decide` answers, and refuses with a pointer to what is wrong."""

import json
import os
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from opposable.decision.decide import decide
from opposable.decision.demande import CHAMPS, Demande
from opposable.decision.faits import etablir
from opposable.errors import DemandeError
from opposable.law.corpus import Corpus
from opposable.web.socle import droit

ADRESSE = "/api/v1/determinations"
DEMANDES = int(os.environ.get("OPPOSABLE_DEMANDES", "10000"))
"""Applications drawn at random: a hundred thousand before a release."""
FAITS = {
    "nationalite": "SEN",
    "metier": "61231",
    "departement": "69",
    "type": "changement_statut",
    "depose_le": "2007-11-15",
    "examine_le": "2008-01-10",
}


def poster(client: Client, corps: object, **entetes: str) -> Any:
    """Send JSON."""
    texte = corps if isinstance(corps, str | bytes) else json.dumps(corps)
    return client.post(ADRESSE, texte, content_type="application/json", headers=entetes)


def au_hasard(corpus: Corpus, des: random.Random) -> dict[str, str]:
    """Return an application; about one in nine has a fault."""
    metiers = [*corpus.metiers, "99999", "00000"]
    valeurs: dict[str, list[str | None]] = {
        "id": [None, "a-1", "é « »"],
        "nationalite": [*corpus.nationalites, "SEN+POL", "DZA+ROU", None, "sen"],
        "metier": [*metiers, None, "1234"],
        "departement": [*corpus.departements, None, None],
        "region": [None, None, None, *corpus.regions],
        "type": [*corpus.valeurs["type"], None],
        "depose_le": [
            f"200{a}-{m:02}-{j:02}" for a in (7, 8, 9) for m in (1, 7, 12) for j in (1, 20)
        ],
        "examine_le": [None, None, "2008-01-20", "2008-01-21", "2011-08-12", "2013-01-01"],
        "metier_initial": [None, None, *metiers],
        "activite": [None, None, *corpus.valeurs["activite"]],
        "diplome_francais": [None, None, *corpus.valeurs["diplome_francais"]],
    }
    tires = {nom: des.choice(choix) for nom, choix in valeurs.items()}
    return {nom: valeur for nom, valeur in tires.items() if valeur is not None}


def reponse_de_decide(champs: dict[str, str], corpus: Corpus) -> str | None:
    """Return the JSON of `decide`, None where it refuses a fact."""
    try:
        return json.dumps(decide(Demande.depuis(champs), corpus).en_dict(), ensure_ascii=False)
    except DemandeError:
        return None


def test_des_demandes_au_hasard_ont_la_reponse_de_decide(client: Client, settings: Any) -> None:
    """On ten thousand random applications, or as many as asked, the API answers as `decide`."""
    settings.DEBIT_PAR_MINUTE = 0
    corpus, des = droit.corpus(), random.Random(20071220)  # noqa: S311 - the same each time
    vues = 0
    while vues < DEMANDES:
        lot = [au_hasard(corpus, des) for _ in range(1_000)]
        attendues = [reponse_de_decide(champs, corpus) for champs in lot]
        bonnes = [c for c, a in zip(lot, attendues, strict=True) if a is not None]
        reponse = poster(client, bonnes)
        assert reponse.status_code == 200
        assert reponse.content.decode() == f"[{', '.join(a for a in attendues if a)}]"
        vues += len(bonnes)


def test_chaque_faute_a_son_pointeur(client: Client) -> None:
    """Applications that `decide` refuses are all told, with the row and the field; none decided."""
    corpus, des = droit.corpus(), random.Random(3)  # noqa: S311
    lot = [au_hasard(corpus, des) for _ in range(300)]
    attendus = []
    for rang, champs in enumerate(lot):
        try:
            etablir(Demande.depuis(champs), corpus)
        except DemandeError as erreur:
            attendus.append(f"#/{rang}/{erreur.champ}")
    reponse = poster(client, lot)
    assert reponse.status_code == 422
    assert [e["pointeur"] for e in reponse.json()["erreurs"]] == attendus[:100]
    assert attendus


def test_l_adresse_donne_la_meme_reponse(client: Client) -> None:
    """GET and POST give the same bytes, in both languages."""
    for langue in ("fr", "en"):
        lue = client.get(ADRESSE, {**FAITS, "langue": langue})
        envoyee = client.post(f"{ADRESSE}?langue={langue}", json.dumps(FAITS), "application/json")
        assert lue.content == envoyee.content
    assert lue.content != client.get(ADRESSE, FAITS).content


def test_accept_language_choisit_la_langue(client: Client) -> None:
    """English is spoken to who asks for it, French to others."""
    anglais = poster(client, FAITS, **{"Accept-Language": "en-GB,en;q=0.9"}).json()
    francais = poster(client, FAITS, **{"Accept-Language": "de"}).json()
    assert anglais["motifs"] != francais["motifs"]
    assert francais["motifs"] == decide(Demande.depuis(FAITS), droit.corpus()).en_dict()["motifs"]


def test_as_of_est_le_jour_d_examen_par_defaut(client: Client) -> None:
    """`as_of` is the day of examination of an application that does not say its own."""
    sans = {nom: valeur for nom, valeur in FAITS.items() if nom != "examine_le"}
    du_jour = client.get(ADRESSE, {**sans, "as_of": FAITS["examine_le"]}).json()
    assert du_jour == client.get(ADRESSE, FAITS).json()
    assert client.get(ADRESSE, {**FAITS, "as_of": "2009-01-01"}).json() == du_jour


def test_une_lecture_rivale_se_demande(client: Client) -> None:
    """`lecture` takes the rival of a reading; one that does not exist is refused."""
    faits = {**FAITS, "metier": "52151", "departement": "59"}
    assert client.get(ADRESSE, faits).json()["situation_emploi"] == "non_opposable"
    rivale = client.get(ADRESSE, {**faits, "lecture": "npdc-52151"}).json()
    assert rivale["situation_emploi"] == "opposable"
    assert client.get(ADRESSE, {**faits, "lecture": "rien"}).status_code == 422


def test_les_voies_se_demandent(client: Client) -> None:
    """`voies=1` adds what would turn the answer."""
    faits = {**FAITS, "nationalite": "DZA"}
    assert "voies" not in client.get(ADRESSE, faits).json()
    assert client.get(ADRESSE, {**faits, "voies": "1"}).json()["voies"]


@pytest.mark.parametrize(
    ("corps", "statut"),
    [
        (" ", 400),
        ("{", 400),
        (b"\xff", 400),
        ("[NaN]", 400),
        ("[" * 100_000, 400),
        ("null", 422),
        ("3", 422),
        ("[]", 422),
        ("[1]", 422),
        ('{"metier": 61231}', 422),
        ('{"autre": "x"}', 422),
        ('{"metier": "\\u0000"}', 422),
        ('{"metier": "\\ud800"}', 422),
        ('{"\\ud800": "x"}', 422),
        ('{"a/b~c": "x"}', 422),
        (json.dumps([FAITS] * 1_001), 413),
        ("x" * 3_000_000, 413),
    ],
)
def test_un_corps_fautif_est_refuse(client: Client, corps: str | bytes, statut: int) -> None:
    """Whatever is sent, the answer is a problem in French, never a trace."""
    reponse = poster(client, corps)
    assert reponse.status_code == statut
    assert reponse["Content-Type"] == "application/problem+json"
    probleme = reponse.json()
    assert probleme["status"] == statut
    assert probleme["detail"]


def test_un_autre_type_de_contenu_est_refuse(client: Client) -> None:
    """Only JSON is read."""
    assert client.post(ADRESSE, "a=b", content_type="text/plain").status_code == 415


@pytest.mark.parametrize(
    "parametres",
    [{"inconnu": "1"}, {"metier": ["61231", "42114"]}, {"langue": "de"}, {"as_of": "hier"}],
)
def test_un_parametre_fautif_est_dit(client: Client, parametres: dict[str, Any]) -> None:
    """A parameter unknown, repeated or wrong is told by its name."""
    reponse = client.get(ADRESSE, {**FAITS, **parametres})
    assert reponse.status_code == 422
    assert reponse.json()["erreurs"][0]["champ"] in parametres


@pytest.mark.parametrize(
    ("connu_le", "dit"),
    [
        ("hier", "écrivez AAAA-MM-JJ"),
        ("2011-8-1", "écrivez AAAA-MM-JJ"),
        ("1999-01-01", "donnez un jour du"),
        ("2999-01-01", "donnez un jour du"),
    ],
)
def test_un_jour_de_connaissance_fautif_dit_quoi_ecrire(
    client: Client, connu_le: str, dit: str
) -> None:
    """In the address and in a body: 422, the field, what was written, what to write."""
    faits = {**FAITS, "connu_le": connu_le}
    adresse = client.get(ADRESSE, faits)
    for reponse, pointeur in (
        (adresse, "?connu_le"),
        (poster(client, [faits]), "#/0/connu_le"),
    ):
        assert reponse.status_code == 422
        (faute,) = reponse.json()["erreurs"]
        assert (faute["pointeur"], faute["valeur"]) == (pointeur, connu_le)
        assert connu_le in faute["probleme"]
        assert dit in faute["probleme"]


def test_un_examen_apres_le_dernier_jour_connu_ne_se_devine_pas(
    client: Client, corpus: Corpus
) -> None:
    """The day after the last one known: undetermined, with the day up to which law is known."""
    au = corpus.couverture.au
    lendemain = (au + timedelta(days=1)).isoformat()
    faits = {**FAITS, "depose_le": lendemain, "examine_le": lendemain}
    (postee,) = poster(client, [faits]).json()
    for dite in (client.get(ADRESSE, faits).json(), postee):
        assert dite["situation_emploi"] == "indeterminee"
        (motif,) = [m for m in dite["motifs"] if m["id"] == dite["regle"]]
        assert re.search(rf"s[’']arrête au {au.day}\s\w+\s{au.year}", motif["texte"])


def test_tous_les_champs_du_contrat_sont_au_document(client: Client) -> None:
    """The OpenAPI document names every field of the contract, in and out."""
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operation = document["paths"][ADRESSE]["get"]
    assert set(CHAMPS) <= {p["name"] for p in operation["parameters"]}
    sortie = document["components"]["schemas"]["DeterminationSortie"]["properties"]
    dite = decide(Demande.depuis(FAITS), droit.corpus()).en_dict()
    assert set(sortie) == {*dite, "voies"}


def test_une_valeur_nulle_est_un_fait_non_dit(client: Client) -> None:
    """A null, which the short way of reading leaves aside, is a fact that is not said."""
    dits = {"nationalite": "SEN", "metier": "61231", "type": "introduction"}
    dits["depose_le"] = "2008-02-01"
    corps = [json.dumps({**dits, **plus}) for plus in ({}, {"activite": None, "id": ""})]
    reponses = [client.post(ADRESSE, c, content_type="application/json") for c in corps]
    assert reponses[0].status_code == 200
    assert reponses[0].content == reponses[1].content


@pytest.mark.parametrize("methode", ["put", "patch", "delete"])
def test_une_autre_methode_est_refusee_comme_ailleurs(client: Client, methode: str) -> None:
    """A method the address does not take is refused with a problem and the methods it takes."""
    reponse = getattr(client, methode)(ADRESSE)
    assert reponse.status_code == 405
    assert reponse["Content-Type"] == "application/problem+json"
    assert {m.strip() for m in reponse["Allow"].split(",")} == {"GET", "POST"}
