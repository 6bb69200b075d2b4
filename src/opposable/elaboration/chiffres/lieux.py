"""Where a row is: a region, a department or the country, told by the file or asked for.

A code of region is often that of a department too: a bare code is never taken for one.
"""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.chiffres.colonnes import connues, plier
from opposable.elaboration.chiffres.releve import FRANCE
from opposable.errors import ValeurError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.corpus import Corpus

ARTICLE = re.compile(r"^(la|le|les|l)_")
DEPARTEMENT = re.compile(r"0*(?P<code>[0-9]{2,3}|2[AB])|(?P<seul>[1-9])")


class Maille(StrEnum):
    """Levels of territory that figures are given at."""

    REGIONS = "regions"
    DEPARTEMENTS = "departements"
    FRANCE = "france"
    AUTRE = "autre"
    """Basins, communes, zones: known to be none of the others, and not used."""


class Lieux(NamedTuple):
    """The territories that figures may name.

    Attributes:
        regions: Names of the regions by code.
        departements: Names of the departments by code.
        region_de: Code of the region of each department.
        annee: Year of this version of the territories.
        ailleurs: Version of each region that only another version has, by code.
        propres: Codes of the regions that only this version has.
    """

    regions: Mapping[str, str]
    departements: Mapping[str, str]
    region_de: Mapping[str, str]
    annee: str = ""
    ailleurs: Mapping[str, str] = MappingProxyType({})
    propres: frozenset[str] = frozenset()

    @classmethod
    def de(cls, corpus: Corpus, version: str = "") -> Lieux:
        """Return the territories of the law.

        Args:
            corpus: The law.
            version: Version of the territories, the first that the law knows where it is empty.

        Raises:
            ValeurError: The law knows no such version.
        """
        dite = version or corpus.base.id
        if dite not in corpus.territoires:
            connues_ = ", ".join(corpus.territoires)
            raise ValeurError("territoires", version, f"« {version} » : écrivez l'un de {connues_}")
        ici = corpus.territoires[dite]
        regions, departements = ici.regions, ici.departements
        versions = corpus.territoires.items()
        autres = {code: v for v, lue in versions if v != dite for code in lue.regions}
        return cls(
            {code: region.nom for code, region in regions.items()},
            {code: departement.nom for code, departement in departements.items()},
            {code: departement.region for code, departement in departements.items()},
            dite.rpartition("-")[2],
            {code: v for code, v in autres.items() if code not in regions},
            frozenset(regions) - frozenset(autres),
        )


class Sens(NamedTuple):
    """What a cell may name.

    Attributes:
        codes: Code by level of territory; empty where it names nothing known.
        dite: Whether the file tells the level: by its column, by a name or by a label.
        complete: Whether a zero that a spreadsheet took away was given back.
    """

    codes: Mapping[Maille, str]
    dite: bool = False
    complete: bool = False


class Lecteur:
    """Reader of territories: codes, names, labels beside codes, levels.

    Args:
        lieux: The territories.
    """

    def __init__(self, lieux: Lieux) -> None:
        self.lieux = lieux
        self._par_nom = {
            Maille.REGIONS: {nommer(nom): code for code, nom in lieux.regions.items()},
            Maille.DEPARTEMENTS: {nommer(nom): code for code, nom in lieux.departements.items()},
            Maille.FRANCE: dict.fromkeys(connues()["france"]["noms"], FRANCE),
        }
        self._mailles = {
            mot: Maille(maille) for maille, mots in connues()["mailles"].items() for mot in mots
        }

    def lire(self, texte: str, intitule: str = "", maille: str | None = None) -> Sens:
        """Read a cell.

        Args:
            texte: Code or name.
            intitule: Label beside it, empty where there is none.
            maille: Level as the file writes it, None where it has no such column.
        """
        if maille is not None:
            return self._de_la_maille(texte, intitule, self._mailles.get(plier(maille)))
        nommes = self._nommes(texte)
        if nommes:
            return Sens(nommes, dite=len(nommes) == 1)
        sens = self._codes(texte)
        dits = {m: c for m, c in sens.codes.items() if self._par_nom[m].get(nommer(intitule)) == c}
        return sens._replace(codes=dits, dite=len(dits) == 1) if dits else sens

    def _de_la_maille(self, texte: str, intitule: str, maille: Maille | None) -> Sens:
        if maille is Maille.FRANCE:  # whatever code stands beside
            return Sens({Maille.FRANCE: FRANCE}, dite=True)
        if maille in {None, Maille.AUTRE}:
            return Sens({Maille.AUTRE: ""}, dite=True)
        lu = self.lire(texte, intitule)
        return lu._replace(codes={m: c for m, c in lu.codes.items() if m is maille}, dite=True)

    def _nommes(self, texte: str) -> dict[Maille, str]:
        nom = nommer(texte)
        return {m: noms[nom] for m, noms in self._par_nom.items() if nom in noms}

    def _codes(self, texte: str) -> Sens:
        codes: dict[Maille, str] = {}
        if texte.isascii() and texte.isdigit() and texte.zfill(2) in self.lieux.regions:
            codes[Maille.REGIONS] = texte.zfill(2)
        trouve = DEPARTEMENT.fullmatch(texte.upper())
        code = (trouve["code"] or f"0{trouve['seul']}") if trouve else ""
        if code in self.lieux.departements:
            codes[Maille.DEPARTEMENTS] = code
        return Sens(codes, complete=bool(codes) and texte not in codes.values())


def nommer(texte: str) -> str:
    """Return a name of territory folded, without its article."""
    return ARTICLE.sub("", plier(texte))
