"""The Table Schemas published for the tidy layouts: the importer accepts exactly what they say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elaboration.ecrits import REGIONS, TITRES, csv_de, lire
from opposable.elaboration.chiffres.anomalie import Effet
from opposable.elaboration.chiffres.colonnes import DONNEES, connues
from opposable.elaboration.chiffres.importation_metiers import importer_nomenclature
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.errors import FichierError

if TYPE_CHECKING:
    from pathlib import Path

RELEVE: dict[str, Any] = json.loads((DONNEES / "releve.schema.json").read_text("utf-8"))
NOMENCLATURE: dict[str, Any] = json.loads((DONNEES / "nomenclature.schema.json").read_text("utf-8"))
CHAMPS = {champ["name"]: champ for champ in RELEVE["fields"]}
TERRITOIRES = [*REGIONS, "FR"]
TEMOIN = {"territoire": "11", "metier": "T", "offres": "1", "demandeurs": "1", "periode": "2006"}


def conforme(champ: dict[str, Any], cellule: str, schema: dict[str, Any]) -> bool:
    """Judge a cell by the Table Schema alone."""
    manquantes = champ.get("missingValues", schema["missingValues"])
    regles = champ.get("constraints", {})
    if cellule in manquantes:
        return not regles.get("required")
    if champ["type"] == "integer":
        if not re.fullmatch(r"[+-]?[0-9]+", cellule):
            return False
        return bool(regles["minimum"] <= int(cellule) <= regles["maximum"])
    return bool(re.fullmatch(regles.get("pattern", ".*"), cellule))


CELLULES = {
    "territoire": st.sampled_from([*TERRITOIRES, ""]),
    "metier": st.from_regex(CHAMPS["metier"]["constraints"]["pattern"], fullmatch=True)
    | st.text("Mé/ ;-1", max_size=3).filter(
        lambda texte: ";" not in texte and texte == texte.strip()
    ),
    "offres": st.integers(-5, 10**16).map(str) | st.sampled_from(["", "s", "x", "1,5", "10 %"]),
    "demandeurs": st.integers(-5, 50).map(str)
    | st.sampled_from(CHAMPS["demandeurs"]["missingValues"]),
    "periode": st.from_regex(CHAMPS["periode"]["constraints"]["pattern"], fullmatch=True).filter(
        str.isascii
    )
    | st.sampled_from(["", "06", "2006-13", "2006-S3", "avant"]),
}


def test_les_champs_sont_ceux_de_l_importeur() -> None:
    """The fields of the schemas are the columns of our own layouts, told in French."""
    for schema, genre in ((RELEVE, "releve"), (NOMENCLATURE, "nomenclature")):
        assert {champ["name"] for champ in schema["fields"]} == set(connues()[genre])
        assert all(synonymes[0] == nom for nom, synonymes in connues()[genre].items())
        assert all(champ["title"] and champ["description"] for champ in schema["fields"])
    assert sorted(TITRES) == sorted(CHAMPS)
    assert CHAMPS["offres"]["missingValues"] == CHAMPS["demandeurs"]["missingValues"]


@settings(deadline=None)
@given(st.fixed_dictionaries(CELLULES))
def test_accepte_ce_que_dit_le_schema(
    tmp_path_factory: pytest.TempPathFactory, rangee: dict[str, str]
) -> None:
    """A cell is reported as wrong, or its row set aside, exactly where the schema refuses it."""
    dossier = tmp_path_factory.mktemp("s")
    rangees = [[r[t] for t in TITRES] for r in (TEMOIN, rangee)]
    lu = lire(csv_de(dossier / "r.csv", [TITRES, *rangees]), periodes=["2006"])
    fautifs = {a.colonne for a in lu.anomalies if a.effet is not Effet.CELLULE_SECRETE}
    attendus = {nom for nom, champ in CHAMPS.items() if not conforme(champ, rangee[nom], RELEVE)}
    cles = attendus - {"offres", "demandeurs"}
    if rangee["periode"] != "2006" and not cles:
        assert lu.hors_periode == 1
    else:
        assert fautifs == (cles or attendus)


@pytest.mark.parametrize("manquante", TITRES)
def test_chaque_champ_est_exige(tmp_path: Path, manquante: str) -> None:
    """A file without one of the fields is refused, the field named."""
    titres = [titre for titre in TITRES if titre != manquante]
    fichier = csv_de(tmp_path / "r.csv", [titres, [TEMOIN[t] for t in titres]])
    with pytest.raises(FichierError, match=f"« {manquante} »"):
        lire(fichier)


def test_la_cle_est_celle_du_schema(tmp_path: Path) -> None:
    """Two rows equal on the primary key are in error; differing on any part of it, they are not."""
    autres = {"territoire": "01", "metier": "U", "periode": "2007"}
    assert set(autres) == set(RELEVE["primaryKey"])
    for cle in ("", *autres):
        seconde = {**TEMOIN, **({cle: autres[cle]} if cle else {})}
        rangees = [[r[t] for t in TITRES] for r in (TEMOIN, seconde)]
        lu = lire(csv_de(tmp_path / "r.csv", [TITRES, *rangees]))
        assert bool(lu.anomalies) == (not cle)


@pytest.mark.parametrize(
    "niveau", ["", *Niveau, *connues()["niveaux"], "VI_V_sans_diplome|V|IV", "VII", "3", "V bis"]
)
def test_niveaux_du_schema(tmp_path: Path, niveau: str) -> None:
    """A level is read without complaint exactly where the schema of nomenclatures accepts it."""
    champs = {champ["name"]: champ for champ in NOMENCLATURE["fields"]}
    titres = list(champs)
    fichier = csv_de(tmp_path / "n.csv", [titres, ["M1", "Un", niveau, ""]])
    lu = importer_nomenclature(fichier, "n")
    fautifs = [a for a in lu.anomalies if a.effet is Effet.CELLULE_ERRONEE]
    assert bool(fautifs) != conforme(champs["niveau"], niveau, NOMENCLATURE)
