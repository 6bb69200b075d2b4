"""Reading Arrow and Feather files, and Arrow streams."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa

from opposable.fichiers.entree import taille
from opposable.fichiers.mesure import exiger_lignes, exiger_mesure
from opposable.fichiers.refus import refuser
from opposable.fichiers.source import LIGNES_PAR_LOT, Lot, choisir_plates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.fichiers.entree import Entree
    from opposable.fichiers.source import Attente


class SourceArrow:
    """An Arrow or Feather file, or an Arrow stream.

    Args:
        entree: The file.
        attente: What is looked for.

    Raises:
        FichierError: It is not sound, or columns are missing.
    """

    lignes_vides = False
    octets: int | None
    separateur: str | None = None
    marque = False

    def __init__(self, entree: Entree, attente: Attente) -> None:
        self.nom = entree.nom
        fichier = entree.fichier()
        with refuser(self.nom, "fichier Arrow illisible, tronqué ou abîmé"):
            self.octets = self._octets = taille(fichier)
            self._lots, schema, self.total = _ouvrir_arrow(fichier)
        self.titres: Sequence[str] = schema.names
        plates = choisir_plates(self.nom, schema, attente)
        self._colonnes = plates.colonnes
        self.schema = pa.schema([schema.field(c) for c in self._colonnes])
        self.constats = ["Arrow", *plates.constats]
        self._lues = 0

    def lots(self) -> Iterator[Lot]:
        """Yield the batches, checked in full: an index out of its dictionary is refused."""
        with refuser(self.nom, "fichier Arrow illisible, tronqué ou abîmé"):
            for entier in self._lots:
                exiger_lignes(self.nom, self._lues + entier.num_rows, self._octets)
                exiger_mesure(entier, self.nom)
                entier.validate(full=True)
                lot = entier.select(self._colonnes)
                for debut in range(0, lot.num_rows, LIGNES_PAR_LOT):
                    tranche = lot.slice(debut, LIGNES_PAR_LOT)
                    yield Lot(tranche, 1 + self._lues)
                    self._lues += tranche.num_rows

    def avance(self) -> int:
        """Return the rows read."""
        return self._lues


def _ouvrir_arrow(fichier: IO[bytes]) -> tuple[Iterator[pa.RecordBatch], pa.Schema, int | None]:
    magie = fichier.read(6)
    fichier.seek(0)
    if magie == b"ARROW1":
        lecteur = pa.ipc.open_file(fichier)
        lots = (lecteur.get_batch(i) for i in range(lecteur.num_record_batches))
        return lots, lecteur.schema, None
    flux = pa.ipc.open_stream(fichier)
    return iter(flux), flux.schema, None
