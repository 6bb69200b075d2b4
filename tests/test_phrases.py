"""Every sentence that the house says, on one page to be read aloud: `var/phrases.md`."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).parents[1]
MAISON = RACINE / "src" / "opposable"
PAIRES = (
    ("fr", "en"),
    ("imprime", "printed"),
    ("retenue", "adopted"),
    ("rivale", "rival"),
    ("titre", "title"),
    ("texte", "text"),
    ("resume", "summary"),
    ("effet", "effect"),
    ("decideur", "decider"),
    ("lieu", "place"),
    ("precision", "precision_en"),
)
"""Columns of the law data that hold a sentence, and its English."""
MSGID = re.compile(r'^msgid(?:_plural)? (".+")\nmsgstr(?:\[0\])? (".+")$', re.MULTILINE)
PLACE = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%[sd]|\{\{ ?\w+ ?\}\}")
ANCRE = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+#|\b\d\.\d/\d\b")
MODULE = re.compile(r"\bopposable\.[a-z]")
SANS_ARTICLE = re.compile(r"\b(?:de|en|à) \{(?:nationalite|pays)\}|\b(?:de|à) %\(pays\)s")


class Phrase(NamedTuple):
    """A sentence, where it is written, and the same in English."""

    ou: str
    fr: str
    en: str


def _chemin(chemin: Path) -> str:
    return chemin.relative_to(MAISON).as_posix()


def _des_tables() -> Iterator[Phrase]:
    """Sentences of the CSV files of the law."""
    for chemin in sorted((MAISON / "law" / "data").rglob("*.csv")):
        with chemin.open(encoding="utf-8", newline="") as fichier:
            for ligne in csv.DictReader(fichier):
                for fr, en in PAIRES:
                    if ligne.get(fr) and en in ligne:
                        yield Phrase(_chemin(chemin), ligne[fr], ligne[en])


def _paires(contenu: Any, ou: str) -> Iterator[Phrase]:
    if isinstance(contenu, dict):
        yield from (
            Phrase(ou, contenu[fr], contenu[en])
            for fr, en in PAIRES
            if contenu.get(fr) and isinstance(contenu[fr], str) and isinstance(contenu.get(en), str)
        )
        contenu = list(contenu.values())
    for partie in contenu if isinstance(contenu, list) else ():
        yield from _paires(partie, ou)


def _des_toml() -> Iterator[Phrase]:
    """Sentences of the TOML files, law and site alike."""
    for chemin in sorted(MAISON.rglob("*.toml")):
        yield from _paires(tomllib.loads(chemin.read_text(encoding="utf-8")), _chemin(chemin))


def _du_code() -> Iterator[Phrase]:
    """Sentences that a module says in both languages."""
    for chemin in sorted(MAISON.rglob("*.py")):
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") == "Bilingue":
                dits = [a.value for a in noeud.args if isinstance(a, ast.Constant)]
                if len(dits) == len(noeud.args) == 2 and all(
                    d and isinstance(d, str) for d in dits
                ):
                    yield Phrase(_chemin(chemin), str(dits[0]), str(dits[1]))


def _du_site() -> Iterator[Phrase]:
    """Sentences of the pages: those of the catalogue."""
    po = MAISON / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    for fr, en in MSGID.findall(po.read_text(encoding="utf-8")):
        yield Phrase("web", ast.literal_eval(fr), ast.literal_eval(en))


@pytest.fixture(scope="module")
def phrases() -> list[Phrase]:
    """Every sentence once, in the order of the house; the page to be read is written."""
    toutes = [*_des_toml(), *_des_tables(), *_du_code(), *_du_site()]
    uniques = list({(p.fr, p.en): p for p in reversed(toutes)}.values())[::-1]
    page = RACINE / "var" / "phrases.md"
    page.parent.mkdir(exist_ok=True)
    lignes, ou = ["# Every sentence of the house"], ""
    for phrase in uniques:
        if phrase.ou != ou:
            ou = phrase.ou
            lignes += ["", f"## {ou}", ""]
        lignes.append(f"- {composer(phrase.fr)}\n  - {phrase.en}")
    page.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return uniques


def test_la_page_les_porte_toutes(phrases: list[Phrase]) -> None:
    """Rules, reasons, pages, mistakes, situations: what people read is on the page."""
    ou = {phrase.ou for phrase in phrases}
    assert len(phrases) > 1_000
    assert {
        "law/data/regles.toml",
        "law/data/conditions.csv",
        "decision/exposition.py",
        "recherche/phrase.py",
        "web/socle/donnees/situations.toml",
        "web",
    } <= ou


def test_chacune_est_dite_dans_les_deux_langues(phrases: list[Phrase]) -> None:
    """A sentence has its English, with the same places to fill."""
    autres = [p for p in phrases if not p.en or sorted(PLACE.findall(p.fr)) != places(p.en)]
    assert autres == []


def places(texte: str) -> list[str]:
    """Return the places to fill of a sentence."""
    return sorted(PLACE.findall(texte))


def test_aucune_ne_montre_d_ancre_ni_de_nom_du_programme(phrases: list[Phrase]) -> None:
    """No anchor, no accent grave, no name of a module stands in a sentence that people read."""
    lues = [p for p in phrases if p.ou != "law/data/lectures.toml"]
    assert [p for p in lues if ANCRE.search(p.fr) or "`" in p.fr or MODULE.search(p.fr)] == []


def test_un_pays_a_son_article(phrases: list[Phrase]) -> None:
    """A country is never put after « de » without its article."""
    assert [p for p in phrases if SANS_ARTICLE.search(p.fr)] == []


def test_aucune_n_a_d_espace_de_trop(phrases: list[Phrase]) -> None:
    """Spaces are single, none stands before a full stop or a comma, none at an end."""
    fautes = re.compile(r"  | [.,)](?!\.)| $")
    laissees = {" ; ", " : ", ": ", "; ", "Erreur : "}
    assert [p for p in phrases if fautes.search(p.fr) and p.fr not in laissees] == []


def test_une_seule_place_ecrit_la_typographie() -> None:
    """Pages and views are typed with plain spaces: `ecrit.typographie` alone sets the others."""
    poses = re.compile(r"[\u00a0\u202f]")
    sources = [*(MAISON / "web").rglob("*.html"), *(MAISON / "web").rglob("*.py")]
    laisses = {"contours.py"}  # none is a sentence: the drawing of the map
    lus = (s for s in sources if s.name not in laisses)
    assert [_chemin(s) for s in lus if poses.search(s.read_text(encoding="utf-8"))] == []
