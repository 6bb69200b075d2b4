"""The journeys of an office: desk, examiner, signatory, embargo, silence, opinion, wrong door."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from web.bureau.monde import MOT_DE_PASSE
from web.navigateur.conftest import DELAI, servir
from web.navigateur.test_accessibilite import LARGEURS, deborde, titres, violations

Entrer = Callable[..., Page]
RACINE = Path(__file__).parents[3]
DOSSIER = "/bureau/dossiers/{}/"
PEUPLER = (
    "import json; from web.navigateur.bureau_peuple import peupler; print(json.dumps(peupler()))"
)
avec_et_sans = pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])


class Bureau(NamedTuple):
    """An office that is served: its address, the sessions of its people, its settings."""

    adresse: str
    seances: dict[str, str]
    environnement: dict[str, str]

    def django(self, *arguments: str, **options: str) -> str:
        """Run a command of the site on the office's database."""
        return subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env={**self.environnement, **options},
            check=True,
            timeout=DELAI,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """Serve an office that lives on the tenth of January 2008, with people and files."""
    var = tmp_path_factory.mktemp("bureau")
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opposable.web.settings",
        "PYTHONPATH": f"{RACINE / 'src'}:{RACINE / 'tests'}",
        "OPPOSABLE_VAR": str(var),
        "OPPOSABLE_EMPREINTES": "1",
        "OPPOSABLE_SECRET_KEY": "cle-des-essais-" * 4,
        "OPPOSABLE_JOUR": "2008-01-10",
        "DATABASE_URL": f"sqlite:///{var / 'bureau.sqlite3'}",
    }
    vide = Bureau("", {}, environnement)
    vide.django("migrate", "--verbosity", "0")
    seances = json.loads(vide.django("shell", "--verbosity", "0", "-c", PEUPLER))
    with servir(environnement, var) as adresse:
        yield Bureau(adresse, seances, environnement)


@pytest.fixture
def entrer(navigateur: Browser, bureau: Bureau) -> Iterator[Entrer]:
    """Open pages as someone of the office."""
    ouverts = []

    def vers(qui: str, adresse: str, *, javascript: bool = True, largeur: int = 1280) -> Page:
        contexte = navigateur.new_context(
            java_script_enabled=javascript,
            locale="fr-FR",
            viewport={"width": largeur, "height": 900},
        )
        contexte.set_default_timeout(30_000)
        ouverts.append(contexte)
        cookie = {"name": "seance", "value": bureau.seances[qui], "url": bureau.adresse}
        contexte.add_cookies([cookie])  # type: ignore[list-item]
        page = contexte.new_page()
        page.goto(bureau.adresse + adresse)
        return page

    yield vers
    for contexte in ouverts:
        contexte.close()


def faire(page: Page, acte: str) -> Page:
    """Open the form of an act from the page of a file."""
    page.get_by_role("link", name=acte, exact=True).click()
    return page


def envoyer(page: Page, acte: str) -> None:
    """Send the form of an act, and be told that it is done."""
    page.locator("main").get_by_role("button", name=acte).click()
    expect(page.get_by_role("status")).to_contain_text("c’est fait")


def test_du_guichet_a_la_notification(entrer: Entrer, bureau: Bureau, images: Path) -> None:
    """The last condition answered, prepared, signed, held back, released by itself on its day."""
    page = entrer("examen", DOSSIER.format("2008-1"), javascript=False)
    page.get_by_role("link", name="Répondre à la condition 6").click()
    page.get_by_role("radio", name="remplie", exact=True).check()
    page.get_by_label("Raison").fill("bail lu")
    page.get_by_label("Preuve").fill("bail.pdf")
    envoyer(page, "Répondre à une condition")
    faire(page, "Préparer un accord")
    envoyer(page, "Préparer un accord")
    chef = entrer("chef", DOSSIER.format("2008-1"))
    faire(chef, "Signer la décision")
    expect(chef.locator("main")).to_contain_text("La lettre est entière")
    chef.screenshot(path=images / "bureau-signer.png", full_page=True)
    envoyer(chef, "Signer la décision")
    expect(chef.locator("main")).to_contain_text("ne peut pas être notifié avant ce jour")
    faire(chef, "Notifier")
    chef.locator("main").get_by_role("button", name="Notifier").click()
    expect(chef.get_by_role("alert")).to_contain_text("à partir du")
    chef.goto(bureau.adresse + "/bureau/retenues/")
    expect(chef.get_by_role("link", name="2008-1")).to_be_visible()
    assert "Notifier" in bureau.django("journee", OPPOSABLE_JOUR="2008-01-20")
    chef.goto(bureau.adresse + DOSSIER.format("2008-1"))
    expect(chef.locator("main")).to_contain_text("20 janvier 2008")
    with chef.expect_download() as recu:
        chef.get_by_role("link", name="Accord, ").click()
    assert Path(recu.value.path()).read_bytes().startswith(b"%PDF")


