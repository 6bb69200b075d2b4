"""Deciding a file sent by a person: in a folder that goes away with the request."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from opposable.batch.explication import Explication
from opposable.batch.formats import Format
from opposable.batch.local import Bilan, Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.synthese import Synthese
from opposable.errors import FichierError
from opposable.web import droit

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.batch.synthese import Compte

LIGNES_AU_PLUS = 100_000
LIGNES_EXPLIQUEES = 5_000
MONTREES = 50
REJETS_MONTRES = 200
FORMATS = {".csv": Format.CSV, ".xlsx": Format.XLSX}
_un_a_la_fois = Lock()


@dataclass(frozen=True, slots=True)
class Lot:
    """A file decided.

    Attributes:
        bilan: Rows read, decided, rejected, and what was found about the file.
        comptes: Answers counted by regime, region and list.
        titres: Columns of the output.
        lignes: Its first rows.
        rejets: The first rejected rows: line, field, reason.
        sortie: The whole output, in the format asked for.
        tous_rejets: Every rejected row, as CSV; empty where there is none.
    """

    bilan: Bilan
    comptes: list[Compte]
    titres: list[str]
    lignes: list[list[str]]
    rejets: list[dict[str, str]]
    sortie: bytes
    tous_rejets: bytes


@cache
def _noyau() -> Noyau:
    return Noyau(droit.corpus())


def decider(contenu: bytes, nom: str, vers: Format, *, expliquer: bool) -> Lot:
    """Decide a file; nothing of it is left when this returns.

    Args:
        contenu: Its bytes.
        nom: Its name, of which only the suffix is used.
        vers: Format of the output.
        expliquer: Whether to add the reasons, row by row.

    Raises:
        FichierError: It cannot be read, or holds too many rows.
    """
    suffixe = Path(nom).suffix.lower()
    if suffixe not in FORMATS:
        raise FichierError("fichier", f"envoyez un fichier {' ou '.join(FORMATS)}")
    with TemporaryDirectory(prefix="opposable-") as dossier, _un_a_la_fois:
        entree, sortie = Path(dossier) / f"demandes{suffixe}", Path(dossier) / f"reponses.{vers}"
        entree.write_bytes(contenu)
        synthese = Synthese(_noyau())
        options = Options(synthese=synthese, avancement=_borne(expliquer=expliquer))
        if expliquer:
            options.explication = Explication(droit.corpus())
        try:
            bilan = traiter(_noyau(), str(entree), str(sortie), options)
        except FichierError as erreur:
            raise FichierError("fichier", erreur.probleme) from erreur
        return _lire(sortie, bilan, synthese, vers)


def _borne(*, expliquer: bool) -> Callable[[int, int, int | None], None]:
    """Return what stops a file of too many rows."""
    borne = LIGNES_EXPLIQUEES if expliquer else LIGNES_AU_PLUS

    def exiger(lues: int, _position: int, _total: int | None) -> None:
        if lues > borne:
            raise FichierError("fichier", f"plus de {borne} lignes : découpez-le")

    return exiger


def _lire(sortie: Path, bilan: Bilan, synthese: Synthese, vers: Format) -> Lot:
    chemin = Path(f"{sortie}.rejets.csv")
    rejets = chemin.read_bytes() if chemin.exists() else b""
    octets = sortie.read_bytes()
    rangees = _debut(octets) if vers is Format.CSV else []
    return Lot(
        bilan,
        synthese.comptes(),
        rangees[0] if rangees else [],
        rangees[1:],
        list(csv.DictReader(io.StringIO(rejets.decode())))[:REJETS_MONTRES],
        octets,
        rejets,
    )


def _debut(octets: bytes) -> list[list[str]]:
    """Return the titles and the first rows of CSV."""
    texte = octets.decode("utf-8-sig")
    separateur = ";" if ";" in texte.partition("\n")[0] else ","
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    return [rangee for _, rangee in zip(range(MONTREES + 1), lecteur, strict=False)]


def archiver(lot: Lot, vers: Format) -> bytes:
    """Return the output and the rejected rows as one ZIP file."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"reponses.{vers}", lot.sortie)
        if lot.tous_rejets:
            archive.writestr("reponses.rejets.csv", lot.tous_rejets)
    return tampon.getvalue()
