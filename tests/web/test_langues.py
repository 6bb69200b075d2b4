"""The site in English and in French: catalogues whole and up to date, pages that keep to them."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opposable.ecrit.typographie import composer
from opposable.web import settings
from web.lecture import Detecteur, secables
from web.navigateur.adresses import ETATS
from web.traductions import PO, PO_FRANCAIS, entrees

SITE = settings.BASE
ANGLAIS = Path("locale", "en", "LC_MESSAGES")
FRANCAIS = Path("locale", "fr", "LC_MESSAGES")


PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>")

TRADUCTEURS = frozenset({"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})


def lancer(*commande: str, ici: Path) -> None:
    """Run a command of gettext, or what calls one; skip without gettext, save in CI."""
    if not shutil.which("msgfmt") and not os.environ.get("CI"):
        pytest.skip("gettext absent (paquet gettext) : le catalogue anglais n’est pas vérifié")
    milieu = {nom: valeur for nom, valeur in os.environ.items() if nom != "DJANGO_SETTINGS_MODULE"}
    fait = subprocess.run(
        commande, cwd=ici, env=milieu, capture_output=True, text=True, check=False
    )
    assert fait.returncode == 0, fait.stderr


def messages(mo: Path) -> dict[Any, str]:
    """Return what a compiled catalogue translates; its heading is left out."""
    with mo.open("rb") as fichier:
        tous: dict[Any, str] = vars(gettext.GNUTranslations(fichier))["_catalog"]
    return {cle: valeur for cle, valeur in tous.items() if cle}


def test_tout_est_traduit() -> None:
    """Every sentence of the site has its English, and none is left in doubt."""
    lues = entrees(PO)
    assert len(lues) > 500
    assert [e.dit for e in lues if e.douteuse or not e.traductions or not all(e.traductions)] == []


@pytest.mark.parametrize("po", [PO, PO_FRANCAIS])
def test_le_catalogue_compile_est_celui_des_sources(tmp_path: Path, po: Path) -> None:
    """A compiled catalogue, which the site runs on, is what msgfmt makes of its source."""
    lancer("msgfmt", "--check-format", "-o", str(tmp_path / "django.mo"), str(po), ici=tmp_path)
    assert messages(tmp_path / "django.mo") == messages(po.with_suffix(".mo"))


def test_le_francais_est_celui_du_site_compose() -> None:
    """The French catalogue says what the site says, with the spaces of French, nothing else."""
    autres = []
    for e in entrees(PO_FRANCAIS):
        for dit, traduit in zip((e.dit, e.pluriel), e.traductions, strict=False):
            # The space before a place to fill is not that of a percentage.
            compose = composer(dit.replace("%(", "\0(")).replace("\0(", "%(")
            autres += [traduit] if traduit != compose else []
    assert autres == []
    assert {e[:3] for e in entrees(PO_FRANCAIS)} == {e[:3] for e in entrees(PO)}


def test_les_places_a_remplir_sont_les_memes() -> None:
    """A translation bears the placeholders and the marks of its sentence, none more, none less."""
    autres = []
    for e in entrees(PO):
        voulues = [sorted(PLACE.findall(dit)) for dit in (e.dit, e.pluriel) if dit]
        autres += [t for t in e.traductions if sorted(PLACE.findall(t)) not in voulues]
    assert autres == []


def test_le_catalogue_suit_les_pages(tmp_path: Path) -> None:
    """What templates and views say today is what the catalogue translates, no more, no less."""
    copie = tmp_path / "web"
    shutil.copytree(SITE, copie, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    options = ("-l", "en", "--no-wrap", "--no-location", "--no-obsolete")
    lancer(sys.executable, "-m", "django", "makemessages", *options, ici=copie)
    extraites = {e[:3] for e in entrees(copie / ANGLAIS / "django.po")}
    traduites = {e[:3] for e in entrees(PO)}
    assert extraites - traduites == set()
    assert traduites - extraites == set()


def test_ce_que_disent_les_vues_est_traduit() -> None:
    """Views ask for the translation of sentences written out, wherever they stand in the code."""
    connues = {e.dit for e in entrees(PO)}
    autres = []
    for module in sorted(SITE.rglob("*.py")):
        for noeud in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") in TRADUCTEURS:
                dit = ast.literal_eval(noeud.args[0])
                autres += [(module.name, noeud.lineno, dit)] if dit not in connues else []
    assert autres == []


@pytest.mark.parametrize("etat", ETATS)
def test_chaque_etat_est_en_anglais(client: Client, detecteur: Detecteur, etat: str) -> None:
    """Answers of every outcome, mistakes and missing pages speak English too."""
    page = "/en/" + ETATS[etat].removeprefix("/en/").removeprefix("/")
    assert detecteur.trouver(client.get(page).content.decode()) == []


@pytest.mark.parametrize(
    "demande",
    [
        "nationalite=SEN&type=renouvellement&depose_le=2008-02-01",
        "nationalite=SEN&metier=61231&departement=35&type=introduction&depose_le=2007-12-10",
        "nationalite=SEN&metier=9&type=introduction&depose_le=2008-02-01",
        "nationalite=MAR&metier=52313&region=11&type=introduction&depose_le=2008-03-03",
    ],
)
def test_ce_qui_manque_est_dit_en_anglais(
    client: Client, detecteur: Detecteur, demande: str
) -> None:
    """A fact that is missing or wrong is asked for in English, or is marked as French."""
    page = client.get(f"/en/reponse/?{demande}").content.decode()
    assert detecteur.trouver(page) == []


def test_un_fichier_decide_est_dit_en_anglais(client: Client, detecteur: Detecteur) -> None:
    """The page of a decided file is in English; what is said in French alone is marked so."""
    exemple = client.get("/en/fichier/exemple.csv").content
    rejetee = exemple + exemple.splitlines()[1].replace(b"POL", b"POLOGNE") + b"\n"
    for contenu, statut in ((exemple, 200), (rejetee, 200), (b"", 422)):
        fichier = SimpleUploadedFile("demandes.csv", contenu)
        envoi = {"fichier": fichier, "sortie": "page", "expliquer": "oui"}
        decide = client.post("/en/fichier/", envoi)
        assert decide.status_code == statut
        assert detecteur.trouver(decide.content.decode()) == []


def test_le_detecteur_voit_le_francais(detecteur: Detecteur) -> None:
    """French left in a page in English is seen, wherever people read it."""
    page = '<html lang="en"><title>x</title>{}</html>'
    for reste in ("<p>Dans la région</p>", '<img alt="une carte">', "<b>Calendrier</b>", "Note :"):
        assert detecteur.trouver(page.format(reste)), reste
    for permis in ('<p lang="fr">Dans la région</p>', "<p>Pays de la Loire</p>", "<code>le</code>"):
        assert not detecteur.trouver(page.format(permis)), permis
    assert detecteur.trouver('<html lang="fr"></html>')


@pytest.mark.parametrize("etat", [e for e in ETATS if not ETATS[e].startswith("/en/")])
def test_chaque_etat_garde_ses_espaces(client: Client, etat: str) -> None:
    """No line of an answer, a mistake or a missing page begins with a colon or its like."""
    assert secables(client.get(ETATS[etat]).content.decode()) == []
