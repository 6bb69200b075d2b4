"""An employer in a browser: from an answer to a receipt, then the file followed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from web.bureau.guichet.employeur import pdf
from web.navigateur.conftest import DELAI, servir
from web.navigateur.test_accessibilite import LARGEURS, deborde, titres, violations

Aller = Callable[..., Page]
Voir = Callable[[Page, str], None]
FAITS = "nationalite=MAR&metier=61231&departement=35&type=introduction&depose_le=2008-01-10"
REPONSE = f"/reponse/?{FAITS}"
CONTINUER = "Enregistrer et continuer"


@pytest.fixture(scope="module")
def guichet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a door that lives on the tenth of January 2008."""
    var = tmp_path_factory.mktemp("guichet")
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
        "OPPOSABLE_VAR": str(var),
        "OPPOSABLE_EMPREINTES": "1",
        "OPPOSABLE_SECRET_KEY": "cle-des-essais-" * 4,
        "OPPOSABLE_JOUR": "2008-01-10",
        "DATABASE_URL": f"sqlite:///{var / 'bureau.sqlite3'}",
    }
    commande = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(commande, env=environnement, check=True, timeout=DELAI)
    with servir(environnement, var) as adresse:
        yield adresse


@pytest.fixture
def aller(navigateur: Browser, guichet: str) -> Iterator[Aller]:
    """Open the door with a browser of one's own."""
    ouverts = []

    def vers(adresse: str, *, javascript: bool = True, sombre: bool = False) -> Page:
        contexte = navigateur.new_context(
            java_script_enabled=javascript,
            locale="fr-FR",
            color_scheme="dark" if sombre else "light",
            viewport={"width": 1280, "height": 900},
        )
        contexte.set_default_timeout(60_000)
        ouverts.append(contexte)
        page = contexte.new_page()
        page.goto(guichet + adresse)
        return page

    yield vers
    for contexte in ouverts:
        contexte.close()


def continuer(page: Page) -> None:
    """Send a step."""
    page.get_by_role("button", name=CONTINUER).click()


def deposer(page: Page, voir: Voir) -> str:
    """Go from an answer to the page of the file; return the key."""
    page.get_by_role("link", name="Déposer cette demande").click()
    voir(page, "entree")
    page.get_by_role("button", name="Commencer").click()
    voir(page, "cle")
    cle = page.locator("#cle").inner_text()
    page.get_by_role("link", name="J’ai noté la clé").click()
    expect(page.get_by_label("Métier exercé")).to_have_value("61231")
    voir(page, "demande")
    continuer(page)
    page.get_by_label("Nom ou raison sociale").fill("Les Toits d’Armor")
    page.get_by_label("SIRET", exact=True).fill("732 829 320 00075")
    continuer(page)
    expect(page.get_by_role("alert")).to_contain_text("relisez")
    voir(page, "erreur")
    page.get_by_label("SIRET", exact=True).fill("732 829 320 00074")
    continuer(page)
    page.get_by_label("Nom (obligatoire)").fill("Benjelloun")
    page.get_by_label("Prénoms").fill("Samira")
    page.get_by_label("Jour de naissance").fill("3/4/1980")
    voir(page, "salarie")
    continuer(page)
    page.get_by_label("Intitulé du poste").fill("Chef de chantier")
    voir(page, "emploi")
    continuer(page)
    page.locator("#piece").set_input_files(
        {"name": "passeport.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Ajouter cette pièce").click()
    expect(page.locator("main")).to_contain_text("passeport.pdf")
    voir(page, "pieces")
    page.get_by_role("link", name="Continuer").click()
    voir(page, "resume")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2008-ddtefp-35-")
    return cle


def suivre(page: Page, guichet: str, cle: str, voir: Voir) -> None:
    """Come back with the number and the key; fetch the receipt, add a document, give up."""
    numero = page.get_by_role("heading", level=1).inner_text().split()[-1]
    page.context.clear_cookies()
    page.goto(f"{guichet}/depot/suivre/")
    page.get_by_label("Numéro du dossier").fill(numero)
    page.get_by_label("Clé").fill("fausse")
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")
    voir(page, "suivre")
    page.get_by_label("Clé").fill(cle)
    page.get_by_role("button", name="Ouvrir").click()
    assert cle not in page.url
    with page.expect_download() as recu:
        page.get_by_role("link", name="Récépissé (PDF)").click()
    assert Path(recu.value.path()).read_bytes().startswith(b"%PDF")
    page.locator("#piece").set_input_files(
        {"name": "bail.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    )
    page.get_by_role("button", name="Ajouter cette pièce").click()
    expect(page.get_by_role("status")).to_contain_text("dans le dossier")
    voir(page, "suivi")
    page.get_by_role("link", name="Retirer la demande").click()
    voir(page, "desistement")
    page.get_by_role("button", name="Oui, retirer la demande").click()
    expect(page.locator("#etat")).to_contain_text("Classée sans suite")


def test_un_employeur_depose_et_suit(aller: Aller, guichet: str, axe: str, images: Path) -> None:
    """Axe finds nothing at any step, no width from 320 to 1920 px scrolls sideways."""

    def voir(page: Page, etat: str) -> None:
        assert violations(page, axe) == [], etat
        assert titres(page) == [], etat
        for largeur in LARGEURS:
            page.set_viewport_size({"width": largeur, "height": 900})
            assert deborde(page) == [], (etat, largeur)
        page.screenshot(path=images / f"guichet-{etat}-320.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.screenshot(path=images / f"guichet-{etat}-1280.png", full_page=True)

    page = aller(REPONSE)
    suivre(page, guichet, deposer(page, voir), voir)


def test_sans_javascript_tout_se_fait(aller: Aller, guichet: str) -> None:
    """Without any script: the same journey to its end."""
    page = aller(REPONSE, javascript=False)
    suivre(page, guichet, deposer(page, lambda *_: None), lambda *_: None)


def test_au_clavier_et_dans_le_sombre(aller: Aller, axe: str, images: Path) -> None:
    """Dark, axe finds nothing; the form is filled and sent from the keyboard alone."""
    page = aller("/depot/", sombre=True)
    assert violations(page, axe) == []
    page.get_by_role("button", name="Commencer").press("Enter")
    page.get_by_role("link", name="J’ai noté la clé").press("Enter")
    page.get_by_label("Nationalité").focus()
    page.keyboard.type("Sénégal")
    page.keyboard.press("Tab")
    page.keyboard.type("maçon")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nationalité")).to_have_value("Sénégal")
    assert violations(page, axe) == []
    page.screenshot(path=images / "guichet-sombre.png", full_page=True)
