"""Reading occupations: labels, levels and the rule that chooses one, domains."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from elaboration.ecrits import csv_de, parquet_de, xlsx_de
from opposable.elaboration.chiffres.anomalie import Effet
from opposable.elaboration.chiffres.importation_metiers import (
    Choix,
    importer_nomenclature,
    lire_niveaux,
    lire_nomenclature,
)
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Niveau
from opposable.errors import FichierError

if TYPE_CHECKING:
    from pathlib import Path

TITRES = ("metier", "intitule", "niveau", "domaine")


def test_disposition_simple(tmp_path: Path) -> None:
    """Code, label, level and domain are read from CSV, XLSX and Parquet alike."""
    rangees = [TITRES, ("M1", "Un", "IV", "D"), ("M2", "Deux", "", "")]
    attendus = {
        "M1": MetierNomme("M1", "Un", Niveau.IV, "D"),
        "M2": MetierNomme("M2", "Deux", None, ""),
    }
    colonnes = dict(zip(TITRES, zip(*rangees[1:], strict=True), strict=True))
    for fichier in (
        csv_de(tmp_path / "n.csv", rangees),
        xlsx_de(tmp_path / "n.xlsx", rangees),
        parquet_de(tmp_path / "n.parquet", **{t: list(c) for t, c in colonnes.items()}),
    ):
        nomenclature = lire_nomenclature(fichier, "n")
        assert (nomenclature.id, nomenclature.metiers) == ("n", attendus)
        assert nomenclature.domaines() == ("D",)


@pytest.mark.parametrize(
    ("texte", "bas", "haut"),
    [
        ("VI_V_sans_diplome|V|IV|III", Niveau.VI, Niveau.III),
        ("VI_V_sans_diplome", Niveau.VI, Niveau.V),
        ("III|IV", Niveau.IV, Niveau.III),
        ("I", Niveau.I, Niveau.I),
    ],
)
def test_plusieurs_niveaux(tmp_path: Path, texte: str, bas: Niveau, haut: Niveau) -> None:
    """Of several levels the lowest or the highest is kept, as asked, and the rule is stated."""
    fichier = csv_de(tmp_path / "n.csv", [TITRES, ("M1", "Un", texte, "")])
    assert lire_nomenclature(fichier, "n").metiers["M1"].niveau is bas
    lu = importer_nomenclature(fichier, "n", niveau=Choix.PLUS_HAUT)
    assert lu.nomenclature.metiers["M1"].niveau is haut
    assert any("plus haut" in c for c in lu.constats) == (texte != "I")


def test_niveau_inconnu_est_dit(tmp_path: Path) -> None:
    """A level missing or unreadable is None, never guessed, and named with its row."""
    rangees = [TITRES, ("M1", "Un", "", ""), ("M2", "Deux", "V|bac", ""), ("M3", "Trois", "V", "")]
    lu = importer_nomenclature(csv_de(tmp_path / "n.csv", rangees), "n")
    niveaux = [metier.niveau for metier in lu.nomenclature.metiers.values()]
    assert niveaux == [None, None, Niveau.V]
    assert [(a.ligne, a.colonne, a.effet) for a in lu.anomalies] == [
        (2, "niveau", Effet.CELLULE_SECRETE),
        (3, "niveau", Effet.CELLULE_ERRONEE),
    ]
    assert any("2 sans niveau" in c.replace("\u202f", " ") for c in lu.constats)


def test_lire_niveaux() -> None:
    """Levels come highest first, whatever the order written."""
    assert lire_niveaux("V|I|III") == ((Niveau.I, Niveau.III, Niveau.V), "")


def test_lignes_ecartees(tmp_path: Path) -> None:
    """A row without code or label is set aside; the same row twice counts once, and is told."""
    rangees = [
        TITRES,
        ("M1", "Un", "V", ""),
        ("", "x", "V", ""),
        ("M2", "", "V", ""),
        ("M1", "Un", "V", ""),
    ]
    lu = importer_nomenclature(csv_de(tmp_path / "n.csv", rangees), "n")
    assert list(lu.nomenclature.metiers) == ["M1"]
    assert [a.ligne for a in lu.anomalies] == [3, 4, 5]
    assert {a.effet for a in lu.anomalies} == {Effet.LIGNE_ECARTEE}


@pytest.mark.parametrize(
    ("rangees", "dit"),
    [
        ([TITRES, ("M1", "Un", "V", ""), ("M1", "Autre", "V", "")], "lignes 2 et 3"),
        ([("metier", "niveau"), ("M1", "V")], "« intitule »"),
        ([("intitule", "niveau"), ("Un", "V")], "« metier »"),
        ([TITRES, ("", "", "V", "")], "aucun métier"),
    ],
)
def test_nomenclature_refusee(tmp_path: Path, rangees: list[tuple[str, ...]], dit: str) -> None:
    """A code with two contents, or a column that is missing, is refused in French."""
    with pytest.raises(FichierError, match=dit):
        lire_nomenclature(csv_de(tmp_path / "n.csv", rangees), "n")


def test_choix_inconnu(tmp_path: Path) -> None:
    """A rule of choice that does not exist is refused with those that do."""
    fichier = csv_de(tmp_path / "n.csv", [TITRES, ("M1", "Un", "V", "")])
    with pytest.raises(FichierError, match="plus_bas"):
        lire_nomenclature(fichier, "n", niveau="moyen")


def test_niveaux_d_acces_du_rome_v3(sources: Path) -> None:
    """Every row of the levels of access is an occupation, or is named."""
    fichier = sources / "data" / "rome_v3_niveaux_acces.csv"
    if not fichier.exists():
        pytest.skip(f"niveaux absents : {fichier.name}")
    with fichier.open(encoding="utf-8", newline="") as texte:
        lignes = list(csv.DictReader(texte))
    lu = importer_nomenclature(fichier, "rome-v3")
    metiers = lu.nomenclature.metiers
    assert len(metiers) == len(lignes)
    sans = {ligne["rome_v3"] for ligne in lignes if not ligne["niveaux_dans_le_texte"]}
    assert {code for code, metier in metiers.items() if metier.niveau is None} == sans
    assert len(lu.anomalies) == len(sans)
