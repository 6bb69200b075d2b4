"""The command line as its user meets it: what is printed, where, and the exit code."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from opposable.cli.application import executer
from opposable.ecrit.typographie import FINE, INSECABLE

if TYPE_CHECKING:
    from collections.abc import Callable


COMPOSITION = {**dict.fromkeys((ord(FINE), ord(INSECABLE)), " "), ord("’"): "'"}
"""What French typography puts in the place of what is typed."""


class Sortie(NamedTuple):
    """What a command left: exit code, standard output, standard error as printed."""

    code: int
    dit: str
    imprimee: str

    @property
    def erreur(self) -> str:
        """Standard error as it would be typed, without French typography."""
        return self.imprimee.translate(COMPOSITION)


@pytest.fixture
def opposable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Sortie]:
    """Run the command in this process."""

    def lancer(*arguments: str) -> Sortie:
        monkeypatch.setattr(sys, "argv", ["opposable", *arguments])
        plafond = resource.getrlimit(resource.RLIMIT_AS)  # a command holds its own process to one
        try:
            with pytest.raises(SystemExit) as fin:
                executer()
        finally:
            resource.setrlimit(resource.RLIMIT_AS, plafond)
        sortie = capsys.readouterr()
        return Sortie(int(fin.value.code or 0), sortie.out, sortie.err)

    return lancer


@pytest.fixture(scope="session")
def executable() -> Path:
    """The installed command."""
    chemin = Path(sys.executable).with_name("opposable")
    if not chemin.exists():
        pytest.skip("la commande opposable n'est pas installée dans cet environnement")
    return chemin


@pytest.fixture
def processus(executable: Path, tmp_path: Path) -> Callable[..., Sortie]:
    """Run the command in a process of its own, its output piped."""

    def lancer(*arguments: str) -> Sortie:
        fait = subprocess.run(
            [executable, *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=30,
        )
        return Sortie(fait.returncode, fait.stdout, fait.stderr)

    return lancer
