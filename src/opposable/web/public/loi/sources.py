"""The code that carries out the law, as it runs here: only what the followed law names."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import opposable
from opposable.web.public.loi.traces import traces

PAQUET = Path(opposable.__file__).parent
RACINE = "src/opposable/"
Objet = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Extrait:
    """A module, class or function.

    Attributes:
        nom: Dotted name.
        fichier: File in the project.
        premiere: Number of its first line.
        texte: Its lines, as written.
    """

    nom: str
    fichier: str
    premiere: int
    texte: str


@lru_cache(maxsize=256)
def extrait(nom: str) -> Extrait | None:
    """Return the code of a name that a rule or a provision cites, None for any other name."""
    fichier = _cites().get(nom)
    if fichier is None:
        return None
    lignes = (PAQUET / fichier.removeprefix(RACINE)).read_text(encoding="utf-8").splitlines()
    module = fichier.removeprefix("src/").removesuffix(".py").replace("/", ".")
    objet = _objet("\n".join(lignes), nom.removeprefix(module).lstrip("."))
    debut, fin = (objet.lineno, objet.end_lineno) if objet else (1, None)
    return Extrait(nom, fichier, debut, "\n".join(lignes[debut - 1 : fin]))


def _cites() -> dict[str, str]:
    """Return the file of each name cited."""
    suivis = (*traces()["regles"].values(), *traces()["dispositions"].values())
    return {code["nom"]: code["fichier"] for codes in suivis for code in codes}


def _objet(texte: str, nom: str) -> Objet | None:
    """Return the class or function of a name in a module, None for the module itself."""
    trouves = (n for n in ast.walk(ast.parse(texte)) if isinstance(n, Objet))
    return next((n for n in trouves if n.name == nom.rpartition(".")[2]), None)
