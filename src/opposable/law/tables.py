"""The raw tables of the law data: rows of cells, as the files hold them.

A table is a list of rows and a row a dict of cells. A CSV file is one table, named by its
path; an array `[[x]]` of a TOML file is the table `path#x`. Nothing is interpreted here, so
that a rival reading can be a change of cells (see `lecture`). A table once read is never
changed: a change makes another table, which holds the same rows where they are the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from opposable.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Ligne: TypeAlias = "Mapping[str, Any]"
Table: TypeAlias = "Sequence[Ligne]"
Tables: TypeAlias = "Mapping[str, Table]"

DOSSIER = Path(__file__).parent / "data"
INSTRUMENTS = "instruments"
NOMS = "noms/"
"""Folder of the words people use for codes: they help searching and decide nothing."""
CAS = "/cas.toml"
"""Cases that an instrument carries beside its lists; they decide nothing."""


def fichiers(dossier: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (relative path, bytes) of every law file of a folder, in a fixed order.

    Raises:
        LawDataError: The folder does not exist or holds no law file.
    """
    chemins = sorted(p for p in dossier.rglob("*") if p.suffix in {".csv", ".toml"} and p.is_file())
    if not chemins:
        raise LawDataError(str(dossier), "aucun fichier de droit (.csv, .toml) trouvé")
    for chemin in chemins:
        yield chemin.relative_to(dossier).as_posix(), chemin.read_bytes()


def decisifs(dossier: Path) -> list[tuple[str, bytes]]:
    """Return the law files of a folder that answers rest on, in a fixed order."""
    return [
        (nom, octets)
        for nom, octets in fichiers(dossier)
        if not nom.startswith(NOMS) and not nom.endswith(CAS)
    ]


def empreinte(contenus: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of the law data: names, lengths and bytes, in order."""
    somme = hashlib.sha256()
    for nom, octets in contenus:
        somme.update(f"{nom}\0{len(octets)}\0".encode())
        somme.update(octets)
    return somme.hexdigest()


def lire(contenus: Iterable[tuple[str, bytes]]) -> Tables:
    """Read every file into tables.

    Raises:
        LawDataError: A file is not UTF-8, not TOML, or a CSV row has too many or too few cells.
    """
    tables: dict[str, Table] = {}
    for nom, octets in contenus:
        texte = _texte(nom, octets)
        if nom.endswith(".csv"):
            tables[nom] = _lire_csv(nom, texte)
        else:
            tables.update(_lire_toml(nom, texte))
    return tables


def _texte(nom: str, octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        raise LawDataError(
            nom, "le fichier n'est pas en UTF-8 : enregistrez-le dans cet encodage"
        ) from erreur


def _lire_csv(nom: str, texte: str) -> Table:
    import csv  # noqa: PLC0415 - a law that is kept is not read from its files
    import io  # noqa: PLC0415

    lecteur = csv.reader(io.StringIO(texte), strict=True)
    try:
        entete = next(lecteur)
        lignes = tuple(_ligne(nom, entete, cellules, lecteur.line_num) for cellules in lecteur)
    except StopIteration:
        raise LawDataError(nom, "le fichier est vide") from None
    except csv.Error as erreur:
        raise LawDataError(nom, f"CSV illisible ({erreur})", ligne=lecteur.line_num) from erreur
    if len(set(entete)) != len(entete):
        raise LawDataError(nom, "une colonne est répétée dans l'en-tête", ligne=1)
    return lignes


def _ligne(nom: str, entete: list[str], cellules: list[str], numero: int) -> Ligne:
    if len(cellules) != len(entete):
        raise LawDataError(
            nom,
            f"{len(cellules)} cellules trouvées, {len(entete)} attendues",
            ligne=numero,
        )
    return dict(zip(entete, cellules, strict=True))


def _lire_toml(nom: str, texte: str) -> Tables:
    import tomllib  # noqa: PLC0415 - a law that is kept is not read from its files

    try:
        contenu = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise LawDataError(nom, f"TOML illisible ({erreur})") from erreur
    simples = {k: v for k, v in contenu.items() if not _est_tableau(v)}
    tables = {f"{nom}#{k}": tuple(v) for k, v in contenu.items() if _est_tableau(v)}
    return {nom: (simples,), **tables}


def _est_tableau(valeur: object) -> bool:
    return isinstance(valeur, list) and bool(valeur) and isinstance(valeur[0], dict)


def premiere(nom: str) -> int:
    """Return the number of the first row of a table: the header of a CSV file is line 1."""
    return 2 if nom.endswith(".csv") else 1


def remplacer(tables: Tables, remplacements: Iterable[Mapping[str, Any]]) -> Tables:
    """Return the tables with some cells changed; untouched tables stay the same objects.

    Raises:
        LawDataError: A replacement names a table, a column or rows that do not exist.
    """
    nouvelles = dict(tables)
    for changement in remplacements:
        nom = changement.get("fichier", "")
        if nom not in nouvelles:
            raise LawDataError("lectures.toml", f"fichier inconnu : {nom}", champ="fichier")
        nouvelles[nom] = _table_changee(nom, nouvelles[nom], changement)
    return nouvelles


def _table_changee(nom: str, lignes: Table, changement: Mapping[str, Any]) -> Table:
    filtre = changement.get("ligne", {})
    if not isinstance(filtre, dict):
        raise LawDataError("lectures.toml", f"{{ colonne = valeur }} attendu, trouvé {filtre!r}")
    _colonnes_connues(nom, lignes, changement)
    touchees = [correspond(ligne, filtre) for ligne in lignes]
    if not any(touchees):
        raise LawDataError("lectures.toml", f"aucune ligne de {nom} ne répond à {filtre}")
    return tuple(
        _ligne_changee(ligne, changement) if touchee else ligne
        for ligne, touchee in zip(lignes, touchees, strict=True)
    )


def _colonnes_connues(nom: str, lignes: Table, changement: Mapping[str, Any]) -> None:
    copies = changement.get("valeurs_de", {})
    citees = (*changement.get("ligne", {}), *changement.get("valeurs", {}), *copies)
    for colonne in (*citees, *copies.values()):
        if not any(colonne in ligne for ligne in lignes):
            raise LawDataError(
                "lectures.toml", f"{nom} n'a pas de colonne « {colonne} »", champ="remplace"
            )


def correspond(ligne: Ligne, filtre: Mapping[str, Any]) -> bool:
    """Tell whether a row has the cells asked for (a list of values: any of them)."""
    for champ, voulu in filtre.items():
        dit = ligne.get(champ)
        if dit != voulu and not (isinstance(voulu, list) and dit in voulu):
            return False
    return True


def _ligne_changee(ligne: Ligne, changement: Mapping[str, Any]) -> Ligne:
    copies = {k: ligne[v] for k, v in changement.get("valeurs_de", {}).items()}
    return {**ligne, **changement.get("valeurs", {}), **copies}
