"""What a reader of files gives: batches of rows with the place each row has in the file."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, Protocol

from opposable.batch.rejet import AUCUN, Rejets
from opposable.batch.reponses import AJOUTES
from opposable.decision.demande import CHAMPS
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

LIGNES_PAR_LOT = 1 << 16
"""Rows of a batch: what is done once for each then counts little, and columns stay in cache."""
EXIGEES = ("nationalite", "metier", "type", "depose_le")
"""Columns without which no row can be answered."""
COLONNES_AU_PLUS = 1_000


class Lot(NamedTuple):
    """A batch as read.

    Attributes:
        lot: The rows.
        lignes: Line of each row in the file; None where they follow from `premiere`.
        premiere: Line of the first row.
        rejets: Rows of the file that could not even be read.
    """

    lot: pa.RecordBatch
    premiere: int
    lignes: NDArray[np.intp] | None = None
    rejets: Rejets = AUCUN

    def situer(self, rangs: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the lines of some rows of the batch."""
        return self.premiere + rangs if self.lignes is None else self.lignes[rangs]


class Source(Protocol):
    """A file being read, batch after batch.

    Attributes:
        schema: Columns of the batches.
        total: Size of the whole in the unit of `avance`, None where unknown.
        lignes_vides: Whether an empty row is no row (text files, spreadsheets).
        octets: Size of a file that may hold a value many times over, None for one that cannot.
    """

    schema: pa.Schema
    total: int | None
    lignes_vides: bool
    octets: int | None

    @property
    def constats(self) -> Sequence[str]:
        """What was found about the file."""

    def lots(self) -> Iterator[Lot]:
        """Yield the batches in the order of the file."""

    def avance(self) -> int:
        """Return how much was read, in rows or bytes."""


def verifier_titres(nom: str, titres: Sequence[str], gardees: Sequence[str] | None) -> None:
    """Check the names of the columns of a file.

    Args:
        nom: Name of the file.
        titres: Names found.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: A column is missing, repeated, already holds answers, or does not exist.
    """
    if len(titres) > COLONNES_AU_PLUS:
        raise FichierError(nom, f"{len(titres)} colonnes ; {COLONNES_AU_PLUS} au plus sont lues")
    doubles = sorted({t for t in titres if t in CHAMPS and list(titres).count(t) > 1})
    doubles += sorted(t for t in set(titres) - set(doubles) if list(titres).count(t) > 1)
    if doubles:
        raise FichierError(nom, f"colonne « {doubles[0]} » répétée : n'en gardez qu'une")
    for exigee in EXIGEES:
        if exigee not in titres:
            raise FichierError(nom, f"colonne « {exigee} » absente{_proche(exigee, titres)}")
    inconnues = [c for c in gardees or () if c not in titres]
    if inconnues:
        raise FichierError(nom, f"colonne « {inconnues[0]} » absente, demandée par --columns")
    deja = [c for c in (titres if gardees is None else gardees) if c in AJOUTES]
    if deja:
        raise FichierError(
            nom,
            f"la colonne « {deja[0]} » est déjà là, or la réponse s'y écrit : retirez-la, "
            "ou choisissez les autres avec --columns",
        )


def _proche(exigee: str, titres: Sequence[str]) -> str:
    proches = get_close_matches(exigee, [t.lower() for t in titres], n=1)
    trouves = ", ".join(titres[:12])
    if proches:
        trouve = next(t for t in titres if t.lower() == proches[0])
        return f" ; « {trouve} » lui ressemble : renommez-la"
    return f" ; colonnes trouvées : {trouves}"


def colonnes_lues(titres: Sequence[str], gardees: Sequence[str] | None) -> list[str]:
    """Return the columns to read: those kept, and the facts."""
    if gardees is None:
        return list(titres)
    return [t for t in titres if t in CHAMPS or t in gardees]
