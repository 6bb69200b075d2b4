"""Deciding a file sent by a person: read as it comes, nothing of it left with the request."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

from opposable.batch.demandes import Releve
from opposable.batch.explication import Explication
from opposable.batch.local import Bilan, Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.synthese import Synthese
from opposable.errors import FichierError
from opposable.fichiers.entree import Entree, Format, Limites
from opposable.fichiers.sortie import Destination
from opposable.fichiers.table import ouvrir
from opposable.recherche.cellules import Cellules
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from opposable.batch.synthese import Compte
    from opposable.fichiers.rejets import Rejet, Rejets

LIGNES_AU_PLUS = 100_000
LIGNES_EXPLIQUEES = 5_000
MONTREES = 50
REJETS_MONTRES = 200
CELLULE = 200
"""Characters of a cell shown on the page."""
FORMATS = {".csv": Format.CSV, ".xlsx": Format.XLSX}
MEMOIRE, SECONDES = 1 << 29, 20
"""What reading a workbook may take."""
_un_a_la_fois = Lock()


@dataclass(slots=True)
class Lot:
    """A file decided.

    Attributes:
        titres: Columns of the output.
        lignes: Its first rows.
        rejets: The first rejected rows.
        bilan: Rows read, decided, rejected, and what was found about the file.
        comptes: Answers counted by regime, region and list.
        sortie: The whole output, in the format asked for.
        tous_rejets: Every rejected row, as CSV; empty where there is none.
        a_corriger: The rejected rows under their titles, to correct and send again.
        suffixe: Format of those.
    """

    titres: list[str] = field(default_factory=list)
    lignes: list[list[str]] = field(default_factory=list)
    rejets: list[Rejet] = field(default_factory=list)
    bilan: Bilan = field(default_factory=Bilan)
    comptes: list[Compte] = field(default_factory=list)
    sortie: bytes = b""
    tous_rejets: bytes = b""
    a_corriger: bytes = b""
    suffixe: str = "csv"

    def voir(self, ecrites: pa.RecordBatch, rejets: Rejets) -> None:
        """Keep the first rows to show, each cell cut to a length one can read."""
        self.titres = ecrites.schema.names
        debut = ecrites.slice(0, MONTREES - len(self.lignes))
        colonnes = [c.to_pylist() for c in debut.columns]
        self.lignes += [[_montrer(v) for v in ligne] for ligne in zip(*colonnes, strict=True)]
        for rejet in rejets:
            if len(self.rejets) == REJETS_MONTRES:
                return
            self.rejets.append(rejet)


def _montrer(valeur: Any) -> str:
    return "" if valeur is None else str(valeur)[:CELLULE]


@du_droit()
def _noyau() -> Noyau:
    return Noyau(droit.corpus(), droit.table())


def decider(
    contenu: IO[bytes],
    nom: str,
    vers: Format,
    *,
    expliquer: bool,
    colonnes: Mapping[str, str] | None = None,
) -> Lot:
    """Decide a file; nothing of it is left when this returns.

    Args:
        contenu: Its bytes, read as they come.
        nom: Its name, of which only the suffix is used.
        vers: Format of the output.
        expliquer: Whether to add the reasons, row by row.
        colonnes: Title of the column of each field that the person says.

    Raises:
        FichierError: It cannot be read, or holds too many rows.
    """
    suffixe = _suffixe(nom)
    borne = LIGNES_EXPLIQUEES if expliquer else LIGNES_AU_PLUS
    noyau, recherche = _noyau(), droit.recherches().pour(droit.corpus())
    lot, synthese = Lot(), Synthese(noyau)
    sortie, rejets, renvoi = io.BytesIO(), io.BytesIO(), io.BytesIO()

    limites = Limites(MEMOIRE, SECONDES, borne)

    def suivre(lues: int, _position: int, _total: int | None) -> None:
        if lues > borne:
            raise FichierError("fichier", f"plus de {borne} lignes : découpez-le")

    options = Options(
        vers=vers,
        synthese=synthese,
        avancement=suivre,
        temoin=lot.voir,
        rejets="reponses.rejets.csv",
        flux_de_rejets=rejets,
        flux_a_corriger=renvoi,
        titres=colonnes,
        mots=Cellules(lambda: recherche),
        explication=Explication(droit.corpus()) if expliquer else None,
    )
    with _un_a_la_fois, _sans_le_nom():
        entree = Entree(f"fichier{suffixe}", FORMATS[suffixe], flux=contenu, limites=limites)
        lot.bilan = traiter(noyau, entree, Destination("reponses", sortie), options)
    lot.comptes = synthese.comptes()
    lot.sortie, lot.tous_rejets = sortie.getvalue(), rejets.getvalue()
    lot.a_corriger = renvoi.getvalue()
    lot.suffixe = "xlsx" if FORMATS[suffixe] is Format.XLSX else "csv"
    return lot


def lire_titres(contenu: IO[bytes], nom: str) -> Sequence[str]:
    """Return the titles of a file, even where it cannot be decided as it is.

    Raises:
        FichierError: No titles were found.
    """
    suffixe, releve = _suffixe(nom), Releve()
    limites = Limites(MEMOIRE, SECONDES, LIGNES_AU_PLUS)
    entree = Entree(f"fichier{suffixe}", FORMATS[suffixe], flux=contenu, limites=limites)
    with _un_a_la_fois, _sans_le_nom(), entree as lue:
        try:
            ouvrir(lue, releve)
        except FichierError:
            if not releve.titres:
                raise
    return releve.titres


def _suffixe(nom: str) -> str:
    suffixe = Path(nom).suffix.lower()
    if suffixe not in FORMATS:
        raise FichierError("fichier", f"envoyez un fichier {' ou '.join(FORMATS)}")
    return suffixe


@contextmanager
def _sans_le_nom() -> Iterator[None]:
    """Say what is wrong with a file without saying what the server calls it."""
    try:
        yield
    except FichierError as erreur:
        raise FichierError("fichier", erreur.probleme) from erreur
