"""A progress bar with rate and remaining time, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opposable.ecrit.nombre import dire_entier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progression() -> Iterator[Callable[[int, int, int | None], None] | None]:
    """Give what is to be called after each batch; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    barre = Progress(
        TextColumn("{task.fields[lignes]} lignes"),
        BarColumn(),
        TextColumn("{task.fields[debit]} lignes/s"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with barre:
        tache = barre.add_task("", total=None, lignes="0", debit="…")

        def avancer(lignes: int, position: int, total: int | None) -> None:
            ecoule = barre.tasks[0].elapsed or 1.0
            barre.update(
                tache,
                completed=position,
                total=total,
                lignes=dire_entier(lignes),
                debit=dire_entier(int(lignes / ecoule)),
            )

        yield avancer
