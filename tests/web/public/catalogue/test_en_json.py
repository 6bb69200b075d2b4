"""Pages of the catalogue as JSON, and how many rows each choice would leave."""

import re

import pytest
from django.test import Client

from web.navigateur.adresses import LISTE

PAGES = {
    "/metiers/?q=ma%C3%A7on": ("trouves", "domaines"),
    "/domaines/?le=2008-02-01": ("domaines",),
    "/domaines/batiment-et-travaux-publics/?le=2008-02-01": ("metiers",),
    "/regions/?le=2008-02-01&public=pays_tiers": ("regions",),
    "/regions/53/?le=2008-02-01&public=pays_tiers": ("departements", "nombres", "domaines"),
    "/listes/": ("listes",),
    f"/listes/{LISTE}/?q=chef&region=53": ("lignes", "facettes"),
}


@pytest.mark.parametrize("adresse", PAGES)
def test_une_page_se_lit_aussi_en_json(client: Client, adresse: str) -> None:
    """The page leads to its JSON, at the same address, which holds the same things."""
    page = client.get(adresse).content.decode()
    lien = re.search(r'href="(\?[^"]*format=json)"', page)
    assert lien
    chemin = adresse.partition("?")[0]
    contenu = client.get(chemin + lien[1].replace("&amp;", "&")).json()
    for cle in PAGES[adresse]:
        assert contenu[cle], cle


def test_le_json_d_une_liste_est_celui_du_filtre(client: Client) -> None:
    """A filtered list gives the rows of the filter, as many as the page says."""
    adresse = f"/listes/{LISTE}/?q=chef&region=53"
    contenu = client.get(f"{adresse}&format=json").json()
    assert contenu["trouvees"] == len(contenu["lignes"]) > 0
    assert all("chef" in ligne["intitule"].lower() for ligne in contenu["lignes"])
    assert contenu["filtre"]["region"] == "53"


def test_chaque_choix_dit_combien_de_lignes_il_laisse(client: Client) -> None:
    """The number beside a region or a heading is the number of rows found once it is chosen."""
    adresse = f"/listes/{LISTE}/?q=chef&format=json"
    facettes = client.get(adresse).json()["facettes"]
    for champ in ("region", "domaine"):
        for cle, combien in facettes[champ].items():
            assert client.get(f"{adresse}&{champ}={cle}").json()["trouvees"] == combien
    page = client.get(f"/listes/{LISTE}/?q=chef").content.decode()
    assert f"Bretagne ({facettes['region']['53']})</option>" in page


def test_un_jour_mal_ecrit_est_dit_en_json(client: Client) -> None:
    """A day that is none is told in the JSON too, with the status of the page."""
    reponse = client.get("/regions/?le=demain&format=json")
    assert reponse.status_code == 422
    assert "demain" in reponse.json()["erreurs"]["le"]


def test_la_recherche_se_restreint_a_une_nomenclature(client: Client) -> None:
    """Each nomenclature among what is found is a link that says how many it would leave."""
    tout = client.get("/metiers/?q=ma%C3%A7on&format=json").json()
    assert len(tout["nomenclatures"]) > 1
    assert sum(tout["nomenclatures"].values()) == len(tout["trouves"])
    page = client.get("/metiers/?q=ma%C3%A7on").content.decode()
    for nomenclature, combien in tout["nomenclatures"].items():
        adresse = f"/metiers/?q=ma%C3%A7on&nomenclature={nomenclature}"
        assert f"nomenclature={nomenclature}" in page
        assert len(client.get(f"{adresse}&format=json").json()["trouves"]) == combien
    inconnue = client.get("/metiers/?q=ma%C3%A7on&nomenclature=rien&format=json").json()
    assert inconnue["trouves"] == tout["trouves"]
