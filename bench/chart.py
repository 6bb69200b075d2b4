"""The chart of docs/benchmarks.md, from the figures that bench/batch.py wrote.

python bench/chart.py DIR/batch-10000000.json docs/images/batch.svg
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import altair as alt
import vl_convert as vlc

NAMES = {
    "opposable": "Opposable",
    "floor": "Floor: PyArrow reads and writes",
    "duckdb": "DuckDB, our integer maps",
    "duckdb_published": "DuckDB, joins on the published table",
    "polars": "Polars, gathers in our maps",
    "polars_join": "Polars, joins on our maps",
    "pandas": "pandas, gathers in our maps",
}


def chart(result: Path) -> alt.LayerChart:
    """Return bars of CPU seconds, medians, with the lowest and the highest round."""
    figures = json.loads(result.read_text(encoding="utf-8"))["figures"]
    rows = [
        {
            "engine": NAMES[name],
            "cpu": statistics.median(f["cpu"] for f in rounds),
            "low": min(f["cpu"] for f in rounds),
            "high": max(f["cpu"] for f in rounds),
            "ours": name == "opposable",
        }
        for name, rounds in figures.items()
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("engine:N", sort="x", title=None, axis=alt.Axis(labelLimit=320))
    )
    bars = base.mark_bar(height=18).encode(
        x=alt.X("cpu:Q", title="CPU seconds for 10 million applications (median; line: extremes)"),
        color=alt.Color("ours:N", legend=None, scale=alt.Scale(range=["#9aa5ad", "#17405c"])),
    )
    spread = base.mark_rule(color="#1d2429").encode(x="low:Q", x2="high:Q")
    text = base.mark_text(align="left", dx=6).encode(
        x="high:Q", text=alt.Text("cpu:Q", format=".2f")
    )
    return (bars + spread + text).properties(
        width=520, padding={"left": 24, "top": 5, "right": 5, "bottom": 5}
    )


def main() -> None:
    """Write the SVG."""
    source, target = map(Path, sys.argv[1:3])
    target.write_text(vlc.vegalite_to_svg(chart(source).to_json()), encoding="utf-8")


if __name__ == "__main__":
    main()
