"""Every page of the catalogue: it answers, it is sound HTML, it is light, it tells the truth."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opposable.law.nationalite import Regime
from opposable.web.public.aide import plan
from opposable.web.public.catalogue import vues_listes, vues_metiers, vues_regions
from opposable.web.public.catalogue.fiche_metier import fiche
from opposable.web.public.catalogue.vue import vue
from web.lecture import STYLES, tares

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client, RequestFactory

    from opposable.law.corpus import Corpus

PUBLICS = ["ue_transitoire", "pays_tiers", "accord_en_vigueur"]


def texte(page: bytes) -> str:
    """Return the text of a page, tags aside, spaces folded."""
    nu = re.sub(r"<[^>]+>", " ", page.decode())
    return re.sub(r"\s+", " ", html.unescape(nu))


@pytest.mark.parametrize("public", PUBLICS)
@pytest.mark.parametrize(
    "le", ["2003-01-01", "2007-12-20", "2008-01-10", "2011-08-12", "2030-01-01"]
)
def test_chaque_choix_de_jour_et_de_public_repond(client: Client, le: str, public: str) -> None:
    """Whatever day and audience are chosen, pages answer, even where the law is silent."""
    for adresse in ("/metiers/61231/", "/metiers/", "/regions/", "/regions/53/", "/domaines/"):
        reponse = client.get(adresse, {"le": le, "public": public})
        assert reponse.status_code == 200
        assert tares(reponse.content) == []


def test_le_poids_avec_les_styles(client: Client) -> None:
    """Style sheets together stay within what `tares` counts for them."""
    feuilles = ("theme/theme.css", "catalogue/catalogue.css")
    assert sum(len(_fichier(client, f"/static/{nom}")) for nom in feuilles) <= STYLES


def _fichier(client: Client, adresse: str) -> bytes:
    return client.get(adresse).getvalue()


@pytest.mark.parametrize(
    ("page", "mots"),
    [
        (vues_metiers.metier, {"code": "99999"}),
        (vues_metiers.metier, {"code": "M9999"}),
        (vues_metiers.domaine, {"cle": "magie"}),
        (vues_regions.region, {"code": "99"}),
        (vues_listes.liste, {"cle": "annexe-9"}),
    ],
)
def test_un_inconnu_n_a_pas_de_page(
    rf: RequestFactory, page: Callable[..., HttpResponse], mots: dict[str, str]
) -> None:
    """A code, a heading, a region or a list that does not exist is 404, never a guess."""
    with pytest.raises(Http404):
        page(rf.get("/"), **mots)


@pytest.mark.parametrize(
    ("adresse", "champ", "dit"),
    [
        ("/metiers/61231/?le=2008-13-45", "le", "« 2008-13-45 » n’est pas un jour"),
        ("/regions/?le=hier", "le", "« hier » n’est pas un jour"),
        ("/regions/53/?public=martiens", "public", "« martiens » n’est le public d’aucune liste"),
        ("/listes/comparer/?avant=zzz", "avant", "« zzz » : aucune liste de ce nom"),
        ("/listes/comparer/?apres_le=2003-01-01", "apres", "« 2003-01-01 » : aucune liste"),
        ("/listes/comparer/?apres_le=1/2/8", "apres", "« 1/2/8 » n’est pas un jour"),
    ],
)
def test_ce_qui_est_mal_dit_est_montre_a_cote(
    client: Client, adresse: str, champ: str, dit: str
) -> None:
    """What cannot be read is told beside its field, in words, with what was typed."""
    reponse = client.get(adresse)
    assert reponse.status_code == 422
    assert tares(reponse.content) == []
    assert dit in texte(reponse.content)
    assert f'id="{champ}-erreur"'.encode() in reponse.content
    assert b'aria-invalid="true"' in reponse.content
    ecrit = adresse.rpartition("=")[2]
    assert champ == "public" or f'value="{ecrit}"' in reponse.content.decode() or ecrit == "zzz"


def test_un_metier_s_ouvre_sur_qui_il_est_ouvert(client: Client) -> None:
    """Without an audience chosen, the page shows one that a list opens the occupation to."""
    ouverts = (("42114", "2008-02-01", "ue_transitoire"), ("61231", "2008-02-01", "pays_tiers"))
    for code, jour, public in (*ouverts, ("42114", "2004-06-01", "pays_tiers")):
        page = client.get(f"/metiers/{code}/?le={jour}").content.decode()
        assert re.findall(r'<option value="(\w+)" selected', page) == [public], (code, jour)


def test_la_page_dit_pour_qui_et_quand_elle_vaut(client: Client) -> None:
    """A page that says open says for which day and which audience."""
    page = texte(client.get("/metiers/61231/?le=2008-01-10&public=ue_transitoire").content)
    assert "introduction déposée et examinée le 10 janvier 2008" in page
    assert "« État membre en période transitoire » : 10 nationalités ce jour-là" in page


def test_la_page_d_un_metier_dit_tout_ce_que_le_texte_en_dit(client: Client) -> None:
    """61224: two lists for the ten States, Centre alone for third countries, and its readings."""
    brute = client.get("/metiers/61224/?le=2008-01-10").content
    page = texte(brute)
    assert "Liste des 150 métiers (annexe 2)" in page
    publics = "pays tiers, pays lié par un accord de gestion concertée"
    assert re.search(rf"annexes 3 et 4\) {publics} du 20 décembre 2007", page)
    assert re.search(
        r"Pays tiers Du Au État .*? 20 décembre 2007 20 janvier 2008 Ouvert : Centre", page
    )
    for lecture in ("centre-61224", "arrete-divergent"):
        assert f"/loi/defauts/{lecture}/".encode() in brute
    assert "/?metier=61224" in client.get("/metiers/61224/").content.decode()


def test_un_metier_montre_les_lectures_dont_ses_reponses_dependent(
    corpus: Corpus,
) -> None:
    """Readings written for the code come with those its answers rest on that day (1.1/3)."""
    ici = vue(date(2008, 2, 1), Regime.UE_TRANSITOIRE, corpus)
    lues = [lecture.id for lecture in fiche(corpus.metiers["41221"], ici, corpus).lectures]
    assert lues == ["restrictions", "ue-outre-mer"]


def test_une_restriction_imprimee_est_dite(client: Client) -> None:
    """41221 is open for fishing only (A2): the page says so and shows a condition, not open."""
    page = client.get("/metiers/41221/?le=2008-01-10&public=ue_transitoire").content
    assert "partout, sans zone pêche" in texte(page)
    assert "Ouvert sous condition" in texte(page)
    assert b'class="etat ouvert"' not in page


@pytest.mark.parametrize(("region", "nombre"), [("53", 16), ("74", 23), ("82", 30), ("01", 0)])
def test_une_region_compte_ses_metiers(client: Client, region: str, nombre: int) -> None:
    """The order opens 16 in Brittany, 23 in Limousin, 30 in Rhône-Alpes, none overseas."""
    le = {"le": "2008-02-01", "public": "pays_tiers"}
    page = client.get(f"/regions/{region}/", le).content
    assert page.count(b'class="etat ouvert"') == nombre
    assert b"etat ferme" not in page
    attendu = f"{nombre} métiers ouverts" if nombre else "Aucun métier n’est ouvert ici"
    assert attendu in texte(page)


@pytest.mark.parametrize(
    ("code", "le", "mots"),
    [
        ("61231", "2008-02-01", ["toutes les régions", "22 régions", "Non couvert ici"]),
        ("42114", "2009-09-01", ["toutes les régions", "Droit commun", "Droit commun"]),
        ("52151", "2008-01-10", ["Droit commun", "1 région", "Non couvert ici"]),
    ],
)
def test_la_table_des_metiers_dit_ou_chacun_est_ouvert(
    client: Client, code: str, le: str, mots: list[str]
) -> None:
    """For each audience: every region, how many, closed, or no answer (1.4)."""
    page = client.get("/metiers/", {"le": le}).content.decode()
    rangee = re.search(rf'<td class="code">{code}</td>.*?</tr>', page, re.DOTALL)
    assert rangee
    assert re.findall(r"<td>([^<]*)</td>", rangee[0]) == mots


def test_la_recherche_comprend_les_mots_de_tous_les_jours(client: Client) -> None:
    """Everyday words and first digits find the occupation; unknown words are told."""
    assert "42114 Ouvrier de la maçonnerie" in texte(client.get("/metiers/?q=macon").content)
    assert "42111 Assistant des travaux" in texte(client.get("/metiers/?q=4211").content)
    assert "Aucun métier des listes ne ressemble" in texte(client.get("/metiers/?q=zzqxw").content)


def test_l_anglais_garde_les_memes_faits(client: Client) -> None:
    """The English page has the same codes, links and readings as the French."""
    motif = re.compile(rb'href="(?:/en)?(/(?:metiers|regions|listes|loi)/[^"?]*)')
    for adresse in ("/metiers/52151/", "/regions/74/", "/listes/"):
        assert motif.findall(client.get(f"/en{adresse}").content) == motif.findall(
            client.get(adresse).content
        )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=80), st.sampled_from(["q", "le", "public", "region", "domaine", "tri", "page"])
)
def test_aucun_texte_ne_casse_une_page(client: Client, ecrit: str, champ: str) -> None:
    """Whatever is put in a field, pages answer 200 or 422 and write it only escaped."""
    for adresse in ("/metiers/", "/metiers/61231/", "/listes/arrete-2008-01-18-ue.liste/"):
        reponse = client.get(adresse, {champ: f"<b>{ecrit}"})
        assert reponse.status_code in {200, 422}
        assert b"<b>" not in reponse.content


def test_chaque_page_liee_existe(client: Client, corpus: Corpus) -> None:
    """Links of a page lead to pages of the map, which `test_plan` walks, or that answer."""
    liens: set[str] = set()
    for adresse in ("/metiers/52313/", "/regions/11/", "/listes/", "/donnees/", "/domaines/"):
        page = client.get(adresse).content.decode()
        liens |= {html.unescape(x) for x in re.findall(r'href="(/[^"#]*)"', page)}
    internes = {x for x in liens if x.startswith(("/metiers", "/regions", "/listes", "/domaines"))}
    assert len(internes) > len(corpus.regions)
    hors_du_plan = internes - set(plan.adresses())
    assert hors_du_plan != internes
    for lien in sorted(hors_du_plan):
        assert client.get(lien).status_code == 200, lien


def test_l_histoire_se_suit_dans_les_autres_nomenclatures(client: Client) -> None:
    """The page proposes the codes of before and after, says why, and that none decides."""
    page = client.get("/metiers/61231/").content.decode()
    ailleurs = page.partition('id="ailleurs"')[2].partition("<h2")[0]
    assert "proposés et ne décident de rien" in ailleurs
    assert 'href="/metiers/F1202/"' in ailleurs
    assert ">Familles professionnelles FAP 2009</caption>" in ailleurs
    assert "Les deux portent le même nom" in ailleurs
    assert "«\u00a0Chef de chantier du BTP\u00a0»" in ailleurs
    famille = client.get("/metiers/B2Z40/").content.decode().partition('id="ailleurs"')[2]
    assert "Une table de passage relie ces deux codes" in famille
    assert "du 21 janvier 2008 au 2 avril 2021" in famille.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("le", "nommes", "tus"), [("2008-01-10", "42114", "B2Z40"), ("2022-01-01", "B2Z40", "42114")]
)
def test_un_jour_ne_montre_que_les_metiers_de_sa_nomenclature(
    client: Client, le: str, nommes: str, tus: str
) -> None:
    """Occupations are those that the common lists of the day name, in their own codes."""
    page = client.get("/metiers/", {"le": le}).content.decode()
    assert f'href="/metiers/{nommes}/' in page
    assert f'href="/metiers/{tus}/' not in page
