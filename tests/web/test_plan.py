"""Every page of the map of the site, in both languages: it answers, it is sound, it speaks one."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import translation

from opposable.web.public.aide.plan import adresses
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines
from web.lecture import LOURD, STYLES, Detecteur, secables, tares

PARTS = 8
"""Parts of the walk, so that several processes share it."""
LONGUES = "/loi/"
"""Pages that print a text whole, as long as it is."""
NOMS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def plan(langue: str) -> list[str]:
    """Return the address of every page in a language."""
    with translation.override(langue):
        return list(dict.fromkeys(adresses()))


def test_le_plan_nomme_chaque_page_du_catalogue() -> None:
    """Every occupation, region, heading and list is on the map, and each page once."""
    corpus, pages = droit.corpus(), plan("fr")
    voulues = {"/metiers/", "/regions/", "/domaines/", "/listes/", "/listes/comparer/"}
    voulues |= {f"/metiers/{code}/" for code in corpus.metiers}
    voulues |= {f"/regions/{code}/" for code in corpus.regions}
    voulues |= {f"/domaines/{cle}/" for cle in domaines(corpus)}
    voulues |= {f"/listes/{droit.cle(nom)}/" for nom in corpus.listes}
    assert voulues <= set(pages)


def test_le_plan_des_moteurs_est_celui_du_site(client: Client) -> None:
    """Search engines are given those pages and no other, in both languages."""
    arbre = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    donnees = [loc.text or "" for loc in arbre.findall("s:url/s:loc", NOMS)]
    attendues = [f"http://testserver{page}" for page in plan("fr") + plan("en")]
    assert sorted(donnees) == sorted(attendues)


@pytest.mark.parametrize("part", range(PARTS))
def test_chaque_page_repond_et_tient_debout(
    client: Client, detecteur: Detecteur, part: int
) -> None:
    """A page is sound and light; in English it is English, in French no line begins with « : »."""
    fautes: dict[str, list[str]] = {}
    for francaise, anglaise in list(zip(plan("fr"), plan("en"), strict=True))[part::PARTS]:
        for page in (francaise, anglaise):
            reponse = client.get(page)
            assert reponse.status_code == 200, page
            dite = reponse.content.decode()
            mots = secables(dite) if page is francaise else detecteur.trouver(dite)
            lourde = LONGUES not in page and len(reponse.content) + STYLES > LOURD
            fautes[page] = tares(reponse.content) + mots + ["lourde"] * lourde
    assert {page: dits for page, dits in fautes.items() if dits} == {}
