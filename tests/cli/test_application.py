"""The command as a process: codes, French, plain when piped, colours in a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from opposable.cli.application import COMMANDES
from opposable.cli.sortie import Sortie

if TYPE_CHECKING:
    from collections.abc import Callable

    Commande = Callable[..., Any]

MACON = (
    "decide",
    *("--nationalite", "POL", "--metier", "42114", "--departement", "35"),
    *("--type", "introduction", "--depose-le", "2008-02-01"),
)


def test_les_codes_de_sortie_sont_stables() -> None:
    """Exit codes are a contract: 0 answer, 1 fault, 2 input, 3 rejects, 4 choice."""
    assert {code.name: code.value for code in Sortie} == {
        "REPONSE": 0,
        "FAUTE": 1,
        "ENTREE": 2,
        "REJETS": 3,
        "CHOIX": 4,
    }


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_l_aide_enseigne(opposable: Commande, arguments: tuple[str, ...]) -> None:
    """Help names every command and the exit codes."""
    sortie = opposable(*arguments)
    for nom in COMMANDES:
        assert nom in sortie.dit
    assert "Codes de sortie" in sortie.dit


@pytest.mark.parametrize("commande", sorted(COMMANDES))
def test_chaque_commande_a_une_aide_francaise(opposable: Commande, commande: str) -> None:
    """Each command explains itself, exit 0."""
    sortie = opposable(commande, "--help")
    assert (sortie.code, sortie.erreur) == (0, "")
    assert f"opposable {commande}" in sortie.dit


def test_une_commande_inconnue_sort_2(opposable: Commande) -> None:
    """A command that does not exist: exit 2, nothing on standard output."""
    sortie = opposable("zut")
    assert (sortie.code, sortie.dit) == (2, "")
    assert "zut" in sortie.erreur


def test_un_processus_repond_en_texte_nu(processus: Commande) -> None:
    """Piped, the answer is plain text in UTF-8, with nothing on standard error."""
    sortie = processus(*MACON)
    assert (sortie.code, sortie.erreur) == (0, "")
    assert sortie.dit.startswith("Au 1er\xa0février 2008, la situation de l’emploi n’est pas")
    assert "\x1b" not in sortie.dit
    assert max(map(len, sortie.dit.splitlines())) <= 100


def test_un_processus_repond_en_json(processus: Commande) -> None:
    """Piped JSON is one document and nothing else."""
    sortie = processus(*MACON, "--format", "json")
    assert sortie.code == 0
    assert json.loads(sortie.dit)["situation_emploi"] == "non_opposable"


def test_un_processus_refuse_en_une_phrase(processus: Commande) -> None:
    """A fault is one French sentence on standard error, exit 2, no traceback."""
    sortie = processus("decide", "--metier", "M18", "--depose-le", "2008-02-01")
    assert (sortie.code, sortie.dit) == (2, "")
    assert sortie.erreur.startswith("opposable : metier : « M18 » n'est pas un code ; les listes")
    assert sortie.erreur.count("\n") == 1


def test_un_processus_propose(processus: Commande) -> None:
    """Words leave a choice: exit 4."""
    pytest.importorskip("opposable.recherche")
    assert processus(*MACON, "--metier", "macon").code == 4


def test_un_terminal_a_des_couleurs(executable: Path) -> None:
    """In a terminal the answer is coloured; NO_COLOR is obeyed."""
    for sans, attendu in (({}, True), ({"NO_COLOR": "1"}, False)):
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        maitre, esclave = pty.openpty()
        subprocess.run(
            [executable, *MACON],
            stdout=esclave,
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=30,
            env={**env, "TERM": "xterm-256color", **sans},
        )
        os.close(esclave)
        premiere = os.read(maitre, 200).decode("utf-8", "ignore").partition("\n")[0]
        os.close(maitre)
        assert ("\x1b[1;32m" in premiere) == attendu


@pytest.mark.parametrize("cible", ["/dev/full", os.devnull])
def test_une_sortie_impossible_est_dite(executable: Path, cible: str) -> None:
    """A full disk, or an output that knows no accent, is told without a traceback."""
    with Path(cible).open("w", encoding="utf-8") as plein:
        fait = subprocess.run(
            [executable, *MACON],
            stdout=plein,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=30,
            env={**os.environ, "PYTHONIOENCODING": "ascii" if cible == os.devnull else "utf-8"},
        )
    assert "Traceback" not in fait.stderr


ABANDONNER = """
import sys
class Interrompre:
    def find_spec(self, nom, *_):
        if nom == "opposable.cli.application":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrompre())
from opposable.cli import main
main()
"""
FERMER = """
import atexit, os, signal, sys
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
sys.argv = ["opposable", "--version"]
from opposable.cli import main
main()
"""


@pytest.mark.parametrize(("programme", "code"), [(ABANDONNER, 2), (FERMER, -2)])
def test_une_interruption_ne_montre_jamais_de_trace(programme: str, code: int) -> None:
    """Ctrl-C while the program starts is one word; while it leaves, nothing."""
    lance = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, encoding="utf-8", check=False
    )
    assert lance.returncode == code
    assert "Traceback" not in lance.stderr
    assert lance.stderr in ("", "opposable\u00a0: interrompu\n")


def test_le_paquet_s_ouvre_a_la_demande() -> None:
    """Importing the package costs nothing; its doors open when they are named."""
    programme = (
        "import sys, opposable; assert 'opposable.decision.chargement' not in sys.modules; "
        "assert opposable.load_corpus and opposable.decide; opposable.absente"
    )
    lance = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, encoding="utf-8", check=False
    )
    assert "AttributeError: opposable n'a pas de « absente »" in lance.stderr
