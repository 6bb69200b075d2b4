# ruff: noqa: E501, PLC0415, S603 - each engine imports its own, run by hand
"""A year of all France, ten times: indicators, chance, lists, sweep and report.

    python bench/elaborate.py --rounds 5 --dir DIR

600 occupations × 22 regions × 10 years with 1 000 draws of both counts of every cell. Each round
is a process of its own: it reads the same Parquet file of made-up counts and does the whole job.
The peer, in turn, is pandas for the indicators and NumPy's Poisson for the draws, as one would
write them in a notebook; it draws no list and gives no reason, so only what both do is compared.
What both find is compared before anything is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Stages = Iterator[tuple[str, Callable[[], Any]]]

OCCUPATIONS, YEARS, DRAWS = 600, 10, 1_000
THRESHOLD, MINIMUM = Fraction("0.8"), 10
SEED, BLOCK = 20_071_220, 2_000
LEVELS = ("I", "II", "III", "IV", "V", "VI")
SCHEME = """id = "banc"
nom = "Banc d'essai"
mesure = "banc"
effectif_minimal = 10
[[selection]]
id = "nationale"
nom = "France"
[[selection.etape]]
id = "superieur"
nom = "Enseignement supérieur"
genre = "tension"
seuil = "0.9"
niveaux = ["I", "II", "III"]
[[selection.etape]]
id = "fortes"
nom = "Plus fortes tensions"
genre = "plus_fortes"
seuil = "1.33"
strict = false
niveaux = ["IV", "V", "VI"]
[[selection]]
id = "regions"
nom = "Régions"
par_region = true
[[selection.etape]]
id = "tension"
nom = "Tension régionale"
genre = "tension"
seuil = "0.8"
"""


def regions() -> dict[str, str]:
    """Return the names of the 22 regions by code."""
    from opposable import load_corpus
    from opposable.law.territoire import METROPOLE

    return {c: r.nom for c, r in load_corpus().regions.items() if r.zone == METROPOLE}


def make(folder: Path) -> None:
    """Write the figures, skewed as real ones are, the nomenclature and the scheme."""
    rng = np.random.default_rng(SEED)
    codes, places = [f"M{i:04d}" for i in range(OCCUPATIONS)], sorted(regions())
    years = [str(2000 + y) for y in range(YEARS)]
    shape = (OCCUPATIONS, len(places), YEARS)
    level = rng.lognormal(4.5, 1.3, shape[:2])[:, :, None]
    seekers = rng.poisson(level * rng.lognormal(0, 0.1, shape))
    offers = rng.poisson(level * 0.8 * rng.lognormal(0, 0.5, (*shape[:2], 1)))
    offers = rng.poisson(offers * rng.lognormal(0, 0.1, shape))
    ranks = np.indices(shape).reshape(3, -1)
    names = [np.array(n)[r] for n, r in zip((codes, places, years), ranks, strict=True)]
    columns = dict(zip(("metier", "territoire", "periode"), names, strict=True))
    table = pa.table({**columns, "offres": offers.ravel(), "demandeurs": seekers.ravel()})
    pq.write_table(table, folder / "chiffres.parquet")
    rows = [f"{c},Métier {c},{LEVELS[i % 6]},Domaine {i % 22}" for i, c in enumerate(codes)]
    text = "\n".join(["metier,intitule,niveau,domaine", *rows, ""])
    (folder / "metiers.csv").write_text(text, encoding="utf-8")
    (folder / "banc.toml").write_text(SCHEME, encoding="utf-8")


# -- engines: each yields its stages by name, and ends with what it found --------------------


def opposable(folder: Path, found: dict[str, Any]) -> Stages:
    """This project: from the file to the folder that `opposable elaborate` writes."""
    from opposable import load_corpus
    from opposable.elaboration.chiffres.consignes import Consignes
    from opposable.elaboration.chiffres.importation import importer
    from opposable.elaboration.chiffres.importation_metiers import importer_nomenclature
    from opposable.elaboration.chiffres.lieux import Lieux, Maille
    from opposable.elaboration.chiffres.tension import par_periode
    from opposable.elaboration.examen.bilan import Epreuve, dresser
    from opposable.elaboration.examen.fragilite import tirer
    from opposable.elaboration.methode.schema_toml import lire_schema
    from opposable.elaboration.methode.tirage import elaborer
    from opposable.elaboration.restitution.ecriture import ecrire
    from opposable.elaboration.restitution.rapport import en_html

    corpus, places = load_corpus(), Lieux(regions(), {}, {})
    names = importer_nomenclature(folder / "metiers.csv", "banc").nomenclature
    scheme = lire_schema(folder / "banc.toml")
    source = folder / "chiffres.parquet"
    told = Consignes(mesure="banc", maille=Maille.REGIONS)
    yield "read", lambda: importer(source, places, nomenclature=names, consignes=told).releve
    figures = found["read"]
    yield "indicators", lambda: _indicators(figures)
    found |= found["indicators"]
    yield (
        "bootstrap",
        lambda: tirer(figures.offres, figures.demandeurs, THRESHOLD, tirages=DRAWS),
    )
    found["share"] = found["bootstrap"].probabilite
    yield (
        "lists of 10 years",
        lambda: [elaborer(scheme, year, names) for _, year in par_periode(figures)],
    )
    yield (
        "lists of all, sweep, fragility",
        lambda: dresser(elaborer(scheme, figures, names), corpus, epreuve=Epreuve(DRAWS)),
    )
    whole = found["lists of all, sweep, fragility"]
    yield "report (HTML, charts)", lambda: en_html(whole)
    yield "folder (report included)", lambda: ecrire(whole, folder / "sortie")


def _indicators(figures: Any) -> dict[str, Any]:
    from opposable.elaboration.chiffres.tension import (
        evaluable,
        moyenne_des_rapports,
        rapports_par_periode,
        stabilite,
        variations,
    )

    good = evaluable(figures, MINIMUM)
    means = [
        moyenne_des_rapports(figures.offres[:, :, p], figures.demandeurs[:, :, p], good[:, :, p])
        for p in range(len(figures.periodes))
    ]
    stable = stabilite(figures, THRESHOLD, effectif_minimal=MINIMUM)
    variations(figures, MINIMUM)
    return {
        "sums": [float(r or 0) for r in rapports_par_periode(figures).values()],
        "means": [float(m or 0) for m in means],
        "above": int(stable.au_dessus.sum()),
        "flips": int(stable.bascules.sum()),
    }


def pandas(folder: Path, found: dict[str, Any]) -> Stages:
    """The peer: a data frame for the indicators, NumPy's Poisson for the draws, in blocks."""
    import pandas as pd

    yield "read", lambda: pd.read_parquet(folder / "chiffres.parquet")
    frame = found["read"]
    yield "indicators", lambda: _frame_indicators(frame)
    found |= found["indicators"]
    yield "bootstrap", lambda: _frame_bootstrap(frame)
    order = frame.assign(share=found["bootstrap"]).sort_values(["metier", "territoire", "periode"])
    found["share"] = order["share"].to_numpy()


