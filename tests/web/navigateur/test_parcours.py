"""The journeys of an employer, a worker and a lawyer, with and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from web.navigateur.adresses import SENEGAL

Ouvrir = Callable[..., Page]
avec_et_sans = pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])


@avec_et_sans
def test_un_employeur_de_rennes(ouvrir: Ouvrir, javascript: bool, images: Path) -> None:  # noqa: FBT001
    """An employer asks with his own words, chooses the occupation, and gets the answer."""
    page = ouvrir("/", javascript=javascript)
    page.get_by_label("Nationalité de la personne").fill("polonaise")
    # The form opens on today: codes are those of the lists of the day that is asked for.
    page.get_by_label("Jour de dépôt de la demande").fill("2008-02-01")
    metier = page.get_by_label("Métier exercé")
    if javascript:
        metier.press_sequentially("maçon", delay=20)
    else:
        metier.fill("maçon")
        page.get_by_role("button", name="Obtenir la réponse").click()
        expect(page.locator("#erreurs")).to_be_visible()
    page.get_by_role("radio", name=re.compile("42114")).check()
    page.get_by_label("Lieu de travail").select_option(label="35 – Ille-et-Vilaine")
    page.get_by_role("radio", name=re.compile("Faire venir")).check()
    page.screenshot(path=images / f"parcours-employeur-{javascript}.png", full_page=True)
    page.get_by_role("button", name="Obtenir la réponse").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "la situation de l’emploi n’est pas opposable."
    )
    assert "metier=42114" in page.url


@avec_et_sans
def test_un_marin_n_est_interroge_que_sur_la_peche(ouvrir: Ouvrir, javascript: bool) -> None:  # noqa: FBT001
    """A worker is asked the one fact that is missing, then gets an answer."""
    page = ouvrir(
        "/reponse/?nationalite=POL&metier=41221&departement=56&type=introduction"
        "&depose_le=2008-03-03",
        javascript=javascript,
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("on ne peut pas répondre.")
    page.get_by_role("radio", name="Oui, dans la pêche").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "la situation de l’emploi n’est pas opposable."
    )
    assert "activite=peche" in page.url


def test_une_adresse_permanente_redonne_la_reponse(ouvrir: Ouvrir, site: str) -> None:
    """A lawyer keeps the address: another browser shows the same page, and the PDF is there."""
    page = ouvrir(f"/reponse/?{SENEGAL}", javascript=False)
    adresse = page.locator("a.adresse").inner_text()
    autre = ouvrir(adresse.removeprefix(site), javascript=False)
    assert autre.locator("main").inner_text() == page.locator("main").inner_text()
    pdf = page.request.get(
        site + (page.get_by_text("Télécharger en PDF").get_attribute("href") or "")
    )
    assert pdf.ok
    assert pdf.body().startswith(b"%PDF-")


def test_chaque_motif_mene_a_sa_place_dans_le_texte(ouvrir: Ouvrir) -> None:
    """Each place in the text that a reason names is a page that tells it in our words."""
    page = ouvrir(f"/reponse/?{SENEGAL}", javascript=False)
    page.locator("section[aria-labelledby=motifs] a.ancre").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/loi/dispositions/" in page.url


def test_comparer_deux_listes(ouvrir: Ouvrir, images: Path) -> None:
    """A lawyer compares the circular with the order, and sees what closes."""
    page = ouvrir("/listes/comparer/?avant=circulaire-2007-12-20&apres=arrete-2008-01-18-tiers")
    expect(page.locator("table").first).to_be_visible()
    assert page.get_by_text("61224").count() >= 1
    page.screenshot(path=images / "parcours-comparer.png", full_page=True)


def test_la_carte_se_parcourt_au_clavier(ouvrir: Ouvrir) -> None:
    """The regions of the map are reached with the Tab key and followed with Enter."""
    page = ouvrir("/metiers/61231/?le=2008-02-01")
    page.locator("svg a").first.focus()
    vues = set()
    for _ in range(30):
        if page.evaluate("document.activeElement.closest('svg') === null"):
            break
        vues.add(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert len(vues) >= 22
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/**")


@avec_et_sans
def test_un_fichier_est_decide(ouvrir: Ouvrir, javascript: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A file sent is decided: accepted and rejected rows are told, nothing is lost."""
    fichier = tmp_path / "demandes.csv"
    fichier.write_text(
        "id;nationalite;metier;region;type;depose_le\n"
        "1;SEN;61231;82;introduction;2008-02-01\n"
        "2;XYZ;61231;82;introduction;2008-02-01\n",
        encoding="utf-8",
    )
    page = ouvrir("/fichier/", javascript=javascript)
    page.locator("input[type=file]").set_input_files(fichier)
    page.locator("main button[type=submit]").first.click()
    texte = page.locator("main").inner_text()
    assert "XYZ" in texte
    assert "nationalite" in texte


def test_la_langue_se_change_sans_perdre_la_page(ouvrir: Ouvrir) -> None:
    """The other language shows the same answer."""
    page = ouvrir(f"/reponse/?{SENEGAL}", javascript=False)
    page.get_by_role("link", name="English").click()
    assert "/en/reponse/" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "the labour-market situation cannot be opposed."
    )
