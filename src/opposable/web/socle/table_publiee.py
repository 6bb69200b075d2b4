"""The decision tables as files: each written once for a state of the law, then kept.

There is one for each set of nomenclatures. The first is written at its first reader; the others
take tens of seconds and are written by a command (`manage.py preparer_donnees --toutes`), never
while a reader waits.
"""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings

from opposable.batch.publication import publier
from opposable.decision import axes
from opposable.decision.recu import Recu
from opposable.decision.tabulate import tabulate
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

TABLE, NATIONALITES = "table.parquet", "table-nationalites.parquet"
DOSSIER = "donnees"
EMPREINTE = 16
SOMME = ".sha256"
_un_a_la_fois = Lock()


class Publiee(NamedTuple):
    """The files of the table of a set of nomenclatures.

    Attributes:
        ensemble: Name of the set, as `opposable tabulate --nomenclatures` takes it.
        nomenclatures: Names of its nomenclatures.
        table: Name of the file of the table.
        nationalites: Name of the file of the regimes of nationalities.
        premiere: Whether it is that of look-ups, written at its first reader.
    """

    ensemble: str
    nomenclatures: tuple[str, ...]
    table: str
    nationalites: str
    premiere: bool


@du_droit()
def publiees() -> tuple[Publiee, ...]:
    """Return the tables there are, the first one that of look-ups."""
    ensembles = axes.ensembles(droit.corpus()).items()
    return tuple(
        Publiee(
            nom,
            tuple(n.nom for n in siennes),
            f"table-{nom}.parquet" if rang else TABLE,
            f"table-{nom}-nationalites.parquet" if rang else NATIONALITES,
            not rang,
        )
        for rang, (nom, siennes) in enumerate(ensembles)
    )


def de_quelle_table(nom: str) -> Publiee | None:
    """Return the table that a file belongs to, None where it is of none."""
    return next((p for p in publiees() if nom in (p.table, p.nationalites)), None)


def empreinte() -> str:
    """Return what tells one state of the tables from another: the law data and the rule."""
    recu = Recu.de(droit.corpus())
    return f"{recu.sha256[:EMPREINTE]}-{recu.moteur}"


def prete(nom: str) -> Path | None:
    """Return the file of that name where it was already written, None where it was not."""
    chemin = _dossier() / empreinte() / nom
    return chemin if chemin.is_file() else None


def somme(nom: str) -> str:
    """Return the SHA-256 of a file that is written, kept beside it; empty where it is not."""
    cote = prete(f"{nom}{SOMME}")
    return cote.read_text("ascii") if cote else ""


def preparer(nom: str) -> Path:
    """Return the file of that name, written if it was not.

    The files of a table are written in a folder of their own, renamed when whole: a process that
    stops leaves nothing by halves, and two that start together write the same.

    Raises:
        KeyError: No table has a file of that name.
    """
    publiee = de_quelle_table(nom)
    if publiee is None:
        raise KeyError(nom)
    with _un_a_la_fois:
        return prete(nom) or _ecrire(publiee) / nom


def _ecrire(publiee: Publiee) -> Path:
    corpus, final = droit.corpus(), _dossier() / empreinte()
    table = droit.table()
    if not publiee.premiere:
        table = tabulate(corpus, axes.ensembles(corpus)[publiee.ensemble])
    with tempfile.TemporaryDirectory(dir=_dossier()) as provisoire:
        publier(table, corpus, Path(provisoire) / publiee.table)
        final.mkdir(exist_ok=True)
        for nom in (publiee.nationalites, publiee.table):
            ecrit, cote = Path(provisoire) / nom, Path(provisoire) / f"{nom}{SOMME}"
            with ecrit.open("rb") as fichier:
                cote.write_text(hashlib.file_digest(fichier, "sha256").hexdigest(), "ascii")
            cote.replace(final / cote.name)
            ecrit.replace(final / nom)
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
