"""Which column holds what: titles known from the layouts users have, found and stated."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.ecrit.repli import replier
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DONNEES = Path(__file__).parent / "donnees"
DATE = re.compile(r"(?P<titre>[a-z_]*[a-z])_*(?P<periode>(?:19|20)\d\d(?:_?[tqs][1-4])?)")
CHIFFRES = ("offres", "demandeurs")
SANS_DOUTE = (*CHIFFRES, "periode")
"""Roles for which two columns cannot be told apart."""


@cache
def connues() -> Mapping[str, Any]:
    """Return the titles known, by kind of file then by what they hold."""
    return tomllib.loads((DONNEES / "colonnes.toml").read_text(encoding="utf-8"))


def plier(titre: str) -> str:
    """Return a title folded: no accent, capital or punctuation, words joined by `_`."""
    return replier(titre).replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Paire:
    """A pair of columns of counts.

    Attributes:
        offres: Title of the column of offers.
        demandeurs: Title of the column of job seekers.
        periode: Period that the titles state, empty where a column of its own does.
    """

    offres: str
    demandeurs: str
    periode: str = ""


class Titres:
    """What the readers of files are told to look for; every column is read.

    Args:
        genre: `releve` or `nomenclature`.
    """

    formules = False
    feuille = ""

    def __init__(self, genre: str) -> None:
        self._connus = _tous(genre)

    def reconnus(self, titres: Sequence[str]) -> int:
        """Return how many titles of a row are known.

        One word is no heading: a cell of a row of figures may be one, as « ROME ».
        """
        combien = len({plier(titre) for titre in titres} & self._connus)
        return combien if combien > 1 else 0

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Return the places of the columns that have a title.

        Raises:
            FichierError: A title is there twice.
        """
        _uniques(nom, titres)
        return [place for place, titre in enumerate(titres) if titre]

    def codees(self, _titres: Sequence[str]) -> frozenset[str]:
        """No column is known before all are."""
        return frozenset()


@cache
def _tous(genre: str) -> frozenset[str]:
    """Return every title known for a kind of file."""
    sections = (genre, "lieu", "indicateurs") if genre == "releve" else (genre,)
    connus = {t for s in sections for titres in connues()[s].values() for t in titres}
    return frozenset(connus | {*connues()["ratio"]["titres"], *connues()["autres_comptes"]})


