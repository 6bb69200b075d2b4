"""A draft text: a folder outside the corpus, read with care before it becomes law.

It holds an `instrument.toml`, the rows of its lists, and what it brings (see `apport`). A draft
comes from anyone: a file too many, a cell that a spreadsheet would run, an identifier already
taken are refused, with their place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from opposable.ecrit.tableur import FORMULES
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.apport import APPORTS, INSTRUMENT
from opposable.law.cellule import Rangee
from opposable.law.instrument import Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from opposable.law.tables import Tables

MOTIFS = "motifs.csv"
"""Why each row is there: `ancre`, `motif`. It decides nothing, and leaves with the draft."""
TAILLE = 1 << 24
"""Bytes of a file above which it is no list of occupations."""
NOM_DE_DOSSIER = re.compile(r"[\w. -]+")
NOM_DE_FICHIER = re.compile(r"[\w-][\w.-]*\.csv")
CACHES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what is not seen: controls, changes of direction, unassigned marks."""


def fichiers(dossier: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (table name, bytes) of every file of a draft folder.

    Raises:
        LawDataError: The folder is not that of one text, or a file leads out of it.
    """
    racine = dossier.resolve()
    if racine.is_dir() and not (racine / INSTRUMENT).is_file():
        probleme = f"aucun {INSTRUMENT}" if any(racine.iterdir()) else "aucun fichier de droit"
        raise LawDataError(str(dossier), f"{probleme} : un projet de texte en a un")
    if not NOM_DE_DOSSIER.fullmatch(racine.name):
        raise LawDataError(str(dossier), "renommez ce dossier : lettres, chiffres, - et _")
    for nom, octets in brutes.fichiers(racine):
        chemin = racine / nom
        if not chemin.resolve().is_relative_to(racine):
            raise LawDataError(
                f"{dossier}/{nom}", "ce lien mène hors du dossier : copiez le fichier"
            )
        if len(octets) > TAILLE:
            raise LawDataError(f"{dossier}/{nom}", f"{len(octets)} octets : ce n'est pas une liste")
        yield f"{brutes.INSTRUMENTS}/{racine.name}/{nom}", octets


def controler(tables: Tables, dossier: str, connues: Tables) -> None:
    """Check a draft by itself, before what it brings is joined to the common tables.

    Args:
        tables: Its raw tables.
        dossier: Its place among the tables: `instruments/<folder>`.
        connues: The raw tables of the corpus and of the drafts before it.

    Raises:
        LawDataError: The first fault found, with its file, row and field.
    """
    tete = Rangee(f"{dossier}/{INSTRUMENT}", 1, tables[f"{dossier}/{INSTRUMENT}"][0])
    instrument = Instrument.lire(tete)
    if any(nom.startswith(f"{dossier}/") for nom in connues):
        raise LawDataError(dossier, "un texte du corpus a déjà ce dossier : renommez le vôtre")
    if instrument.id in _ids(connues, f"/{INSTRUMENT}"):
        raise tete.erreur("id", f"« {instrument.id} » est déjà un texte du corpus")
    listes = _listes(tables, dossier, instrument.id, connues)
    _fichiers_connus(tables, dossier, _cites(listes, tables, dossier))
    for nom, lignes in tables.items():
        for i, ligne in enumerate(lignes, _debut(nom)):
            _cellules(Rangee(nom, i, ligne))
    _lignes(tables, _cites(listes, tables, dossier))
    _motifs(tables, dossier, _cites(listes, tables, dossier))


def _debut(nom: str) -> int:
    """Number of the first row of a table: the header of a CSV is line 1."""
    return 2 if nom.endswith(".csv") else 1


def _ids(tables: Tables, suffixe: str) -> set[object]:
    return {
        li.get("id") for nom, lignes in tables.items() if nom.endswith(suffixe) for li in lignes
    }


def _listes(tables: Tables, dossier: str, instrument: str, connues: Tables) -> list[Rangee]:
    """Return the heads of the lists, each under an identifier of the draft."""
    nom = f"{dossier}/{INSTRUMENT}#liste"
    rangees = [Rangee(nom, i, ligne) for i, ligne in enumerate(tables.get(nom, ()), 1)]
    if not rangees:
        raise LawDataError(f"{dossier}/{INSTRUMENT}", "aucune section [[liste]] : il n'ouvre rien")
    prises = _ids(connues, f"{INSTRUMENT}#liste")
    for rangee in rangees:
        identifiant = rangee.texte("id")
        if not identifiant.startswith(f"{instrument}/"):
            raise rangee.erreur("id", f"« {identifiant} » : commencez par {instrument}/")
        if identifiant in prises:
            raise rangee.erreur("id", f"« {identifiant} » est déjà une liste")
        prises.add(identifiant)
    return rangees


def _cites(listes: list[Rangee], tables: Tables, dossier: str) -> list[str]:
    """Return the tables of rows that the lists name, in order, each once."""
    cites: dict[str, None] = {}
    for rangee in listes:
        for champ in ("fichiers", "cadre"):
            for fichier in rangee.mots(champ):
                if not NOM_DE_FICHIER.fullmatch(fichier):
                    probleme = f"« {fichier} » : un nom de fichier .csv du dossier est attendu"
                    raise rangee.erreur(champ, probleme)
                if f"{dossier}/{fichier}" not in tables:
                    raise rangee.erreur(champ, f"« {fichier} » n'est pas dans le dossier")
                cites[f"{dossier}/{fichier}"] = None
    return list(cites)


def _fichiers_connus(tables: Tables, dossier: str, cites: Iterable[str]) -> None:
    """Refuse a table that nothing would read: its author believes it does something."""
    apportes = (f"{dossier}/{apport.fichier}" for apport in APPORTS)
    tetes = (f"{dossier}/{INSTRUMENT}", f"{dossier}/{INSTRUMENT}#liste", f"{dossier}/{MOTIFS}")
    for nom in tables.keys() - {*cites, *apportes, *tetes}:
        raise LawDataError(
            nom, "rien ne le lit dans un projet : retirez-le, ou citez-le dans « fichiers »"
        )


def _cellules(rangee: Rangee) -> None:
    """Refuse what a spreadsheet would run, and what cannot be seen."""
    for champ, valeur in rangee.ligne.items():
        for texte in valeur if isinstance(valeur, list) else [valeur]:
            if not isinstance(texte, str):
                continue
            if texte.startswith(tuple(FORMULES)):
                raise rangee.erreur(
                    champ, f"« {texte[:40]} » commence comme une formule de tableur"
                )
            cache = next((c for c in texte if unicodedata.category(c) in CACHES), None)
            if cache is not None:
                probleme = f"caractère invisible U+{ord(cache):04X} : retirez-le"
                raise rangee.erreur(champ, probleme)


def _lignes(tables: Tables, cites: Iterable[str]) -> None:
    """Refuse two rows at one place, or that say the same of one occupation."""
    places: set[str] = set()
    for nom in cites:
        ouvertes: set[tuple[str, ...]] = set()
        for i, ligne in enumerate(tables[nom], _debut(nom)):
            rangee = Rangee(nom, i, ligne)
            ancre = rangee.ancre()
            if ancre in places:
                raise rangee.erreur("ancre", f"« {ancre} » est donnée deux fois")
            places.add(ancre)
            cle = tuple(rangee.optionnel(c) or "" for c in ("metier", "zone", "activite"))
            if cle in ouvertes:
                raise rangee.erreur("metier", f"« {cle[0]} » est donné deux fois pour {cle[1]}")
            ouvertes.add(cle)


def _motifs(tables: Tables, dossier: str, cites: Iterable[str]) -> None:
    """Check that every reason is that of one row."""
    places = {ligne["ancre"] for nom in cites for ligne in tables[nom]}
    dits: set[str] = set()
    for i, ligne in enumerate(tables.get(f"{dossier}/{MOTIFS}", ()), 2):
        rangee = Rangee(f"{dossier}/{MOTIFS}", i, ligne)
        ancre, _ = rangee.texte("ancre"), rangee.texte("motif")
        if ancre not in places:
            raise rangee.erreur("ancre", f"« {ancre} » n'est l'ancre d'aucune ligne du projet")
        if ancre in dits:
            raise rangee.erreur("ancre", f"« {ancre} » a déjà un motif")
        dits.add(ancre)


def motifs(tables: Tables, instrument: str) -> dict[str, str]:
    """Return the reason of each row of a text, by its anchor; empty where none is kept."""
    for nom, lignes in tables.items():
        dossier, egal, reste = nom.partition(f"/{INSTRUMENT}")
        if egal and not reste and lignes[0].get("id") == instrument:
            return {li["ancre"]: li["motif"] for li in tables.get(f"{dossier}/{MOTIFS}", ())}
    return {}
