"""Spark beside one machine: the same file, warm, in turn.

    python bench/spark.py --rows 1000000 --rounds 5 --dir DIR

Both read the same Parquet file and write the same columns; Spark runs `local[2]`, its session
open and its workers started, as in a job that goes on. What starting takes is printed beside.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from opposable import load_corpus
from opposable.batch import spark
from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.table_batie import table_batie

if TYPE_CHECKING:
    from collections.abc import Callable

CHOICES = {
    "nationalite": ["SEN", "POL", "MAR", "ROU", "DZA", "BGR"],
    "metier": ["61231", "42114", "32241", "52213"],
    "departement": ["75", "35", "69", "33"],
    "type": ["introduction", "renouvellement"],
    "depose_le": ["2008-02-01", "2008-03-01", "2009-01-01", "2010-05-05"],
}


def applications(path: Path, rows: int) -> None:
    """Write a file of applications in four row groups."""
    draw = np.random.default_rng(20071220)
    columns = {n: np.array(c)[draw.integers(0, len(c), rows)] for n, c in CHOICES.items()}
    ids = np.char.add("d", np.arange(rows).astype(str))
    pq.write_table(pa.table({"id": ids, **columns}), path, row_group_size=-(-rows // 4))


def rows(path: Path) -> pa.Table:
    """Return what was written, in the order of the identifiers, dictionaries told in full."""
    table = pq.read_table(path)
    flat = {n: c.cast(pa.string()) for n, c in zip(table.column_names, table.columns, strict=True)}
    return pa.table(flat).combine_chunks().sort_by("id")


def timed(do: Callable[[], object]) -> float:
    """Return the seconds something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dir", type=Path, default=Path("bench-data"))
    asked = parser.parse_args()
    asked.dir.mkdir(parents=True, exist_ok=True)
    path = asked.dir / f"spark-{asked.rows}.parquet"
    applications(path, asked.rows)
    corpus = load_corpus()
    kernel = Noyau(corpus, table_batie(corpus))
    here, there = asked.dir / "here.parquet", asked.dir / "there"
    options = Options(colonnes=["id"])
    alone = lambda: traiter(kernel, str(path), str(here), options)  # noqa: E731
    shared = lambda: spark.traiter(corpus, str(path), str(there), ["id"], "local[2]")  # noqa: E731
    starting = timed(lambda: spark.session("local[2]"))
    first = timed(shared)
    alone()
    if not rows(here).equals(rows(there)):
        raise SystemExit("the rows differ")
    rounds = [(timed(alone), timed(shared)) for _ in range(asked.rounds)]
    one, two = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratios = sorted(b / a for a, b in rounds)
    print(f"| {asked.rows} rows | wall s | Spark / one machine |\n|---|---:|---:|")
    print(f"| one machine, warm | {one:.2f} | 1.00 |")
    print(
        f"| Spark {spark.session('local[2]').version}, `local[2]`, warm | {two:.2f} "
        f"| {two / one:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) |"
    )
    print(f"| its session | {starting:.2f} | |\n| its first job, workers started | {first:.2f} | |")


if __name__ == "__main__":
    main()