@avec_et_sans
def test_au_guichet_une_piece_puis_la_bonne_porte(entrer: Entrer, javascript: bool) -> None:  # noqa: FBT001
    """Documents are asked for and the clock stops; the wrong door is a transfer."""
    numero = "2008-2" if javascript else "2008-3"
    page = entrer("greffe", DOSSIER.format(numero), javascript=javascript)
    faire(page, "Demander des pièces")
    page.get_by_label("Pièces manquantes").fill("bail\ncontrat signé")
    envoyer(page, "Demander des pièces")
    expect(page.locator("main")).to_contain_text("le délai est arrêté")
    faire(page, "Transférer")
    page.get_by_label("Service compétent").select_option("ddtefp-69")
    page.locator("main").get_by_role("button", name="Transférer").click()
    autre = entrer("ailleurs", DOSSIER.format(numero), javascript=javascript)
    expect(autre.get_by_role("heading", level=1)).to_contain_text(numero)


@avec_et_sans
def test_un_avis_demande_et_rendu(entrer: Entrer, javascript: bool) -> None:  # noqa: FBT001
    """An opinion is asked; the other service gives it, and nothing else."""
    numero = "2008-5" if javascript else "2008-11"
    page = entrer("examen", DOSSIER.format(numero), javascript=javascript)
    faire(page, "Demander un avis")
    page.get_by_label("Service").select_option("prefecture-35")
    page.get_by_label("Question posée").fill("Le séjour est-il régulier ?")
    envoyer(page, "Demander un avis")
    avis = entrer("avis", DOSSIER.format(numero), javascript=javascript)
    faire(avis, "Rendre un avis")
    avis.get_by_role("radio", name="favorable", exact=True).check()
    avis.get_by_label("Motifs de l’avis").fill("titre valable")
    envoyer(avis, "Rendre un avis")
    page.reload()
    expect(page.locator("main")).to_contain_text("titre valable")


def test_un_renouvellement_a_cote_de_son_accord(entrer: Entrer, images: Path) -> None:
    """2/6: the renewal beside its first grant, and what the text says of the difference."""
    page = entrer("examen", DOSSIER.format("2008-6"))
    tableau = page.get_by_role("region", name="Tableau des écarts")
    expect(tableau).to_contain_text("a changé")
    expect(tableau).to_contain_text("redevient opposable")
    page.screenshot(path=images / "bureau-renouvellement.png", full_page=True)


def au_clavier(page: Page, role: Any, nom: str) -> None:
    """Reach something with the tab key alone, from the top of the page, and press Enter."""
    cherche = page.locator("main").get_by_role(role, name=nom, exact=True)
    expect(cherche).to_be_visible()
    for _ in range(TABULATIONS):
        page.keyboard.press("Tab")
        if cherche.evaluate("e => e === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{nom} : hors d’atteinte au clavier")


TABULATIONS = 120


@pytest.mark.parametrize(
    ("javascript", "largeur", "porte", "numero"),
    [(True, 1920, "2008-7", "2008-9"), (False, 320, "2008-8", "2008-10")],
    ids=["js-1920", "sans-js-320"],
)
def test_au_clavier_seul(
    entrer: Entrer,
    javascript: bool,  # noqa: FBT001
    largeur: int,
    porte: str,
    numero: str,
) -> None:
    """Clerk, examiner, signatory: the wrong door left, a grant prepared, then signed and held."""
    ecran = {"javascript": javascript, "largeur": largeur}
    page = entrer("greffe", DOSSIER.format(porte), **ecran)
    au_clavier(page, "link", "Transférer à : DDTEFP – Rhône")
    expect(page.get_by_label("Service compétent")).to_have_value("ddtefp-69")
    au_clavier(page, "button", "Transférer")
    expect(entrer("ailleurs", DOSSIER.format(porte), **ecran).locator("main")).to_contain_text(
        porte
    )
    page = entrer("examen", DOSSIER.format(numero), **ecran)
    au_clavier(page, "link", "Préparer un accord")
    au_clavier(page, "button", "Préparer un accord")
    expect(page.get_by_role("status")).to_contain_text("c’est fait")
    page = entrer("chef", DOSSIER.format(numero), **ecran)
    au_clavier(page, "link", "Signer la décision")
    au_clavier(page, "button", "Signer la décision")
    expect(page.locator("main")).to_contain_text("ne peut pas être notifié avant ce jour")
    assert deborde(page) == []


@avec_et_sans
def test_un_renouvellement_prepare_est_depose(
    entrer: Entrer,
    axe: str,
    javascript: bool,  # noqa: FBT001
) -> None:
    """2/6: begun by the clerk, finished and sent by the employer with the key they were given."""
    numero = "2007-1" if javascript else "2007-2"
    page = entrer("greffe", "/bureau/renouvellements/", javascript=javascript, largeur=320)
    au_clavier(page, "button", f"Préparer le renouvellement {numero}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Renouvellement préparé")
    assert not javascript or violations(page, axe) == []
    assert deborde(page) == []
    lien, cle = page.locator(".adresse").inner_text(), page.locator("#cle").inner_text()
    page.context.clear_cookies()
    page.goto(lien)
    page.get_by_label("Clé").fill(cle)
    page.get_by_role("button", name="Ouvrir").click()
    page.goto(f"{lien}salarie/")
    page.get_by_label("Département de résidence").select_option("35")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.goto(f"{lien}resume/")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2008-ddtefp-35-")


