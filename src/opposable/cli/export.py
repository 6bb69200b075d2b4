"""Writing rows of lists to a file: CSV, JSON, XLSX or Parquet, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from opposable.batch.feuille import ECRIVAINS, Feuille
from opposable.ecrit.systeme import dire_refus
from opposable.errors import FichierError
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
    octets = ecrivain(Feuille("Liste", LigneDeListe._fields, lignes))
    provisoire = sortie.with_name(f".{sortie.name}.part")
    try:
        provisoire.write_bytes(octets)
        provisoire.replace(sortie)
    except OSError as erreur:
        raise FichierError(str(sortie), f"écriture impossible ({dire_refus(erreur)})") from erreur
    finally:
        with suppress(OSError):
            provisoire.unlink(missing_ok=True)
