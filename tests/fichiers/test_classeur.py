"""Hostile workbooks are refused before they are opened."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from opposable.errors import FichierError
from opposable.fichiers.classeur import verifier_classeur


def classeur(feuille: bytes, **autres: bytes) -> io.BytesIO:
    """A zip that looks like a workbook."""
    fichier = io.BytesIO()
    with zipfile.ZipFile(fichier, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", feuille)
        for nom, octets in autres.items():
            archive.writestr(nom, octets)
    return fichier


def test_sound_workbook_passes() -> None:
    """A workbook of ordinary size is accepted."""
    verifier_classeur(classeur(b'<row r="1"><c r="A1"/></row>'), "e.xlsx")


def test_bomb_is_refused() -> None:
    """A sheet that deploys to hundreds of megabytes is refused while it deploys."""
    with pytest.raises(FichierError, match="se déploie au-delà"):
        verifier_classeur(classeur(b" " * (300 << 20)), "e.xlsx")


def test_far_cells_are_refused() -> None:
    """One cell at each end of a sheet makes readers reserve all those between."""
    feuille = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    with pytest.raises(FichierError, match="trop de cellules"):
        verifier_classeur(classeur(feuille), "e.xlsx")


def test_overlapping_entries_are_refused() -> None:
    """Two entries that share their bytes are refused, which Python's zip module accepts."""
    fichier = classeur(b"x" * 1000, autre=b"y" * 1000)
    octets = bytearray(fichier.getvalue())
    derniere = octets.rindex(b"PK\x01\x02")
    avant = octets.rindex(b"PK\x01\x02", 0, derniere)
    octets[derniere + 42 : derniere + 46] = octets[avant + 42 : avant + 46]
    with pytest.raises(FichierError, match=r"se chevauchent|abîmé"):
        verifier_classeur(io.BytesIO(octets), "e.xlsx")


def test_locked_and_repeated_entries_are_refused(tmp_path: Path) -> None:
    """A password or an entry given twice is refused with what to do."""
    octets = bytearray(classeur(b"x").getvalue())
    place = octets.index(b"PK\x01\x02")
    octets[place + 8 : place + 10] = struct.pack("<H", 1)
    with pytest.raises(FichierError, match="mot de passe"):
        verifier_classeur(io.BytesIO(octets), "e.xlsx")
    chemin = tmp_path / "e.xlsx"
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "<workbook/>")
    with chemin.open("rb") as fichier, pytest.raises(FichierError, match="deux fois"):
        verifier_classeur(fichier, "e.xlsx")


@pytest.mark.parametrize(
    "cellule", [b"<v>1</v>", b"<x:v>1</x:v>", b"<v> 1 </v>", b"<v>&#49;</v>", b"<v><!-- -->1</v>"]
)
def test_a_text_cited_without_end_is_refused(cellule: bytes) -> None:
    """A long shared text cited by every cell makes readers copy it for each, however written."""
    partages = b"<sst><si><t>titre</t></si><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    feuille = b"<row><c t='s'>" + cellule + b"</c></row>"
    with pytest.raises(FichierError, match="textes cités se déploient"):
        verifier_classeur(
            classeur(feuille * 10_000, **{"xl/sharedStrings.xml": partages}), "e.xlsx"
        )


def test_texts_cited_in_reason_pass() -> None:
    """Ordinary shared texts, cut anywhere by the pieces they are read in, are accepted."""
    partages = b"".join(b"<si><t>texte %d</t></si>" % i for i in range(60_000))
    feuille = b"".join(b"<row><c t='s'><v>%d</v></c></row>" % i for i in range(60_000))
    verifier_classeur(classeur(feuille, **{"xl/sharedStrings.xml": partages}), "e.xlsx")