def test_une_seance_finie_ne_perd_rien(entrer: Entrer, axe: str) -> None:
    """Session gone during a long form: what was typed is there after login."""
    adresse = DOSSIER.format("2008-4") + "actes/commenter/"
    page = entrer("examen", adresse)
    page.get_by_label("Commentaire").fill("trois pages d’analyse")
    page.context.clear_cookies(name="seance")
    page.locator("main").get_by_role("button", name="Commenter").click()
    page.get_by_label("Identifiant").fill("examen")
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.locator("main").get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Votre séance était finie")
    expect(page.get_by_label("Commentaire")).to_have_value("trois pages d’analyse")
    assert violations(page, axe) == []
    envoyer(page, "Commenter")


def test_une_vue_se_garde_et_un_filtre_repond(entrer: Entrer, axe: str, images: Path) -> None:
    """With scripts a filter answers as it is chosen; kept under a name, it is counted."""
    page = entrer("examen", "/bureau/dossiers/?liste=ouverts")
    page.get_by_text("Restreindre la liste").click()
    page.get_by_label("État").select_option("en_instruction")
    page.wait_for_url("**etat=en_instruction**")
    expect(page.locator("table.travail tbody")).not_to_contain_text("en construction")
    page.get_by_text("Garder cette vue").click()
    page.get_by_label("Nom de la vue").fill("En instruction")
    page.get_by_role("button", name="Garder", exact=True).click()
    vue = page.get_by_role("navigation", name="Mes vues")
    expect(vue.get_by_role("link", name="En instruction")).to_have_attribute("aria-current", "page")
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert deborde(page) == []
    page.screenshot(path=images / "bureau-vue-320.png", full_page=True)


ETATS = {
    "mauvaise-porte": ("greffe", DOSSIER.format("2008-12")),
    "mes-vues": ("examen", "/bureau/dossiers/vues/"),
    "confirmer": ("chef", "/bureau/confirmer/?suite=/bureau/"),
    "dossier": ("examen", DOSSIER.format("2008-4")),
    "signature": ("chef", DOSSIER.format("2008-4") + "signer/decider/"),
    "refus": ("examen", DOSSIER.format("2008-4") + "actes/preparer-refus/"),
    "condition": ("examen", DOSSIER.format("2008-4") + "actes/constater/?condition=logement"),
    "rapprocher": (
        "examen",
        DOSSIER.format("2008-4") + "actes/rapprocher/?fonctions=ma%C3%A7on",
    ),
    "table": ("audit", "/bureau/vie-d-un-dossier/"),
    "retenues": ("greffe", "/bureau/retenues/"),
    "renouvellements": ("greffe", "/bureau/renouvellements/"),
    "lecteur": ("audit", DOSSIER.format("2008-6")),
}


@pytest.mark.parametrize("etat", ETATS)
def test_chaque_page_du_bureau_est_accessible(
    entrer: Entrer, axe: str, etat: str, images: Path
) -> None:
    """Axe finds nothing on any page of a file, no width from 320 to 1920 px scrolls sideways."""
    page = entrer(*ETATS[etat])
    assert violations(page, axe) == []
    assert titres(page) == []
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        assert deborde(page) == [], largeur
        if largeur in {1280, 320}:
            page.screenshot(path=images / f"bureau-{etat}-{largeur}.png", full_page=True)


def test_une_erreur_se_dit_et_ne_perd_rien(entrer: Entrer, axe: str) -> None:
    """A form that misses a reason says which; what was typed is still there."""
    page = entrer("examen", DOSSIER.format("2008-4") + "actes/corriger/?champ=emploi.heures")
    page.get_by_label("Nouvelle valeur").fill("35")
    page.locator("form").last.evaluate("f => f.noValidate = true")
    page.locator("main").get_by_role("button", name="Corriger un fait").click()
    expect(page.get_by_role("alert")).to_contain_text("Raison")
    expect(page.get_by_label("Nouvelle valeur")).to_have_value("35")
    assert violations(page, axe) == []


def test_le_silence_decide_et_ses_motifs_se_communiquent(
    entrer: Entrer, bureau: Bureau, axe: str
) -> None:
    """The day after the last one of the period: a refusal born of silence, told on its page."""
    assert "silence" in bureau.django("journee", OPPOSABLE_JOUR="2008-03-10")
    for javascript in (True, False):
        page = entrer("examen", DOSSIER.format("2008-5"), javascript=javascript, largeur=320)
        expect(page.locator("main")).to_contain_text("né du silence du service")
        assert not javascript or violations(page, axe) == []
    chef = entrer("chef", DOSSIER.format("2008-5"))
    au_clavier(chef, "link", "Communiquer les motifs du silence")
    expect(chef.get_by_role("heading", level=1)).to_contain_text("motifs du silence")
