"""What a person takes away: the answers and the rejected rows, kept in the page and nowhere else.

The page of a decided file carries its answers, signed: they come back with the button that
downloads them, and the server kept nothing meanwhile.
"""

from __future__ import annotations

import csv
import io
import zipfile
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpResponse

from opposable.fichiers.entree import Format
from opposable.fichiers.feuille import Feuille, en_xlsx
from opposable.web.public.lots.decider import Lot

if TYPE_CHECKING:
    from django.http import HttpResponse as Reponse

SEL = "opposable.lots.reponses"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def emporter(lot: Lot, au_plus: int) -> str:
    """Return the answers of a file decided as CSV, signed; empty where they are too long.

    Args:
        lot: The file decided.
        au_plus: Longest text that a form may send back.
    """
    if len(lot.sortie) + len(lot.tous_rejets) > au_plus * 64:
        return ""
    parts = (lot.sortie, lot.tous_rejets, lot.a_corriger)
    contenu = [b64encode(part).decode() for part in parts]
    signe = signing.dumps([*contenu, lot.suffixe], salt=SEL, compress=True)
    return signe if len(signe) <= au_plus else ""


def rendre(signe: str) -> Lot:
    """Return the file decided that a page carried.

    Raises:
        BadSignature: It is not what this server signed.
    """
    *contenu, suffixe = signing.loads(signe, salt=SEL)
    sortie, rejets, a_corriger = map(b64decode, contenu)
    return Lot(sortie=sortie, tous_rejets=rejets, a_corriger=a_corriger, suffixe=suffixe)


def convertir(lot: Lot) -> Lot:
    """Return a file decided as CSV with its answers as a workbook."""
    titres, *lignes = csv.reader(io.StringIO(lot.sortie.decode("utf-8-sig"), newline=""))
    lot.sortie = en_xlsx(Feuille("reponses", titres, lignes))
    return lot


def telecharger(lot: Lot, vers: Format) -> Reponse:
    """Return the answers, with the rejected rows beside them where there are some."""
    if lot.tous_rejets:
        corps, nom, type_ = _archiver(lot, vers), "reponses.zip", "application/zip"
    elif vers is Format.XLSX:
        corps, nom, type_ = lot.sortie, "reponses.xlsx", XLSX
    else:
        corps, nom, type_ = lot.sortie, "reponses.csv", "text/csv; charset=utf-8"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"'}
    return HttpResponse(corps, content_type=type_, headers=entetes)


def _archiver(lot: Lot, vers: Format) -> bytes:
    """Return the output and the rejected rows as one ZIP file."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"reponses.{vers}", lot.sortie)
        if lot.tous_rejets:
            archive.writestr("reponses.rejets.csv", lot.tous_rejets)
            archive.writestr(f"a-corriger.{lot.suffixe}", lot.a_corriger)
    return tampon.getvalue()
