"""The law that a site answers by, put in service while it runs: whole, or not at all.

The folder `droit` of the working folder keeps every law that was put in service, each in a folder
named by the digest that its receipts bear, then that of all its files; `actuel` names the one
served, and takes its name when whole. Nothing there is believed before its digest is that named.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from opposable.batch import droit_bati, livraison, table_batie
from opposable.ecrit.systeme import dire_refus
from opposable.errors import LawDataError, MiseEnServiceError
from opposable.fichiers.magasin import TABLES, Magasin
from opposable.fichiers.sortie import ecrire_entier
from opposable.law import tables as brutes
from opposable.law.etat_du_droit import ADOPTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

DROITS, ACTUEL, VERROU = "droit", "actuel", ".verrou"
MAGIE = "opposable-droit-en-service 1"
"""First line of the pointer; the number changes with its form."""
FORME = re.compile(
    rf"{MAGIE}\n(?P<dossier>[0-9a-f]{{64}}-[0-9a-f]{{16}})\n(?P<somme>[0-9a-f]{{64}})\n"
)
POINTEUR_AU_PLUS = 1 << 10
"""Bytes of the pointer that are read."""
COURTE = 16
"""Characters of the digest of all the files that a folder bears."""
Signe = tuple[int, int, int]
"""What tells one pointer from another without reading it: its place, size and time."""


class EnService(NamedTuple):
    """A law in service.

    Attributes:
        dossier: Folder of its data.
        corpus: The law, as adopted.
        table: Its table.
        magasin: Where what is built of it is kept.
    """

    dossier: Path
    corpus: Corpus
    table: Table
    magasin: Magasin


def signe(var: Path) -> Signe | None:
    """Return what changes whenever a law is put in service, None where none is.

    Args:
        var: The working folder of the site.
    """
    try:
        etat = _pointeur(var).stat()
    except OSError:
        return None
    return etat.st_ino, etat.st_size, etat.st_mtime_ns


def en_service(var: Path) -> EnService | None:
    """Return the law in service, None where it is that of the package.

    Args:
        var: The working folder of the site.

    Raises:
        MiseEnServiceError: What is named there is not whole, or is not what it says.
        LawDataError: It is not a law.
    """
    pointeur = _pointeur(var)
    if signe(var) is None:
        return None
    with _refuser(pointeur), pointeur.open("rb") as fichier:
        lu = FORME.fullmatch(fichier.read(POINTEUR_AU_PLUS).decode("ascii", "replace"))
    if lu is None:
        raise MiseEnServiceError(
            str(pointeur), "il est tronqué, ou d'une autre version : relancez opposable publish"
        )
    dossier = var / DROITS / lu["dossier"]
    if _somme(dossier) != lu["somme"]:
        raise MiseEnServiceError(
            str(dossier), "ses fichiers ne sont pas ceux qui ont été mis en service"
        )
    return _charger(dossier, _magasin(var))


def mettre_en_service(
    source: Path, var: Path, eprouver: Callable[[EnService], object]
) -> EnService:
    """Check a law, keep it whole with what is built from it, then have it served.

    Args:
        source: Folder of its data.
        var: The working folder of the site.
        eprouver: What else must hold before it is served; it raises where it does not.

    Returns:
        The law in service.

    Raises:
        LawDataError: It breaks its own rules: the file, row and field are named.
        MiseEnServiceError: Another is being put in service, or this one cannot be kept.
        FichierError: It cannot be written.
    """
    with _refuser(source):
        contenus = list(brutes.fichiers(source))
    with _seul(var) as droits, _refuser(droits), _provisoire(droits) as copie:
        for nom, octets in contenus:
            (copie / nom).parent.mkdir(parents=True, exist_ok=True)
            ecrire_entier(copie / nom, octets)
        essai = _charger(copie, _magasin(var))
        eprouver(essai)
        _exiger_ce_qui_est_bati(essai, _magasin(var))
        somme = brutes.empreinte(contenus)
        dossier = droits / f"{essai.corpus.sha256}-{somme[:COURTE]}"
        if _somme(dossier) != somme:
            shutil.rmtree(dossier, ignore_errors=True)
            copie.rename(dossier)
        ecrire_entier(_pointeur(var), f"{MAGIE}\n{dossier.name}\n{somme}\n".encode())
    return essai._replace(dossier=dossier)


def retirer(var: Path) -> bool:
    """Have the law of the package served again; tell whether another was in service.

    Raises:
        MiseEnServiceError: A law is being put in service, or this one cannot be let go.
    """
    with _seul(var), _refuser(_pointeur(var)):
        servi = signe(var) is not None
        _pointeur(var).unlink(missing_ok=True)
    return servi


def _pointeur(var: Path) -> Path:
    return var / DROITS / ACTUEL


def _magasin(var: Path) -> Magasin:
    return Magasin(var / TABLES, livraison.LIVRE)


def _charger(dossier: Path, magasin: Magasin) -> EnService:
    """Load a law and its table: read where they are kept, else built, checked, then kept."""
    corpus = droit_bati.droit_bati(magasin=magasin, dossier=dossier)
    return EnService(dossier, corpus, table_batie.table_batie(corpus, magasin), magasin)


def _somme(dossier: Path) -> str:
    """Return the digest of all the files of a law; empty where they cannot be read."""
    try:
        return brutes.empreinte(brutes.fichiers(dossier))
    except (OSError, LawDataError):
        return ""


def _exiger_ce_qui_est_bati(mis: EnService, magasin: Magasin) -> None:
    """Check that those who serve will find what was built, and build nothing themselves."""
    contenus = brutes.decisifs(mis.dossier)
    noms = (droit_bati.nommer(contenus, ADOPTE), table_batie.nommer(mis.corpus))
    if any(magasin.lire(nom) is None for nom in noms):
        raise MiseEnServiceError(
            TABLES,
            "ce qui est construit n'a pas pu y être gardé : vérifiez les droits et la place libre",
        )


@contextmanager
def _seul(var: Path) -> Iterator[Path]:
    """Keep whoever else puts a law in service out, and give the folder of laws."""
    import fcntl  # noqa: PLC0415 - where a site is served, not wherever this is read

    droits = var / DROITS
    with _refuser(droits):
        droits.mkdir(parents=True, exist_ok=True)
        verrou = (droits / VERROU).open("ab")
    with verrou:
        try:
            fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MiseEnServiceError(
                str(droits), "une autre mise en service est en cours : attendez qu'elle finisse"
            ) from None
        yield droits


@contextmanager
def _provisoire(droits: Path) -> Iterator[Path]:
    """Give a folder to fill, taken away at the end with what was not given a name."""
    with TemporaryDirectory(prefix=".", dir=droits) as provisoire:
        yield Path(provisoire) / DROITS


@contextmanager
def _refuser(lieu: Path) -> Iterator[None]:
    """Say in French what the system refuses.

    Raises:
        MiseEnServiceError: It refused.
    """
    try:
        yield
    except OSError as erreur:
        raise MiseEnServiceError(str(lieu), dire_refus(erreur)) from erreur
