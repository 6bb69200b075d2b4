"""A second law for the tests: that of the package, but a transition ends three months later."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "2099.1.1"
CHANGEMENTS = (
    ("evenements.csv", "transition-2004-fin,,2008-07-01", "transition-2004-fin,,2008-10-01"),
    ("corpus.toml", 'version = "', f'version = "{VERSION}" # '),
)
CHANGEE = {
    "nationalite": "POL",
    "metier": "42114",
    "departement": "35",
    "type": "introduction",
    "depose_le": "2008-08-01",
}
"""An application that the two laws answer differently."""


def autre_droit(dossier: Path) -> Path:
    """Write the data of the second law in a folder, and return it."""
    shutil.copytree(DOSSIER, dossier, ignore=shutil.ignore_patterns("__pycache__"))
    for nom, avant, apres in CHANGEMENTS:
        texte = (dossier / nom).read_text("utf-8")
        assert texte.count(avant) == 1
        (dossier / nom).write_text(texte.replace(avant, apres), "utf-8")
    return dossier
