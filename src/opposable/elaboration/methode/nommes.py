"""Occupations a step names: a file, each row with who asks for it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import FichierError, SchemaError
from opposable.fichiers.rangees import lire_rangees

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

COLONNES = ("metier", "territoire", "demandeur", "motif")


class Nomme(NamedTuple):
    """An occupation named by a file.

    Attributes:
        metier: Code.
        territoire: Territory it is named for, empty for all those of the selection.
        demandeur: Who asks for it: a federation, a préfet.
        motif: Why, in their words.
    """

    metier: str
    territoire: str
    demandeur: str
    motif: str


def lire_nommes(
    chemin: Path, metiers: Collection[str], territoires: Collection[str]
) -> tuple[Nomme, ...]:
    """Read the occupations a file names.

    Args:
        chemin: CSV, XLSX or Parquet file; `metier` is required, the other columns
            (`territoire`, `demandeur`, `motif`) are not.
        metiers: Codes that may be named.
        territoires: Territories that may be named.

    Raises:
        SchemaError: The file cannot be read, or a row names something unknown or named twice.
    """
    return tuple(_rangees(chemin, metiers, territoires))


def _rangees(
    chemin: Path, metiers: Collection[str], territoires: Collection[str]
) -> Iterator[Nomme]:
    if not chemin.exists():
        raise SchemaError(
            chemin.name,
            f"fichier absent de {chemin.parent} : créez-le, avec les colonnes "
            f"{', '.join(COLONNES)} (vide s'il n'y a rien à nommer)",
        )
    vus: set[tuple[str, str]] = set()
    try:
        for ligne, cellules in lire_rangees(chemin, COLONNES, COLONNES[:1]):
            nomme = Nomme(**cellules)
            _verifier(nomme, vus, f"{chemin.name}, ligne {ligne}", metiers, territoires)
            vus.add(nomme[:2])
            yield nomme
    except FichierError as erreur:
        raise SchemaError(chemin.name, erreur.probleme) from erreur


def _verifier(
    nomme: Nomme,
    vus: Collection[tuple[str, str]],
    ou: str,
    metiers: Collection[str],
    territoires: Collection[str],
) -> None:
    """Check that a row names something known, once."""
    if nomme.metier not in metiers:
        raise SchemaError(ou, f"métier inconnu ici : « {nomme.metier} »")
    if nomme.territoire and nomme.territoire not in territoires:
        raise SchemaError(ou, f"territoire inconnu ici : « {nomme.territoire} »")
    if nomme[:2] in vus:
        raise SchemaError(ou, f"« {nomme.metier} » est nommé deux fois")
