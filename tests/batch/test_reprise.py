"""A run that is killed outright goes on where its last complete part ended."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from opposable.law.corpus import Corpus

LIGNES, GROUPE = 400_000, 2_000
DELAI = 60.0


def _demandes(corpus: Corpus, chemin: Path) -> None:
    """Write many small row groups, so that a run has many parts."""
    metiers, regions = list(corpus.metiers), list(corpus.regions)
    colonnes = {
        "id": [str(i) for i in range(LIGNES)],
        "nationalite": ["SEN" if i % 3 else "POL" for i in range(LIGNES)],
        "metier": [metiers[i % len(metiers)] for i in range(LIGNES)],
        "region": [regions[i % len(regions)] for i in range(LIGNES)],
        "type": ["introduction" if i % 997 else "visite" for i in range(LIGNES)],
        "depose_le": ["2008-02-01"] * LIGNES,
    }
    pq.write_table(pa.table(colonnes), chemin, row_group_size=GROUPE)


def _lancer(entree: Path, sortie: Path, *options: str) -> subprocess.Popen[bytes]:
    commande = [sys.executable, "-c", "from opposable.cli import main; main()", "batch"]
    commande += [str(entree), str(sortie), *options]
    return subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _parties(dossier: Path) -> list[Path]:
    return sorted(dossier.glob(".sortie.parquet.parties-*/partie-*.json"))


def _ecrites(dossier: Path) -> dict[Path, int]:
    """Return when each part was written; none once the run has put them together."""
    with suppress(FileNotFoundError):  # removed while they were being listed
        return {p: p.stat().st_mtime_ns for p in _parties(dossier)}
    return {}


def test_une_execution_tuee_reprend_a_la_derniere_partie(corpus: Corpus, tmp_path: Path) -> None:
    """After SIGKILL the old output is untouched; `--resume` keeps the parts and loses no row."""
    entree, sortie, temoin = (tmp_path / f"{n}.parquet" for n in ("entree", "sortie", "temoin"))
    _demandes(corpus, entree)
    sortie.write_bytes(b"ancien")
    processus = _lancer(entree, sortie, "--resume")
    fin = time.monotonic() + DELAI
    while len(_parties(tmp_path)) < 3 and processus.poll() is None and time.monotonic() < fin:
        time.sleep(0.002)
    os.kill(processus.pid, signal.SIGKILL)
    assert processus.wait(DELAI) == -signal.SIGKILL
    faites = _ecrites(tmp_path)
    assert len(faites) >= 3
    assert sortie.read_bytes() == b"ancien"

    reprise = _lancer(entree, sortie, "--resume")
    while reprise.poll() is None:
        encore = _ecrites(tmp_path)
        assert all(encore[p] == faites[p] for p in encore.keys() & faites.keys())
        time.sleep(0.05)
    assert reprise.wait(DELAI) == 3
    assert _lancer(entree, temoin).wait(DELAI) == 3
    assert pq.read_table(sortie).equals(pq.read_table(temoin))
    rejets = [Path(f"{p}.rejets.csv").read_text(encoding="utf-8") for p in (sortie, temoin)]
    assert rejets[0] == rejets[1]
    assert not _parties(tmp_path)
