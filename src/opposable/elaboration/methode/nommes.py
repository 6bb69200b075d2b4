"""Occupations a step names: a CSV file, each row with who asks for it and why."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import SchemaError

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
        chemin: CSV file in UTF-8, comma or semicolon; `metier` is required, the other columns
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
    lecteur = _lecteur(chemin)
    vus: set[tuple[str, str]] = set()
    try:
        for rangee in lecteur:
            nomme = Nomme(*((rangee.get(colonne) or "").strip() for colonne in COLONNES))
            ou = f"ligne {lecteur.line_num}"
            if None in rangee:
                raise SchemaError(
                    chemin.name,
                    f"{ou} : trop de cellules ; mettez entre guillemets ce qui a une virgule",
                )
            if nomme.metier not in metiers:
                raise SchemaError(chemin.name, f"{ou} : métier inconnu ici : « {nomme.metier} »")
            if nomme.territoire and nomme.territoire not in territoires:
                raise SchemaError(
                    chemin.name, f"{ou} : territoire inconnu ici : « {nomme.territoire} »"
                )
            if nomme[:2] in vus:
                raise SchemaError(chemin.name, f"{ou} : « {nomme.metier} » est nommé deux fois")
            vus.add(nomme[:2])
            yield nomme
    except csv.Error as erreur:
        raise SchemaError(chemin.name, f"CSV illisible ({erreur})") from erreur


def _lecteur(chemin: Path) -> csv.DictReader[str]:
    try:
        texte = chemin.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SchemaError(
            chemin.name,
            f"fichier absent de {chemin.parent} : créez-le, avec les colonnes "
            f"{', '.join(COLONNES)} (vide s'il n'y a rien à nommer)",
        ) from None
    except (OSError, ValueError) as erreur:
        raise SchemaError(chemin.name, f"fichier illisible ({erreur})") from erreur
    entete = texte.partition("\n")[0]
    lecteur = csv.DictReader(
        io.StringIO(texte, newline=""), delimiter=";" if ";" in entete else ",", strict=True
    )
    try:
        colonnes = lecteur.fieldnames or []
    except csv.Error as erreur:
        raise SchemaError(chemin.name, f"CSV illisible ({erreur})") from erreur
    if "metier" not in colonnes or len(set(colonnes)) != len(colonnes):
        raise SchemaError(
            chemin.name, f"une colonne metier est attendue, trouvé : {', '.join(colonnes)}"
        )
    return lecteur
