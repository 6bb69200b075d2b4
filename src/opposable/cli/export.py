"""Writing rows of lists to a file: CSV, JSON, XLSX or Parquet, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.errors import FichierError
from opposable.fichiers.feuille import ECRIVAINS, Feuille
from opposable.fichiers.sortie import ecrire_entier
from opposable.law.consultation import LigneDeListe

if TYPE_CHECKING:
    from pathlib import Path


def ecrire(lignes: list[LigneDeListe], sortie: Path) -> None:
    """Write rows beside, then rename.

    Raises:
        FichierError: The suffix is not known, or the file cannot be written.
    """
    ecrivain = ECRIVAINS.get(sortie.suffix.lower())
    if ecrivain is None:
        connus = ", ".join(ECRIVAINS)
        raise FichierError(str(sortie), f"suffixe « {sortie.suffix} » ; connus : {connus}")
    ecrire_entier(sortie, ecrivain(Feuille("Liste", LigneDeListe._fields, lignes)))
