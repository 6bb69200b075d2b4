"""The site in English and in French: catalogues whole and up to date, pages that keep to them."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from opposable.ecrit.typographie import composer
from opposable.web import settings
from opposable.web.public.aide.plan import adresses
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines
from web.navigateur.adresses import ETATS

SITE = settings.BASE
ANGLAIS = Path("locale", "en", "LC_MESSAGES")
FRANCAIS = Path("locale", "fr", "LC_MESSAGES")
PO = SITE / ANGLAIS / "django.po"
PO_FRANCAIS = SITE / FRANCAIS / "django.po"

CHAMP = re.compile(
    r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE
)
DRAPEAUX = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>")

SANS_FIN = frozenset({"area", "base", "br", "hr", "img", "input", "link", "meta", "wbr"})
LOGICIEL = frozenset({"code", "pre", "script", "style"})
NOMMANTS = frozenset({"title", "meta"})
"""Elements that cannot mark a part of themselves as French: labels of the law stand there."""
DITS = ("alt", "aria-label", "content", "placeholder", "title")
"""Attributes that people read or hear."""
MOTS_FRANCAIS = """
au aux avec ce ces cette dans de des du elle elles est et il ils la le les leur leurs ne ni nous
ou où par pas pour qu que qui sa sans ses sont sur un une vos votre vous à été être déjà après
métier métiers région régions réponse réponses demande texte lecture liste listes arrêté
circulaire travail emploi aucun aucune jour jours
"""
ESPACE_FRANCAISE = re.compile(r"[\s\u00a0\u202f][:;?!](?:\s|$)|[«»]")
ESPACE_SECABLE = re.compile(r"\S [:;?!»](?:\s|$)|« ")
ADRESSE = re.compile(r"(?:https?:/|(?<=\s))/\S+")
TRADUCTEURS = frozenset({"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})


class Entree(NamedTuple):
    """An entry of a catalogue: what is said in French, and its translations."""

    contexte: str
    dit: str
    pluriel: str
    traductions: tuple[str, ...]
    douteuse: bool


def entrees(po: Path) -> list[Entree]:
    """Return the entries of a catalogue, without its heading."""
    lues = [_entree(bloc) for bloc in re.split(r"\n{2,}", po.read_text(encoding="utf-8"))]
    return [entree for entree in lues if entree.dit]


def _entree(bloc: str) -> Entree:
    champs = {
        nom: "".join(ast.literal_eval(ligne) for ligne in valeur.splitlines())
        for nom, valeur in CHAMP.findall(bloc)
    }
    return Entree(
        champs.get("msgctxt", ""),
        champs.get("msgid", ""),
        champs.get("msgid_plural", ""),
        tuple(valeur for nom, valeur in champs.items() if nom.startswith("msgstr")),
        bool(DRAPEAUX.search(bloc)),
    )


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


class Lecteur(HTMLParser):
    """Reads a page, and keeps what it says in the language of the page, element by element."""

    def __init__(self) -> None:
        super().__init__()
        self.langue = ""
        self.dits: list[tuple[str, str]] = []
        self._pile: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element: its language is its own, or that around it."""
        propres = {nom: valeur or "" for nom, valeur in attrs}
        langue = "" if tag in LOGICIEL else propres.get("lang", self._pile[-1][1])
        if tag == "html":
            self.langue = langue
        if langue == self.langue:
            self.dits += [(tag, propres[nom]) for nom in DITS if propres.get(nom)]
        if tag not in SANS_FIN:
            self._pile.append((tag, langue))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those left open inside it."""
        while tag not in SANS_FIN and len(self._pile) > 1 and self._pile.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a text said in the language of the page."""
        tag, langue = self._pile[-1]
        if langue == self.langue and data.strip():
            self.dits.append((tag, data))


def _un_de(noms: set[str]) -> re.Pattern[str]:
    """Return what finds any of these names, as written and as composed."""
    formes = noms | {composer(nom) for nom in noms}
    longs_d_abord = sorted(formes - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longs_d_abord))})(?!\w)")


class Detecteur:
    """Finds French on a page in English; names of places and identifiers are no words."""

    def __init__(self) -> None:
        corpus = droit.corpus()
        lieux = {r.nom for v in corpus.territoires for r in corpus.regions_de(v).values()}
        lieux |= {departement.nom for departement in corpus.departements.values()}
        libelles = {metier.intitule for metier in corpus.metiers.values()}
        self._noms = _un_de(lieux | set(corpus.lectures) | set(corpus.dispositions))
        self._libelles = _un_de(libelles | {d.nom for d in domaines(corpus).values()})
        self._mots = frozenset(MOTS_FRANCAIS.split())
        self._traduits = {e.dit for e in entrees(PO) if e.dit not in e.traductions}

    def trouver(self, page: str) -> list[str]:
        """Return what is French on a page, or the language it wrongly declares."""
        lecteur = Lecteur()
        lecteur.feed(page)
        if lecteur.langue != "en":
            return [f"lang={lecteur.langue!r}"]
        return [dit for tag, dit in lecteur.dits if self._francais(tag, dit)]

    def _francais(self, tag: str, dit: str) -> bool:
        reste = self._libelles.sub("", dit) if tag in NOMMANTS else dit
        if dit.strip() in self._traduits or ESPACE_FRANCAISE.search(reste):
            return True
        mots = re.findall(r"\w+", self._noms.sub("", ADRESSE.sub("", reste)).lower())
        return not self._mots.isdisjoint(mots)


@pytest.fixture(scope="module")
def detecteur() -> Detecteur:
    """Give what finds French, made once."""
    return Detecteur()


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


def test_les_pages_anglaises_sont_en_anglais(client: Client, detecteur: Detecteur) -> None:
    """Every page of the map of the site says it is in English, and is, but for what is marked."""
    with translation.override("en"):
        pages = list(dict.fromkeys(adresses()))
    assert len(pages) > 200
    fautes = {}
    for page in pages:
        reponse = client.get(page)
        assert reponse.status_code == 200, page
        fautes[page] = detecteur.trouver(reponse.content.decode())
    assert {page: dits for page, dits in fautes.items() if dits} == {}


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


def _secables(page: str) -> list[str]:
    """Return the texts of a page in French that a line may break before a colon or its like."""
    lecteur = Lecteur()
    lecteur.feed(page)
    assert lecteur.langue == "fr"
    return [dit for _, dit in lecteur.dits if ESPACE_SECABLE.search(dit)]


def test_les_pages_francaises_gardent_leurs_espaces(client: Client) -> None:
    """No line of a French page begins with a colon, a question mark or a closing guillemet."""
    with translation.override("fr"):
        pages = list(dict.fromkeys(adresses()))
    fautes = {page: _secables(client.get(page).content.decode()) for page in pages}
    assert {page: dits for page, dits in fautes.items() if dits} == {}


@pytest.mark.parametrize("etat", [e for e in ETATS if not ETATS[e].startswith("/en/")])
def test_chaque_etat_garde_ses_espaces(client: Client, etat: str) -> None:
    """Nor does any line of an answer, a mistake or a missing page."""
    assert _secables(client.get(ETATS[etat]).content.decode()) == []
