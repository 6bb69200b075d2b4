"""An employer in a browser: from an answer to a receipt, then the file followed."""

import email
import email.policy
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
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of what the door makes; its messages among it."""
    return tmp_path_factory.mktemp("guichet")


@pytest.fixture(scope="module")
def guichet(var: Path) -> Iterator[str]:
    """Serve a door that lives on the tenth of January 2008."""
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
    page.get_by_label("Nom (obligatoire)", exact=True).fill("Benjelloun")
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


@pytest.fixture
def voir(axe: str, images: Path) -> Voir:
    """Look at a state: axe finds nothing, no width from 320 to 1920 px scrolls sideways."""

    def regarder(page: Page, etat: str) -> None:
        assert violations(page, axe) == [], etat
        assert titres(page) == [], etat
        for largeur in LARGEURS:
            page.set_viewport_size({"width": largeur, "height": 900})
            assert deborde(page) == [], (etat, largeur)
        page.screenshot(path=images / f"guichet-{etat}-320.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.screenshot(path=images / f"guichet-{etat}-1280.png", full_page=True)

    return regarder


def test_un_employeur_depose_et_suit(aller: Aller, guichet: str, voir: Voir) -> None:
    """From an answer to the receipt, then back with the key: each step is looked at."""
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


MOT = "une phrase de passe d’essai"


def ouvrir_un_compte(page: Page, var: Path, courriel: str, voir: Voir) -> None:
    """Open an account from the door, by the link of the message."""
    page.get_by_role("link", name="Ouvrir un compte").click()
    voir(page, "compte-ouvrir")
    page.get_by_label("Adresse de courriel").fill(courriel)
    page.get_by_role("button", name="Recevoir un lien").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Regardez vos messages")
    voir(page, "compte-ecrit")
    message = max((var / "courriels").iterdir(), key=lambda m: m.stat().st_mtime).read_bytes()
    dit = email.message_from_bytes(message.partition(b"\n-----")[0], policy=email.policy.default)
    lien = next(mot for mot in dit.get_content().split() if mot.startswith("http"))
    page.goto(lien)
    page.get_by_label("Mot de passe").fill("court")
    page.get_by_role("button", name="Garder ce mot de passe").click()
    expect(page.get_by_role("alert")).to_contain_text("trop court")
    voir(page, "compte-choisir")
    page.get_by_label("Mot de passe").fill(MOT)
    page.get_by_role("button", name="Garder ce mot de passe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes demandes")
    voir(page, "compte-vide")


def revenir(page: Page, guichet: str, courriel: str, voir: Voir) -> None:
    """Leave, come back with a wrong password, then the right one; follow, draw a key, close."""
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto(f"{guichet}/depot/demandes/")
    for mot in ("faux", MOT):
        page.get_by_label("Adresse de courriel").fill(courriel)
        page.get_by_label("Mot de passe").fill(mot)
        voir(page, f"compte-entrer-{len(mot)}")
        page.get_by_role("main").get_by_role("button", name="Entrer", exact=True).click()
    expect(page.locator(".demandes")).to_contain_text("Samira Benjelloun – Chef de chantier")
    expect(page.locator(".demandes")).to_contain_text("Reçue, pas encore examinée")
    page.get_by_text("Clé et rattachement").click()
    voir(page, "compte-demandes")
    page.get_by_role("button", name="Tirer une autre clé").click()
    voir(page, "compte-cle")
    page.get_by_role("link", name="J’ai noté la clé").click()
    expect(page.locator("#attendu")).to_have_text("Le service.")
    page.get_by_role("link", name="Mon compte").click()
    voir(page, "compte")
    page.get_by_role("link", name="Fermer le compte").click()
    page.get_by_label("Mot de passe").fill("faux")
    page.get_by_role("button", name="Oui, fermer le compte").click()
    voir(page, "compte-fermer")
    page.get_by_label("Mot de passe").fill(MOT)
    page.get_by_role("button", name="Oui, fermer le compte").click()
    expect(page.get_by_role("status")).to_contain_text("Votre compte est fermé")


def parcourir(page: Page, guichet: str, var: Path, courriel: str, voir: Voir) -> None:
    """Open an account, file by it, leave, come back, close it."""
    ouvrir_un_compte(page, var, courriel, voir)
    page.goto(guichet + REPONSE)
    deposer(page, lambda *_: None)
    revenir(page, guichet, courriel, voir)


def test_un_employeur_a_un_compte(aller: Aller, guichet: str, var: Path, voir: Voir) -> None:
    """An account from its opening to its closing, each state looked at; a dead link as well."""
    page = aller("/depot/")
    parcourir(page, guichet, var, "paie@toits.example", voir)
    page.goto(f"{guichet}/depot/compte/mot-de-passe/MQ/devine/")
    voir(page, "compte-lien-mort")


def test_un_compte_sans_javascript(aller: Aller, guichet: str, var: Path) -> None:
    """Without any script: the same journey to its end."""
    page = aller("/depot/", javascript=False)
    parcourir(page, guichet, var, "autre@toits.example", lambda *_: None)
