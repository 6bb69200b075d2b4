"""Write what the site shows of the rule: which code carries out a provision, which cases test it.

    python scripts/tracabilite.py

The code and the cases are read as text: rules are the strings that name them, provisions are
the places that a `Law:` section cites. A test checks that the file is up to date.
"""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parent.parent
SOURCES = RACINE / "src" / "opposable" / "decision"
CAS = RACINE / "tests" / "law" / "cases"
REGLES = RACINE / "src" / "opposable" / "law" / "data" / "regles.toml"
SORTIE = RACINE / "src" / "opposable" / "web" / "loi" / "donnees" / "tracabilite.json"

Fonction = ast.FunctionDef | ast.AsyncFunctionDef


def fonctions() -> dict[str, list[dict[str, str]]]:
    """Return, for each deciding rule, the functions that answer by it."""
    regles = {r["id"] for r in tomllib.loads(REGLES.read_text(encoding="utf-8"))["regle"]}
    trouvees: dict[str, list[dict[str, str]]] = {regle: [] for regle in sorted(regles)}
    for chemin in sorted(SOURCES.glob("*.py")):
        arbre = ast.parse(chemin.read_text(encoding="utf-8"))
        for fonction in (n for n in ast.walk(arbre) if isinstance(n, Fonction)):
            for regle in sorted(_textes(fonction) & regles):
                trouvees[regle].append(_dire(chemin, fonction, arbre))
    return trouvees


def _textes(fonction: Fonction) -> set[str]:
    return {
        n.value
        for n in ast.walk(fonction)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def _dire(chemin: Path, fonction: Fonction, arbre: ast.Module) -> dict[str, str]:
    docstring = ast.get_docstring(fonction) or ast.get_docstring(arbre) or ""
    return {
        "nom": f"opposable.decision.{chemin.stem}.{fonction.name}",
        "fichier": chemin.relative_to(RACINE).as_posix(),
        "dit": docstring.partition("\n")[0],
    }


def cas() -> list[dict[str, Any]]:
    """Return every case a jurist wrote, in the order of the files."""
    lus = []
    for chemin in sorted(CAS.glob("*.toml")):
        for un in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]:
            demande = {champ: str(valeur) for champ, valeur in un["demande"].items()}
            lus.append(
                {
                    "nom": un["nom"],
                    "ancre": un["ancre"].replace("lecture:", "lecture#"),
                    "demande": demande,
                    "lecture": un.get("lecture", []),
                    "fichier": chemin.relative_to(RACINE).as_posix(),
                }
            )
    return lus


def texte() -> str:
    """Return the file."""
    contenu = {"regles": fonctions(), "cas": cas()}
    return json.dumps(contenu, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SORTIE.parent.mkdir(parents=True, exist_ok=True)
    SORTIE.write_text(texte(), encoding="utf-8")
    sys.stdout.write(f"{SORTIE.relative_to(RACINE)}\n")
