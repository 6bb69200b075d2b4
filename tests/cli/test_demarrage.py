"""What a command imports: nothing is made ready that it does not use."""

import os
import subprocess
import sys

import pytest

DEMANDE = (
    *("decide", "--nationalite", "POL", "--metier", "42114", "--departement", "35"),
    *("--type", "introduction", "--depose-le", "2008-02-01"),
)
LOURDES = {
    *("altair", "django", "jinja2", "numpy", "pandas", "pyarrow", "pyspark", "python_calamine"),
    *("rapidfuzz", "rich", "vl_convert", "xlsxwriter"),
}
PROGRAMME = """
import sys
from contextlib import suppress
from opposable.cli import main
with suppress(SystemExit):
    main()
print(*{module.partition(".")[0] for module in sys.modules}, file=sys.stderr)
"""


def importes(*mots: str) -> set[str]:
    """Return the libraries, heavy ones alone, that a command imports."""
    fini = subprocess.run(
        [sys.executable, "-c", PROGRAMME, *mots],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return LOURDES & {*fini.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize(
    ("mots", "utiles"),
    [
        ((*DEMANDE, "--format", "json"), set()),
        (DEMANDE, {"rich"}),
        (("lists", "show", "2008-01-10", "--region", "53", "--format", "json"), set()),
        (("verify", "--format", "json"), set()),
        (("search", "soudeur", "--format", "json"), {"numpy", "rapidfuzz"}),
        (("batch", "--help"), set()),
        (("--help",), set()),
        (("--version",), set()),
        (("completion", "bash"), set()),
    ],
)
def test_une_commande_n_importe_que_ce_qu_elle_emploie(
    mots: tuple[str, ...], utiles: set[str]
) -> None:
    """No table is drawn, no file read, no word searched: the library for it is not imported."""
    assert importes(*mots) <= utiles


def test_completer_n_ouvre_pas_le_droit() -> None:
    """A shell that asks what may follow on a line is answered without the law nor the rule."""
    programme = "import sys; sys.argv[0] = 'opposable'" + PROGRAMME.replace(
        '.partition(".")[0]', ""
    )
    fini = subprocess.run(
        [sys.executable, "-c", programme],
        env=os.environ
        | {"_OPPOSABLE_COMPLETE": "complete_bash", "COMP_WORDS": "opposable decide --na"}
        | {"COMP_CWORD": "2"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert fini.stdout.split() == ["--nationalite"]
    modules = fini.stderr.splitlines()[-1].split()
    assert not [nom for nom in modules if nom.startswith(("opposable.law", "opposable.decision"))]


def test_le_droit_garde_n_est_pas_relu() -> None:
    """Once the law is kept, what reads its files, or would write its classes, is not imported."""
    programme = PROGRAMME.replace('.partition(".")[0]', "")
    for _ in range(2):
        fini = subprocess.run(
            [sys.executable, "-c", programme, *DEMANDE, "--format", "json"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    modules = {*fini.stderr.splitlines()[-1].split()}
    lecteurs = {"csv", "tomllib", "opposable.law.construction", "opposable.law.controle"}
    assert not modules & {*lecteurs, "dataclasses", "inspect"}
