"""Files that cannot be figures; those that are no table at all are in `tests/fichiers`."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elaboration.ecrits import TITRES, csv_de, lire, parquet_de, releve_de, xlsx_de
from opposable.elaboration.chiffres import placement
from opposable.elaboration.chiffres.anomalie import Effet
from opposable.errors import FichierError
from opposable.fichiers import table

if TYPE_CHECKING:
    from pathlib import Path

LIGNE = ("01", "M1", "12", "10", "2006")
TEXTE = (";".join(TITRES) + "\n" + ";".join(LIGNE) + "\n").encode()


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (TEXTE.replace(b"offres", b"autre"), "aucune colonne « offres »"),
        (TEXTE.replace(b"periode", b"Offres"), "même titre"),
        (TEXTE.split(b"\n")[0], "aucune ligne sous les titres"),
        (TEXTE.replace(b"01;M1", b"99;M1"), "aucune ligne utilisable"),
        (b'{"metier": 1}', "colonne"),
    ],
)
def test_fichier_refuse(tmp_path: Path, octets: bytes, dit: str) -> None:
    """What cannot be read is refused with the place and the reason."""
    fichier = tmp_path / "r.csv"
    fichier.write_bytes(octets)
    with pytest.raises(FichierError, match=dit):
        lire(fichier)


def test_fichier_absent_ou_dossier(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is said so."""
    with pytest.raises(FichierError, match="n'existe pas"):
        lire(tmp_path / "absent.csv")
    with pytest.raises(FichierError, match="dossier"):
        lire(tmp_path)


def test_unite_impossible(tmp_path: Path) -> None:
    """Zero units to one is refused."""
    with pytest.raises(FichierError, match="unités"):
        lire(releve_de(tmp_path, LIGNE), unites=0)


def test_parquet_de_listes(tmp_path: Path) -> None:
    """A column of lists is not a column: the one that is wanted is missing."""
    colonnes = {titre: [cellule] for titre, cellule in zip(TITRES, LIGNE, strict=True)}
    fichier = parquet_de(tmp_path / "r.parquet", **{**colonnes, "offres": [[1, 2]]})
    with pytest.raises(FichierError, match="aucune colonne « offres »"):
        lire(fichier)


def test_parquet_qui_se_deploie(tmp_path: Path) -> None:
    """A few kilobytes that declare millions of rows are refused before they are read."""
    lignes = table.LIGNES_AU_PLUS + 1
    code = pa.DictionaryArray.from_arrays(pa.array(bytes(lignes), pa.int8()), ["M1"])
    fichier = parquet_de(tmp_path / "r.parquet", metier=code)
    assert fichier.stat().st_size < 100_000
    with pytest.raises(FichierError, match="se déploie"):
        lire(fichier)


def test_feuille_immense(tmp_path: Path) -> None:
    """A sheet with a cell at each end is refused: a reader would reserve all between."""
    fichier = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(fichier) as classeur:
        feuille = classeur.add_worksheet()
        feuille.write_row(0, 0, TITRES)
        feuille.write(1_048_575, 16_383, "x")
    with pytest.raises(FichierError, match="trop de cellules"):
        lire(fichier)


def test_formule_dans_un_classeur(tmp_path: Path) -> None:
    """A workbook with a formula is refused with the cell: its result may be out of date."""
    fichier = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(fichier) as classeur:
        feuille = classeur.add_worksheet()
        feuille.write_row(0, 0, TITRES)
        feuille.write_row(1, 0, LIGNE)
        feuille.write_formula("C2", "=6*2", None, 12)
    with pytest.raises(FichierError, match=r"formules.*C2"):
        lire(fichier)


def test_erreur_de_tableur(tmp_path: Path) -> None:
    """An error value of a spreadsheet is a cell in error, named."""
    lu = lire(xlsx_de(tmp_path / "r.xlsx", [TITRES, ["01", "M1", "#DIV/0!", 10, 2006]]))
    assert [(a.ligne, a.colonne, a.effet) for a in lu.anomalies] == [
        (2, "offres", Effet.CELLULE_ERRONEE)
    ]


def test_trop_de_cellules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and days without end do not reserve a table without end."""
    monkeypatch.setattr(placement, "CELLULES_AU_PLUS", 3)
    with pytest.raises(FichierError, match="trop de cellules"):
        lire(releve_de(tmp_path, LIGNE, ("11", "M2", 1, 2, "2006")))


def test_fichier_trop_gros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the bound is refused before it is read."""
    monkeypatch.setattr(table, "OCTETS_AU_PLUS", 10)
    with pytest.raises(FichierError, match="découpez"):
        lire(releve_de(tmp_path, LIGNE))


def enregistrements(octets: bytes) -> int | None:
    """Count the rows under the titles of simple text, without the importer; None elsewhere."""
    if not octets.isascii() or b'"' in octets:
        return None
    lignes = octets.replace(b"\r", b"\n").split(b"\n")
    return sum(bool(ligne.replace(b";", b"").strip()) for ligne in lignes) - 1


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"01;M1;1;2\n\n;;;;\n11;M1;1;2;2006\n")
@example(b'01;M1;"1";2;2006\n')
@example(b"\r01;M2;\x0b1;2;2006\r\r\n")
@example("01;M2;٣;é;2006\n".encode())
def test_octets_quelconques(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    """Whatever the bytes under the titles: a clean refusal, or every row accounted for."""
    fichier = tmp_path_factory.mktemp("o") / "r.csv"
    fichier.write_bytes(TEXTE + octets)
    try:
        lu = lire(fichier)
    except FichierError:
        return
    attendues = enregistrements(TEXTE + octets)
    assert attendues is None or lu.lues == attendues
    ecartees = {a.ligne for a in lu.anomalies if a.effet is Effet.LIGNE_ECARTEE}
    assert len(ecartees) == lu.ecartees


def test_deux_facons_de_lire_le_meme_csv(tmp_path: Path) -> None:
    """Quoting every cell changes nothing that is read."""
    nu = lire(releve_de(tmp_path, LIGNE, ("FR", "M1", "s", "x", "2006")))
    cite = [
        [f'"{cellule}"' for cellule in r] for r in (TITRES, LIGNE, ("FR", "M1", "s", "x", 2006))
    ]
    entre = lire(csv_de(tmp_path / "releve.csv", cite))
    assert entre.anomalies == nu.anomalies
    assert entre.constats == nu.constats
    assert zlib.crc32(entre.releve.etat.tobytes()) == zlib.crc32(nu.releve.etat.tobytes())
