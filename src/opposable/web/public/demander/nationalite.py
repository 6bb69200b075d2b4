"""Nationalities as people write them: codes, names of countries, demonyms; never a guess."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from opposable.ecrit.repli import replier
from opposable.law.tables import DOSSIER
from opposable.web.socle import droit

if TYPE_CHECKING:
    from opposable.decision.motif import Langue

GENTILES = "gentiles.csv"
SEPARATEURS = re.compile(r"\s*(?:[,;+/&]|\bet\b|\band\b)\s*")
LONGUEUR = 200  # characters read
PROCHE = 75.0  # resemblance from which a name is proposed
PROPOSITIONS = 6


@dataclass(frozen=True, slots=True)
class Comprise:
    """What a text says of nationalities.

    Attributes:
        codes: Codes understood, in the order written; complete only where `ecrit` is empty.
        ecrit: First part of the text that names no single country, empty where all do.
        propositions: Codes that part may mean, nearest first.
        reste: Parts written after it, not read yet.
    """

    codes: tuple[str, ...]
    ecrit: str = ""
    propositions: tuple[str, ...] = ()
    reste: tuple[str, ...] = ()


def comprendre(texte: str) -> Comprise:
    """Read nationalities: names, demonyms or codes, apart by commas, « et » or `+`."""
    entier = texte[:LONGUEUR].strip()
    if len(_codes(entier)) == 1:  # « Trinité-et-Tobago », « Bosnie et Herzégovine »
        return Comprise(_codes(entier))
    parties = [partie for partie in SEPARATEURS.split(entier) if partie]
    codes: tuple[str, ...] = ()
    for rang, partie in enumerate(parties):
        trouves = _codes(partie)
        if len(trouves) != 1:
            reste = tuple(parties[rang + 1 :])
            return Comprise(codes, partie, trouves or _proches(partie), reste)
        codes += tuple(code for code in trouves if code not in codes)
    return Comprise(codes)


def nom(code: str, langue: Langue = "fr") -> str:
    """Return the name of a nationality's country."""
    connue = droit.corpus().nationalites.get(code)
    if connue is None:
        return code
    return connue.nom if langue == "fr" else connue.name


def _codes(texte: str) -> tuple[str, ...]:
    """Return the codes a text names exactly, case and accents aside."""
    if texte.upper() in droit.corpus().nationalites:
        return (texte.upper(),)
    return _noms().get(replier(texte), ())


def _proches(texte: str) -> tuple[str, ...]:
    """Return the codes whose names resemble a text."""
    proches = process.extract(
        replier(texte), _noms().keys(), scorer=fuzz.ratio, score_cutoff=PROCHE, limit=20
    )
    codes = dict.fromkeys(code for forme, _, _ in proches for code in _noms()[forme])
    return tuple(codes)[:PROPOSITIONS]


@cache
def _noms() -> dict[str, tuple[str, ...]]:
    """Return the codes by folded name or demonym."""
    par_nom: dict[str, tuple[str, ...]] = {}
    for code, forme in _formes():
        plie = replier(forme)
        if plie and code not in par_nom.get(plie, ()):
            par_nom[plie] = (*par_nom.get(plie, ()), code)
    return par_nom


def _formes() -> list[tuple[str, str]]:
    """Return (code, name) pairs: names in both languages, demonyms of both genders."""
    connues = droit.corpus().nationalites.values()
    formes = [(n.code, ecrit) for n in connues for ecrit in (n.nom, n.name)]
    return formes + [(g["nationalite"], ecrit) for g in _gentiles() for ecrit in _ecrits(g)]


def _ecrits(gentile: dict[str, str]) -> list[str]:
    return [gentile["masculin"], gentile["feminin"], *gentile["autres"].split("|")]


@cache
def _gentiles() -> list[dict[str, str]]:
    with (DOSSIER / GENTILES).open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


@cache
def propositions(langue: Langue) -> tuple[str, ...]:
    """Return the names to help typing: countries and demonyms, sorted."""
    noms = {nom(code, langue) for code in droit.corpus().nationalites}
    if langue == "fr":
        noms |= {g["feminin"].capitalize() for g in _gentiles() if g["feminin"]}
    return tuple(sorted(noms, key=replier))
