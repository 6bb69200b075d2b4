"""Words in the form: what people type is understood, or asked back; never read as another."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from opposable.web.socle import droit
from web.public.demander.test_vues import DITS, texte

if TYPE_CHECKING:
    from django.test import Client

RADIO = re.compile(r'name="(\w+)_chois\w+" id="[\w-]+"\s+value="([^"]*)"')
AUCUN = "00000"


def _faits(client: Client, **change: str) -> dict[str, str]:
    """Send the form, and return the facts it leads to."""
    reponse = client.get("/", {**DITS, **change})
    assert reponse.status_code == 302, texte(reponse.content)[:3000]
    adresse = urlsplit(reponse["Location"])
    return {nom: valeurs[0] for nom, valeurs in parse_qs(adresse.query).items()}


def _choix(client: Client, champ: str, **change: str) -> list[str]:
    """Send a form that needs a choice, and return what may be chosen for a field."""
    reponse = client.get("/", {**DITS, **change})
    assert reponse.status_code == 422
    return [v for nom, v in RADIO.findall(reponse.content.decode()) if nom == champ]


@pytest.mark.parametrize(
    ("ecrit", "codes"),
    [
        ("Congo, République démocratique du", "COD"),
        ("Polish", "POL"),
        ("DR Congo", "COD"),
        ("Hong Kong", "HKG"),
        ("HONG-KONG", "HKG"),
        ("TCHEQUE (REPUBLIQUE)", "CZE"),
        ("franco-sénégalaise", "FRA+SEN"),
        ("marocaine et française", "MAR+FRA"),
        ("guadeloupéenne", "FRA"),
    ],
)
def test_une_nationalite_est_comprise(client: Client, ecrit: str, codes: str) -> None:
    """A label of the French or English, inverted, in capitals, or for two, leads to its codes."""
    assert _faits(client, nationalite=ecrit)["nationalite"] == codes


@pytest.mark.parametrize("ecrit", ["inconnue", "non précisée", "Je ne sais pas", "?", "NC"])
def test_ne_pas_savoir_n_est_pas_une_nationalite(client: Client, ecrit: str) -> None:
    """A nationality that is not known is not said: the answer asks for it."""
    faits = _faits(client, nationalite=ecrit)
    assert "nationalite" not in faits
    reponse = client.get("/reponse/", faits)
    assert "Quelle est la nationalité" in texte(reponse.content)


@pytest.mark.parametrize(
    ("ecrit", "attendus", "dit"),
    [
        ("Kosovo", ["XXX"], "n’a pas de code ISO"),
        ("Kosovar", ["XXX"], "n’a pas de code ISO"),
        ("REPUBLIQUE DEMOCRATIQUE ALLEMANDE", ["DEU"], "n’existe plus"),
        ("Yougoslavie", ["BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XXX"], "n’existe plus"),
        ("européenne", [], "n’est pas une nationalité"),
        ("sénégalais, congolais", ["SEN, COG", "SEN, COD"], "plusieurs nationalités"),
    ],
)
def test_une_nationalite_au_choix_peut_n_etre_aucune(
    client: Client, ecrit: str, attendus: list[str], dit: str
) -> None:
    """What may be several, or none, is a choice that always has « none of these », and says why."""
    assert _choix(client, "nationalite", nationalite=ecrit) == [*attendus, "?"]
    page = texte(client.get("/", {**DITS, "nationalite": ecrit}).content)
    assert dit in page
    choisie = {"nationalite": ecrit, "nationalite_cherchee": ecrit, "nationalite_choisie": "?"}
    assert "nationalite" not in _faits(client, **choisie)


@pytest.mark.parametrize("champ", ["metier", "metier_initial"])
@pytest.mark.parametrize(
    ("ecrit", "attendu", "faux"),
    [
        ("coiffeur", None, "42113"),
        ("facteur", None, "33111"),
        ("plombier", None, ""),
        ("aide de cuisine", None, ""),
        ("conducteur de pelle hydraulique", "43211", ""),
        ("ingénieur études et développement", "32321", ""),
        ("maçon", "42114", ""),
    ],
)
def test_un_metier_au_choix_peut_n_etre_sur_aucune_liste(
    client: Client, champ: str, ecrit: str, attendu: str | None, faux: str
) -> None:
    """Words offer what is near, and always that the occupation is on no list, on both fields."""
    offerts = _choix(client, champ, **{champ: ecrit})
    assert offerts[-1] == AUCUN
    assert attendu is None or attendu in offerts
    assert faux not in offerts[:-1]


def test_un_metier_sur_aucune_liste_a_sa_reponse(client: Client) -> None:
    """« None of these » leads to the answer for an occupation on no list, said in words."""
    choisi = {"metier": "plombier", "metier_cherche": "plombier", "metier_choisi": AUCUN}
    faits = _faits(client, **choisi)
    assert faits["metier"] == AUCUN
    page = texte(client.get("/reponse/", faits).content)
    assert "Métier qui n’est sur aucune liste" in page
    assert "Le métier demandé ne figure pas sur la liste" in page


def test_deux_metiers_sur_aucune_liste_ne_sont_pas_le_meme(client: Client) -> None:
    """Twice « on no list » does not tell that the occupation stayed the same: it is asked."""
    faits = _faits(
        client,
        type="renouvellement",
        metier="plombier",
        metier_cherche="plombier",
        metier_choisi=AUCUN,
        metier_initial="coiffeur",
        metier_initial_cherche="coiffeur",
        metier_initial_choisi=AUCUN,
    )
    assert faits["metier"] == AUCUN
    assert "metier_initial" not in faits


@pytest.mark.parametrize("ecrit", ["Soudeur", "soudeur", "SOUDEUR", "44132 - Soudeur", "44 132"])
def test_un_intitule_exact_est_pris(client: Client, ecrit: str) -> None:
    """The label of an occupation, or its code and label, is taken as typed."""
    assert _faits(client, metier=ecrit)["metier"] == "44132"


def test_un_code_sur_aucune_liste_est_dit_avant_la_reponse(client: Client) -> None:
    """A code that no list has is told, with those near it; kept, it leads to its answer."""
    offerts = _choix(client, "metier", metier="44123")
    assert "44132" in offerts
    assert offerts[-1] == "44123"
    page = texte(client.get("/", {**DITS, "metier": "44123"}).content)
    assert "n’est sur aucune liste" in page
    garde = {"metier": "44123", "metier_cherche": "44123", "metier_choisi": "44123"}
    faits = _faits(client, **garde)
    assert faits["metier"] == "44123"
    assert "44123, sur aucune liste" in texte(client.get("/reponse/", faits).content)


@pytest.mark.parametrize("champ", ["metier", "metier_initial"])
def test_les_deux_champs_ont_les_memes_suggestions(client: Client, champ: str) -> None:
    """The first occupation of a renewal is searched as the new one is, each under its name."""
    page = client.get("/suggestions/", {champ: "maçon", "depose_le": "10/03/2008"}).content.decode()
    offerts = RADIO.findall(page)
    assert {nom for nom, _ in offerts} == {champ}
    assert offerts[0] == (champ, "42114")
    assert offerts[-1] == (champ, AUCUN)
    assert f'name="{champ}_cherche" value="maçon"' in page


def test_un_nom_anglais_est_compris_en_anglais(client: Client) -> None:
    """The English form takes the English names that it gives as examples."""
    reponse = client.get("/en/", {**DITS, "nationalite": "Polish"})
    assert "nationalite=POL" in reponse["Location"]


def test_les_choix_sont_dits_dans_la_langue_de_la_page(client: Client) -> None:
    """In English, « none of these » and the reasons of a choice are in English."""
    page = client.get("/en/", {**DITS, "metier": "coiffeur", "nationalite": "Kosovo"})
    assert "None of these: the occupation is on no list" in texte(page.content)
    assert "has no ISO code" in texte(page.content)
    assert droit.lecteur(date(2008, 3, 10)).aucun() == AUCUN
