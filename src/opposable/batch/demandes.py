"""The columns of a file of applications: what the readers of files are told to look for."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from opposable.batch.rejet import FAITS
from opposable.batch.reponses import AJOUTES
from opposable.decision.demande import CHAMPS
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIGEES = ("nationalite", "metier", "type", "depose_le")
"""Columns without which no row can be answered."""


class Demandes:
    """The columns of the contract.

    Args:
        gardees: Columns kept beside the answers, None for all.
        feuille: Sheet of a workbook to read, empty to find it.
    """

    formules = True

    def __init__(self, gardees: Sequence[str] | None = None, feuille: str = "") -> None:
        self._gardees = gardees
        self.feuille = feuille

    def reconnus(self, titres: Sequence[str]) -> int:
        """Return how many titles are fields of the contract."""
        return len({t.strip() for t in titres} & {*CHAMPS})

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Return the places of the columns to read: those kept, and the facts.

        Raises:
            FichierError: A column is missing, repeated, already holds answers, or does not exist.
        """
        pleins = [place for place, titre in enumerate(titres) if titre]
        verifier_titres(nom, [titres[place] for place in pleins], self._gardees)
        if self._gardees is None:
            return pleins
        return [p for p in pleins if titres[p] in CHAMPS or titres[p] in self._gardees]

    def codees(self, titres: Sequence[str]) -> frozenset[str]:
        """Return the columns of facts: few values, many times each."""
        return frozenset(titres) & frozenset(FAITS)


def verifier_titres(nom: str, titres: Sequence[str], gardees: Sequence[str] | None) -> None:
    """Check the names of the columns of a file.

    Args:
        nom: Name of the file.
        titres: Names found.
        gardees: Columns kept beside the answers, None for all.

    Raises:
        FichierError: A column is missing, repeated, already holds answers, or does not exist.
    """
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
