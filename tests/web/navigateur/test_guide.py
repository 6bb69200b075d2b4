"""The pictures of the user guide, taken of the site itself.

With OPPOSABLE_GUIDE=1 they are written where the guide shows them; otherwise beside the other
pictures, and those of the guide must still be pictures of the same size.
"""

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from web.navigateur.adresses import SENEGAL

Ouvrir = Callable[..., Page]
Garder = Callable[[Page, str, str | None], None]
GUIDE = Path(__file__).parents[3] / "src/opposable/web/public/aide/static/aide"
LARGEUR = 800
ECART = 0.15
"""Share of its height by which a picture may differ with the fonts of a machine."""


@pytest.fixture
def garder(images: Path) -> Garder:
    """Give what takes a picture of a part of a page, and holds it against that of the guide."""

    def prendre(page: Page, nom: str, partie: str | None) -> None:
        refaire = os.environ.get("OPPOSABLE_GUIDE") == "1"
        chemin = (GUIDE / f"{nom}.png") if refaire else (images / f"aide-{nom}.png")
        chemin.parent.mkdir(parents=True, exist_ok=True)
        if partie is None:
            page.screenshot(path=chemin, animations="disabled")
        else:
            page.locator(partie).first.screenshot(path=chemin, animations="disabled")
        largeur, hauteur = taille(chemin)
        attendue, haute = taille(GUIDE / f"{nom}.png")
        assert largeur == attendue
        assert abs(hauteur - haute) <= ECART * haute

    return prendre


def taille(chemin: Path) -> tuple[int, int]:
    """Return the width and the height of a PNG picture, in pixels."""
    largeur, hauteur = struct.unpack(">II", chemin.read_bytes()[16:24])
    return largeur, hauteur


def test_la_question_et_le_choix_du_metier(ouvrir: Ouvrir, garder: Garder) -> None:
    """The guide shows the occupations proposed while one writes, then the form filled in."""
    page = ouvrir("/", largeur=LARGEUR)
    page.get_by_label("Nationalité de la personne").fill("polonaise")
    page.get_by_label("Jour de dépôt de la demande").fill("2008-02-02")
    page.get_by_label("Métier exercé").press_sequentially("maçon", delay=20)
    macon = page.locator("input[type=radio][value='42114']")
    expect(macon).to_be_visible()
    garder(page, "choix", ".champ:has(#metier)")
    macon.check()
    page.get_by_label("Lieu de travail").select_option(label="35 – Ille-et-Vilaine")
    page.get_by_role("radio", name=re.compile("Faire venir")).check()
    garder(page, "question", "form[action='/']")


def test_la_reponse(ouvrir: Ouvrir, garder: Garder) -> None:
    """The guide shows an answer: the sentence, the reasons, the address to keep."""
    page = ouvrir(f"/reponse/?{SENEGAL}", largeur=LARGEUR, hauteur=1100)
    garder(page, "reponse", None)


def test_la_carte(ouvrir: Ouvrir, garder: Garder) -> None:
    """The guide shows the map of an occupation."""
    garder(ouvrir("/metiers/61221/", largeur=LARGEUR), "carte", ".carte-et-table > div")


def test_le_fichier_decide(ouvrir: Ouvrir, garder: Garder, tmp_path: Path) -> None:
    """The guide shows what is said of a file: rows decided, rows rejected and why."""
    fichier = tmp_path / "demandes.csv"
    fichier.write_text(
        "id;nationalite;metier;region;type;depose_le\n"
        "1;SEN;61231;82;introduction;2008-02-01\n"
        "2;POL;42114;53;introduction;2008-02-01\n"
        "3;MAR;61231;11;introduction;2008-02-01\n"
        "4;XYZ;61231;82;introduction;2008-02-01\n",
        encoding="utf-8",
    )
    page = ouvrir("/fichier/", largeur=LARGEUR, hauteur=1100)
    page.locator("input[type=file]").set_input_files(fichier)
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_text("XYZ")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    garder(page, "fichier", None)
