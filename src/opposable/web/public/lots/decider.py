"""Deciding a file sent by a person: in a folder that goes away with the request."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from opposable.batch.explication import Explication
from opposable.batch.formats import Format
from opposable.batch.local import Bilan, Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.source_csv import SEPARATEURS
from opposable.batch.synthese import Synthese
from opposable.errors import FichierError
from opposable.web.public.lots.essai import exiger_classeur, exiger_lignes, trop_de_lignes
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.batch.synthese import Compte

LIGNES_AU_PLUS = 100_000
LIGNES_EXPLIQUEES = 5_000
MONTREES = 50
REJETS_MONTRES = 200
CELLULE = 200
"""Characters of a cell shown on the page."""
FORMATS = {".csv": Format.CSV, ".xlsx": Format.XLSX}
_un_a_la_fois = Lock()
csv.field_size_limit(1 << 30)  # a cell as long as its file is read back like any other


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
    borne = LIGNES_EXPLIQUEES if expliquer else LIGNES_AU_PLUS
    with TemporaryDirectory(prefix="opposable-") as dossier, _un_a_la_fois:
        entree, sortie = Path(dossier) / f"demandes{suffixe}", Path(dossier) / f"reponses.{vers}"
        entree.write_bytes(contenu)
        synthese = Synthese(_noyau())
        options = Options(synthese=synthese, avancement=_arreter(borne))
        if expliquer:
            options.explication = Explication(droit.corpus())
        with _sans_le_dossier():
            if FORMATS[suffixe] is Format.XLSX:
                exiger_classeur(entree, borne)
            else:
                exiger_lignes(contenu, borne)
            bilan = traiter(_noyau(), str(entree), str(sortie), options)
        return _lire(sortie, bilan, synthese, vers)


@contextmanager
def _sans_le_dossier() -> Iterator[None]:
    """Say what is wrong with a file without saying where the server had put it."""
    try:
        yield
    except FichierError as erreur:
        raise FichierError("fichier", erreur.probleme) from erreur


def _arreter(borne: int) -> Callable[[int, int, int | None], None]:
    """Return what stops a file of too many rows while it is decided."""

    def exiger(lues: int, _position: int, _total: int | None) -> None:
        if lues > borne:
            raise FichierError("fichier", trop_de_lignes(borne))

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
        list(islice(csv.DictReader(io.StringIO(rejets.decode(), newline="")), REJETS_MONTRES)),
        octets,
        rejets,
    )


def _debut(octets: bytes) -> list[list[str]]:
    """Return the titles and the first rows of CSV, each cell cut to a length one can read."""
    texte = octets.decode("utf-8-sig")
    entete = texte.partition("\n")[0]
    separateur = max(SEPARATEURS, key=entete.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    return [[cellule[:CELLULE] for cellule in r] for r in islice(lecteur, MONTREES + 1)]


def archiver(lot: Lot, vers: Format) -> bytes:
    """Return the output and the rejected rows as one ZIP file."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"reponses.{vers}", lot.sortie)
        if lot.tous_rejets:
            archive.writestr("reponses.rejets.csv", lot.tous_rejets)
    return tampon.getvalue()
