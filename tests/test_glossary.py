"""Every identifier that people meet has an entry in the glossary."""

from __future__ import annotations

import csv
import re
import tomllib
from typing import TYPE_CHECKING, Any

from conftest import RACINE
from opposable import Demande, decide
from opposable.decision.demande import CHAMPS
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus

PAGE = (RACINE / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTREES = set(re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE))
MACHINE = set(
    re.findall(
        r"^\| `([^`]+)` \| [^|]+ \|$", PAGE.partition("## Words of the machine")[2], re.MULTILINE
    )
)
SOURCES = RACINE / "src" / "opposable"
LIBRES = re.compile(r"mots|ligne$|valeurs")
"""Tables whose keys are values, not notions."""


def cles(contenu: dict[str, Any]) -> Iterator[str]:
    """Every key of a TOML file, those that are free aside."""
    for cle, valeur in contenu.items():
        yield cle
        if LIBRES.search(cle):
            continue
        for partie in valeur if isinstance(valeur, list) else [valeur]:
            if isinstance(partie, dict):
                yield from cles(partie)


def test_chaque_champ_a_son_entree(corpus: Corpus) -> None:
    """Facts, JSON keys, answers, regimes and kinds are defined."""
    determination = decide(Demande.depuis({"depose_le": "2008-01-01"}), corpus).en_dict()
    noms = {*CHAMPS, *determination, *SituationEmploi, *Regime, *corpus.valeurs["type"]}
    assert not noms - ENTREES


def test_chaque_colonne_a_son_entree() -> None:
    """Every column of the CSV files of the law is defined."""
    for chemin in DOSSIER.rglob("*.csv"):
        with chemin.open(encoding="utf-8", newline="") as fichier:
            assert not set(next(csv.reader(fichier))) - ENTREES, chemin.name


def test_chaque_cle_a_son_entree() -> None:
    """Every key of the TOML files of the law is defined."""
    for chemin in DOSSIER.rglob("*.toml"):
        contenu = tomllib.loads(chemin.read_text(encoding="utf-8"))
        assert not set(cles(contenu)) - ENTREES, chemin.name


def test_chaque_module_de_la_regle_a_son_entree() -> None:
    """A module of these floors is named by a word that one of the two tables defines."""
    floors = ("ecrit", "law", "decision", "recherche")
    modules = {m.stem for floor in floors for m in (SOURCES / floor).glob("*.py")} - {"__init__"}
    assert modules <= MACHINE | ENTREES


def test_chaque_mot_de_la_machine_existe() -> None:
    """A word of the machine is the name of a module, a class or a function of the house."""
    fichiers = list(SOURCES.rglob("*.py"))
    noms = {fichier.stem for fichier in fichiers}
    for fichier in fichiers:
        noms |= set(re.findall(r"^(?:class|def) (\w+)", fichier.read_text("utf-8"), re.MULTILINE))
    assert noms | {nom.lower() for nom in noms} >= MACHINE
