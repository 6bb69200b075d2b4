"""Write what the site shows of the rule: which code carries out a provision, which cases test it.

    python scripts/tracabilite.py

The code and the cases are read as text. A function answers by a rule where a call, or a table it
reads, names its member of the enumeration of rules; it carries out a provision where the `Law:`
section of its docstring, or of its module, cites it.
A test checks that the file is up to date.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.decision.regles import R

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).resolve().parent.parent
PAQUET = RACINE / "src" / "opposable"
DROIT = PAQUET / "law" / "data"
CAS = RACINE / "tests" / "law"
SORTIE = PAQUET / "web" / "public" / "loi" / "donnees" / "tracabilite.json"
COUCHES = ("law", "decision", "elaboration", "batch")
"""Folders of the package whose `Law:` sections are read."""

Fonction = ast.FunctionDef | ast.AsyncFunctionDef
Objet = Fonction | ast.ClassDef
Code = dict[str, str]
SUITE = re.compile(r"([\w./#-]+) to ([\w./#-]+\w)")


def ancres() -> list[str]:
    """Return the anchor of every provision, in the order of the texts."""
    with (DROIT / "dispositions.csv").open(encoding="utf-8", newline="") as fichier:
        return [ligne["ancre"] for ligne in csv.DictReader(fichier)]


def regles() -> dict[str, list[Code]]:
    """Return, for each deciding rule, the functions that answer by it."""
    noms = {r["id"] for r in tomllib.loads((DROIT / "regles.toml").read_text("utf-8"))["regle"]}
    membres = {membre.name: membre.value for membre in R if membre.value in noms}
    trouvees: dict[str, list[Code]] = {regle: [] for regle in sorted(noms)}
    for chemin, arbre in _modules("decision"):
        tables = _tables(arbre)
        for fonction in (n for n in ast.walk(arbre) if isinstance(n, Fonction)):
            repondues = _repondues(fonction).union(*(tables[n] for n in _lus(fonction, tables)))
            for regle in sorted(membres[m] for m in repondues & membres.keys()):
                trouvees[regle].append(_dire(chemin, fonction, arbre))
    return trouvees


def dispositions() -> dict[str, list[Code]]:
    """Return, for each provision, the modules, classes and functions whose `Law:` cites it."""
    connues = ancres()
    trouvees: dict[str, list[Code]] = {ancre: [] for ancre in connues}
    for chemin, arbre in _modules(*COUCHES):
        objets = (n for n in ast.walk(arbre) if isinstance(n, Objet | ast.Module))
        for objet in objets:
            for ancre in citees(_loi(ast.get_docstring(objet) or ""), connues):
                trouvees[ancre].append(_dire(chemin, objet, arbre))
    return trouvees


def citees(loi: str, connues: list[str]) -> list[str]:
    """Return the provisions that a `Law:` section cites, `1.2/1 to 1.2/3` filled in."""
    nues = loi.replace("circulaire-2007-12-20#", "")
    trouvees = {a for a in connues if _cite(nues, a)}
    for debut, fin in SUITE.findall(nues):
        if debut in connues and fin in connues:
            trouvees |= set(connues[connues.index(debut) : connues.index(fin) + 1])
    return [ancre for ancre in connues if ancre in trouvees]


def cas() -> list[dict[str, Any]]:
    """Return every case a jurist wrote, in the order of the files."""
    return [
        {
            "nom": un["nom"],
            "ancre": un["ancre"].replace("lecture:", "lecture#"),
            "demande": {champ: str(valeur) for champ, valeur in un["demande"].items()},
            "lecture": un.get("lecture", []),
            "situation_emploi": un["attendu"].get("situation_emploi", ""),
            "lectures": un["attendu"].get("lectures", []),
            "fichier": chemin.relative_to(RACINE).as_posix(),
        }
        for chemin in sorted(CAS.glob("cases*/*.toml"))
        for un in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]
    ]


def texte() -> str:
    """Return the file."""
    contenu = {"regles": regles(), "dispositions": dispositions(), "cas": cas()}
    return json.dumps(contenu, ensure_ascii=False, indent=1) + "\n"


def _modules(*couches: str) -> Iterator[tuple[Path, ast.Module]]:
    for couche in couches:
        for chemin in sorted((PAQUET / couche).rglob("*.py")):
            yield chemin, ast.parse(chemin.read_text(encoding="utf-8"))


def _tables(arbre: ast.Module) -> dict[str, set[str]]:
    """Return, for each table of a module that names members of R, those members."""
    affectes = (n for n in arbre.body if isinstance(n, ast.Assign) and _membres(n.value))
    return {c.id: _membres(n.value) for n in affectes for c in n.targets if isinstance(c, ast.Name)}


def _lus(fonction: Fonction, tables: dict[str, set[str]]) -> set[str]:
    """Return the tables that a function reads."""
    noms = {noeud.id for noeud in ast.walk(fonction) if isinstance(noeud, ast.Name)}
    return noms & tables.keys()


def _repondues(fonction: Fonction) -> set[str]:
    """Return the members of R a function gives to a call, or returns: rules it may answer by."""
    donnes: list[ast.expr | None] = []
    for noeud in ast.walk(fonction):
        if isinstance(noeud, ast.Call):
            donnes += noeud.args
        elif isinstance(noeud, ast.Return | ast.Assign):
            donnes.append(noeud.value)
    return set().union(*(_membres(donne) for donne in donnes if donne is not None))


def _membres(expression: ast.expr) -> set[str]:
    return {
        feuille.attr
        for feuille in ast.walk(expression)
        if isinstance(feuille, ast.Attribute)
        and isinstance(feuille.value, ast.Name)
        and feuille.value.id == R.__name__
    }


def _loi(docstring: str) -> str:
    """Return the `Law:` section of a docstring, empty where it has none."""
    lignes = docstring.splitlines()
    debut = next((i for i, ligne in enumerate(lignes) if ligne.startswith("Law:")), len(lignes))
    section = lignes[debut : debut + 1]
    for ligne in lignes[debut + 1 :]:
        if ligne and not ligne.startswith(" "):
            break
        section.append(ligne)
    return " ".join(section)


def _cite(loi: str, ancre: str) -> bool:
    """Tell whether a provision is named; an article of a code is named by its number alone."""
    nom = ancre.rpartition("#")[2] if re.search(r"#[LR]\.", ancre) else ancre
    return bool(re.search(rf"(?<![\w./]){re.escape(nom)}(?![\w/]|\.\w)", loi))


def _dire(chemin: Path, objet: Objet | ast.Module, arbre: ast.Module) -> Code:
    module = ".".join(chemin.relative_to(PAQUET.parent).with_suffix("").parts)
    docstring = ast.get_docstring(objet) or ast.get_docstring(arbre) or ""
    return {
        "nom": module if isinstance(objet, ast.Module) else f"{module}.{objet.name}",
        "fichier": chemin.relative_to(RACINE).as_posix(),
        "dit": docstring.partition("\n")[0],
    }


if __name__ == "__main__":
    SORTIE.parent.mkdir(parents=True, exist_ok=True)
    SORTIE.write_text(texte(), encoding="utf-8")
    sys.stdout.write(f"{SORTIE.relative_to(RACINE)}\n")
