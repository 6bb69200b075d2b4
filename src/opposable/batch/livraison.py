"""What the wheel brings ready made: the law as published, its table, what others build of it.

They are believed as any other kept file is: whole, nobody else's to write, and of the very data and
code that are installed, whose digests name them. Where they do not match, they are not looked at.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.fichiers.magasin import Magasin, dossier_du_cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.law.corpus import Corpus

LIVRE = Path(__file__).parent / "bati"
"""Folder of what was built with the wheel; absent from the sources."""
LU_PAR_TOUS = 0o644


def magasin() -> Magasin:
    """Return where what is built is kept: the user's own store, behind what was installed."""
    return Magasin(dossier_du_cache(os.environ), LIVRE)


def livrer(dossier: Path, *autres: Callable[[Corpus, Magasin], object]) -> list[Path]:
    """Build the law as published and its table in a folder, and return the files.

    Args:
        dossier: An empty folder.
        autres: Keep what else is built of the law.
    """
    from opposable.batch.droit_bati import droit_bati  # noqa: PLC0415 - they keep what they build
    from opposable.batch.table_batie import table_batie  # noqa: PLC0415 - through this module

    ici = Magasin(dossier)
    corpus = droit_bati(magasin=ici)
    for batir in (table_batie, *autres):
        batir(corpus, ici)
    fichiers = sorted(dossier.iterdir())
    for fichier in fichiers:
        fichier.chmod(LU_PAR_TOUS)
    return fichiers
