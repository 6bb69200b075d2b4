"""What the house keeps between two calls: listed, bounded, safe under threads.

A constant of a module that nothing changes is not state; everything else that outlives a call
is listed in `caches.toml`, with its key, its bound and why threads may share it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).parents[1] / "src"
MODULES = {
    ".".join(f.relative_to(RACINE).with_suffix("").parts): ast.parse(f.read_text("utf-8"))
    for f in sorted(RACINE.rglob("*.py"))
}
LISTES = tomllib.loads(Path(__file__).with_name("caches.toml").read_text("utf-8"))
LISTE, OBJETS = LISTES["cache"], LISTES["objet"]
MEMOIRES = {"cache", "lru_cache", "cached_property", "du_droit"}
CONTENEURS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
FAITS = {"dict", "list", "set", "defaultdict", "OrderedDict", "deque", "Lock", "RLock", "local"}
CHANGENT = {
    *("append", "extend", "insert", "remove", "clear", "pop", "popitem", "update", "setdefault"),
    *("add", "discard", "move_to_end", "appendleft", "popleft", "sort", "reverse"),
}


def _nom(noeud: ast.expr) -> str:
    """Last name of a dotted name; empty for anything else."""
    return ast.unparse(noeud).rpartition(".")[2]


def _memoires(arbre: ast.AST, dans: str = "") -> Iterator[str]:
    """Names of what is cached: functions decorated, and caches made by hand."""
    for noeud in ast.iter_child_nodes(arbre):
        nom = dans
        if isinstance(noeud, ast.FunctionDef | ast.ClassDef):
            nom = f"{dans}.{noeud.name}" if dans else noeud.name
            for decorateur in noeud.decorator_list:
                appele = decorateur.func if isinstance(decorateur, ast.Call) else decorateur
                if _nom(appele) in MEMOIRES:
                    yield nom
        if isinstance(noeud, ast.Assign) and isinstance(noeud.value, ast.Call):
            faite = noeud.value.func
            interne = faite.func if isinstance(faite, ast.Call) else faite
            if _nom(interne) in MEMOIRES:
                yield ".".join(filter(None, (dans, _nom(noeud.targets[0]))))
        yield from _memoires(noeud, nom)


def _contenants(arbre: ast.Module) -> Iterator[tuple[str, bool]]:
    """Containers that a module names, and whether each starts empty, as what will change does."""
    for noeud in arbre.body:
        if not isinstance(noeud, ast.Assign | ast.AnnAssign) or noeud.value is None:
            continue
        cible = noeud.targets[0] if isinstance(noeud, ast.Assign) else noeud.target
        fait = isinstance(noeud.value, ast.Call) and _nom(noeud.value.func) in FAITS
        if fait or isinstance(noeud.value, CONTENEURS):
            appele = noeud.value.args if isinstance(noeud.value, ast.Call) else noeud.value
            dits = appele if isinstance(appele, list) else list(ast.iter_child_nodes(appele))
            yield ast.unparse(cible), all(isinstance(dit, ast.Load) for dit in dits)


def _changes(arbre: ast.Module) -> set[str]:
    """Names of a module that something in it changes in place, or binds again."""
    changes: set[str] = set()
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Global):
            changes |= set(noeud.names)
        if isinstance(noeud, ast.Subscript) and isinstance(noeud.ctx, ast.Store | ast.Del):
            changes.add(ast.unparse(noeud.value))
        if isinstance(noeud, ast.AugAssign):
            changes.add(ast.unparse(noeud.target))
        appelee = noeud.func if isinstance(noeud, ast.Call) else None
        if isinstance(appelee, ast.Attribute) and appelee.attr in CHANGENT:
            changes.add(ast.unparse(appelee.value))
    return changes


def _gardes(arbre: ast.Module) -> Iterator[str]:
    """What a module keeps between two calls."""
    yield from _memoires(arbre)
    changes = _changes(arbre)
    for nom, toujours in _contenants(arbre):
        if toujours or nom in changes:
            yield nom


def _trouves() -> set[str]:
    """Everything the house keeps: the two last names of the module, then its own."""
    return {
        ".".join([*module.split(".")[-2:], nom])
        for module, arbre in MODULES.items()
        for nom in _gardes(arbre)
    }


def test_tout_ce_qui_est_garde_est_dit() -> None:
    """Every cache and every value that changes in place is in the list, and nothing else is."""
    assert _trouves() == {cache["nom"] for cache in LISTE}


def test_les_objets_qui_apprennent_existent() -> None:
    """Each object of the list that learns while it serves is a class of the house."""
    classes = {
        ".".join([*module.split(".")[-2:], noeud.name])
        for module, arbre in MODULES.items()
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.ClassDef)
    }
    assert {objet["nom"] for objet in OBJETS} <= classes


@pytest.mark.parametrize("cache", [*LISTE, *OBJETS], ids=lambda cache: str(cache["nom"]))
def test_chacun_dit_sa_cle_sa_borne_et_pourquoi(cache: dict[str, str]) -> None:
    """Each says what it is looked up by, how large it may grow, why threads may share it."""
    assert cache.keys() == {"nom", "cle", "borne", "sure"}
    assert all(cache.values())


def test_ce_que_le_site_fait_du_droit_est_garde_avec_lui() -> None:
    """On the site, what is made from the law is kept by `du_droit`: it goes when another comes."""
    ailleurs = [
        f"{module}.{noeud.name}"
        for module, arbre in MODULES.items()
        if module.startswith("opposable.web.")
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.FunctionDef)
        and {_nom(getattr(d, "func", d)) for d in noeud.decorator_list} & {"cache", "lru_cache"}
        and re.search(r"\bdroit\.(?!langue\b)\w+\(|\bservi\(|: Corpus\b", ast.unparse(noeud))
    ]
    assert ailleurs == []


def test_rien_n_est_retrouve_par_son_adresse() -> None:
    """No key is the address of an object, which another may take once the first is gone."""
    appels = [
        f"{module}:{noeud.lineno}"
        for module, arbre in MODULES.items()
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Call) and ast.unparse(noeud.func) == "id"
    ]
    assert appels == []
