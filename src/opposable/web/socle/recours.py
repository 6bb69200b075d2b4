"""What follows a refusal or a silence: time limits, who hears, model letters; all of it is data.

A period is stated once, in `donnees/recours.toml`, as a `Duree` with its source; every sentence
and every letter takes it from there.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.dossiers.delais import Duree
from opposable.ecrit.bilingue import Bilingue

if TYPE_CHECKING:
    from collections.abc import Mapping

FICHIER = Path(__file__).parent / "donnees" / "recours.toml"
MOIS = {1: Bilingue("un mois", "one month"), 2: Bilingue("deux mois", "two months")}


class Delai(NamedTuple):
    """A time limit: what it bounds, how long it is, and the article that sets it.

    Attributes:
        id: Identifier.
        duree: The period, with its source.
        dit: The sentence, its period filled in.
        article: Official reference.
        adresse: Where the code is published.
        lu: Whether the article itself was read.
    """

    id: str
    duree: Duree
    dit: Bilingue
    article: str
    adresse: str
    lu: bool


class Ressort(NamedTuple):
    """Who hears an appeal, on what article, over a period of days of the decision."""

    dit: Bilingue
    article: str
    adresse: str
    lu: bool
    du: date = date.min
    au: date = date.max


class Partie(NamedTuple):
    """A paragraph of a letter, with its places to fill; `si` is the only answer it stands under."""

    dit: str
    si: str


class Modele(NamedTuple):
    """A model letter, in French: its name, when it serves, to whom it goes, its paragraphs."""

    id: str
    nom: Bilingue
    quand: Bilingue
    a: str
    objet: str
    parties: tuple[Partie, ...]


def dire_mois(mois: int) -> Bilingue:
    """Return a number of months in words."""
    return MOIS[mois]


@cache
def delais() -> Mapping[str, Delai]:
    """Return the time limits, in the order they are told."""
    return {lu["id"]: _delai(lu) for lu in _lu()["delai"]}


@cache
def juge() -> Ressort:
    """Return the court that hears the appeal."""
    return _ressort(_lu()["juge"])


def autorite(jour: date) -> Ressort | None:
    """Return to whom a hierarchical appeal goes on a day, None where it is not known."""
    return next((r for r in _autorites() if r.du <= jour <= r.au), None)


@cache
def modeles() -> Mapping[str, Modele]:
    """Return the model letters."""
    return {lu["id"]: _modele(lu) for lu in _lu()["lettre"]}


@cache
def _lu() -> dict[str, Any]:
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))


@cache
def _autorites() -> tuple[Ressort, ...]:
    return tuple(_ressort(lu) for lu in _lu()["autorite"])


def _delai(lu: Mapping[str, Any]) -> Delai:
    duree = Duree(lu["mois"], lu["source"])
    mois = dire_mois(duree.mois)
    dit = Bilingue(lu["dit"]["fr"].format(mois=mois.fr), lu["dit"]["en"].format(mois=mois.en))
    return Delai(lu["id"], duree, dit, lu["article"], lu["adresse"], lu["certitude"] == "lu")


def _ressort(lu: Mapping[str, Any]) -> Ressort:
    return Ressort(
        Bilingue(**lu["dit"]),
        lu["article"],
        lu.get("adresse", ""),
        lu["certitude"] == "lu",
        lu.get("du", date.min),
        lu.get("au", date.max),
    )


def _modele(lu: Mapping[str, Any]) -> Modele:
    parties = tuple(Partie(partie["dit"], partie.get("si", "")) for partie in lu["partie"])
    return Modele(
        lu["id"], Bilingue(**lu["nom"]), Bilingue(**lu["quand"]), lu["a"], lu["objet"], parties
    )
