"""The journeys of an office: desk, examiner, signatory, embargo, silence, opinion, wrong door."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from web.bureau.monde import MOT_DE_PASSE
from web.navigateur.conftest import Bureau, Entrer, Nue
from web.navigateur.test_accessibilite import deborde, fautes, violations

DOSSIER = "/bureau/dossiers/{}/"
avec_et_sans = pytest.mark.parametrize(
    ("javascript", "largeur"), [(True, 1920), (False, 320)], ids=["js-1920", "sans-js-320"]
)


def faire(page: Page, acte: str) -> Page:
    """Open the form of an act from the page of a file."""
    page.get_by_role("link", name=acte, exact=True).click()
    return page


def envoyer(page: Page, acte: str) -> None:
    """Send the form of an act, and be told that it is done."""
    page.locator("main").get_by_role("button", name=acte).click()
    expect(page.get_by_role("status")).to_contain_text("c’est fait")


SANS_SCRIPTS = {True: ("2008-1", 1920), False: ("2008-13", 320)}
"""With scripts on a wide screen, without them on a narrow one: a file for each."""


def signer_un_accord(entrer: Entrer, numero: str, ecran: dict[str, Any]) -> Page:
    """Answer the last condition, prepare a grant, sign it: it is held back, and says why."""
    page = entrer("examen", DOSSIER.format(numero), **ecran)
    page.get_by_role("link", name="Répondre à la condition 6").click()
    page.get_by_role("radio", name="remplie", exact=True).check()
    page.get_by_label("Raison").fill("bail lu")
    page.get_by_label("Preuve").fill("bail.pdf")
    envoyer(page, "Répondre à une condition")
    faire(page, "Préparer un accord")
    envoyer(page, "Préparer un accord")
    chef = entrer("chef", DOSSIER.format(numero), **ecran)
    faire(chef, "Signer la décision")
    expect(chef.locator("main")).to_contain_text("La lettre est entière")
    assert deborde(chef) == []
    envoyer(chef, "Signer la décision")
    expect(chef.locator("main")).to_contain_text("ne peut pas être notifié avant le")
    return chef


def test_l_embargo_puis_sa_fin(
    entrer: Entrer, bureau: Bureau, axe: str, nue: Nue, images: Path
) -> None:
    """2/11: signed and held back, told to nobody before; released by itself on its day."""
    for javascript, (numero, largeur) in SANS_SCRIPTS.items():
        ecran = {"javascript": javascript, "largeur": largeur}
        chef = signer_un_accord(entrer, numero, ecran)
        expect(chef.get_by_role("link", name="Notifier")).to_have_count(0)
        chef.goto(bureau.adresse + DOSSIER.format(numero) + "actes/notifier/")
        chef.locator("main").get_by_role("button", name="Notifier").click()
        expect(chef.get_by_role("alert")).to_contain_text("à partir du")
        assert fautes(chef, axe, nue, javascript=javascript) == []
        chef.goto(bureau.adresse + "/bureau/retenues/")
        expect(chef.get_by_role("link", name=numero, exact=True)).to_be_visible()
        chef.screenshot(path=images / f"bureau-retenues-{largeur}.png", full_page=True)
    assert "Notifier" in bureau.django("journee", OPPOSABLE_JOUR="2008-01-20")
    for javascript, (numero, largeur) in SANS_SCRIPTS.items():
        chef = entrer("chef", DOSSIER.format(numero), javascript=javascript, largeur=largeur)
        expect(chef.locator("main")).to_contain_text("20 janvier 2008")
        assert fautes(chef, axe, nue, javascript=javascript) == []
        with chef.expect_download() as recu:
            chef.get_by_role("link", name="Accord, ").click()
        assert Path(recu.value.path()).read_bytes().startswith(b"%PDF")


@avec_et_sans
def test_au_guichet_une_piece_puis_la_bonne_porte(
    entrer: Entrer,
    javascript: bool,  # noqa: FBT001
    largeur: int,
) -> None:
    """Documents are asked for and the clock stops; the wrong door is a transfer."""
    numero = "2008-2" if javascript else "2008-3"
    ecran = {"javascript": javascript, "largeur": largeur}
    page = entrer("greffe", DOSSIER.format(numero), **ecran)
    faire(page, "Demander des pièces")
    page.get_by_label("Pièces manquantes").fill("bail\ncontrat signé")
    envoyer(page, "Demander des pièces")
    expect(page.locator("main")).to_contain_text("le délai est arrêté")
    faire(page, "Transférer")
    page.get_by_label("Service compétent").select_option("ddtefp-69")
    page.locator("main").get_by_role("button", name="Transférer").click()
    autre = entrer("ailleurs", DOSSIER.format(numero), **ecran)
    expect(autre.get_by_role("heading", level=1)).to_contain_text(numero)
    assert deborde(autre) == []


@avec_et_sans
def test_un_avis_demande_et_rendu(
    entrer: Entrer,
    javascript: bool,  # noqa: FBT001
    largeur: int,
) -> None:
    """An opinion is asked; the other service gives it, and nothing else."""
    numero = "2008-5" if javascript else "2008-11"
    ecran = {"javascript": javascript, "largeur": largeur}
    page = entrer("examen", DOSSIER.format(numero), **ecran)
    faire(page, "Demander un avis")
    page.get_by_label("Service").select_option("prefecture-35")
    page.get_by_label("Question posée").fill("Le séjour est-il régulier ?")
    envoyer(page, "Demander un avis")
    avis = entrer("avis", DOSSIER.format(numero), **ecran)
    faire(avis, "Rendre un avis")
    avis.get_by_role("radio", name="favorable", exact=True).check()
    avis.get_by_label("Motifs de l’avis").fill("titre valable")
    envoyer(avis, "Rendre un avis")
    page.reload()
    expect(page.locator("main")).to_contain_text("titre valable")
    assert deborde(avis) == []


@avec_et_sans
def test_un_renouvellement_a_cote_de_son_accord(
    entrer: Entrer,
    images: Path,
    javascript: bool,  # noqa: FBT001
    largeur: int,
) -> None:
    """2/6: the renewal beside its first grant, and what the text says of the difference."""
    page = entrer("examen", DOSSIER.format("2008-6"), javascript=javascript, largeur=largeur)
    tableau = page.get_by_role("region", name="Tableau des écarts")
    expect(tableau).to_contain_text("a changé")
    expect(tableau).to_contain_text("redevient opposable")
    assert deborde(page) == []
    page.screenshot(path=images / f"bureau-renouvellement-{largeur}.png", full_page=True)


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


@avec_et_sans
def test_au_clavier_seul(
    entrer: Entrer,
    javascript: bool,  # noqa: FBT001
    largeur: int,
) -> None:
    """Clerk, examiner, signatory: the wrong door left, a grant prepared, then signed and held."""
    ecran = {"javascript": javascript, "largeur": largeur}
    porte, numero = ("2008-7", "2008-9") if javascript else ("2008-8", "2008-10")
    page = entrer("greffe", DOSSIER.format(porte), **ecran)
    au_clavier(page, "link", "Transférer à : DDTEFP – Rhône")
    expect(page.get_by_label("Service compétent")).to_have_value("ddtefp-69")
    with page.expect_navigation():
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
    expect(page.locator("main")).to_contain_text("ne peut pas être notifié avant le")
    assert deborde(page) == []


@avec_et_sans
def test_un_renouvellement_prepare_est_depose(
    entrer: Entrer,
    axe: str,
    nue: Nue,
    javascript: bool,  # noqa: FBT001
    largeur: int,
) -> None:
    """2/6: begun by the clerk, finished and sent by the employer with the key they were given."""
    numero = "2007-1" if javascript else "2007-2"
    page = entrer("greffe", "/bureau/renouvellements/", javascript=javascript, largeur=largeur)
    au_clavier(page, "button", f"Préparer le renouvellement {numero}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Renouvellement préparé")
    assert fautes(page, axe, nue, javascript=javascript) == []
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
    entrer: Entrer, bureau: Bureau, axe: str, nue: Nue
) -> None:
    """The day after the last one of the period: a refusal born of silence, told on its page."""
    bureau.django("journee", OPPOSABLE_JOUR="2008-01-20")
    for javascript, largeur, numero in ((True, 1920, "2008-14"), (False, 320, "2008-15")):
        ecran = {"javascript": javascript, "largeur": largeur}
        page = entrer("examen", DOSSIER.format(numero), **ecran)
        expect(page.locator("main")).to_contain_text("né du silence du service")
        assert fautes(page, axe, nue, javascript=javascript) == []
        chef = entrer("chef", DOSSIER.format(numero), **ecran)
        au_clavier(chef, "link", "Communiquer les motifs du silence")
        expect(chef.get_by_role("heading", level=1)).to_contain_text("motifs du silence")
        assert deborde(chef) == []
