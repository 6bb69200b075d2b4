"""Tables on standard output: set in columns for people, CSV or JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.ecrit.nombre import compter

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRE = "  "


class FormatDeTable(StrEnum):
    """How a table is printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


Format = Annotated[FormatDeTable, typer.Option("--format", help="text, csv ou json.")]


def imprimer_tableau(
    format_: FormatDeTable, titres: Sequence[str], rangees: Sequence[Sequence[str]], unite: str
) -> None:
    """Print a table.

    Args:
        format_: How.
        titres: Headings of the columns.
        rangees: Rows of texts, as long as the headings.
        unite: What a row is; the count is told below the columns.
    """
    if format_ is FormatDeTable.JSON:
        lignes = [dict(zip(titres, rangee, strict=True)) for rangee in rangees]
        typer.echo(json.dumps(lignes, ensure_ascii=False, indent=2))
    elif format_ is FormatDeTable.CSV:
        csv.writer(sys.stdout, lineterminator="\n").writerows([titres, *rangees])
    else:
        _aligner([titres, *rangees])
        typer.echo(compter(len(rangees), unite))


def _aligner(rangees: Sequence[Sequence[str]]) -> None:
    largeurs = [max(map(len, colonne)) for colonne in zip(*rangees, strict=True)]
    for rang, rangee in enumerate(rangees):
        cases = (case.ljust(largeur) for case, largeur in zip(rangee, largeurs, strict=True))
        typer.secho(ENTRE.join(cases).rstrip(), bold=rang == 0)
