"""Rows that cannot be used: which, what field, why; and the file where they are told.

They are held in columns, each reason once: a file of millions of faulty rows costs little more
than a good one.
"""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self, TextIO

import numpy as np

from opposable.ecrit.tableur import sans_formule
from opposable.ecrit.typographie import composer
from opposable.fichiers.refus import refuser
from opposable.fichiers.sortie import ECRITURE, DestinationTardive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray


class Rejet(NamedTuple):
    """A rejected row.

    Attributes:
        ligne: Where it stands: rank in the batch, then line of the file.
        champ: Field at fault, empty for the row itself.
        raison: French sentence.
    """

    ligne: int
    champ: str
    raison: str


@dataclass(frozen=True, slots=True, eq=False)
class Rejets:
    """Rejected rows, in order; iterating gives each one.

    Attributes:
        lignes: Where each stands.
        rangs: For each, the rank of its reason in `dits`.
        dits: Field at fault and French sentence of each distinct reason.
    """

    lignes: NDArray[np.intp]
    rangs: NDArray[np.intp]
    dits: Sequence[tuple[str, str]]

    @classmethod
    def de(cls, rejets: Iterable[Rejet]) -> Self:
        """Gather rows told one by one."""
        dits: dict[tuple[str, str], int] = {}
        lus = [(r.ligne, dits.setdefault((r.champ, r.raison), len(dits))) for r in rejets]
        lignes, rangs = np.array(lus, dtype=np.intp).reshape(-1, 2).T
        return cls(lignes, rangs, list(dits))

    def __len__(self) -> int:
        """Return how many rows."""
        return len(self.lignes)

    def __iter__(self) -> Iterator[Rejet]:
        """Yield each row."""
        for ligne, rang in zip(self.lignes.tolist(), self.rangs.tolist(), strict=True):
            yield Rejet(ligne, *self.dits[rang])

    def phrases(self) -> list[tuple[str, str]]:
        """Return the field and the reason of each, as a person reads them: on one line."""
        return [(champ, composer(" ".join(raison.splitlines()))) for champ, raison in self.dits]

    def choisir(self, masque: NDArray[np.bool_]) -> Rejets:
        """Return some of the rows."""
        return Rejets(self.lignes[masque], self.rangs[masque], self.dits)

    def situer(self, lignes: NDArray[np.intp]) -> Rejets:
        """Return the same rows, standing elsewhere."""
        return Rejets(lignes, self.rangs, self.dits)

    def avec(self, autres: Rejets) -> Rejets:
        """Return these rows and others, in the order of their lines."""
        if not len(autres):
            return self
        lignes = np.concatenate((self.lignes, autres.lignes))
        rangs = np.concatenate((self.rangs, autres.rangs + len(self.dits)))
        ordre = np.argsort(lignes, kind="stable")
        return Rejets(lignes[ordre], rangs[ordre], [*self.dits, *autres.dits])


AUCUN = Rejets.de(())
"""No rejected row."""


class FichierDeRejets(DestinationTardive):
    """`OUT.rejets.csv`, begun at the first rejected row: line, field, reason.

    Without a path nor a stream, the lines go to standard error.
    """

    nombre = 0
    _texte: TextIO | None = None

    def ajouter(self, rejets: Rejets) -> None:
        """Write rejected rows, each on one line whatever its cells held."""
        if not len(rejets):
            return
        self.nombre += len(rejets)
        dire = _en_phrase if self.absente else _en_cellules
        suites = [dire(champ, raison) for champ, raison in rejets.phrases()]
        debut = "ligne " if self.absente else ""
        paires = zip(rejets.lignes.tolist(), rejets.rangs.tolist(), strict=True)
        texte = "".join([f"{debut}{ligne}{suites[rang]}\n" for ligne, rang in paires])
        with refuser(self.nom or "sortie d'erreur", ECRITURE):
            self._ouvert().write(texte)

    def _ouvert(self) -> TextIO:
        """Return where the rows are written, opened at the first one."""
        if self.absente:
            return sys.stderr
        if self._texte is None:
            self._texte = io.TextIOWrapper(self.ouvrir("rejets"), "utf-8", newline="")
            self._texte.write("ligne,champ,raison\n")
            self.avant_de_fermer(self._texte.detach)
        return self._texte


def _en_phrase(champ: str, raison: str) -> str:
    return f"{champ and f', {champ}'} : {raison}"


def _en_cellules(champ: str, raison: str) -> str:
    texte = io.StringIO()
    csv.writer(texte, lineterminator="").writerow([sans_formule(c) for c in ("", champ, raison)])
    return texte.getvalue()
