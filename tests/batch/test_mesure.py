"""Small files that decode without end: refused in French, in bounded memory, nothing written."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.rejet import RAISON_AU_PLUS
from opposable.errors import FichierError

FAITS = {
    "id": "1",
    "nationalite": "SEN",
    "metier": "61231",
    "departement": "75",
    "type": "introduction",
    "depose_le": "2008-02-01",
}
MEMOIRE = 600 << 20
"""Bytes that refusing a file may take beyond the interpreter, its libraries and the law."""
MESURER = """
import resource, sys
from opposable.fichiers.memoire import borner_la_memoire
from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.table_batie import table_batie
from opposable.errors import FichierError
from opposable.decision.chargement import load_corpus
borner_la_memoire()
corpus = load_corpus()
noyau = Noyau(corpus, table_batie(corpus))
avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    traiter(noyau, sys.argv[1], sys.argv[2], Options())
except FichierError as erreur:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant)
    print(erreur)
"""


def cites(n: int, **autres: pa.Array) -> pa.Table:
    """A table whose values are held once and cited at each row."""
    zeros = pa.array(np.zeros(n, np.int32))
    valeurs = {c: v if isinstance(v, pa.Array) else pa.array([v]) for c, v in FAITS.items()}
    return pa.table(
        {c: pa.DictionaryArray.from_arrays(zeros, v) for c, v in (valeurs | autres).items()}
    )


def ecrire(table: pa.Table, chemin: Path, **options: object) -> None:
    """Write it as one row group, dictionaries of any size kept."""
    options = {"dictionary_pagesize_limit": 1 << 30, "row_group_size": len(table)} | options
    pq.write_table(table, chemin, compression="zstd", store_schema=False, **options)


def longue_valeur(chemin: Path) -> None:
    """One value of six megabytes, cited a million times."""
    ecrire(cites(1_000_000, note=pa.array(["x" * 6_000_000])), chemin)


def long_code(chemin: Path) -> None:
    """A nationality of two megabytes, cited by every row."""
    ecrire(cites(60_000, nationalite=pa.array(["x" * 2_000_000])), chemin)


def longue_page(chemin: Path) -> None:
    """One page of three hundred megabytes of the same letter."""
    table = cites(300).append_column("note", pa.array(["x" * 1_000_000] * 300))
    ecrire(table, chemin, use_dictionary=False, data_page_size=1 << 30)


def longue_liste(chemin: Path) -> None:
    """One row that holds a list of sixty million zeros."""
    liste = pa.array([np.zeros(60_000_000, np.int8)], pa.list_(pa.int8()))
    ecrire(cites(1).append_column("notes", liste), chemin)


def lignes_sans_fin(chemin: Path) -> None:
    """Twelve million empty rows in some kilobytes."""
    vide = pa.nulls(12_000_000, pa.string())
    ecrire(pa.table(dict.fromkeys(FAITS, vide)), chemin, write_batch_size=1 << 24)


def lignes_arrow(chemin: Path) -> None:
    """A billion rows that take no byte."""
    table = pa.table({c: pa.nulls(1_000_000_000) for c in FAITS})
    with pa.ipc.new_file(chemin, table.schema) as sortie:
        sortie.write_table(table)


def arrow_comprime(chemin: Path) -> None:
    """An Arrow batch of three hundred megabytes of the same letter."""
    table = cites(300)
    faits = pa.table({c: table.column(c).cast(pa.string()) for c in FAITS})
    table = faits.append_column("note", pa.array(["x" * 1_000_000] * 300))
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(chemin, table.schema, options=options) as sortie:
        sortie.write_table(table)


BOMBES: list[tuple[Callable[[Path], None], str, str]] = [
    (longue_valeur, "parquet", "une cellule de 5859 Kio"),
    (long_code, "parquet", "colonne « nationalite » : une cellule de 1953 Kio"),
    (longue_page, "parquet", "colonne « note » se déploie en 286 Mio"),
    (longue_liste, "parquet", "une ligne prend"),
    (lignes_sans_fin, "parquet", "12000000 lignes dans"),
    (lignes_arrow, "arrow", "1000000000 lignes dans"),
    (arrow_comprime, "arrow", "se déploient en"),
]


@pytest.mark.parametrize(("fabrique", "suffixe", "message"), BOMBES)
def test_file_that_decodes_without_end_is_refused(
    tmp_path: Path, fabrique: Callable[[Path], None], suffixe: str, message: str
) -> None:
    """A French message, bounded memory, the old output untouched, nothing left beside it."""
    entree, sortie = tmp_path / f"e.{suffixe}", tmp_path / "o.csv"
    sortie.write_bytes(b"ancien")
    fabrique(entree)
    assert entree.stat().st_size < 400_000
    fait = subprocess.run(
        [sys.executable, "-c", MESURER, str(entree), str(sortie)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    memoire, _, dit = fait.stdout.partition("\n")
    assert message in dit
    assert int(memoire) << 10 < MEMOIRE
    assert sortie.read_bytes() == b"ancien"
    assert len(list(tmp_path.iterdir())) == 2


def test_answers_that_deploy_are_refused(
    noyau: Noyau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value of 50 kB cited at each row makes no endless CSV file, batch after batch."""
    monkeypatch.setattr("opposable.fichiers.mesure.TOTAL_TOUJOURS", 1 << 26)
    entree, sortie = tmp_path / "e.parquet", tmp_path / "o.csv"
    ecrire(cites(20_000, note=pa.array(["x" * 10_000])), entree)
    with pytest.raises(FichierError, match="se déploient au-delà de 64 Mio"):
        traiter(noyau, str(entree), str(sortie), Options())
    assert not sortie.exists()


def test_wide_rows_are_read_a_few_at_a_time(noyau: Noyau, tmp_path: Path) -> None:
    """Bytes of a set length, and text of a dictionary that is not kept, make smaller batches."""
    lues: list[int] = []
    note = pa.array([b"x" * 100_000] * 3_000, pa.binary(100_000))
    fixe = cites(3_000).append_column("note", note)
    ecrire(fixe, tmp_path / "fixe.parquet")
    mots = pa.array([*(f"{i:07}" for i in range(600_000)), "x" * 1_000_000])
    rangs = pa.array(np.r_[0:600_000, np.full(1_000, 600_000)].astype(np.int32))
    note = pa.DictionaryArray.from_arrays(rangs, mots)
    ecrire(cites(601_000).append_column("note", note), tmp_path / "mots.parquet")
    for nom, lignes in (("fixe", 3_000), ("mots", 601_000)):
        suivi = Options(colonnes=["note"], avancement=lambda lu, *_: lues.append(lu))
        bilan = traiter(noyau, str(tmp_path / f"{nom}.parquet"), str(tmp_path / "o.parquet"), suivi)
        assert bilan.decidees == lignes
        assert lues[0] < 1_000
        lues.clear()


def test_reason_does_not_quote_an_endless_cell(noyau: Noyau, tmp_path: Path) -> None:
    """A faulty cell of half a megabyte, cited by every row, is quoted by its two ends."""
    entree, sortie = tmp_path / "e.parquet", tmp_path / "o.csv"
    ecrire(cites(5_000, nationalite=pa.array(["x" * 500_000])), entree)
    assert traiter(noyau, str(entree), str(sortie), Options()).rejetees == 5_000
    rejets = (tmp_path / "o.csv.rejets.csv").read_text("utf-8").splitlines()
    assert len(rejets) == 5_001
    assert all(len(ligne) < RAISON_AU_PLUS + 100 for ligne in rejets)
