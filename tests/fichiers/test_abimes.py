"""Damaged files, through both uses: refused, or every row read accounted for."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fichiers.usages import LIGNE, TITRES, USAGES, csv_de, xlsx_de
from opposable.errors import FichierError
from opposable.fichiers import classeur

if TYPE_CHECKING:
    from pathlib import Path

BON = csv_de(TITRES, LIGNE)
TITRES_SEULS = csv_de(TITRES)
usages = pytest.mark.parametrize("usage", USAGES)
binaires = pytest.mark.parametrize("suffixe", ["parquet", "arrow", "xlsx"])


@pytest.fixture(scope="module")
def sains(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same two hundred good rows in every binary format."""
    dossier = tmp_path_factory.mktemp("sains")
    rangees = [LIGNE] * 200
    lue = pa.table({t: [r[i] for r in rangees] for i, t in enumerate(TITRES)})
    pq.write_table(lue, dossier / "t.parquet")
    with pa.ipc.new_file(dossier / "t.arrow", lue.schema) as sortie:
        sortie.write_table(lue)
    xlsx_de(dossier / "t.xlsx", A=[TITRES, *rangees])
    return {s: (dossier / f"t.{s}").read_bytes() for s in ("parquet", "arrow", "xlsx")}


def poser(dossier: Path, octets: bytes, suffixe: str) -> Path:
    """Write a file in a folder."""
    chemin = dossier / f"t.{suffixe}"
    chemin.write_bytes(octets)
    return chemin


@usages
@binaires
def test_un_fichier_coupe_est_refuse(
    tmp_path: Path, sains: dict[str, bytes], usage: str, suffixe: str
) -> None:
    """A binary file cut before its middle is refused, wherever it is cut, and leaves nothing."""
    octets = sains[suffixe]
    assert USAGES[usage](poser(tmp_path, octets, suffixe)).lues == 200
    for reste in tmp_path.iterdir():
        reste.unlink()
    for place in range(4, len(octets) // 2, 97):
        chemin = poser(tmp_path, octets[:place], suffixe)
        with pytest.raises(FichierError):
            USAGES[usage](chemin)
        assert list(tmp_path.iterdir()) == [chemin]


@usages
@binaires
@settings(max_examples=60, deadline=None)
@given(
    ou=st.floats(0, 1, exclude_max=True),
    mis=st.binary(max_size=8),
    coupe=st.booleans(),
)
def test_un_fichier_abime_est_refuse_ou_compte(
    tmp_path_factory: pytest.TempPathFactory,
    sains: dict[str, bytes],
    usage: str,
    suffixe: str,
    *,
    ou: float,
    mis: bytes,
    coupe: bool,
) -> None:
    """Cut anywhere or with bytes changed: a clean refusal, or every row accounted for."""
    sain = sains[suffixe]
    place = int(ou * len(sain))
    octets = sain[:place] + mis + (b"" if coupe else sain[place + len(mis) :])
    with suppress(FichierError):
        USAGES[usage](poser(tmp_path_factory.mktemp("a"), octets, suffixe))


@usages
@settings(max_examples=150, deadline=None)
@given(
    octets=st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='ab1,;"\n\r\t é=+', max_size=200).map(str.encode),
        st.lists(
            st.sampled_from([";".join(LIGNE), "", '"', ";;;;;", "1;SEN", 'a;"b\nc";;;;']),
            max_size=6,
        ).map(lambda lignes: "\n".join(lignes).encode()),
    ),
    suffixe=st.sampled_from(["csv", "csv", "parquet", "arrow", "xlsx"]),
    titres=st.booleans(),
)
@example(octets=b"\r11;61231;\x0b1;2;2006\r\r\n", suffixe="csv", titres=True)
@example(octets="11;61231;٣;é;2006\n".encode(), suffixe="csv", titres=True)
@example(octets=b"PAR1\x15\x04PAR1", suffixe="parquet", titres=False)
@example(octets=b"PK\x05\x06" + bytes(18), suffixe="xlsx", titres=False)
def test_des_octets_quelconques_sont_refuses_ou_comptes(
    tmp_path_factory: pytest.TempPathFactory,
    usage: str,
    *,
    octets: bytes,
    suffixe: str,
    titres: bool,
) -> None:
    """Whatever the bytes, under titles or not: a clean refusal, or every row accounted for."""
    contenu = TITRES_SEULS + octets if titres else octets
    with suppress(FichierError):
        USAGES[usage](poser(tmp_path_factory.mktemp("o"), contenu, suffixe))


@usages
def test_un_titre_donne_deux_fois_est_refuse(tmp_path: Path, usage: str) -> None:
    """A Parquet file with one title twice is refused with that title."""
    noms = [*TITRES, "metier"]
    colonnes = [pa.array([valeur]) for valeur in (*LIGNE, "42114")]
    pq.write_table(pa.Table.from_arrays(colonnes, names=noms), tmp_path / "t.parquet")
    with pytest.raises(FichierError, match="metier"):
        USAGES[usage](tmp_path / "t.parquet")


@usages
@pytest.mark.parametrize("ecrit", [b"departement", b"61231"])
def test_un_parquet_hors_utf8_est_refuse(tmp_path: Path, usage: str, ecrit: bytes) -> None:
    """A title or a cell that is not UTF-8 is refused, not half read."""
    colonnes = {t: pa.array([v]) for t, v in zip(TITRES, LIGNE, strict=True)}
    pq.write_table(pa.table(colonnes), tmp_path / "t.parquet")
    octets = (tmp_path / "t.parquet").read_bytes()
    chemin = poser(tmp_path, octets.replace(ecrit, ecrit[:-1] + b"\xff"), "parquet")
    with pytest.raises(FichierError):
        USAGES[usage](chemin)
    assert list(tmp_path.iterdir()) == [chemin]


@usages
def test_un_classeur_qui_se_deploie_est_refuse(tmp_path: Path, usage: str) -> None:
    """A workbook that declares more than the bound is refused before it is deployed."""
    chemin = xlsx_de(tmp_path / "t.xlsx", A=[TITRES, LIGNE])
    with (
        zipfile.ZipFile(chemin, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image.bin", "w") as piece,
    ):
        for _ in range(classeur.OCTETS_AU_PLUS // 10**6 + 1):
            piece.write(bytes(10**6))
    assert chemin.stat().st_size < 10**6
    with pytest.raises(FichierError, match="se déploie au-delà"):
        USAGES[usage](chemin)


@usages
def test_un_classeur_qui_ment_sur_sa_taille_est_refuse(tmp_path: Path, usage: str) -> None:
    """A piece that deploys beyond what it declares never reaches the reader."""
    chemin = xlsx_de(tmp_path / "t.xlsx", A=[TITRES, LIGNE])
    feuille = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(chemin) as archive:
        place = archive.getinfo(feuille).header_offset
        taille = archive.getinfo(feuille).file_size
    octets = bytearray(chemin.read_bytes())
    entree = octets.index(feuille.encode(), octets.index(b"PK\x01\x02")) - 46
    for debut in (place + 22, entree + 24):
        assert struct.unpack_from("<I", octets, debut)[0] == taille
        struct.pack_into("<I", octets, debut, 10)
    chemin.write_bytes(octets)
    with pytest.raises(FichierError, match="abîmé"):
        USAGES[usage](chemin)
