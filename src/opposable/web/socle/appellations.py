"""Everyday names of occupations, as the search knows them."""

from __future__ import annotations

import csv
from functools import cache

from opposable.law.tables import DOSSIER
from opposable.recherche import APPELLATIONS

USAGE = "usage"


@cache
def appellations() -> dict[str, tuple[str, ...]]:
    """Return the everyday names of each occupation, by code."""
    noms: dict[str, list[str]] = {}
    with (DOSSIER / APPELLATIONS).open(encoding="utf-8", newline="") as fichier:
        for ligne in csv.DictReader(fichier):
            if ligne["source"] == USAGE:
                noms.setdefault(ligne["metier"], []).append(ligne["appellation"])
    return {metier: tuple(trouves) for metier, trouves in noms.items()}
