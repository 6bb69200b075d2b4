"""Accessibility and validity of every page and state, in a real browser."""

import itertools
import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from web.navigateur.adresses import ETATS, FAUTES, SENEGAL

Ouvrir = Callable[..., Page]
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
LARGEURS = (320, 768, 1280, 1920)
POIDS_AU_PLUS = 150_000


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds on a page, each with where."""
    page.evaluate(axe)
    resultat: dict[str, Any] = page.evaluate(
        "regles => axe.run({runOnly: {type: 'tag', values: regles}})", REGLES
    )
    return [
        f"{v['id']} : {n['target']} : {n['failureSummary']}"
        for v in resultat["violations"]
        for n in v["nodes"]
    ]


def deborde(page: Page) -> list[str]:
    """Return what makes the page wider than its window."""
    trouves: list[str] = page.evaluate(
        """() => {
          const large = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= large) return [];
          return [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > large + 1)
            .map(e => e.tagName + '.' + e.className).slice(0, 5);
        }"""
    )
    return trouves


@pytest.mark.parametrize("etat", ETATS)
def test_axe_ne_trouve_rien(ouvrir: Ouvrir, axe: str, etat: str, images: Path) -> None:
    """Axe finds no fault (WCAG 2.2 AA, RGAA 4, good practice), wide or narrow."""
    page = ouvrir(ETATS[etat])
    page.screenshot(path=images / f"{etat}-1280.png", full_page=True)
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert violations(page, axe) == []


@pytest.mark.parametrize("etat", ETATS)
def test_aucune_largeur_ne_fait_defiler_de_cote(ouvrir: Ouvrir, etat: str, images: Path) -> None:
    """From 320 to 1920 pixels, and with text twice as large, no page scrolls sideways."""
    page = ouvrir(ETATS[etat])
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        assert deborde(page) == [], largeur
        if largeur == LARGEURS[0]:
            page.screenshot(path=images / f"{etat}-320.png", full_page=True)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 640, "height": 900})
    assert deborde(page) == []


def test_le_html_est_valide(site: str, vnu: list[str], tmp_path: Path) -> None:
    """The checker of HTML finds no error on any page."""
    for etat, adresse in ETATS.items():
        try:
            with urllib.request.urlopen(site + adresse) as reponse:  # noqa: S310 - loopback
                contenu = reponse.read()
        except urllib.error.HTTPError as erreur:
            contenu = erreur.read()
        chemin = tmp_path / f"{etat}.html"
        chemin.write_bytes(contenu)
    commande = [*vnu, "--format", "json", "--errors-only", *map(str, tmp_path.glob("*.html"))]
    sortie = subprocess.run(commande, capture_output=True, check=False, timeout=300)
    messages = json.loads(sortie.stderr)["messages"]
    assert [
        f"{m['url'].rsplit('/')[-1]}:{m.get('lastLine')} {m['message']}" for m in messages
    ] == []


def test_la_premiere_reponse_pese_peu(ouvrir: Ouvrir, site: str) -> None:
    """The first answer page and all it needs weigh 150 kB at most, from this host alone."""
    page = ouvrir("/mentions-legales/")
    page.context.clear_cookies()
    seance = page.context.new_cdp_session(page)
    seance.send("Network.enable")
    seance.send("Network.setCacheDisabled", {"cacheDisabled": True})
    recus: list[float] = []
    seance.on("Network.loadingFinished", lambda fin: recus.append(fin["encodedDataLength"]))
    page.goto(f"{site}/reponse/?{SENEGAL}", wait_until="networkidle")
    assert recus
    assert sum(recus) <= POIDS_AU_PLUS


@pytest.mark.parametrize("etat", ETATS)
def test_une_page_a_un_titre_et_un_seul(ouvrir: Ouvrir, etat: str) -> None:
    """Each page has one first heading, a title of its own and a language; no level is skipped."""
    page = ouvrir(ETATS[etat], javascript=False)
    niveaux = [
        int(t[1]) for t in page.locator("h1,h2,h3,h4").evaluate_all("e => e.map(x => x.tagName)")
    ]
    assert niveaux.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(niveaux))
    assert page.title().endswith("Opposable")
    assert page.locator("html").get_attribute("lang") == ("en" if "anglais" in etat else "fr")


def test_les_erreurs_recoivent_le_regard(ouvrir: Ouvrir) -> None:
    """The summary of errors is focused, and each of its links leads to its field."""
    page = ouvrir(f"/?{FAUTES}")
    assert page.evaluate("document.activeElement.id") == "erreurs"
    for lien in page.locator("#erreurs a").all():
        cible = (lien.get_attribute("href") or "").removeprefix("#")
        assert page.locator(f"[id='{cible}']").count() == 1


def test_le_clavier_suffit_pour_poser_la_question(ouvrir: Ouvrir) -> None:
    """Every control of the form is reached with the Tab key, and the focus is visible."""
    page = ouvrir("/")
    atteints = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        atteints.add(page.evaluate("document.activeElement.name || document.activeElement.type"))
        contour = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert contour != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if "submit" in atteints:
            break
    assert {"nationalite", "metier", "lieu", "type", "depose_le", "submit"} <= atteints
