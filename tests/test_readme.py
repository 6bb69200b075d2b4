"""The examples of the README are what the program says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex

import pytest

from conftest import RACINE
from opposable.cli.application import application

LISEZ_MOI = (RACINE / "README.md").read_text(encoding="utf-8")
EXEMPLES = re.findall(r"```sh\nscripts/run (\w.+?)\n```\n\n```text\n(.*?)```", LISEZ_MOI, re.DOTALL)


def sans_recu(texte: str) -> str:
    """The text without its receipt, which changes with every word of the law data."""
    return "\n".join(li for li in texte.splitlines() if "Reçu" not in li).strip()


@pytest.mark.parametrize(("commande", "sortie"), EXEMPLES)
def test_l_exemple_est_ce_que_dit_la_commande(commande: str, sortie: str) -> None:
    """Each example, run again, prints what the README shows."""
    mots = shlex.split(commande.replace("\\\n", " "))
    dit = io.StringIO()
    fermee = contextlib.suppress(SystemExit)
    with contextlib.redirect_stdout(dit), contextlib.redirect_stderr(dit), fermee:
        application(mots[0])(mots, standalone_mode=False)
    assert sans_recu(dit.getvalue()) == sans_recu(sortie)


def test_le_readme_a_ses_exemples() -> None:
    """There are examples to check, and they are found."""
    assert len(EXEMPLES) >= 2