def _frame_indicators(frame: Any) -> dict[str, Any]:
    frame = frame.sort_values(["metier", "territoire", "periode"])
    good = frame[frame["demandeurs"] >= MINIMUM].copy()
    good["ratio"] = good["offres"] / good["demandeurs"]
    good["above"] = (
        THRESHOLD.denominator * good["offres"] > THRESHOLD.numerator * good["demandeurs"]
    )
    cell = good.groupby(["metier", "territoire"])
    good["change"] = cell["ratio"].pct_change()
    flips = cell["above"].shift() != good["above"]
    years, sums = good.groupby("periode"), frame.groupby("periode")[["offres", "demandeurs"]].sum()
    return {
        "sums": (sums["offres"] / sums["demandeurs"]).tolist(),
        "means": years["ratio"].mean().tolist(),
        "above": int(good["above"].sum()),
        "flips": int((flips & (cell.cumcount() > 0)).sum()),
    }


def _frame_bootstrap(frame: Any) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(SEED)
    offers, seekers = frame["offres"].to_numpy(), frame["demandeurs"].to_numpy()
    share = np.empty(len(frame))
    for start in range(0, len(frame), BLOCK):
        where = slice(start, start + BLOCK)
        o, d = (rng.poisson(c[where, None], (len(c[where]), DRAWS)) for c in (offers, seekers))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = o / d
        np.nanquantile(ratios, [0.025, 0.975], axis=1)
        above = (THRESHOLD.denominator * o > THRESHOLD.numerator * d) & (d > 0)
        share[where] = above.mean(axis=1)
    return share


def door(folder: Path, _: dict[str, Any]) -> Stages:
    """This project by its door, as `opposable elaborate` calls it: each step once, charts beside."""
    from opposable import load_corpus
    from opposable.elaboration.chiffres.consignes import Consignes
    from opposable.elaboration.chiffres.lieux import Maille
    from opposable.elaboration.conduite import Commande, conduire
    from opposable.elaboration.examen.bilan import Epreuve

    asked = Commande(
        donnees=folder / "chiffres.parquet",
        schema=folder / "banc.toml",
        metiers=folder / "metiers.csv",
        codes="banc",
        consignes=Consignes(mesure="banc", maille=Maille.REGIONS),
        epreuve=Epreuve(DRAWS),
        sortie=folder / "sortie",
    )
    yield "door", lambda: conduire(asked, load_corpus())


