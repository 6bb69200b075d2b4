"""Hostile files, through both uses: refused in French, in seconds, and never half read."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fichiers.usages import LIGNE, TITRES, USAGES, csv_de, noyau, xlsx_de
from opposable.errors import FichierError
from opposable.fichiers import epreuve

if TYPE_CHECKING:
    from pathlib import Path

BON = csv_de(TITRES, LIGNE)
VITE = 15.0
"""Seconds in which a hostile file is refused, on a loaded machine."""


@pytest.fixture(scope="module", autouse=True)
def _noyau_pret() -> None:
    """The kernel is made before any clock is looked at."""
    noyau()


usages = pytest.mark.parametrize("usage", USAGES)


def refuse(usage: str, chemin: Path, dit: str) -> None:
    """Read a file that must be refused with some words, and leaves nothing."""
    avant = {*chemin.parent.iterdir()}
    debut = time.monotonic()
    with pytest.raises(FichierError, match=dit) as refus:
        USAGES[usage](chemin)
    assert time.monotonic() - debut < VITE
    assert len(refus.value.message) < 1_000
    assert {*chemin.parent.iterdir()} == avant


@usages
@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "vide"),
        (b"\n\r\n", "titres"),
        (b";;;;\n;;;;\n", "titres"),
        (BON.replace(b"12", b"1\x002"), "ligne 2 : octet nul"),
        (BON.decode().encode("utf-16"), "UTF-16"),
        (BON + b"\x81\xe9;\n", "ligne 3 : ni UTF-8"),
        (BON.replace(b"SEN", "é".encode()) + b"\xe9\xe8;\n", "encodages mêlés"),
        (BON + b'"' + BON.split(b"\n")[1] + b"\n", "ligne 3 : un guillemet ouvert"),
        (b'"' + BON, "jamais refermé|colonne"),
        (BON + b"x" * (3 << 20), "dépasse 1 Mio"),
        (b"PAR1" + BON, "illisible"),
        (b"PK\x03\x04" + BON, "classeur XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS d'un ancien format"),
        (b"\x1f\x8b\x08\x00" + bytes(60), "compressé"),
        (b"%PDF-1.4\n", "PDF"),
        (b"<!DOCTYPE html>", "HTML"),
        (BON.replace(b"metier", b"metier;metier").replace(b"61231", b"61231;61231"), "metier"),
    ],
)
def test_ce_qui_n_est_pas_un_tableau_est_refuse(
    tmp_path: Path, usage: str, octets: bytes, dit: str
) -> None:
    """What cannot be read whole is refused with the place and the reason, whatever its name."""
    chemin = tmp_path / "t.csv"
    chemin.write_bytes(octets)
    refuse(usage, chemin, dit)


@usages
def test_un_guillemet_perdu_n_avale_aucune_ligne(tmp_path: Path, usage: str) -> None:
    """Lines between two stray quotes are told with the row that holds them, not lost in a cell."""
    perdue = ("11", "61231", "1", "2", "2006", "SEN", "75", "introduction", '"2008-02-01')
    fermee = ("11", "42114", "1", "2", "2006", "SEN", "75", "introduction", '"2008-02-01')
    chemin = tmp_path / "t.csv"
    chemin.write_bytes(csv_de(TITRES, LIGNE, perdue, LIGNE, fermee, ("11", *LIGNE[1:])))
    compte = USAGES[usage](chemin)
    assert 3 in compte.ecartees


@usages
@pytest.mark.parametrize("suffixe", ["parquet", "arrow"])
@pytest.mark.parametrize(
    ("valeur", "type_"),
    [
        ([["61231"]], pa.list_(pa.string())),
        ([{"code": "61231"}], pa.struct([("code", pa.string())])),
        ([[("a", "61231")]], pa.map_(pa.string(), pa.string())),
        ([["61231", "42114"]], pa.list_(pa.string(), 2)),
    ],
    ids=["liste", "structure", "table", "liste fixe"],
)
def test_une_colonne_de_plusieurs_valeurs_est_dite(
    tmp_path: Path, usage: str, suffixe: str, valeur: list[object], type_: pa.DataType
) -> None:
    """Lists, maps and records under a known title are refused by name; elsewhere they are left."""
    colonnes = {t: pa.array([v]) for t, v in zip(TITRES, LIGNE, strict=True)}
    sous_un_titre = pa.table({**colonnes, "metier": pa.array(valeur, type_)})
    ailleurs = pa.table({**colonnes, "note": pa.array(valeur, type_)})
    chemin = tmp_path / f"t.{suffixe}"
    ecrire(ailleurs, chemin)
    assert USAGES[usage](chemin).lues == 1
    for reste in tmp_path.iterdir():
        reste.unlink()
    ecrire(sous_un_titre, chemin)
    refuse(usage, chemin, "« metier »")


def ecrire(table: pa.Table, chemin: Path) -> None:
    """Write a table in the format of its name."""
    if chemin.suffix == ".parquet":
        pq.write_table(table, chemin)
        return
    with pa.OSFile(str(chemin), "wb") as flux, pa.ipc.new_file(flux, table.schema) as sortie:
        sortie.write_table(table)


@usages
def test_un_parquet_abime_ne_met_pas_fin_au_processus(tmp_path: Path, usage: str) -> None:
    """Any byte of its description changed: read or refused, where the library would abort."""
    colonnes = {t: pa.array([v]) for t, v in zip(TITRES, LIGNE, strict=True)}
    chemin = tmp_path / "t.parquet"
    pq.write_table(pa.table(colonnes), chemin)
    octets = chemin.read_bytes()
    pied = len(octets) - 8 - int.from_bytes(octets[-8:-4], "little")
    refus = 0
    for place in range(pied, pied + 400, 7):
        change = bytearray(octets)
        change[place] ^= 1
        chemin.write_bytes(change)
        try:
            USAGES[usage](chemin)
        except FichierError:
            refus += 1
    assert refus > 5


def test_ce_qui_met_fin_a_un_processus_se_voit() -> None:
    """A copy that aborts, or never ends, is told apart from one that fails or succeeds."""
    import os  # noqa: PLC0415 - what the copy does

    assert epreuve.survit(lambda: None)
    assert epreuve.survit(lambda: 1 // 0)
    assert not epreuve.survit(os.abort)


def refaire(chemin: Path, **changements: tuple[bytes, bytes]) -> None:
    """Write a workbook again, with some bytes of its parts replaced."""
    tampon = io.BytesIO()
    with (
        zipfile.ZipFile(chemin) as ancien,
        zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as neuf,
    ):
        for piece in ancien.infolist():
            contenu = ancien.read(piece)
            for nom, (motif, autre) in changements.items():
                if piece.filename.lower().endswith(f"{nom}.xml"):
                    contenu, fois = re.subn(motif, autre, contenu)
                    assert fois
            neuf.writestr(piece.filename, contenu)
    chemin.write_bytes(tampon.getvalue())


@usages
@pytest.mark.parametrize(
    ("piece", "motif", "autre", "dit"),
    [
        ("sharedstrings", rb'uniqueCount="\d+"', b'uniqueCount="30000000000"', "mémoire"),
        ("sharedstrings", rb"</sst>", b"", "abîmé|mémoire"),
        ("sheet1", rb'r="A2"', b'r="XFD1048576"', "trop de cellules"),
        ("sheet1", rb"(?s)</c></row></sheetData>.*", b"", "abîmé|illisible"),
        ("workbook", rb"<sheets>.*</sheets>", b"<sheets/>", "vide|abîmé|illisible"),
    ],
)
def test_un_classeur_hostile_est_refuse(
    tmp_path: Path, usage: str, piece: str, motif: bytes, autre: bytes, dit: str
) -> None:
    """A workbook that lies about what it holds is refused; what reads it may end, not we."""
    chemin = xlsx_de(tmp_path / "t.xlsx", A=[TITRES, LIGNE])
    refaire(chemin, **{piece: (motif, autre)})
    refuse(usage, chemin, dit)


@usages
def test_un_texte_cite_sans_fin_est_refuse(tmp_path: Path, usage: str) -> None:
    """A hundred kilobytes that cite one long text thousands of times are refused in seconds."""
    longue = (*LIGNE[:1], "x" * 32_000, *LIGNE[2:])
    chemin = xlsx_de(tmp_path / "t.xlsx", A=[TITRES, *[longue] * 9_000])
    assert chemin.stat().st_size < 500_000
    refuse(usage, chemin, "textes cités se déploient")


@usages
def test_deux_feuilles_qui_se_ressemblent_se_demandent(tmp_path: Path, usage: str) -> None:
    """Where two sheets may be meant, neither is taken; a notice beside the table is left."""
    notice = [["Lisez-moi"], ["Les lignes sont sur l'autre feuille."]]
    chemin = xlsx_de(tmp_path / "t.xlsx", Notice=notice, Lignes=[TITRES, LIGNE])
    assert USAGES[usage](chemin) == (1, [])
    chemin.unlink()
    (tmp_path / "reponses.csv").unlink(missing_ok=True)
    chemin = xlsx_de(tmp_path / "t.xlsx", A=[TITRES, LIGNE], B=[TITRES, LIGNE])
    refuse(usage, chemin, "« A » et « B »")


@usages
@pytest.mark.parametrize(
    "debut",
    ["sep=;\n", '"sep=;"\n', "\n\n", "Demandes de mars\n\n", ";;;;;;;;\n", "Service : X;;\n"],
)
@pytest.mark.parametrize("queue", ["", ";;;"])
def test_ce_qui_precede_les_titres_est_passe(
    tmp_path: Path, usage: str, debut: str, queue: str
) -> None:
    """A stated delimiter, empty lines, a heading, empty columns at the right change no row."""
    chemin = tmp_path / "t.csv"
    texte = debut + "".join(";".join(r) + queue + "\n" for r in (TITRES, LIGNE))
    chemin.write_text(texte, "utf-8")
    assert USAGES[usage](chemin) == (1, [])


@usages
@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252"])
def test_delimiteur_et_encodage_se_reconnaissent(
    tmp_path: Path, usage: str, separateur: str, encodage: str
) -> None:
    """Every delimiter and encoding an office has gives the same rows."""
    chemin = tmp_path / "t.csv"
    rangees = [(*TITRES, "note"), (*LIGNE, "« déjà vu »")]
    texte = "".join(separateur.join(r) + "\r\n" for r in rangees)
    chemin.write_bytes(texte.encode(encodage))
    assert USAGES[usage](chemin) == (1, [])
