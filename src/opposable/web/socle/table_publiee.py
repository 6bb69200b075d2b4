"""The whole decision table as files: written once for a state of the law, then kept."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from opposable.batch.publication import publier
from opposable.decision.recu import Recu
from opposable.web.socle import droit

TABLE, NATIONALITES = "table.parquet", "table-nationalites.parquet"
DOSSIER = "donnees"
EMPREINTE = 16
_un_a_la_fois = Lock()


def empreinte() -> str:
    """Return what tells one state of the table from another: the law data and the rule."""
    recu = Recu.de(droit.corpus())
    return f"{recu.sha256[:EMPREINTE]}-{recu.moteur}"


def prete(nom: str) -> Path | None:
    """Return the file of that name where it was already written, None where it was not."""
    chemin = _dossier() / empreinte() / nom
    return chemin if chemin.is_file() else None


def preparer(nom: str) -> Path:
    """Return the file of that name, written if it was not.

    Both files are written in a folder of their own, renamed when whole: a process that
    stops leaves nothing by halves, and two that start together write the same.
    """
    with _un_a_la_fois:
        return prete(nom) or _ecrire() / nom


def _ecrire() -> Path:
    final = _dossier() / empreinte()
    with tempfile.TemporaryDirectory(dir=_dossier()) as provisoire:
        publier(droit.table(), droit.corpus(), Path(provisoire) / TABLE)
        final.mkdir(exist_ok=True)
        for nom in (NATIONALITES, TABLE):
            (Path(provisoire) / nom).replace(final / nom)
    return final


@cache
def _dossier() -> Path:
    """Folder of what is kept: that of the site, or one of this process where it is read-only."""
    dossier: Path = settings.VAR / DOSSIER
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=dossier):
            return dossier
    except OSError:
        return Path(tempfile.mkdtemp(prefix="opposable-"))