def reconnaitre(
    nom: str, titres: Sequence[str], genre: str, dites: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the title of each piece of information that the columns hold.

    Args:
        nom: Name of the file, for messages.
        titres: Titles, as written.
        genre: `releve` or `nomenclature`.
        dites: Titles by role, where one says which column to read.

    Raises:
        FichierError: A title is there twice, one that is said is not there, or two columns may
            hold the same counts or the period.
    """
    plies = _uniques(nom, titres)
    trouves = _dites(nom, plies, genre, dites or {})
    for role, synonymes in _roles(genre).items():
        if role in trouves:
            continue
        presents = [plies[s] for s in synonymes if s in plies]
        if role in SANS_DOUTE and len(presents) > 1 and plier(presents[0]) != synonymes[0]:
            raise FichierError(
                nom,
                f"deux colonnes peuvent donner « {role} » : « {presents[0]} » et "
                f"« {presents[1]} » ; nommez la bonne « {synonymes[0]} », ou écrivez "
                f"--colonnes {role}=TITRE",
            )
        if presents:
            trouves[role] = presents[0]
    return trouves


def _roles(genre: str) -> Mapping[str, Sequence[str]]:
    """Return the titles of each role, those that may stand beside included."""
    roles: dict[str, Sequence[str]] = {**connues()[genre]}
    return roles | connues()["lieu"] if genre == "releve" else roles


def _dites(
    nom: str, plies: Mapping[str, str], genre: str, dites: Mapping[str, str]
) -> dict[str, str]:
    """Return the titles said, as the file writes them."""
    trouves = {}
    for role, titre in dites.items():
        if role not in _roles(genre):
            permis = ", ".join(_roles(genre))
            raise FichierError(nom, f"--colonnes : « {role} » n'est pas l'un de : {permis}")
        if plier(titre) not in plies:
            presents = ", ".join(f"« {t} »" for t in plies.values())
            raise FichierError(nom, f"aucune colonne « {titre} » ; titres du fichier : {presents}")
        trouves[role] = plies[plier(titre)]
    return trouves


def _uniques(nom: str, titres: Sequence[str]) -> dict[str, str]:
    """Return the titles as written by the same folded; refuse one that is there twice."""
    plies: dict[str, str] = {}
    for rang, titre in enumerate(titres, 1):
        plie = plier(titre)
        if plie and plie in plies:
            raise FichierError(
                nom,
                f"deux colonnes ont le même titre, « {plies[plie]} » et « {titre} » "
                f"(colonne {rang}) ; renommez-en une",
            )
        plies[plie] = titre
    plies.pop("", None)
    return plies


def sans_periode(titre: str) -> str:
    """Return a title without the period it ends with, such as `offres` for `offres_2021`."""
    trouve = DATE.fullmatch(plier(titre))
    return trouve["titre"] if trouve else titre


def par_periode(titres: Sequence[str]) -> tuple[Paire, ...]:
    """Return the pairs of columns whose titles end with a period, such as `offres_2021`."""
    paires: dict[str, dict[str, str]] = {}
    for titre in titres:
        trouve = DATE.fullmatch(plier(titre))
        for role in CHIFFRES if trouve else ():
            if trouve and trouve["titre"] in connues()["releve"][role]:
                periode = trouve["periode"].replace("_", "").upper()
                paires.setdefault(periode, {})[role] = titre
    return tuple(
        Paire(paire["offres"], paire["demandeurs"], periode)
        for periode, paire in sorted(paires.items())
        if len(paire) == len(CHIFFRES)
    )


def exiger(nom: str, trouves: Mapping[str, str], roles: Sequence[str], genre: str) -> None:
    """Check that columns were found.

    Raises:
        FichierError: One was not; the titles it may have are told.
    """
    for role in roles:
        if role not in trouves:
            possibles = ", ".join(connues()[genre][role])
            option = f" ; ou écrivez --colonnes {role}=TITRE" if genre == "releve" else ""
            raise FichierError(
                nom, f"aucune colonne « {role} » ; titres reconnus pour elle : {possibles}{option}"
            )


def exiger_effectifs(nom: str, titres: Sequence[str], trouves: Mapping[str, str]) -> None:
    """Check that a table gives counts, and not only their ratio.

    Raises:
        FichierError: It gives a ratio alone.
    """
    manquants = [role for role in CHIFFRES if role not in trouves]
    autre = next((t for t in titres if plier(t) in connues()["autres_comptes"]), None)
    if autre is not None and manquants:
        quoi = connues()["autres_comptes"][plier(autre)]
        sans = "demandeurs" in manquants
        raise FichierError(
            nom,
            f"la colonne « {autre} » donne {quoi}, et non des offres ; "
            + ("aucune colonne ne donne les demandeurs d'emploi : ajoutez-la. " if sans else "")
            + f"Si ces projets tiennent lieu d'offres, écrivez --colonnes offres={autre}"
            + (",demandeurs=TITRE" if sans else ""),
        )
    ratio = next((t for t in titres if plier(t) in connues()["ratio"]["titres"]), None)
    if ratio is not None and manquants:
        raise FichierError(
            nom,
            f"la colonne « {ratio} » donne une tension déjà calculée, sans la colonne "
            f"« {manquants[0]} » : un rapport arrondi ne se compare pas exactement à un seuil et "
            "ne se cumule pas. Demandez le tableau des effectifs (offres et demandeurs d'emploi), "
            "ou écrivez --colonnes offres=TITRE,demandeurs=TITRE s'ils sont sous d'autres titres",
        )
