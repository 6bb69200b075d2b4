"""Which law a command answers with: the options that say so, read into one state of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from opposable.law.corpus import Corpus

RIVALE = "=rival"
Lectures = Annotated[
    list[str] | None, typer.Option(help="Lecture rivale à essayer : ID=rival (répétable).")
]
Avec = Annotated[
    list[str] | None,
    typer.Option("--avec", "--with", help="Dossier d'un projet de texte (répétable)."),
]
ConnuLe = Annotated[
    str, typer.Option(help="Jour auquel le droit est connu, AAAA-MM-JJ ; à défaut, le dernier.")
]


def droit(
    lectures: Iterable[str] | None, avec: Iterable[Path | str] | None, connu_le: str = ""
) -> Corpus:
    """Load the law that the options ask for.

    Args:
        lectures: Options `ID=rival`.
        avec: Folders of drafts.
        connu_le: Day the law is known on, empty for the last one.

    Raises:
        typer.BadParameter: A reading is not written so.
        OpposableError: There is no such state of the law.
    """
    from opposable.batch.droit_bati import droit_bati  # noqa: PLC0415 - help needs no law
    from opposable.law.etat_du_droit import (  # noqa: PLC0415 - the same
        EtatDuDroit,
        Projet,
        lire_connu_le,
    )

    projets = map(Projet.du_dossier, avec or ())
    return droit_bati(EtatDuDroit.de(lire_connu_le(connu_le), rivales(lectures or ()), projets))


def rivales(options: Iterable[str]) -> list[str]:
    """Read `ID=rival` options.

    Raises:
        typer.BadParameter: One is not written so.
    """
    lues = []
    for option in options:
        if not option.endswith(RIVALE):
            raise typer.BadParameter(f"« {option} » : écrivez ID=rival, par exemple 32241=rival")
        lues.append(option.removesuffix(RIVALE))
    return lues
