"""Hostile documents at the door: what is kept is whole, harmless, and never shown as a page."""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from opposable.dossiers.etat import Piece
from opposable.errors import PieceError
from opposable.web.bureau.pieces.depot import lire, nommer, recevoir, rendre
from opposable.web.bureau.pieces.examen import RefusError, examiner
from web.bureau.guichet.employeur import image, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper


@pytest.fixture(autouse=True)
def _dossier(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Documents are kept in a folder of their own."""
    settings.VAR = tmp_path


def bombe() -> bytes:
    """A PNG of a few kilobytes that says it has a billion pixels."""
    morceaux = bytearray(image())
    morceaux[16:24] = (40_000).to_bytes(4, "big") + (40_000).to_bytes(4, "big")
    morceaux[29:33] = zlib.crc32(morceaux[12:29]).to_bytes(4, "big")
    return bytes(morceaux)


def referme_sur_soi() -> bytes:
    """A PDF whose tree of pages is its own child."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n"
    )


HOSTILES = {
    "page": (b"<!doctype html><script>alert(1)</script>", "ni un PDF"),
    "dessin": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "ni un PDF"),
    "programme": (b"MZ\x90\x00", "ni un PDF"),
    "pdf vide": (b"%PDF-1.7\n", "abîmé"),
    "pdf coupé": (pdf(3)[:200], "abîmé"),
    "pdf en rond": (referme_sur_soi(), "PDF"),
    "pdf qui agit": (pdf(script="app.alert(1)"), "contient du code"),
    "pdf qui porte": (pdf(joint="MZ"), "un autre fichier"),
    "pdf fermé": (pdf(ferme="x"), "mot de passe"),
    "pdf sans fin": (pdf(201), "200"),
    "image coupée": (image("JPEG")[:300], "abîmée"),
    "image menteuse": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "abîmée"),
    "bombe": (bombe(), "trop grande"),
}


@pytest.mark.parametrize("cas", HOSTILES)
def test_un_document_hostile_est_refuse(cas: str) -> None:
    """By its bytes, whatever its name: what can act, lies or cannot be read is not kept."""
    contenu, mot = HOSTILES[cas]
    with pytest.raises(RefusError, match=mot):
        examiner(contenu)


def test_l_examen_est_dans_un_processus_a_part(settings: SettingsWrapper) -> None:
    """What is refused is told in French, by the name of the document; nothing is kept."""
    for contenu, mot in (HOSTILES["bombe"], HOSTILES["pdf qui agit"], (b"", "vide")):
        with pytest.raises(PieceError, match=f"« passeport.pdf » : .*{mot}"):
            recevoir("passeport.pdf", contenu)
    with pytest.raises(PieceError, match="Mio au plus"):
        recevoir("x", b"x" * (settings.FICHIER_AU_PLUS + 1))
    assert not list(settings.VAR.rglob("*"))


@pytest.mark.parametrize(("format_", "type_"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_une_image_est_redessinee(format_: str, type_: str) -> None:
    """Only pixels stay: what was behind or beside them is gone, the right way up."""
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x0112] = 6
    sortie = BytesIO()
    Image.new("RGB", (40, 30)).save(sortie, format_, exif=exif)
    trouve, garde = examiner(sortie.getvalue() + b"<?php system('id') ?>")
    assert trouve == type_
    assert b"script" not in garde
    assert b"php" not in garde
    with Image.open(BytesIO(garde)) as lue:
        assert lue.size == (30, 40)
        assert not lue.getexif()


def test_un_document_est_garde_sous_son_empreinte(settings: SettingsWrapper) -> None:
    """Kept once under the digest of its bytes, for its owner alone; sent again, it is told."""
    piece = recevoir("C:\\Mes documents\\passeport.pdf", pdf())
    assert piece.nom == "passeport.pdf"
    (fichier,) = (f for f in settings.VAR.rglob("*") if f.is_file())
    assert fichier.name == piece.empreinte == hashlib.sha256(fichier.read_bytes()).hexdigest()
    assert fichier.stat().st_mode & 0o077 == 0
    with pytest.raises(PieceError, match="déjà dans le dossier"):
        recevoir("copie.pdf", pdf(), [piece])
    with pytest.raises(PieceError, match="20 pièces au plus"):
        recevoir("de-trop.pdf", pdf(2), [piece] * 20)


def test_un_document_se_telecharge() -> None:
    """Given to download, of the type that was found, under a policy that runs nothing."""
    reponse = rendre(recevoir('é"\r\nSet-Cookie: x.html', pdf()))
    assert reponse.content == pdf()
    assert reponse.headers["Content-Type"] == "application/pdf"
    assert reponse.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in reponse.headers["Content-Disposition"]
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in reponse.headers["Content-Security-Policy"]


def test_un_document_altere_ne_se_rend_pas(settings: SettingsWrapper) -> None:
    """Bytes that are no longer those received, or no longer there, are not given."""
    piece = recevoir("a.pdf", pdf())
    (fichier,) = (f for f in settings.VAR.rglob("*") if f.is_file())
    fichier.write_bytes(b"autre")
    with pytest.raises(PieceError, match="a changé"):
        lire(piece)
    fichier.unlink()
    with pytest.raises(PieceError, match="plus là"):
        lire(piece)


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\x00", "sans nom"),
        ("x" * 300, "x" * 100),
    ],
)
def test_un_nom_n_est_qu_un_nom(nom: str, dit: str) -> None:
    """No folder, no character that is not seen, not too long."""
    assert nommer(nom) == dit


@pytest.mark.parametrize(
    ("commande", "mot"),
    [("false", "refusée"), ("sh -c 'exit 2'", "n'a pas pu"), ("absente", "pas répondu")],
)
def test_l_antivirus_a_le_dernier_mot(settings: SettingsWrapper, commande: str, mot: str) -> None:
    """The command of the service refuses, fails or is absent: the document is not kept."""
    settings.ANTIVIRUS = commande
    with pytest.raises(PieceError, match=mot):
        recevoir("a.pdf", pdf())
    assert not [f for f in settings.VAR.rglob("*") if f.is_file()]
    settings.ANTIVIRUS = "test -s"
    assert isinstance(recevoir("a.pdf", pdf()), Piece)
