"""Where documents are kept: outside what the site serves, each once, under its digest."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from opposable.dossiers.etat import Piece
from opposable.errors import PieceError
from opposable.web.bureau.pieces.limites import REFUS, SECONDES

if TYPE_CHECKING:
    from collections.abc import Collection

PIECES_AU_PLUS = 20
LONGUEUR_DU_NOM = 100
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
ATTENTE = 30
"""Seconds given to an antivirus."""
BAC_A_SABLE = "default-src 'none'; sandbox"


def recevoir(nom: str, contenu: bytes, deja: Collection[Piece] = ()) -> Piece:
    """Examine a document and keep it; return what a file says of it.

    Args:
        nom: What its sender calls it; its suffix says nothing of its type.
        contenu: Its bytes.
        deja: Documents of the file.

    Raises:
        PieceError: It is too long or one too many, of no type that is taken, can act, cannot be
            read, or the antivirus does not let it pass.
    """
    dit = nommer(nom)
    if len(deja) >= PIECES_AU_PLUS:
        raise PieceError(dit, f"{PIECES_AU_PLUS} pièces au plus : réunissez-les")
    if not contenu:
        raise PieceError(dit, "le fichier est vide")
    if len(contenu) > settings.FICHIER_AU_PLUS:
        raise PieceError(dit, f"{settings.FICHIER_AU_PLUS >> 20} Mio au plus")
    type_, garde = _examiner(dit, contenu)
    _passer_a_l_antivirus(dit, garde)
    empreinte = hashlib.sha256(garde).hexdigest()
    if any(piece.empreinte == empreinte for piece in deja):
        raise PieceError(dit, "cette pièce est déjà dans le dossier")
    _garder(empreinte, garde)
    return Piece(nom=dit, type=type_, taille=len(garde), empreinte=empreinte)


def nommer(nom: str) -> str:
    """Return what a document is called: no folder, no character that is not seen, not too long."""
    dernier = nom.replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in dernier if unicodedata.category(c)[0] not in "CZ" or c == " ")
    return " ".join(visible.split())[:LONGUEUR_DU_NOM] or "sans nom"


def lire(piece: Piece) -> bytes:
    """Return the bytes of a document, the same as were kept.

    Raises:
        PieceError: They are no longer there, or are others.
    """
    try:
        contenu = _chemin(piece.empreinte).read_bytes()
    except OSError as erreur:
        raise PieceError(piece.nom, "le fichier n'est plus là") from erreur
    if hashlib.sha256(contenu).hexdigest() != piece.empreinte:
        raise PieceError(piece.nom, "le fichier a changé depuis son dépôt")
    return contenu


def rendre(piece: Piece) -> HttpResponse:
    """Return a document to download: of a type that is known, never read as a page.

    Raises:
        PieceError: It cannot be given as it was received.
    """
    suffixe = SUFFIXES[piece.type]
    nom = piece.nom if piece.nom.lower().endswith(suffixe) else f"{piece.nom}{suffixe}"
    return HttpResponse(
        lire(piece),
        content_type=piece.type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nom)
            or "attachment",
            "Content-Security-Policy": BAC_A_SABLE,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _examiner(nom: str, contenu: bytes) -> tuple[str, bytes]:
    """Look into a document in a process of its own: what it breaks, it breaks there."""
    commande = [sys.executable, "-m", "opposable.web.bureau.pieces.examen"]
    try:
        fait = subprocess.run(  # noqa: S603 - our own module
            commande, input=contenu, capture_output=True, timeout=3 * SECONDES, check=False
        )
    except subprocess.TimeoutExpired as erreur:
        raise PieceError(nom, "le fichier est trop long à lire") from erreur
    if fait.returncode == REFUS:
        raise PieceError(nom, fait.stdout.decode())
    if fait.returncode:
        raise PieceError(nom, "le fichier ne s'ouvre pas")
    type_, _, garde = fait.stdout.partition(b"\n")
    return type_.decode(), garde


def _passer_a_l_antivirus(nom: str, contenu: bytes) -> None:
    """Hand a document to the command of the service, where there is one: 0 lets it pass."""
    if not settings.ANTIVIRUS:
        return
    with NamedTemporaryFile(dir=_dossier()) as fichier:
        fichier.write(contenu)
        fichier.flush()
        commande = [*shlex.split(settings.ANTIVIRUS), fichier.name]
        try:
            fait = subprocess.run(  # noqa: S603 - the command of whoever runs the site
                commande, capture_output=True, timeout=ATTENTE, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as erreur:
            raise PieceError(nom, "l'antivirus n'a pas répondu : réessayez") from erreur
    if fait.returncode == 1:
        raise PieceError(nom, "l'antivirus l'a refusée")
    if fait.returncode:
        raise PieceError(nom, "l'antivirus n'a pas pu la lire : réessayez")


def _dossier() -> Path:
    dossier: Path = settings.VAR / "pieces"
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier


def _chemin(empreinte: str) -> Path:
    return _dossier() / empreinte[:2] / empreinte


def _garder(empreinte: str, contenu: bytes) -> None:
    """Write a document whole and synchronised before any row says it is there."""
    chemin = _chemin(empreinte)
    chemin.parent.mkdir(mode=0o700, exist_ok=True)
    with NamedTemporaryFile(dir=chemin.parent, delete=False) as fichier:
        fichier.write(contenu)
        fichier.flush()
        os.fsync(fichier.fileno())
    Path(fichier.name).replace(chemin)
    dossier = os.open(chemin.parent, os.O_RDONLY)
    try:
        os.fsync(dossier)
    finally:
        os.close(dossier)