PEERS = {"opposable": opposable, "pandas": pandas}
ENGINES = {**PEERS, "door": door}


# -- measure --------------------------------------------------------------------------------


def run(engine: str, folder: Path) -> None:
    """Run one engine once; print the CPU and wall seconds of each stage as JSON."""
    found: dict[str, Any] = {}
    stages: dict[str, tuple[float, float]] = {}
    for name, job in ENGINES[engine](folder, found):
        cpu, wall = processor(), time.perf_counter()
        found[name] = job()
        stages[name] = processor() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if engine in PEERS:
        np.save(folder / f"{engine}.npy", np.asarray(found["share"]).ravel())
    kept = {key: found[key] for key in ("sums", "means", "above", "flips") if key in found}
    print(json.dumps({"stages": stages, "peak": peak, "found": kept}))


def processor() -> float:
    """Return the processor seconds of this process and of those it waited for."""
    spent = os.times()
    return sum(spent[:4])


def check(folder: Path, results: dict[str, list[dict[str, Any]]]) -> None:
    """Stop if the engines do not find the same; draws agree as far as chance lets them."""
    mine, other = (results[name][0]["found"] for name in PEERS)
    for key in mine:
        np.testing.assert_allclose(mine[key], other[key], rtol=1e-9, err_msg=key)
    shares = [np.load(folder / f"{name}.npy") for name in PEERS]
    gap = np.abs(shares[0] - shares[1])
    print(
        f"chance of passing the threshold, exact and by draws: mean gap {gap.mean():.4f}, largest {gap.max():.3f}"
    )


def median(results: list[dict[str, Any]], which: int, *stages: str) -> float:
    """Return the median over the rounds of the seconds of some stages (0: CPU, 1: wall)."""
    return statistics.median(sum(r["stages"][s][which] for s in stages) for r in results)


def table(results: dict[str, list[dict[str, Any]]]) -> str:
    """Return the figures as Markdown."""
    mine, other, whole = results.values()
    lines = [
        "| stage | CPU s | wall s | pandas and NumPy CPU s | wall s | CPU ratio | wall ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    shared = tuple(other[0]["stages"])
    names = [s for s in mine[0]["stages"] if not s.startswith("report")]
    rows = [*((s, (s,)) for s in mine[0]["stages"]), ("what both do", shared)]
    for name, stages in [*rows, ("**whole job, report written**", tuple(names))]:
        us = [median(mine, which, *stages) for which in (0, 1)]
        them = (
            [median(other, which, *stages) for which in (0, 1)]
            if set(stages) <= set(shared)
            else None
        )
        beside = (
            f"{them[0]:.2f} | {them[1]:.2f} | {them[0] / us[0]:.1f} | {them[1] / us[1]:.1f}"
            if them
            else "– | – | – | –"
        )
        lines.append(f"| {name} | {us[0]:.2f} | {us[1]:.2f} | {beside} |")
    dry = [
        sum(r["stages"][s][1] for s in names) - r["stages"]["report (HTML, charts)"][1]
        for r in mine
    ]
    by_door = [median(whole, which, "door") for which in (0, 1)]
    walls = [f"{sum(r['stages'][s][1] for s in names):.2f}" for r in mine]
    peaks = [f"{statistics.median(r['peak'] for r in rs):.0f}" for rs in (mine, other)]
    lines += ["", f"By its door, figures drawn once: {by_door[0]:.2f} CPU s, {by_door[1]:.2f} wall.",
              f"Without the report: {statistics.median(dry):.2f} s wall.",
              f"Rounds of the whole job, wall s: {', '.join(walls)}.",
              f"Peak memory of the process, MiB: {peaks[0]} (pandas and NumPy: {peaks[1]})."]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dir", type=Path, default=Path("bench-data"))
    parser.add_argument("--one", choices=ENGINES)
    asked = parser.parse_args()
    if asked.one:
        run(asked.one, asked.dir)
        return
    asked.dir.mkdir(parents=True, exist_ok=True)
    make(asked.dir)
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in ENGINES}
    for _ in range(asked.rounds):
        for name in ENGINES:
            command = [sys.executable, __file__, "--one", name, "--dir", str(asked.dir)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            results[name].append(json.loads(done.stdout.splitlines()[-1]))
            shutil.rmtree(asked.dir / "sortie", ignore_errors=True)
    check(asked.dir, results)
    names = ("numpy", "pandas", "pyarrow", "altair", "vl-convert-python")
    print(json.dumps({"python": platform.python_version(), **{n: version(n) for n in names}}))
    print(table(results))


if __name__ == "__main__":
    main()
