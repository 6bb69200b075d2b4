"""Reading what is already open: a list of the law, a list as CSV, or a folder of lists drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.methode.confrontation import du_droit
from opposable.elaboration.methode.maintien import PARTOUT, Cellules, Maintien
from opposable.errors import FichierError
from opposable.fichiers.rangees import lire_rangees

if TYPE_CHECKING:
    from fractions import Fraction

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.methode.schema import Schema
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime

CLES = ("metier", "zone")
"""Columns of a list, as `opposable elaborate` writes it."""


def lire_maintien(
    nom: str,
    marge: Fraction,
    *,
    corpus: Corpus,
    regime: Regime,
    schema: Schema,
    nomenclature: Nomenclature,
) -> Maintien:
    """Read what is in place.

    Args:
        nom: A folder that `opposable elaborate` wrote, a CSV file with the columns `metier` and
            `zone`, or a list, text or day of the law; empty for nothing in place.
        marge: How far under its threshold what is in place may fall.
        corpus: The law.
        regime: Public of the list of the law.
        schema: The scheme, whose selections a folder holds by name.
        nomenclature: The occupations of the figures.

    Raises:
        FichierError: A file cannot be read, or no code is one of the figures.
        ListeError: The name is no file and no list.
    """
    if not nom:
        return Maintien(marge)
    en_place = _lire(nom, corpus, regime, schema)
    codes = {metier for cellules in en_place.values() for metier, _ in cellules}
    if codes and not codes & set(nomenclature.metiers):
        exemple = min(codes)
        raise FichierError(
            nom,
            f"aucun de ses {len(codes)} métiers, comme « {exemple} », n'est de la nomenclature "
            f"« {nomenclature.id} » : donnez une liste écrite dans les mêmes codes",
        )
    return Maintien(marge, en_place, nom)


def _lire(nom: str, corpus: Corpus, regime: Regime, schema: Schema) -> dict[str, Cellules]:
    """Return what is in place, by selection where a folder tells them apart."""
    chemin = Path(nom)
    if chemin.is_dir():
        return {t.id: _liste(chemin / f"{t.id}.csv", corpus) for t in schema.tirages}
    if chemin.exists():
        return {"": _liste(chemin, corpus)}
    return {"": du_droit(corpus, nom, regime)}


def _liste(chemin: Path, corpus: Corpus) -> Cellules:
    """Read a list, every zone being known."""
    lieux = {FRANCE, PARTOUT} | {
        c for version in corpus.territoires.values() for c in version.regions
    }
    cellules = []
    for ligne, rangee in lire_rangees(chemin, CLES, CLES):
        metier, zone = rangee["metier"], rangee["zone"]
        if not metier or zone not in lieux:
            raise FichierError(
                chemin.name,
                f"ligne {ligne} : « {metier} » en « {zone} » ; un code de métier et une région, "
                f"{FRANCE} ou {PARTOUT} sont attendus",
            )
        cellules.append((metier, zone))
    return frozenset(cellules)
