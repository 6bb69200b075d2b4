"""Catalogues of translations, read as gettext writes them."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from opposable.web import settings

PO = settings.BASE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PO_FRANCAIS = settings.BASE / "locale" / "fr" / "LC_MESSAGES" / "django.po"

CHAMP = re.compile(
    r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE
)
DRAPEAUX = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)


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
