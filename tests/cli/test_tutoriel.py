"""The tutorial of drawing lists: its files written, its commands run, its outputs found again."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import RACINE

PAGE = (RACINE / "docs" / "elaboration.md").read_text(encoding="utf-8")
BLOC = re.compile(
    r"^```(?P<genre>\w+)(?: (?P<nom>\S+))?\n(?P<texte>.*?)^```$", re.DOTALL | re.MULTILINE
)
COMMANDE = re.compile(r"^\$ (?P<mots>.*?[^\\])\n(?P<dit>.*?)(?=^\$ |\Z)", re.DOTALL | re.MULTILINE)
OMIS = "…\n"
ESPACES = re.compile("[ \t\u00a0\u202f]+")
"""The page may be typed with plain spaces, and its tables aligned otherwise."""


def lancer(mots: list[str]) -> str:
    """Run a command of the page in a process of its own, and return all that it prints."""
    if mots[0] == "cp":
        shutil.copytree(mots[-2], mots[-1])
        return ""
    assert mots.pop(0) == "opposable"
    lance = subprocess.run(
        [sys.executable, "-c", "from opposable.cli import main; main()", *mots],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in lance.stderr
    return lance.stderr + lance.stdout


def commandes(texte: str) -> Iterator[tuple[list[str], str]]:
    """Yield the commands of a block, and what each is said to print."""
    for commande in COMMANDE.finditer(texte):
        yield shlex.split(commande["mots"].replace("\\\n", " ")), commande["dit"]


def retrouver(dit: str, imprime: str) -> None:
    """Check that a command printed what the page shows, lines left out aside, in that order."""
    dit, imprime = (ESPACES.sub(" ", texte) for texte in (dit, imprime))
    morceaux = [m.strip("\n") for m in f"\n{dit}".split(f"\n{OMIS}")]
    place = 0
    for morceau in morceaux:
        trouve = imprime.find(morceau, place)
        assert trouve >= 0, f"{morceau}\n--- introuvable dans ---\n{imprime}"
        place = trouve + len(morceau)
    if not dit.startswith(OMIS):
        assert imprime.lstrip("\n").startswith(morceaux[0])
    if not dit.endswith(OMIS):
        assert imprime.rstrip("\n").endswith(morceaux[-1])


def test_la_page_se_suit_mot_a_mot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the page is written where it says, every command run, every output found."""
    monkeypatch.chdir(tmp_path)
    extraits: list[str] = []
    combien = 0
    for bloc in BLOC.finditer(PAGE):
        if bloc["nom"]:
            chemin = tmp_path / bloc["nom"]
            chemin.parent.mkdir(exist_ok=True)
            chemin.write_text(bloc["texte"], encoding="utf-8")
        elif bloc["genre"] == "console":
            for mots, dit in commandes(bloc["texte"]):
                retrouver(dit, lancer(mots))
                combien += 1
        elif bloc["genre"] == "python":
            exec(bloc["texte"], {})  # noqa: S102 - the page is ours
        elif bloc["genre"] == "csv":
            extraits += bloc["texte"].splitlines()
    assert combien == PAGE.count("\n$ ") >= 9
    ecrits = {ligne for f in tmp_path.rglob("*.csv") for ligne in f.read_text("utf-8").splitlines()}
    assert [e for e in extraits if e not in ecrits] == []
    tout = json.loads((tmp_path / "sortie-2010" / "elaboration.json").read_text(encoding="utf-8"))
    (bascule,) = tout["fragilites"]["regions"]["basculent"]
    assert json.dumps(bascule, ensure_ascii=False, indent=1).replace("\n", "\n ") in PAGE
