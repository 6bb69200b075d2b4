# ruff: noqa: E501, FBT003, N806, PLC0415, S603, S608, SLF001 - each engine in its own words, run by hand
"""Ten million applications, Parquet to Parquet: this project, its peers, and the floor.

    python bench/batch.py --rows 10000000 --rounds 5 --dir DIR

Every engine runs in a process of its own, in turn, several rounds. It reads the same file
and writes the same content with the same codec in the same order; the answers are then
compared row by row. The floor is PyArrow reading the same columns and writing the same
output, already made, with the same writer. What is timed is the job; what an engine
prepares once (its imports, the decision table) is timed apart.

OpenFisca-Core has no files: it is compared in memory with the kernel.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Callable

GROUP = 1 << 20
FACTS = ("nationalite", "metier", "departement", "type", "depose_le", "examine_le")
LISTED = 0.2
OTHER_CODES = 317
FIRST_DAY, DAYS, DELAY = "2007-06-01", 1700, 120
Job = "tuple[Callable[[], None], float]"


# -- data ---------------------------------------------------------------------------------


def make(path: Path, rows: int) -> None:
    """Write the applications: skewed nationalities, a fifth of listed codes, random ids."""
    from opposable import load_corpus

    corpus = load_corpus()
    rng = np.random.default_rng(20071220)
    coded = corpus.employees[0].ecrit  # the codes files of those years hold
    listed = sorted({m for one in corpus.listes.values() for m in one.ouvertures if coded(m)})
    others = [c for c in map(str, range(11000, 99999, 7)) if c not in listed][:OTHER_CODES]
    nationalities = rng.permutation(sorted(corpus.nationalites)).tolist()
    weights = 1 / np.arange(1, len(nationalities) + 1) ** 1.1
    codes = np.array([*listed, *others])
    chances = np.r_[
        np.full(len(listed), LISTED / len(listed)), np.full(len(others), 0.8 / len(others))
    ]
    first = np.datetime64(FIRST_DAY, "D").astype(int)
    with pq.ParquetWriter(path, _input_schema(), compression="zstd") as out:
        for start in range(0, rows, GROUP):
            n = min(GROUP, rows - start)
            filed = first + rng.integers(0, DAYS, n)
            columns = [
                pa.array(rng.integers(10**9, 10**10, n)),
                _pick(rng, nationalities, weights / weights.sum(), n),
                _pick(rng, codes.tolist(), chances, n),
                _pick(rng, sorted(corpus.departements), None, n),
                _pick(rng, corpus.valeurs["type"], np.array([0.5, 0.3, 0.2]), n),
                pa.array(filed.astype("int32"), pa.int32()).cast(pa.date32()),
                pa.array((filed + rng.integers(0, DELAY, n)).astype("int32")).cast(pa.date32()),
            ]
            out.write_table(pa.table(columns, schema=_input_schema()), row_group_size=GROUP)


def _input_schema() -> pa.Schema:
    text = [(name, pa.string()) for name in FACTS[:4]]
    days = [(name, pa.date32()) for name in FACTS[4:]]
    return pa.schema([("id", pa.int64()), *text, *days])


def _pick(
    rng: np.random.Generator, values: Any, chances: np.ndarray[Any, Any] | None, n: int
) -> pa.Array:
    values = list(values)
    ranks = pa.array(rng.choice(len(values), n, p=chances).astype(np.int32))
    return pa.DictionaryArray.from_arrays(ranks, pa.array(values)).cast(pa.string())


# -- the look-ups every table engine is given: small integer maps of the decision table ---


def lookups() -> dict[str, pa.Table]:
    """Return the decision table as maps keyed by small integers, the best form for joins."""
    core = _kernel()
    plan, corpus = core._plan, core.corpus
    days = np.arange(np.datetime64("2007-01-01"), np.datetime64("2013-01-01"))
    calendar = plan.calendrier
    numbers = days.astype("datetime64[D]").astype(np.int32)
    examined = calendar._examens.take(numbers - calendar._premier_examen, mode="clip")
    filed = calendar._depots.take(numbers - calendar._premier_depot, mode="clip")
    step, periods = len(calendar._rangs), plan.periodes
    cells = plan.cellules.reshape(-1, periods)[:, calendar._rangs].ravel()
    wide = lambda offset: np.asarray(offset) // periods * step  # noqa: E731
    places = len(plan.territoires)
    return {
        "met": _map(
            "metier",
            [m for m in plan.metiers if m],
            [plan.metiers[m] * places for m in plan.metiers if m],
            "m",
        ),
        "dep": _map(
            "departement",
            list(corpus.departements),
            [plan.territoires[d.region] for d in corpus.departements.values()],
            "t",
        ),
        "nat": _map(
            "nationalite",
            list(corpus.nationalites),
            wide([plan.paires[plan.classe_de[c], 0] for c in corpus.nationalites]),
            "n",
        ),
        "typ": _map(
            "type",
            [t for t in plan.types if t],
            wide([plan.cas[i, 0] for t, i in plan.types.items() if t]),
            "c",
        ),
        "exa": _map("examine_le", pa.array(days), examined, "x"),
        "fil": _map("depose_le", pa.array(days), filed, "y"),
        "blo": _map("mt", np.arange(len(plan.bloc_de), dtype=np.int32), wide(plan.bloc_de), "b"),
        "cas": _map("k", np.arange(len(cells), dtype=np.int32), cells, "r"),
        "ans": _answers(core),
        "aut": pa.table({"m": pa.array([plan.autre * places], pa.int32())}),
    }


def _kernel() -> Any:
    """Return the kernel, its table read where it is kept."""
    from opposable import load_corpus
    from opposable.batch.noyau import Noyau
    from opposable.batch.table_batie import table_batie

    corpus = load_corpus()
    return Noyau(corpus, table_batie(corpus))


def _map(key: str, keys: Any, values: Any, name: str) -> pa.Table:
    return pa.table({key: pa.array(keys), name: pa.array(np.asarray(values), pa.int32())})


def _answers(core: Any) -> pa.Table:
    n = len(core.reponses.cellules)
    answers = core.reponses.colonnes(np.arange(n), np.zeros(n, np.int32), rejets=True)
    columns = {
        name: answers.column(name).cast(pa.string())
        for name in answers.schema.names
        if name != "notifiable_le"
    }
    waits = [c.attente if c else None for c in core.reponses.cellules]
    columns["notifiable"] = pa.array([bool(w and w.notifiable) for w in waits])
    columns["tot"] = pa.array([w.au_plus_tot if w else None for w in waits], pa.date32())
    return pa.table({"r": pa.array(np.arange(n), pa.int32()), **columns})


LABELS = (
    "situation_emploi",
    "regle",
    "liste",
    "fondement",
    "autorite",
    "notifiable_le",
    "lectures",
)


# -- engines: each returns its job, ready to be timed ---------------------------------------


def opposable(source: Path, target: Path) -> Callable[[], None]:
    """This project, as `opposable batch IN OUT --columns id` runs it."""
    from opposable.batch.local import Options, traiter

    core = _kernel()
    return lambda: void(traiter(core, str(source), str(target), Options(colonnes=["id"])))


def _read(source: Path) -> Any:
    """Read the batches of a file as the job does."""
    from opposable.batch.demandes import Demandes
    from opposable.fichiers.entree import Entree
    from opposable.fichiers.parquet import SourceParquet

    return SourceParquet(Entree(str(source)), Demandes(["id"])).lots()


def floor(source: Path, target: Path) -> Callable[[], None]:
    """PyArrow reading the same columns and writing the same output, already made."""
    from opposable.batch.reponses import MOTS, SCHEMA
    from opposable.fichiers.puits import PuitsParquet

    core = _kernel()
    schema = pa.schema([pa.field("id", pa.int64()), *SCHEMA])
    made = [
        pa.RecordBatch.from_arrays(
            [lot.lot.column("id"), *core.decider(lot.lot).lot.columns], schema=schema
        )
        for lot in _read(source)
    ]

    def job() -> None:
        with target.open("wb") as out:
            sink = PuitsParquet(out, schema, [MOTS])
            for batch, _ in zip(made, _read(source), strict=True):
                sink.ecrire(batch)
            sink.finir()

    return job


def duckdb(source: Path, target: Path) -> Callable[[], None]:
    """DuckDB: hash joins on integer maps; v2 pages, same codec, row order kept."""
    import duckdb as engine

    con = engine.connect(config={"threads": 1})  # with 2, it swapped row groups
    # Of few rows it would make the side of a join that is built, and lose their order.
    con.execute("SET disabled_optimizers = 'build_side_probe_side'")
    for name, table in lookups().items():
        con.register("arrow_table", table)
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow_table")
        con.unregister("arrow_table")
    for label in LABELS:
        if label != "notifiable_le":
            con.execute(
                f"CREATE TYPE e_{label} AS ENUM (SELECT DISTINCT {label} FROM ans WHERE {label} IS NOT NULL)"
            )
            con.execute(f"ALTER TABLE ans ALTER {label} TYPE e_{label}")
    other = "(SELECT m FROM aut)"
    labels = ", ".join(
        "CASE WHEN notifiable THEN greatest(examine_le, coalesce(tot, examine_le)) END AS notifiable_le"
        if label == "notifiable_le"
        else label
        for label in LABELS
    )
    sql = f"""COPY (
      WITH f AS (
        SELECT id, examine_le, coalesce(met.m, {other}) + t AS mt, n + c + x + y AS s
        FROM read_parquet('{source}') i
        LEFT JOIN met USING (metier) JOIN dep USING (departement) JOIN nat USING (nationalite)
        JOIN typ USING (type) JOIN exa USING (examine_le) JOIN fil USING (depose_le))
      SELECT id, {labels} FROM f JOIN blo USING (mt) JOIN cas ON cas.k = b + s JOIN ans USING (r)
    ) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, PARQUET_VERSION v2)"""
    return lambda: void(con.execute(sql))


def duckdb_published(source: Path, target: Path) -> Callable[[], None]:
    """DuckDB joining the two files of `opposable tabulate`, as anyone would, on their columns."""
    import duckdb as engine

    from opposable import load_corpus
    from opposable.batch.publication import publier
    from opposable.decision.tabulate import tabulate

    corpus = load_corpus()
    table, companion = (
        target.with_name("table.parquet"),
        target.with_name("table-nationalites.parquet"),
    )
    if not table.exists():
        publier(tabulate(corpus), corpus, table)
    con = engine.connect(config={"threads": 1})  # with 2, it swapped row groups
    dep = pa.table(
        {
            "departement": list(corpus.departements),
            "region": [d.region for d in corpus.departements.values()],
        }
    )
    con.register("arrow_dep", dep)
    con.execute("CREATE TABLE dep AS SELECT * FROM arrow_dep")
    con.execute(f"CREATE TABLE nat AS SELECT * FROM '{companion}' WHERE diplome_francais IS NULL")
    keep = "metier IS NOT NULL AND activite IS NULL AND region IS NOT NULL AND type IS NOT NULL"
    con.execute(f"""CREATE TABLE cell AS SELECT * FROM '{table}' WHERE {keep}
        AND coalesce(metier_initial, '') = ''""")
    labels = ["situation_emploi", "regle", "liste", "fondement", "autorite", "lectures"]
    sql = f"""COPY (
      SELECT id, {", ".join("cell." + label for label in labels[:5])},
        CASE WHEN notifiable = 'examen'
          THEN greatest(i.examine_le, coalesce(notifiable_au_plus_tot, i.examine_le)) END AS notifiable_le,
        cell.lectures
      FROM read_parquet('{source}', file_row_number=true) i
      JOIN dep USING (departement)
      JOIN nat ON i.nationalite = nat.nationalite
        AND i.examine_le BETWEEN nat.examine_du AND nat.examine_au
      LEFT JOIN (SELECT DISTINCT metier FROM cell) listed ON listed.metier = i.metier
      JOIN cell ON cell.metier = coalesce(listed.metier, '*') AND cell.region = dep.region
        AND cell.statut = nat.statut AND cell.type = i.type
        AND i.examine_le BETWEEN cell.examine_du AND cell.examine_au
        AND i.depose_le BETWEEN cell.depose_du AND cell.depose_au
      ORDER BY file_row_number
    ) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, PARQUET_VERSION v2)"""
    return lambda: void(con.execute(sql))


def polars(source: Path, target: Path) -> Callable[[], None]:
    """Polars: Enum columns, physical codes gathered in integer maps, streaming sink."""
    import polars as pl

    maps = {name: pl.from_arrow(table) for name, table in lookups().items()}
    codes = pq.read_table(source, columns=["metier"]).column(0).unique().to_pylist()
    known = dict(zip(maps["met"]["metier"], maps["met"]["m"], strict=True))
    other = maps["aut"]["m"][0]
    maps["met"] = pl.DataFrame({"metier": codes, "m": [known.get(c, other) for c in codes]})

    def gather(column: str, table: str, value: str) -> pl.Expr:
        categories = pl.Enum(maps[table][column])
        place = pl.col(column).cast(categories).to_physical()
        return pl.lit(maps[table][value]).gather(place)

    first = maps["exa"]["examine_le"][0]
    day = lambda column: (pl.col(column) - first).dt.total_days()  # noqa: E731
    place = gather("metier", "met", "m") + gather("departement", "dep", "t")
    sort = gather("nationalite", "nat", "n") + gather("type", "typ", "c")
    when = pl.lit(maps["exa"]["x"]).gather(day("examine_le")) + pl.lit(maps["fil"]["y"]).gather(
        day("depose_le")
    )
    cell = pl.lit(maps["blo"]["b"]).gather(place) + sort + when
    answers = maps["ans"]

    def label(name: str) -> pl.Expr:
        if name == "notifiable_le":
            soonest = pl.lit(answers["tot"]).gather(pl.col("r"))
            day_ = pl.max_horizontal(pl.col("examine_le"), soonest)
            return pl.when(pl.lit(answers["notifiable"]).gather(pl.col("r"))).then(day_).alias(name)
        words = answers[name].cast(pl.Enum(answers[name].drop_nulls().unique()))
        return pl.lit(words).gather(pl.col("r")).alias(name)

    plan = (
        pl.scan_parquet(source)
        .select("id", "examine_le", pl.lit(maps["cas"]["r"]).gather(cell).alias("r"))
        .select("id", *(label(name) for name in LABELS))
    )
    return lambda: plan.sink_parquet(
        target, compression="zstd", row_group_size=GROUP, statistics=False, maintain_order=True
    )


def polars_join(source: Path, target: Path) -> Callable[[], None]:
    """Polars: left joins on the same maps, labels as Enum, streaming sink."""
    import polars as pl

    maps = {name: pl.from_arrow(table) for name, table in lookups().items()}
    other = maps["aut"]["m"][0]
    answers = maps["ans"].with_columns(
        pl.col(name).cast(pl.Enum(maps["ans"][name].drop_nulls().unique()))
        for name in LABELS
        if name != "notifiable_le"
    )
    plan = pl.scan_parquet(source)
    keys = {
        "met": "metier",
        "dep": "departement",
        "nat": "nationalite",
        "typ": "type",
        "exa": "examine_le",
        "fil": "depose_le",
    }
    for name, key in keys.items():
        plan = plan.join(maps[name].lazy(), on=key, how="left", maintain_order="left")
    plan = plan.with_columns(mt=pl.col("m").fill_null(other) + pl.col("t"))
    plan = plan.join(maps["blo"].lazy(), on="mt", how="left", maintain_order="left")
    plan = plan.with_columns(k=pl.col("b") + pl.col("n") + pl.col("c") + pl.col("x") + pl.col("y"))
    plan = plan.join(maps["cas"].lazy(), on="k", how="left", maintain_order="left")
    plan = plan.join(answers.lazy(), on="r", how="left", maintain_order="left")
    day = pl.when("notifiable").then(pl.max_horizontal("examine_le", "tot"))
    plan = plan.with_columns(notifiable_le=day).select("id", *LABELS)
    return lambda: plan.sink_parquet(
        target, compression="zstd", row_group_size=GROUP, statistics=False, maintain_order=True
    )


def pandas(source: Path, target: Path) -> Callable[[], None]:
    """Pandas: categories read as they are, maps applied to categories, NumPy gathers."""
    import pandas as pd

    maps = {name: table.to_pandas() for name, table in lookups().items()}
    other = int(maps["aut"]["m"][0])
    answers = maps["ans"]

    def code(frame: Any, column: str, table: str, value: str) -> Any:
        known = maps[table].set_index(column)[value]
        categories = known.reindex(frame[column].cat.categories).fillna(other).astype("int32")
        return categories.to_numpy()[frame[column].cat.codes]

    def job() -> None:
        table = pq.read_table(source, read_dictionary=list(FACTS[:4]))
        frame = table.unify_dictionaries().to_pandas(date_as_object=False)
        first = maps["exa"]["examine_le"][0]
        day = lambda c: (frame[c] - pd.Timestamp(first)).dt.days.to_numpy()  # noqa: E731
        place = code(frame, "metier", "met", "m") + code(frame, "departement", "dep", "t")
        key = maps["blo"]["b"].to_numpy()[place] + code(frame, "nationalite", "nat", "n")
        key += code(frame, "type", "typ", "c")
        key += maps["exa"]["x"].to_numpy()[day("examine_le")]
        key += maps["fil"]["y"].to_numpy()[day("depose_le")]
        rank = maps["cas"]["r"].to_numpy()[key]
        out = {"id": frame["id"]}
        for name in LABELS:
            if name == "notifiable_le":
                soonest = pd.to_datetime(answers["tot"]).to_numpy()[rank]
                day_ = np.fmax(frame["examine_le"].to_numpy(), soonest)
                out[name] = np.where(
                    answers["notifiable"].to_numpy()[rank], day_, np.datetime64("NaT")
                )
            else:
                words = pd.Categorical(answers[name])
                out[name] = pd.Categorical.from_codes(words.codes[rank], words.categories)
        result = pa.Table.from_pandas(pd.DataFrame(out), preserve_index=False)
        where = result.schema.get_field_index("notifiable_le")
        result = result.set_column(where, "notifiable_le", result.column(where).cast(pa.date32()))
        pq.write_table(
            result, target, compression="zstd", row_group_size=GROUP, write_statistics=False
        )

    return job


def void(_: object) -> None:
    """Take a value and give none."""


ENGINES = {
    "opposable": opposable,
    "floor": floor,
    "duckdb": duckdb,
    "duckdb_published": duckdb_published,
    "polars": polars,
    "polars_join": polars_join,
    "pandas": pandas,
}


# -- measure --------------------------------------------------------------------------------


def _memory(field: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def run(engine: str, source: Path, target: Path) -> None:
    """Run one engine once; print its figures as JSON."""
    began = time.process_time()
    job = ENGINES[engine](source, target)
    prepared = time.process_time() - began
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts here
    before = _memory("VmRSS")
    cpu, wall = time.process_time(), time.perf_counter()
    job()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = _memory("VmHWM")
    print(
        json.dumps(
            {"cpu": cpu, "wall": wall, "prepare": prepared, "extra": peak - before, "peak": peak}
        )
    )


def kernel(rows: int) -> None:
    """Kernel alone, on dictionary columns in memory, and OpenFisca-Core on the same rows."""
    from opposable.fichiers.source import LIGNES_PAR_LOT

    core = _kernel()
    path = Path(sys.argv[0]).with_name(f".kernel-{rows}.parquet")
    make(path, rows)
    table = pq.read_table(path, read_dictionary=list(FACTS[:4])).unify_dictionaries()
    path.unlink()
    batches = table.combine_chunks().to_batches(LIGNES_PAR_LOT)
    core.decider(batches[0])
    times = []
    for _ in range(7):
        began = time.process_time()
        for batch in batches:
            core.decider(batch)
        times.append(time.process_time() - began)
    ours = statistics.median(times)
    print(json.dumps({"kernel_rows_per_s": rows / ours, "best": rows / min(times)}))
    answers = np.concatenate(
        [core.decider(b).lot.column("situation_emploi").to_pylist() for b in batches]
    )
    for form, engine in (("rule in its own words", openfisca_rule), ("our maps", openfisca)):
        theirs, said = engine(table)
        print(
            json.dumps(
                {
                    "OpenFisca": form,
                    "rows_per_s": rows / theirs,
                    "ratio": theirs / ours,
                    "rows that differ": int((said != answers).sum()),
                }
            )
        )


def openfisca_rule(table: pa.Table) -> tuple[float, np.ndarray[Any, Any]]:
    """OpenFisca-Core with the rule as its users write it: one vectorised formula (`decide.py`)."""
    from decide import COLUMNS, PERIOD, WORKED_OUT, openfisca_system

    from opposable import load_corpus

    corpus = load_corpus()
    system, coded = openfisca_system(corpus)
    inputs = _rule_inputs(table, corpus, coded)
    unsaid = {n: coded(n, "") for n in COLUMNS if n not in (*inputs, *WORKED_OUT)}
    inputs |= {name: np.full(len(table), value) for name, value in unsaid.items()}

    def answer() -> Any:
        return _simulate(system, inputs, PERIOD)

    times, said = _timed(answer)
    return times, np.array([one.name for one in said.possible_values])[np.asarray(said)]


def _rule_inputs(table: pa.Table, corpus: Any, coded: Any) -> dict[str, Any]:
    """Facts as that formula takes them, encoded outside the timing."""
    regions = {code: one.region for code, one in corpus.departements.items()}
    read = {
        "nationalite": lambda w: coded("nationalite", w),
        "metier": int,
        "departement": lambda w: coded("region", regions[w]),
        "type": lambda w: coded("type", w),
    }
    inputs = {}
    for name, code in read.items():
        array = table.column(name).combine_chunks()
        codes = np.array([code(word) for word in array.dictionary.to_pylist()])
        inputs[name.replace("departement", "region")] = codes[array.indices.to_numpy()]
    epoch = np.datetime64(0, "D").astype(object).toordinal()
    for name, column in (("depose", "depose_le"), ("examine", "examine_le")):
        inputs[name] = table.column(column).cast(pa.int32()).to_numpy() + epoch
    return inputs


def _simulate(system: Any, inputs: dict[str, Any], period: str) -> Any:
    from openfisca_core.simulations import SimulationBuilder

    count = len(next(iter(inputs.values())))
    simulation = SimulationBuilder().build_default_simulation(system, count)
    for name, values in inputs.items():
        simulation.set_input(name, period, values)
    return simulation.calculate("situation_emploi", period)


def _timed(answer: Callable[[], Any]) -> tuple[float, Any]:
    """Return the median processor time of three answers, and the last of them."""
    times, said = [], None
    for _ in range(3):
        began = time.process_time()
        said = answer()
        times.append(time.process_time() - began)
    return statistics.median(times), said


def openfisca(table: pa.Table) -> tuple[float, np.ndarray[Any, Any]]:
    """OpenFisca-Core given the very maps of the table: its most favourable form."""
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum, EnumArray
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    maps = {name: one.to_pandas() for name, one in lookups().items()}
    Demande = build_entity("demande", "demandes", "", is_person=True)
    words = list(dict.fromkeys(w for w in maps["ans"]["situation_emploi"] if isinstance(w, str)))
    Situation = Enum("Situation", {w.upper(): w for w in words})
    rank = np.array(
        [words.index(w) if isinstance(w, str) else 0 for w in maps["ans"]["situation_emploi"]]
    )

    def fact(name: str) -> type:
        return type(
            name, (Variable,), {"value_type": int, "entity": Demande, "definition_period": MONTH}
        )

    def computed(name: str, formula: Any, **more: Any) -> type:
        return type(
            name,
            (Variable,),
            {
                "value_type": int,
                "entity": Demande,
                "definition_period": MONTH,
                "formula": formula,
                **more,
            },
        )

    def lieu(demande: Any, period: Any) -> Any:
        return maps["blo"]["b"].to_numpy()[
            demande("metier", period) + demande("departement", period)
        ]

    def sorte(demande: Any, period: Any) -> Any:
        return demande("nationalite", period) + demande("type", period)

    def moment(demande: Any, period: Any) -> Any:
        return (
            maps["exa"]["x"].to_numpy()[demande("examine_le", period)]
            + maps["fil"]["y"].to_numpy()[demande("depose_le", period)]
        )

    def situation(demande: Any, period: Any) -> Any:
        cell = demande("lieu", period) + demande("sorte", period) + demande("moment", period)
        return EnumArray(rank[maps["cas"]["r"].to_numpy()[cell]].astype(np.uint8), Situation)

    system = TaxBenefitSystem([Demande])
    system.add_variables(*(fact(name) for name in FACTS))
    system.add_variables(
        computed("lieu", lieu), computed("sorte", sorte), computed("moment", moment)
    )
    enum = {
        "value_type": Enum,
        "possible_values": Situation,
        "default_value": next(iter(Situation)),
    }
    system.add_variable(computed("situation_emploi", situation, **enum))
    inputs = _openfisca_inputs(table, maps)
    times, said = _timed(lambda: _simulate(system, inputs, "2008-01"))
    return times, np.array(words)[np.asarray(said)]


def _openfisca_inputs(table: pa.Table, maps: Any) -> dict[str, Any]:
    """Facts as integers, encoded outside the timing."""
    first = maps["exa"]["examine_le"][0]
    inputs = {}
    for (name, value), column in zip(
        (("met", "m"), ("dep", "t"), ("nat", "n"), ("typ", "c")),
        ("metier", "departement", "nationalite", "type"),
        strict=True,
    ):
        known = dict(zip(maps[name][column], maps[name][value], strict=True))
        array = table.column(column).combine_chunks()
        other = int(maps["aut"]["m"][0])
        codes = np.array(
            [known.get(w, other) for w in array.dictionary.to_pylist()], dtype=np.int32
        )
        inputs[column] = codes[array.indices.to_numpy()]
    for column in FACTS[4:]:
        days = table.column(column).cast(pa.int32()).to_numpy()
        inputs[column] = days - np.datetime64(first, "D").astype(int)
    return inputs


def check(mine: Path, other: Path) -> int:
    """Compare two outputs row by row, and return the rows that differ."""
    left, right = pq.ParquetFile(mine), pq.ParquetFile(other)
    if left.metadata.num_rows != right.metadata.num_rows:
        return abs(left.metadata.num_rows - right.metadata.num_rows)
    different = 0
    pairs = zip(left.iter_batches(GROUP), right.iter_batches(GROUP), strict=True)
    for a, b in pairs:
        same = np.ones(a.num_rows, bool)
        for name in ("id", *LABELS):
            x, y = (_plain(batch.column(name)) for batch in (a, b))
            equal = pa.compute.fill_null(pa.compute.equal(x, y), False)
            both = pa.compute.and_(pa.compute.is_null(x), pa.compute.is_null(y))
            same &= pa.compute.or_(equal, both).to_numpy(zero_copy_only=False)
        different += int((~same).sum())
    return different


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        column = column.cast(pa.string())
    return column


def compare(folder: Path, rows: int, rounds: int, engines: list[str]) -> dict[str, Any]:
    """Measure every engine in turn, several rounds, and check its answers."""
    source = folder / f"demandes-{rows}.parquet"
    if not source.exists():
        make(source, rows)
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in engines}
    differences: dict[str, int] = {}
    for turn in range(rounds):
        for name in engines:
            target = folder / f"{name}-{rows}.parquet"
            command = [sys.executable, __file__, "--one", name, str(source), str(target)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(name, done.stderr[-2000:])
                continue
            figures[name].append(json.loads(done.stdout.splitlines()[-1]))
            print(turn, name, done.stdout.splitlines()[-1], flush=True)
            if turn == 0 and name != "opposable":
                differences[name] = check(folder / f"opposable-{rows}.parquet", target)
                print("   rows that differ:", differences[name], flush=True)
    return {
        "rows": rows,
        "figures": figures,
        "differences": differences,
        "bytes": {
            name: (folder / f"{name}-{rows}.parquet").stat().st_size
            for name in engines
            if (folder / f"{name}-{rows}.parquet").exists()
        },
    }


def report(result: dict[str, Any]) -> str:
    """Return the figures as a Markdown table, medians over the rounds."""

    def median(name: str, what: str) -> float:
        if not result["figures"].get(name):
            return float("nan")
        return statistics.median(f[what] for f in result["figures"][name])

    lines = [
        "| engine | CPU s | wall s | CPU / floor | CPU / opposable | peak added MiB | preparation CPU s | output MB | rows that differ |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name in result["figures"]:
        if not result["figures"][name]:
            continue
        cpu = median(name, "cpu")
        lines.append(
            f"| {name} | {cpu:.2f} | {median(name, 'wall'):.2f} | {cpu / median('floor', 'cpu'):.2f} "
            f"| {cpu / median('opposable', 'cpu'):.2f} | {median(name, 'extra'):.0f} "
            f"| {median(name, 'prepare'):.2f} | {result['bytes'][name] / 1e6:.0f} "
            f"| {result['differences'].get(name, '–')} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dir", type=Path, default=Path("bench-data"))
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--one", nargs=3)
    parser.add_argument("--kernel", action="store_true", help="kernel and OpenFisca, in memory")
    asked = parser.parse_args()
    if asked.kernel:
        kernel(asked.rows)
        return
    if asked.one:
        run(asked.one[0], Path(asked.one[1]), Path(asked.one[2]))
        return
    asked.dir.mkdir(parents=True, exist_ok=True)
    result = compare(asked.dir, asked.rows, asked.rounds, asked.engines.split(","))
    names = ("pyarrow", "numpy", "duckdb", "polars", "pandas")
    result["versions"] = {"python": platform.python_version(), **{n: version(n) for n in names}}
    (asked.dir / f"batch-{asked.rows}.json").write_text(json.dumps(result, indent=1))
    print(json.dumps(result["versions"]))
    print(report(result))


if __name__ == "__main__":
    main()
