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
from playwright.sync_api import Page, expect

from web.navigateur.adresses import ETATS, FAUTES, SENEGAL
from web.navigateur.conftest import Nue

Ouvrir = Callable[..., Page]
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
LARGEURS = (1920, 1280, 768, 320)
POIDS_AU_PLUS = 150_000
TITRES = "id;nationalite;metier;region;type;depose_le"


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


def fautes(page: Page, axe: str, nue: Nue, *, javascript: bool) -> list[str]:
    """Return what axe finds on a page as it stands, shown again where its scripts do not run."""
    return violations(page if javascript else nue(page.url, page.content()), axe)


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


def titres(page: Page) -> list[str]:
    """Return what is wrong with the headings: one first, none skipped, and a title."""
    noms = page.locator("h1,h2,h3,h4").evaluate_all("e => e.map(x => x.tagName)")
    niveaux = [int(nom[1]) for nom in noms]
    fautes = [] if niveaux.count(1) == 1 else [f"{niveaux.count(1)} titres de niveau 1"]
    fautes += [f"h{a} puis h{b}" for a, b in itertools.pairwise(niveaux) if b - a > 1]
    return fautes if page.title().endswith("Opposable") else [*fautes, page.title()]


@pytest.mark.parametrize("etat", ETATS)
def test_chaque_etat_est_accessible(ouvrir: Ouvrir, axe: str, etat: str, images: Path) -> None:
    """Axe finds nothing (WCAG 2.2 AA, RGAA 4), no width scrolls sideways, headings are in order."""
    page = ouvrir(ETATS[etat])
    page.screenshot(path=images / f"{etat}-1280.png", full_page=True)
    assert violations(page, axe) == []
    assert titres(page) == []
    assert page.locator("html").get_attribute("lang") == ("en" if "anglais" in etat else "fr")
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        assert deborde(page) == [], largeur
    assert violations(page, axe) == []
    page.screenshot(path=images / f"{etat}-320.png", full_page=True)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 640, "height": 900})
    assert deborde(page) == []


def test_les_propositions_sont_accessibles(ouvrir: Ouvrir, axe: str) -> None:
    """The occupations proposed while one writes are a group of choices that has a name."""
    page = ouvrir("/")
    page.get_by_label("Métier exercé").press_sequentially("maçon", delay=20)
    expect(page.get_by_role("group", name="Choisissez le métier")).to_be_visible()
    assert violations(page, axe) == []


def test_un_fichier_decide_est_accessible(ouvrir: Ouvrir, axe: str, images: Path) -> None:
    """The page that tells what became of a file is accessible at every width."""
    page = ouvrir("/fichier/")
    contenu = f"{TITRES}\n1;SEN;61231;82;introduction;2008-02-01\n2;XYZ;;;;\n".encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "demandes.csv", "mimeType": "text/csv", "buffer": contenu}
    )
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_text("XYZ")).to_be_visible()
    page.screenshot(path=images / "fichier-decide-1280.png", full_page=True)
    assert violations(page, axe) == []
    assert titres(page) == []
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        assert deborde(page) == [], largeur
    assert violations(page, axe) == []


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
    fautes = [f"{m['url'].rsplit('/')[-1]}:{m.get('lastLine')} {m['message']}" for m in messages]
    assert not fautes, "\n".join(fautes)


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
